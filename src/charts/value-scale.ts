import type {LinearScaleOptions, Scale} from "chart.js";
import {FONT_FAMILY, GREY, HAIRLINE, INK} from "./palette.ts";
import {widestText} from "./text-width.ts";
import type {ValueAxis} from "./value-axis.ts";

const TICK_GAP = 5;

/** Room for the numbers of the axis, left of the plot. */
export function valueAxisWidth(axis: ValueAxis, size: number): number {
  const labels = axis.ticks.map(tick => tick.label);
  return Math.ceil(widestText(labels, size)) + TICK_GAP;
}

/** The Chart.js scale for a value axis at the left: hairlines, a firm line at zero, numbers in grey. */
export function valueScale(axis: ValueAxis, size: number, width: number) {
  return {
    type: "linear" as const,
    min: axis.min,
    max: axis.max,
    afterBuildTicks: (built: Scale) => {
      built.ticks = axis.ticks.map(tick => ({...tick}));
    },
    afterFit: (fitted: Scale) => {
      fitted.width = width;
    },
    ticks: {
      autoSkip: false,
      callback: (_value: string | number, index: number) => axis.ticks[index]?.label ?? "",
      color: GREY,
      font: {family: FONT_FAMILY, size},
      padding: TICK_GAP,
      maxRotation: 0,
    },
    border: {display: false},
    grid: {
      drawTicks: false,
      color: axis.ticks.map(tick => (tick.value === 0 ? INK : HAIRLINE)),
      lineWidth: axis.ticks.map(tick => (tick.value === 0 ? 1 : 0.5)),
    },
  } satisfies {[Key in keyof LinearScaleOptions]?: unknown} & {type: "linear"; afterFit: unknown};
}
