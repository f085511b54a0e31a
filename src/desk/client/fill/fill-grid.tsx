import {useEffect, useLayoutEffect, useRef} from "preact/hooks";
import type {ArrangedTable, TableColumn} from "./arrange-table.ts";
import {cellKey, type FillState} from "./fill-session.ts";
import {columnId, GridCell} from "./grid-cell.tsx";
import {areaOf, isInside, isSamePosition, type Position, selectOne} from "./grid-model.ts";
import {reveal} from "./reveal.ts";
import type {GridHands} from "./use-grid.ts";
import {lineHeightPx, useWindow} from "./use-window.ts";

interface FillGridProps {
  readonly arranged: ArrangedTable;
  readonly state: FillState;
  readonly hands: GridHands;
  readonly showsLast: boolean;
  /** "2019年7月各单位的数" */
  readonly name: string;
}

/** The table as a grid (WAI-ARIA): one cell at a time has the focus, keys move it. */
export function FillGrid({arranged, state, hands, showsLast, name}: FillGridProps) {
  const {rows, columns, lines, lineOf, shape} = arranged;
  const {selection, draft} = hands;
  const scroller = useRef<HTMLDivElement>(null);
  const activeLine = selection ? (lineOf[selection.active.row] ?? -1) : -1;
  const pieces = useWindow(scroller, lines, activeLine);
  useFocus(scroller, hands, lineOf);
  const drag = useDrag(hands);
  const area = selection && areaOf(selection);
  const pageRows = () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / lineHeightPx) - 2);

  return (
    <div class="grid-scroller" ref={scroller} style={{"--line-height": `${lineHeightPx}px`}}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is made of a table (ARIA in HTML)
        role="grid"
        class={`grid ${showsLast ? "shows-last" : ""}`}
        aria-label={name}
        aria-multiselectable="true"
        aria-rowcount={lines.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={event => hands.keyDown(event, pageRows())}
        onMouseDown={drag.begin}
        onMouseMove={drag.over}
        onDblClick={event => positionAt(event) && hands.edit()}
        onCopy={hands.copy}
        onCut={hands.cut}
        onPaste={hands.paste}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" class="corner">
              单位
            </th>
            {columns.map((column, index) => (
              <ColumnHead key={column.name} column={column} index={index} />
            ))}
          </tr>
        </thead>
        <tbody>
          {pieces.map(piece => {
            if (piece.kind === "gap")
              return (
                // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
                <tr key={`gap-${piece.from === 0 ? "first" : piece.from}`} class="gap" aria-hidden="true">
                  <td colSpan={columns.length + 1} style={{height: `${piece.lines * lineHeightPx}px`}} />
                </tr>
              );
            const line = lines[piece.index];
            if (line?.kind === "heading")
              return (
                <tr key={`heading-${line.name}`} class="group" aria-rowindex={piece.index + 2}>
                  <th scope="rowgroup" colSpan={columns.length + 1}>
                    <span>
                      {line.name}
                      <small>{line.units} 个</small>
                    </span>
                  </th>
                </tr>
              );
            const index = line?.row ?? 0;
            const row = rows[index];
            if (!row) return null;
            const isActiveRow = selection?.active.row === index;
            return (
              <tr key={row.unit} data-row={index} aria-rowindex={piece.index + 2}>
                <th scope="row" id={`row-${index}`} class={isActiveRow ? "is-at" : ""}>
                  {row.unit}
                </th>
                {columns.map((column, at) => {
                  const isActive = isActiveRow && selection.active.column === at;
                  return (
                    <GridCell
                      key={column.name}
                      column={at}
                      measure={column.measure}
                      rowId={`row-${index}`}
                      kind={shape.kindAt({row: index, column: at})}
                      cell={row.cells[column.name]}
                      edit={state.edits.get(cellKey({unit: row.unit, indicator: column.name}))}
                      showsLast={showsLast}
                      isActive={isActive}
                      isSelected={area !== undefined && isInside(area, {row: index, column: at})}
                      draft={isActive ? draft : undefined}
                      onType={hands.type}
                      onLeave={hands.commit}
                    />
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({column, index}: {readonly column: TableColumn; readonly index: number}) {
  const {name, measure, formula} = column;
  return (
    <th scope="col" id={columnId(index)} data-column={index} class={formula === undefined ? "" : "is-computed"}>
      {name}
      <small>
        {measure}
        {formula !== undefined && <span title={formula}>，自动算</span>}
      </small>
    </th>
  );
}

/** The focus follows the active cell, and the view follows the corner that moves. */
function useFocus(scroller: {readonly current: HTMLElement | null}, hands: GridHands, lineOf: readonly number[]): void {
  const {selection, draft, focusCount} = hands;
  const hadFocus = scroller.current?.contains(document.activeElement) ?? false;
  const lastCount = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    const isAsked = focusCount !== lastCount.current;
    lastCount.current = focusCount;
    if (!element || !selection) return;
    if (isAsked) reveal(element, selection.reach, lineOf);
    if (!isAsked && (!hadFocus || element.contains(document.activeElement))) return;
    const target = element.querySelector<HTMLElement>("[data-active]");
    target?.focus({preventScroll: true});
    if (target instanceof HTMLInputElement && !draft) target.select();
    else if (target instanceof HTMLInputElement && isAsked)
      target.setSelectionRange(target.value.length, target.value.length);
  });
}

/** Selecting by mouse: a press begins, passing over other cells goes on. */
function useDrag(hands: GridHands) {
  const from = useRef<Position | undefined>(undefined);
  useEffect(() => {
    const end = () => {
      from.current = undefined;
    };
    window.addEventListener("mouseup", end);
    return () => window.removeEventListener("mouseup", end);
  }, []);
  return {
    begin(event: MouseEvent): void {
      const position = positionAt(event);
      const {selection, draft} = hands;
      if (!position || !selection || event.button !== 0) return;
      const isInField = event.target instanceof HTMLInputElement && draft !== undefined;
      if (isInField) return;
      event.preventDefault();
      const isClosed = (event.target as Element).closest(".cell-none") !== null;
      if (event.shiftKey) hands.select({active: selection.active, reach: position});
      else if (!isClosed) {
        from.current = position;
        hands.select(selectOne(position));
      }
    },
    over(event: MouseEvent): void {
      const position = from.current && positionAt(event);
      const {selection} = hands;
      if (!position || !from.current || (selection && isSamePosition(selection.reach, position))) return;
      hands.select({active: from.current, reach: position});
    },
  };
}

function positionAt(event: MouseEvent): Position | undefined {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>("td[data-column]") : null;
  const row = cell?.closest<HTMLElement>("tr[data-row]");
  return cell && row ? {row: Number(row.dataset.row), column: Number(cell.dataset.column)} : undefined;
}
