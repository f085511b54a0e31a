import type {ChartConfiguration, Chart as ChartJs, ChartOptions, Plugin} from "chart.js";
import {type Box, drawLabel, type Label} from "./label.ts";
import {FONT_FAMILY, INK} from "./palette.ts";

/** A Chart.js configuration with the size that it was made for. */
export interface ChartDrawing {
  readonly configuration: ChartConfiguration;
  readonly width: number;
  readonly height: number;
}

/** Plugins that come with Chart.js: none of them would draw anything here, and each has a part in every step. */
const ownPlugins = ["colors", "decimation", "filler", "legend", "subtitle", "title", "tooltip"];
const noOwnPlugins = Object.fromEntries(ownPlugins.map(name => [name, false])) as NonNullable<ChartOptions["plugins"]>;

/** Options that all our charts share: nothing moves, nothing listens, all texts but those of the value axis are our own. */
export function baseOptions(drawing: {readonly width: number; readonly height: number}, plot: Box): ChartOptions {
  return {
    responsive: false,
    animation: false,
    devicePixelRatio: 1,
    events: [],
    font: {family: FONT_FAMILY},
    color: INK,
    layout: {
      padding: {
        left: plot.left,
        top: plot.top,
        right: drawing.width - plot.right,
        bottom: drawing.height - plot.bottom,
      },
    },
    plugins: noOwnPlugins,
  };
}

/** A plugin that draws below the data. */
export function drawnBelow(id: string, draw: (chart: ChartJs) => void): Plugin {
  return {id, beforeDatasetsDraw: draw};
}

/** A plugin that draws above the data. */
export function drawnAbove(id: string, draw: (chart: ChartJs) => void): Plugin {
  return {id, afterDatasetsDraw: draw};
}

/** A plugin that prints labels above everything else; they may depend on where Chart.js put the data. */
export function printedLabels(labels: (chart: ChartJs) => readonly Label[]): Plugin {
  return {
    id: "labels",
    afterDraw: chart => {
      for (const label of labels(chart)) drawLabel(chart.ctx, label);
    },
  };
}

/** Draws a straight line, dashed when `dash` is not empty. */
export function drawRule(
  context: ChartJs["ctx"],
  ends: {readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number},
  style: {readonly color: string; readonly width: number; readonly dash?: readonly number[]},
): void {
  context.save();
  context.strokeStyle = style.color;
  context.lineWidth = style.width;
  context.setLineDash([...(style.dash ?? [])]);
  context.beginPath();
  context.moveTo(ends.x1, ends.y1);
  context.lineTo(ends.x2, ends.y2);
  context.stroke();
  context.restore();
}
