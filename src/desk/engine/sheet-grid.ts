/** A worksheet as it was sent in: texts by place. */
export interface Grid {
  /** What an address begins with when there are several sheets: "小区!"; "" otherwise. */
  readonly prefix: string;
  /** Rows in order; those without anything are left out. */
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  /** Counted from 1. */
  readonly number: number;
  /** By column, counted from 1. */
  readonly cells: ReadonlyMap<number, GridCell>;
}

export interface GridCell {
  readonly text: string;
  /** What makes it no number, whatever it shows: "是日期", "公式出错（#DIV/0!）". */
  readonly trouble?: string | undefined;
}

/** What was sent: its sheets, and the month that it says it is for. */
export interface SentSheets {
  readonly grids: readonly Grid[];
  /** "2019-07"; undefined when it does not say. */
  readonly period: string | undefined;
}

/** "C5" */
export function addressOf(row: number, column: number): string {
  let letters = "";
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  }
  return `${letters}${row}`;
}
