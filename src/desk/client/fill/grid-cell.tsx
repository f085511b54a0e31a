import type {TableCell} from "../../api.ts";
import type {Edit} from "./fill-session.ts";
import {changeBetween} from "./grid-edits.ts";
import type {CellKind} from "./grid-model.ts";
import type {Draft} from "./use-grid.ts";

interface GridCellProps {
  readonly column: number;
  readonly measure: string;
  readonly rowId: string;
  readonly kind: CellKind;
  readonly cell: TableCell | undefined;
  readonly edit: Edit | undefined;
  readonly showsLast: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly draft: Draft | undefined;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
}

/** One cell: the active one holds a field, so that input methods work in it; all others are text. */
export function GridCell(props: GridCellProps) {
  const {column, kind, cell, edit, isActive, isSelected, draft, measure, showsLast} = props;
  if (kind === "none" || !cell)
    return <td data-column={column} class={`cell cell-none ${isSelected ? "is-selected" : ""}`} />;
  const text = edit?.text ?? cell.text;
  const severity = edit?.message !== undefined ? "refused" : severityOf(cell, edit);
  const classes = [
    "cell",
    `cell-${kind}`,
    isActive && "is-active",
    isSelected && "is-selected",
    draft && "is-typed-in",
    edit && "is-unsaved",
    severity && `is-${severity}`,
  ];
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell (HTML-AAM)
    <td
      data-column={column}
      class={classes.filter(Boolean).join(" ")}
      aria-selected={isSelected}
      aria-readonly={kind === "computed" || undefined}
      {...(isActive && kind === "computed" && {tabIndex: 0, "data-active": "", "aria-describedby": noteId})}
    >
      {showsLast && <LastMonth last={cell.last} text={text} measure={measure} />}
      {isActive && kind === "typed" ? (
        <CellField {...props} text={text} isWrong={severity === "refused" || severity === "error"} />
      ) : (
        <span class="cell-text">{text === "" ? <i>{kind === "typed" ? "未报" : "—"}</i> : text}</span>
      )}
      {severity && <CellMark severity={severity} />}
      {edit && edit.message === undefined && <span class="seen-by-readers-only">，还没有存</span>}
    </td>
  );
}

/** What is told of the active cell stands below the table. */
export const noteId = "cell-note";

interface CellFieldProps extends GridCellProps {
  readonly text: string;
  readonly isWrong: boolean;
}

function CellField({column, rowId, text, draft, isWrong, onType, onLeave}: CellFieldProps) {
  return (
    <input
      data-active=""
      type="text"
      inputMode="decimal"
      autocomplete="off"
      spellcheck={false}
      placeholder="未报"
      value={draft?.text ?? text}
      aria-labelledby={`${rowId} ${columnId(column)}`}
      aria-describedby={noteId}
      aria-invalid={isWrong}
      onInput={event => onType(event.currentTarget.value)}
      onBlur={onLeave}
    />
  );
}

export function columnId(column: number): string {
  return `column-${column}`;
}

interface LastMonthProps {
  readonly last: string | undefined;
  readonly text: string;
  readonly measure: string;
}

function LastMonth({last, text, measure}: LastMonthProps) {
  if (last === undefined) return null;
  const change = changeBetween(last, text, measure);
  return (
    <span class="cell-last">
      <span class="seen-by-readers-only">上月</span>
      {last}
      {change && change.words !== "持平" && <b class={change.isLarge ? "is-large" : ""}>{change.words}</b>}
      <span class="seen-by-readers-only">，本月</span>
    </span>
  );
}

export type CellSeverity = "error" | "warning" | "refused";

/** What was found in a text is no longer said of another one. */
function severityOf({findings = []}: TableCell, edit: Edit | undefined): CellSeverity | undefined {
  if (edit || findings.length === 0) return undefined;
  return findings.some(({severity}) => severity === "error") ? "error" : "warning";
}

const markWords = {error: "有错误", warning: "有提醒", refused: "存不进去"} as const;
const marks = {error: "!", warning: "?", refused: "×"} as const;

function CellMark({severity}: {readonly severity: CellSeverity}) {
  return (
    <span class={`cell-mark mark-${severity}`}>
      <span aria-hidden="true">{marks[severity]}</span>
      <span class="seen-by-readers-only">{markWords[severity]}</span>
    </span>
  );
}
