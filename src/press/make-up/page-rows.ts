/*
 * How the stories of a page share it: rows from top to bottom, each with one story or several side by side.
 * 区序: the first story stands top left.
 */

/** A story's place across the page: base columns. */
export interface Slot {
  readonly story: number;
  readonly column: number;
  readonly columns: number;
}

/** Rows of slots. */
export interface RowPlan {
  readonly rows: readonly (readonly Slot[])[];
  readonly cost: number;
}

/** The ways in which `count` stories can share `columns` base columns. */
export function rowPlans(count: number, columns: number): RowPlan[] {
  const plans: RowPlan[] = [];
  // A short story alone need not be drawn out over all columns.
  if (count === 1)
    for (let width = 2; width < columns; width += 1)
      plans.push({rows: [[{story: 0, column: 0, columns: width}]], cost: 40 + 10 * (columns - width)});
  for (const groups of compositions(count)) {
    if (groups.some(size => size > Math.min(3, Math.floor(columns / 2)))) continue;
    let first = 0;
    const rowChoices = groups.map(size => {
      const start = first;
      first += size;
      return splits(size, columns).map(widths => {
        let column = 0;
        return widths.map((width, index): Slot => {
          const slot = {story: start + index, column, columns: width};
          column += width;
          return slot;
        });
      });
    });
    for (const rows of product(rowChoices)) plans.push({rows, cost: rowCost(rows, columns)});
  }
  return plans;
}

function rowCost(rows: readonly (readonly Slot[])[], columns: number): number {
  let cost = 0;
  // The page's first story leads it: it wants the full width, or most of it.
  const [lead] = rows;
  if (lead !== undefined && lead.length > 1) cost += 6 + ((lead[0]?.columns ?? 0) * 2 <= columns ? 10 : 0);
  // 通线: a gutter that runs from top to bottom parts the page in two.
  if (rows.length > 0 && rows.every(row => row.length > 1)) {
    const gutters = rows.map(row => row.slice(1).map(({column}) => column));
    if (gutters[0]?.some(column => gutters.every(row => row.includes(column)))) cost += 40;
  }
  return cost + Math.max(0, rows.length - 2) * 3;
}

/** 3 -> [3], [1,2], [2,1], [1,1,1]. */
function compositions(total: number): number[][] {
  if (total === 0) return [[]];
  return Array.from({length: total}, (_, index) => index + 1).flatMap(first =>
    compositions(total - first).map(rest => [first, ...rest]),
  );
}

/** Ways to share the columns among stories side by side, two columns or more each. */
function splits(count: number, columns: number): number[][] {
  if (count === 1) return [[columns]];
  return Array.from({length: columns}, (_, index) => index + 1).flatMap(width =>
    width >= 2 && columns - width >= 2 * (count - 1)
      ? splits(count - 1, columns - width).map(rest => [width, ...rest])
      : [],
  );
}

function product<T>(choices: readonly (readonly T[])[]): T[][] {
  return choices.reduce<T[][]>((all, options) => all.flatMap(done => options.map(option => [...done, option])), [[]]);
}
