import type {BarElement, Chart as ChartJs} from "chart.js";

/** Where Chart.js put a bar: its end and its base, and its extent across. The end of a 未报 bar means nothing. */
export interface BarGeometry {
  readonly x: number;
  readonly y: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
}

/** Reads the bar of a series (the index of its dataset) at a category. */
export function barGeometry(drawn: ChartJs, series: number, category: number): BarGeometry {
  const bar = drawn.getDatasetMeta(series).data[category] as BarElement;
  const {x, y, base, width, height} = bar.getProps(["x", "y", "base", "width", "height"], true);
  return {x: x ?? 0, y: y ?? 0, base: base ?? 0, width: width ?? 0, height: height ?? 0};
}
