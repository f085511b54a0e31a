import type {ArcElement, BarElement, Chart as ChartJs, Plugin, PointElement} from "chart.js";
import type {Chart} from "./chart.ts";
import {hatchBox} from "./hatch.ts";
import {accent, fillOf, hairline, ink, softInk, strokeOf} from "./palette.ts";
import {cutName, fontFamily, labelSize, smallSize, textWidth} from "./text-metrics.ts";

type Context = CanvasRenderingContext2D;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Everything on a chart that Chart.js does not draw: hatching, values at their marks, names, the target. */
export function directLabels(chart: Chart): Plugin {
  return {
    id: "directLabels",
    beforeDatasetsDraw(drawn) {
      if (chart.kind === "completion") drawTracks(drawn, chart);
    },
    afterDatasetsDraw(drawn) {
      const context = drawn.ctx;
      context.save();
      context.textBaseline = "middle";
      if (chart.kind === "doughnut") drawDoughnut(drawn, chart);
      else {
        if (chart.kind === "line") drawLineLabels(drawn, chart);
        else drawBarLabels(drawn, chart);
        drawTarget(drawn, chart);
        drawMeasure(drawn, chart);
        if (chart.kind === "groupedColumn" || chart.kind === "stackedColumn") drawLegend(drawn, chart);
      }
      context.restore();
    },
  };
}

function setFont(context: Context, size: number, weight = 400): void {
  context.font = `${weight} ${size}px ${fontFamily}`;
}

function write(
  context: Context,
  text: string,
  x: number,
  y: number,
  {
    align = "center",
    colour = ink,
    size = labelSize,
    weight = 400,
  }: {align?: CanvasTextAlign; colour?: string; size?: number; weight?: number} = {},
): void {
  setFont(context, size, weight);
  context.textAlign = align;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** Chart.js types a place as perhaps not worked out yet; after layout every element that has a value has one. */
function settled<K extends string>(props: Record<K, number | null>): Record<K, number> {
  return Object.fromEntries(Object.entries<number | null>(props).map(([key, value]) => [key, value ?? 0])) as Record<
    K,
    number
  >;
}

function boxOfBar(bar: BarElement): Box & {readonly isHorizontal: boolean} {
  const {horizontal, ...place} = bar.getProps(["x", "y", "base", "width", "height", "horizontal"], true);
  const {x, y, base, width, height} = settled(place);
  const isHorizontal = horizontal === true;
  return isHorizontal
    ? {left: Math.min(x, base), right: Math.max(x, base), top: y - height / 2, bottom: y + height / 2, isHorizontal}
    : {left: x - width / 2, right: x + width / 2, top: Math.min(y, base), bottom: Math.max(y, base), isHorizontal};
}

function drawBarLabels(drawn: ChartJs, chart: Chart): void {
  const context = drawn.ctx;
  const {chartArea} = drawn;
  for (const [series, {points}] of chart.series.entries()) {
    const bars = drawn.getDatasetMeta(series).data as unknown as BarElement[];
    for (const [index, point] of points.entries()) {
      const bar = bars[index];
      if (!bar) continue;
      const box = boxOfBar(bar);
      if (point.value === null) {
        if (box.isHorizontal)
          write(context, point.label, chartArea.left + 4, (box.top + box.bottom) / 2, {
            align: "left",
            colour: softInk,
            size: smallSize,
          });
        else
          write(context, point.label, (box.left + box.right) / 2, chartArea.bottom - 8, {
            colour: softInk,
            size: smallSize,
          });
        continue;
      }
      hatchBar(context, series, box);
      labelBar(context, chart, point.label, box, point.value, chartArea);
    }
  }
}

function hatchBar(context: Context, series: number, box: Box): void {
  const fill = fillOf(series);
  if (!fill.hatch || box.right - box.left < 1 || box.bottom - box.top < 1) return;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.clip();
  hatchBox(context, fill, box);
  context.restore();
}

function labelBar(
  context: Context,
  chart: Chart,
  label: string,
  box: Box & {readonly isHorizontal: boolean},
  value: number,
  area: Box,
): void {
  const middleX = (box.left + box.right) / 2;
  const middleY = (box.top + box.bottom) / 2;
  if (chart.kind === "stackedColumn") {
    const fits = box.bottom - box.top >= 13 && textWidth(label, smallSize) <= box.right - box.left + 8;
    if (fits) writeOnGround(context, label, middleX, middleY);
    return;
  }
  if (box.isHorizontal) {
    const trackEnd = chart.kind === "completion" ? trackRight(chart, box, value, area) : box.right;
    if (value < 0) write(context, label, box.left - 4, middleY, {align: "right"});
    else write(context, label, Math.max(box.right, trackEnd) + 4, middleY, {align: "left"});
    return;
  }
  const size =
    chart.kind === "groupedColumn" && textWidth(label, smallSize) > box.right - box.left + 10 ? 8.5 : smallSize;
  write(context, label, middleX, value < 0 ? box.bottom + 8 : box.top - 8, {
    size: chart.kind === "groupedColumn" ? size : labelSize,
  });
}

/** Text on a filled area stands on a light ground of its own, readable on any fill. */
function writeOnGround(context: Context, text: string, x: number, y: number): void {
  const width = textWidth(text, smallSize) + 4;
  context.fillStyle = "rgba(255,255,255,0.9)";
  context.fillRect(x - width / 2, y - 6.5, width, 13);
  write(context, text, x, y, {size: smallSize});
}

function trackRight(chart: Chart, box: Box, value: number, area: Box): number {
  if (!chart.target || value <= 0) return box.right;
  const perUnit = (box.right - area.left) / value;
  return area.left + perUnit * chart.target.value;
}

function drawTracks(drawn: ChartJs, chart: Chart): void {
  const scale = drawn.scales.x;
  if (!scale || !chart.target) return;
  const context = drawn.ctx;
  const from = scale.getPixelForValue(0);
  const to = scale.getPixelForValue(chart.target.value);
  for (const bar of drawn.getDatasetMeta(0).data as unknown as BarElement[]) {
    const {top, bottom} = boxOfBar(bar);
    context.fillStyle = "#efefef";
    context.fillRect(from, top, to - from, bottom - top);
    context.strokeStyle = "#9a9a9a";
    context.lineWidth = 0.6;
    context.strokeRect(from, top, to - from, bottom - top);
  }
}

function drawTarget(drawn: ChartJs, {target, kind}: Chart): void {
  if (!target) return;
  const context = drawn.ctx;
  const {left, right, top, bottom} = drawn.chartArea;
  const isHorizontal = kind === "bar" || kind === "completion";
  const scale = isHorizontal ? drawn.scales.x : drawn.scales.y;
  if (!scale) return;
  const at = scale.getPixelForValue(target.value);
  context.save();
  context.setLineDash([5, 3]);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  if (isHorizontal) {
    context.moveTo(at, top - 2);
    context.lineTo(at, bottom);
  } else {
    context.moveTo(left, at);
    context.lineTo(right + 4, at);
  }
  context.stroke();
  context.restore();
  const text = `${target.name}${target.label}`;
  if (isHorizontal) {
    const half = textWidth(text, smallSize) / 2;
    write(context, text, Math.min(at, drawn.width - half - 2), top - 9, {size: smallSize});
  } else if (kind === "line") write(context, text, left + 4, at - 8, {align: "left", size: smallSize});
  else write(context, text, right + 6, at, {align: "left", size: smallSize});
}

/** The measure stands at the end of the value axis, once. */
function drawMeasure(drawn: ChartJs, {measure, kind}: Chart): void {
  if (measure === "") return;
  const {left, right, top, bottom} = drawn.chartArea;
  const context = drawn.ctx;
  if (kind === "bar" || kind === "completion") {
    write(context, `（${measure}）`, right + 8, bottom + 9, {align: "left", colour: softInk, size: smallSize});
  } else write(context, `（${measure}）`, left - 2, top - 12, {align: "center", colour: softInk, size: smallSize});
}

function drawLegend(drawn: ChartJs, chart: Chart): void {
  const context = drawn.ctx;
  let x = drawn.chartArea.left + 26;
  const y = 8;
  for (const [index, {name}] of chart.series.entries()) {
    const fill = fillOf(index);
    const text = cutName(name, 12);
    const box = {left: x, top: y - 5, right: x + 16, bottom: y + 5};
    context.fillStyle = fill.ground;
    context.fillRect(box.left, box.top, 16, 10);
    hatchBar(context, index, box);
    context.strokeStyle = ink;
    context.lineWidth = 0.6;
    context.strokeRect(box.left, box.top, 16, 10);
    write(context, text, x + 20, y, {align: "left"});
    x += 20 + textWidth(text, labelSize) + 14;
  }
}

function drawLineLabels(drawn: ChartJs, chart: Chart): void {
  const context = drawn.ctx;
  const placed: Box[] = [];
  const ends: {name: string; colour: string; y: number; x: number}[] = [];
  for (const [series, {name, points}] of chart.series.entries()) {
    const elements = drawn.getDatasetMeta(series).data as unknown as PointElement[];
    const {colour} = strokeOf(series);
    let last: PointElement | undefined;
    for (const [index, point] of points.entries()) {
      const element = elements[index];
      if (!element) continue;
      const {x, y} = settled(element.getProps(["x", "y"], true));
      if (point.value === null) {
        write(context, point.label, x, drawn.chartArea.bottom - 8, {colour: softInk, size: smallSize});
        continue;
      }
      last = element;
      placeLabel(context, point.label, x, y, placed);
    }
    if (last) ends.push({name, colour, ...settled(last.getProps(["x", "y"], true))});
  }
  if (chart.series.length < 2) return;
  const right = drawn.chartArea.right;
  for (const {name, colour, y, from} of spread(
    ends.map(end => ({...end, from: end.y})),
    14,
  )) {
    context.strokeStyle = hairline;
    context.lineWidth = 0.8;
    context.beginPath();
    context.moveTo(right + 5, from);
    context.lineTo(right + 12, y);
    context.stroke();
    write(context, cutName(name, 8), right + 14, y, {align: "left", colour: colour === accent ? accent : ink});
  }
}

/** Puts a value above its point, or below when something stands there; one that fits nowhere is left to the table. */
function placeLabel(context: Context, label: string, x: number, y: number, placed: Box[]): void {
  const half = textWidth(label, smallSize) / 2;
  for (const dy of [-11, 12, -22, 23]) {
    const box = {left: x - half, right: x + half, top: y + dy - 5.5, bottom: y + dy + 5.5};
    if (placed.some(other => overlap(other, box))) continue;
    placed.push(box);
    write(context, label, x, y + dy, {size: smallSize});
    return;
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Moves labels apart that stand closer than `gap`, keeping their order. */
function spread<T extends {y: number}>(items: readonly T[], gap: number): T[] {
  const sorted = [...items].sort((a, b) => a.y - b.y).map(item => ({...item}));
  for (let round = 0; round < 20; round++) {
    for (let index = 1; index < sorted.length; index++) {
      const [above, below] = [sorted[index - 1], sorted[index]];
      if (!above || !below || below.y - above.y >= gap) continue;
      const shift = (gap - (below.y - above.y)) / 2;
      above.y -= shift;
      below.y += shift;
    }
  }
  return sorted;
}

function drawDoughnut(drawn: ChartJs, chart: Chart): void {
  const context = drawn.ctx;
  const arcs = drawn.getDatasetMeta(0).data as unknown as ArcElement[];
  const points = chart.series[0]?.points ?? [];
  const sides: {left: Label[]; right: Label[]} = {left: [], right: []};
  for (const [index, point] of points.entries()) {
    const arc = arcs[index];
    const name = chart.categories[index] ?? "";
    if (!arc || point.value === null || point.value === 0) {
      sides.right.push({text: `${cutName(name, 10)} ${point.label}`, x: 0, y: drawn.height / 2, edge: undefined});
      continue;
    }
    const {x, y, startAngle, endAngle, innerRadius, outerRadius} = settled(
      arc.getProps(["x", "y", "startAngle", "endAngle", "innerRadius", "outerRadius"], true),
    );
    hatchArc(context, index, {x, y, startAngle, endAngle, innerRadius, outerRadius});
    const middle = (startAngle + endAngle) / 2;
    const reach = outerRadius + 16;
    const label = {
      text: `${cutName(name, 10)} ${point.label}${chart.measure}`,
      x: x + Math.cos(middle) * reach,
      y: y + Math.sin(middle) * reach,
      edge: {x: x + Math.cos(middle) * (outerRadius + 2), y: y + Math.sin(middle) * (outerRadius + 2)},
    };
    (Math.cos(middle) < 0 ? sides.left : sides.right).push(label);
  }
  const centre = drawn.width / 2;
  const radius = (arcs[0]?.getProps(["outerRadius"], true).outerRadius ?? 0) + 20;
  for (const [side, labels] of Object.entries(sides)) {
    const sign = side === "left" ? -1 : 1;
    for (const {text, y, edge} of spread(labels, 15)) {
      const x = centre + sign * radius;
      if (edge) {
        context.strokeStyle = "#8a8a8a";
        context.lineWidth = 0.7;
        context.beginPath();
        context.moveTo(edge.x, edge.y);
        context.lineTo(x - sign * 6, y);
        context.lineTo(x, y);
        context.stroke();
      }
      write(context, text, x + sign * 4, y, {align: sign < 0 ? "right" : "left"});
    }
  }
}

interface Label {
  readonly text: string;
  readonly x: number;
  y: number;
  /** Where the leader line begins; undefined: nothing is drawn for it. */
  readonly edge: {readonly x: number; readonly y: number} | undefined;
}

function hatchArc(
  context: Context,
  index: number,
  arc: {x: number; y: number; startAngle: number; endAngle: number; innerRadius: number; outerRadius: number},
): void {
  const fill = fillOf(index);
  if (!fill.hatch) return;
  const {x, y, startAngle, endAngle, innerRadius, outerRadius} = arc;
  context.save();
  context.beginPath();
  context.arc(x, y, outerRadius, startAngle, endAngle);
  context.arc(x, y, innerRadius, endAngle, startAngle, true);
  context.closePath();
  context.clip();
  hatchBox(context, fill, {
    left: x - outerRadius,
    right: x + outerRadius,
    top: y - outerRadius,
    bottom: y + outerRadius,
  });
  context.restore();
}
