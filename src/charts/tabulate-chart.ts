import type {Chart} from "./chart.ts";
import {printableChart, withMeasure} from "./printable.ts";

/** The printed numbers of a chart as a table; the first cell of a row is its head. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Measure of all numbers; a number that carries its own is printed with it. */
  readonly measure: string;
}

/** One row a category, one column a series; a target is the last row. */
export function tabulateChart(chart: Chart): ChartTable {
  const {categoryName, categories, series, target, measure} = printableChart(chart);
  const rows = categories.map((name, index) => [name, ...series.map(({points}) => points[index]?.label ?? "")]);
  if (target) rows.push([target.name, ...series.map(() => plainNumber(withMeasure(target, measure), measure))]);
  return {head: [categoryName, ...series.map(({name}) => name)], rows, measure};
}

function plainNumber(text: string, measure: string): string {
  return measure !== "" && text.endsWith(measure) ? text.slice(0, -measure.length) : text;
}
