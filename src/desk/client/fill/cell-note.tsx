import type {ArrangedTable} from "./arrange-table.ts";
import {cellKey, type FillState, textOf} from "./fill-session.ts";
import {noteId} from "./grid-cell.tsx";
import {changeBetween} from "./grid-edits.ts";
import type {Position} from "./grid-model.ts";

interface CellNoteProps {
  readonly arranged: ArrangedTable;
  readonly state: FillState;
  readonly active: Position | undefined;
}

/** All that is to be said of the active cell, below the table; the cell is described by it. */
export function CellNote({arranged, state, active}: CellNoteProps) {
  const row = active && arranged.rows[active.row];
  const column = active && arranged.columns[active.column];
  const cell = row && column && row.cells[column.name];
  if (!row || !column || !cell) return <div id={noteId} class="cell-note" />;
  const edit = state.edits.get(cellKey({unit: row.unit, indicator: column.name}));
  const text = textOf(state, row.unit, column.name);
  const change = changeBetween(cell.last, text, column.measure);
  return (
    <div id={noteId} class="cell-note">
      <p>
        <strong>
          {row.unit}　{column.name}
        </strong>
        <span>
          {column.formula === undefined
            ? `（${column.measure}，${column.kind}）`
            : `（${column.measure}）= ${column.formula}，存盘以后自动算，不用填`}
        </span>
        {cell.last !== undefined && (
          <span>
            上月 {cell.last}
            {change && (change.words === "持平" ? "，持平" : `，${changeWords(change.words)}`)}
          </span>
        )}
      </p>
      {edit?.message !== undefined && (
        <p class="note-refused">
          <strong>存不进去</strong>
          {edit.message}
        </p>
      )}
      {!edit &&
        cell.findings?.map(({severity, message, hint}) => (
          <p key={message} class={`note-${severity}`}>
            <strong>{severity === "error" ? "错误" : "提醒"}</strong>
            {message}
            {hint && <small>{hint}</small>}
          </p>
        ))}
    </div>
  );
}

function changeWords(words: string): string {
  if (words === "原为0") return "从无到有";
  return words.endsWith("倍") ? `是上月的 ${words}` : `比上月 ${words.replace("点", " 个百分点")}`;
}
