import type {TableState} from "../../api.ts";
import type {Shape} from "./grid-model.ts";

export type TableRow = TableState["rows"][number];
export type TableColumn = TableState["indicators"][number];

/** A line of the drawn table: a row, or the heading of those that follow. */
export type Line =
  | {readonly kind: "row"; readonly row: number}
  | {readonly kind: "heading"; readonly name: string; readonly units: number};

/** The part of a table that is shown. */
export interface ArrangedTable {
  readonly rows: readonly TableRow[];
  readonly columns: readonly TableColumn[];
  readonly lines: readonly Line[];
  /** Line of each row. */
  readonly lineOf: readonly number[];
  readonly shape: Shape;
}

/** Types of units with indicators of their own, for which the table can be shown alone: 村, 小区. */
export function findParts(table: TableState): readonly {readonly type: string; readonly units: number}[] {
  const types = [...new Set(table.rows.map(({type}) => type))];
  const columnsOf = types.map(type => namesOf(table, type).join("\0"));
  if (new Set(columnsOf).size < 2) return [];
  return types.map(type => ({type, units: table.rows.filter(row => row.type === type).length}));
}

/** The rows of one type with the indicators that they have; of all when `type` is undefined. */
export function arrangeTable(table: TableState, type: string | undefined): ArrangedTable {
  const rows = type === undefined ? table.rows : table.rows.filter(row => row.type === type);
  const names = type === undefined ? undefined : new Set(namesOf(table, type));
  const columns = table.indicators.filter(({name}) => names?.has(name) ?? true);
  const lines: Line[] = [];
  const lineOf: number[] = [];
  const hasHeadings = new Set(rows.map(({above}) => above)).size > 1;
  for (const [index, {above}] of rows.entries()) {
    if (hasHeadings && above !== undefined && above !== rows[index - 1]?.above) {
      const next = rows.findIndex((other, at) => at > index && other.above !== above);
      lines.push({kind: "heading", name: above, units: (next === -1 ? rows.length : next) - index});
    }
    lineOf.push(lines.length);
    lines.push({kind: "row", row: index});
  }
  return {
    rows,
    columns,
    lines,
    lineOf,
    shape: {
      rows: rows.length,
      columns: columns.length,
      kindAt({row, column}) {
        const indicator = columns[column];
        if (!indicator || rows[row]?.cells[indicator.name] === undefined) return "none";
        return indicator.formula === undefined ? "typed" : "computed";
      },
    },
  };
}

function namesOf(table: TableState, type: string): string[] {
  const rows = table.rows.filter(row => row.type === type);
  return table.indicators.map(({name}) => name).filter(name => rows.some(({cells}) => cells[name] !== undefined));
}
