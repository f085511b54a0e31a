import type {Chart, ChartPoint} from "./chart.ts";

/** A candidate for a slice. */
export interface RingEntry {
  readonly name: string;
  readonly point: ChartPoint;
}

/** What a doughnut shows: the first series by category, or several series of one category. */
export function ringEntries(chart: Chart): readonly RingEntry[] {
  if (chart.categories.length === 1 && chart.series.length > 1) {
    return chart.series.flatMap(({name, points}) => points.slice(0, 1).map(point => ({name, point})));
  }
  return (chart.series[0]?.points ?? []).map((point, index) => ({name: chart.categories[index] ?? "", point}));
}
