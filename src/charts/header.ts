import type {Chart as ChartJs} from "chart.js";
import {drawRule} from "./drawing.ts";
import {drawSwatch} from "./hatch.ts";
import type {Label} from "./label.ts";
import {drawPoint} from "./line-point.ts";
import {type FillStyle, GREY, type LineStyle} from "./palette.ts";
import {LINE_HEIGHT_EM, linesHeight, widestText, wrapText} from "./text-width.ts";

/** A series in the legend: the sample that is drawn before its name. */
export interface LegendEntry {
  readonly name: string;
  readonly sample: {readonly fill: FillStyle} | {readonly line: LineStyle};
}

/** What stands above the plot: the measure of the axis, then the legend, in as many rows as they need. */
export interface Header {
  readonly height: number;
  readonly labels: readonly Label[];
  readonly draw: (context: ChartJs["ctx"]) => void;
}

const GAP = 14;

/** Lays the header out from the drawing's upper left corner. An empty measure and no legend take no room. */
export function planHeader(measure: string, legend: readonly LegendEntry[], width: number, size: number): Header {
  const labels: Label[] = [];
  const samples: {readonly entry: LegendEntry; readonly x: number; readonly y: number}[] = [];
  let x = 0;
  let top = 0;
  let rowHeight = 0;

  const place = (text: string, indent: number, color?: string): {readonly x: number; readonly y: number} => {
    const lines = wrapText(text, size, width - indent - 2);
    const itemWidth = indent + widestText(lines, size);
    if (x > 0 && x + itemWidth > width) {
      x = 0;
      top += rowHeight;
      rowHeight = 0;
    }
    const height = linesHeight(lines.length, size) + 3;
    const left = x;
    labels.push({
      lines,
      x: left + indent,
      y: top + linesHeight(lines.length, size) / 2,
      align: "left",
      size,
      ...(color && {color}),
    });
    rowHeight = Math.max(rowHeight, height);
    x += itemWidth + GAP;
    return {x: left, y: top + (LINE_HEIGHT_EM * size) / 2};
  };

  if (measure !== "") place(`单位：${measure}`, 0, GREY);
  for (const entry of legend) samples.push({entry, ...place(entry.name, sampleWidth(entry) + 5)});

  return {
    height: labels.length === 0 ? 0 : top + rowHeight + 3,
    labels,
    draw: context => {
      for (const {entry, x: left, y} of samples) drawSample(context, entry, left, y);
    },
  };
}

function sampleWidth(entry: LegendEntry): number {
  return "fill" in entry.sample ? 14 : 26;
}

function drawSample(context: ChartJs["ctx"], entry: LegendEntry, left: number, y: number): void {
  if ("fill" in entry.sample) {
    drawSwatch(context, {left: left + 0.5, top: y - 4.5, right: left + 13.5, bottom: y + 4.5}, entry.sample.fill);
    return;
  }
  const {line} = entry.sample;
  drawRule(context, {x1: left, y1: y, x2: left + sampleWidth(entry), y2: y}, line);
  drawPoint(context, line, left + sampleWidth(entry) / 2, y);
}
