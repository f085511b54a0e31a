import type {ChartPoint, ChartSeries} from "../../src/charts/index.ts";

/** A series from printed numbers: "43.2" is drawn at 43.2, "未报" not at all. */
export function series(name: string, labels: readonly string[]): ChartSeries {
  return {name, points: labels.map(point)};
}

function point(label: string): ChartPoint {
  const value = Number(label);
  return {value: Number.isNaN(value) ? null : value, label};
}
