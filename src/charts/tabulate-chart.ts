import type {Chart} from "./chart.ts";

/** The numbers of a chart as a table: a row for each category, a column for each series. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly measure: string;
}

export function tabulateChart({categoryName, categories, series, measure}: Chart): ChartTable {
  return {
    head: [categoryName, ...series.map(({name}) => name)],
    rows: categories.map((category, index) => [category, ...series.map(({points}) => points[index]?.label ?? "未报")]),
    measure,
  };
}
