/** The newspaper's grid in CSS pixels. Across it counts in characters, down in lines. */
export interface PageGrid {
  readonly columns: number;
  /** Characters of a base column (基本栏). The gutter is one character. */
  readonly columnCharacters: number;
  readonly lines: number;
  /** Lines above the type area, from the page's top margin: folio and white. */
  readonly folioLines: number;
  readonly characterPx: number;
  readonly linePx: number;
}

/** Columns inside a region: of a story that stands open the page's own, of a boxed one those that fit its frame. */
export interface ColumnSet {
  /** Characters from the page's left edge of type. */
  readonly left: number;
  readonly count: number;
  /** Characters of one column; the gutter is one character. */
  readonly measure: number;
}

/** Characters of `span` columns merged: 11n + (n - 1) for the base column of 11. */
export function spanCharacters(measure: number, span: number): number {
  return measure * span + span - 1;
}

/** Left edge of a column, in characters from the page's edge of type. */
export function columnLeft({left, measure}: ColumnSet, column: number): number {
  return left + column * (measure + 1);
}

/** The page's own columns from `column` on. */
export function openColumns(grid: PageGrid, column: number, count: number): ColumnSet {
  return {left: column * (grid.columnCharacters + 1), count, measure: grid.columnCharacters};
}

/** 破栏: fewer, wider columns in the width of some base columns (三破二, 六化四), at most a character narrower at each side. */
export function brokenColumns(grid: PageGrid, columns: number): readonly ColumnSet[] {
  const outer = spanCharacters(grid.columnCharacters, columns);
  return Array.from({length: columns - 1}, (_, index) => index + 1).flatMap(count => {
    const measure = Math.floor((outer - (count - 1)) / count);
    const padding = (outer - spanCharacters(measure, count)) / 2;
    return measure <= 23 && padding <= 1 ? [{left: padding, count, measure}] : [];
  });
}

/**
 * 变栏: the whole columns that fit a frame around `columns` base columns, half a character or more of padding at each side
 * and 10 to 22 characters a column (二合一, 三破二).
 */
export function boxedColumns(grid: PageGrid, column: number, columns: number): readonly ColumnSet[] {
  const outer = spanCharacters(grid.columnCharacters, columns);
  const left = column * (grid.columnCharacters + 1);
  const found: ColumnSet[] = [];
  for (let count = columns; count >= 1; count -= 1) {
    const measure = Math.floor((outer - 1 - (count - 1)) / count);
    const inner = spanCharacters(measure, count);
    const padding = (outer - inner) / 2;
    if (measure >= 10 && measure <= 22 && padding >= 0.5 && padding <= 2)
      found.push({left: left + padding, count, measure});
  }
  return found;
}
