import type {Chart} from "./chart.ts";
import type {Box} from "./label.ts";
import {targetText} from "./printable.ts";
import {wrapText} from "./text-width.ts";
import type {ValueAxis} from "./value-axis.ts";

/** Name and number of the target in short lines, to stand right of the plot. */
export function targetLines(chart: Chart, size: number): readonly string[] | undefined {
  if (chart.target === undefined) return undefined;
  return wrapText(targetText(chart.target, chart.measure), size, Math.max(4.5 * size, chart.width * 0.15));
}

/** Distance of a value from the top of the drawing, on an axis as high as the plot. */
export function pixelOf(value: number, axis: ValueAxis, plot: Box): number {
  // Divided first: the difference of two huge values would overflow.
  const length = axis.max - axis.min;
  return plot.bottom - (value / length - axis.min / length) * (plot.bottom - plot.top);
}
