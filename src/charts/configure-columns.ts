import type {Chart as ChartJs} from "chart.js";
import {barGeometry} from "./bar-geometry.ts";
import {narrowestSlot, planCategoryNames} from "./category-names.ts";
import type {Chart} from "./chart.ts";
import {baseOptions, type ChartDrawing, drawnAbove, drawRule, printedLabels} from "./drawing.ts";
import {drawHatch} from "./hatch.ts";
import {planHeader} from "./header.ts";
import {type Box, type Label, valueColor} from "./label.ts";
import {moveApart} from "./move-apart.ts";
import {fillStyle, GREY, INK, PAPER, textSize} from "./palette.ts";
import {pixelOf, targetLines} from "./target-line.ts";
import {LINE_HEIGHT_EM, linesHeight, textWidth, widestText} from "./text-width.ts";
import {planValueAxis} from "./value-axis.ts";
import {valueAxisWidth, valueScale} from "./value-scale.ts";

const SLOT_SHARE = 0.78;
const THICKEST = 44;
const LEAST_PLOT_HEIGHT = 110;

/** Columns from a base line: one series, several side by side, or several on top of each other. */
export function configureColumns(chart: Chart): ChartDrawing {
  const size = textSize(chart.width);
  const stacked = chart.kind === "stackedColumn";
  const count = Math.max(1, chart.categories.length);
  const abreast = stacked ? 1 : Math.max(1, chart.series.length);
  const values = axisValues(chart, stacked);
  const reported = chart.series.some(series => series.points.some(point => point.value !== null));
  const [coarse, fine] = [planValueAxis(values, 4, chart.measure), planValueAxis(values, 5, chart.measure)];

  const widest = widestText(
    chart.series.flatMap(series => series.points.map(point => point.label)),
    size,
  );

  // Across: numbers of the axis, slots of the categories, name of the target.
  const left = Math.max(valueAxisWidth(coarse, size - 1), valueAxisWidth(fine, size - 1));
  const target = targetLines(chart, size);
  // Numbers of thin segments stand right of their column, even of the last one.
  const beside = stacked ? widest + 4 - (((chart.width - left) / count) * (1 - SLOT_SHARE)) / 2 : 0;
  const right = target === undefined ? Math.max(1, Math.min(beside, 40)) : widestText(target, size) + 8;
  const narrowest = (narrowestSlot(size) * abreast) / (abreast > 1 ? SLOT_SHARE : 1);
  const width = Math.ceil(Math.max(chart.width, left + narrowest * count + right));
  const slot = (width - left - right) / count;
  const bar = Math.min(THICKEST, (slot * SLOT_SHARE) / abreast);

  // Down: header, room for the labels of the highest columns, plot, names.
  const header = planHeader(
    chart.measure,
    chart.series.length > 1 ? chart.series.map(({name}, index) => ({name, sample: {fill: fillStyle(index)}})) : [],
    width,
    size,
  );
  const upright = !stacked && widest > (abreast > 1 ? bar + 1 : slot - 2);
  const labelRoom = (upright ? widest : linesHeight(1, size)) + 4;
  const below = values.some(value => value < 0) ? labelRoom : 0;
  const names = planCategoryNames(chart.categories, slot, size);
  const around = header.height + labelRoom + below + 5 + names.height + 2;
  const height = Math.ceil(
    Math.max(
      chart.height ?? (reported ? Math.max(chart.width * 0.5625, 190) : 0),
      around + (reported ? LEAST_PLOT_HEIGHT : 40),
    ),
  );
  const plot: Box = {
    left,
    right: width - right,
    top: header.height + labelRoom,
    bottom: height - names.height - below - 7,
  };
  const axis = height - around > 180 ? fine : coarse;
  const middles = chart.categories.map((_, index) => left + (index + 0.5) * slot);

  return {
    width,
    height,
    configuration: {
      type: "bar",
      data: {
        labels: [...chart.categories],
        datasets: chart.series.map((series, index) => ({
          label: series.name,
          data: series.points.map(point => point.value),
          backgroundColor: fillStyle(index).fill,
          borderColor: fillStyle(index).outline,
          borderWidth: 0.75,
          borderSkipped: false,
          barThickness: bar,
          ...(stacked && {stack: "all"}),
        })),
      },
      options: {
        ...baseOptions({width, height}, {...plot, left: 0}),
        scales: {x: {display: false, stacked}, y: {...valueScale(axis, size - 1, left), stacked}},
      },
      plugins: [
        drawnAbove("columns", drawn => {
          header.draw(drawn.ctx);
          drawHatching(drawn, chart);
          if (chart.target) {
            const y = pixelOf(chart.target.value, axis, plot);
            const ends = {x1: plot.left, y1: y, x2: plot.right, y2: y};
            drawRule(drawn.ctx, ends, {color: PAPER, width: 2.5});
            drawRule(drawn.ctx, ends, {color: INK, width: 1.25, dash: [5, 3]});
          }
        }),
        printedLabels(drawn => [
          ...header.labels,
          ...names.labels(middles, plot.bottom + below + 5),
          ...(stacked ? segmentLabels(drawn, chart, {size, slot, plot}) : columnLabels(drawn, chart, {size, upright})),
          ...(target && chart.target
            ? [targetLabel(target, size, plot.right + 6, pixelOf(chart.target.value, axis, plot), height)]
            : []),
        ]),
      ],
    },
  };
}

/** The label of a target line, kept on the drawing. */
function targetLabel(lines: readonly string[], size: number, x: number, y: number, height: number): Label {
  const half = linesHeight(lines.length, size) / 2;
  return {lines, x, y: Math.max(half, Math.min(height - half, y)), align: "left", size};
}

function axisValues(chart: Chart, stacked: boolean): readonly number[] {
  const known = chart.series.map(series => series.points.map(point => point.value ?? 0));
  const ends = stacked
    ? chart.categories.flatMap((_, index) => {
        const column = known.map(values => values[index] ?? 0);
        return [sum(column.filter(value => value > 0)), sum(column.filter(value => value < 0))];
      })
    : known.flat();
  return [0, ...ends, ...(chart.target ? [chart.target.value] : [])];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Where Chart.js put a column; the edges are in order whatever the sign of the value. */
function columnBox(drawn: ChartJs, series: number, category: number): Box {
  const {x, y, base, width} = barGeometry(drawn, series, category);
  return {left: x - width / 2, right: x + width / 2, top: Math.min(y, base), bottom: Math.max(y, base)};
}

function drawHatching(drawn: ChartJs, chart: Chart): void {
  chart.series.forEach((series, index) => {
    series.points.forEach((point, category) => {
      if (point.value) drawHatch(drawn.ctx, columnBox(drawn, index, category), fillStyle(index));
    });
  });
}

/** A number above each column, or below it when negative; 未报 on the base line. */
function columnLabels(
  drawn: ChartJs,
  chart: Chart,
  {size, upright}: {readonly size: number; readonly upright: boolean},
): readonly Label[] {
  const zero = drawn.scales.y?.getPixelForValue(0) ?? 0;
  return chart.series.flatMap((series, index) =>
    series.points.map((point, category): Label => {
      const {x, y} = barGeometry(drawn, index, category);
      const end = point.value === null ? zero : y;
      const up = (point.value ?? 0) >= 0;
      const label = {lines: [point.label], x, size, color: valueColor(point.value)};
      const ground = chart.target ? PAPER : undefined;
      if (upright) return {...label, y: up ? end - 4 : end + 4, align: up ? "left" : "right", upright};
      const distance = (LINE_HEIGHT_EM * size) / 2 + 2;
      return {...label, y: up ? end - distance : end + distance, align: "center", ...(ground && {ground})};
    }),
  );
}

/**
 * Numbers inside the segments of stacked columns; beside the column where a segment is too thin, as long as the next column
 * leaves room. One 未报 on top of a column in which any series is missing.
 */
function segmentLabels(
  drawn: ChartJs,
  chart: Chart,
  {size, slot, plot}: {readonly size: number; readonly slot: number; readonly plot: Box},
): readonly Label[] {
  const zero = drawn.scales.y?.getPixelForValue(0) ?? 0;
  const line = linesHeight(1, size);
  return chart.categories.flatMap((_, category) => {
    const inside: Label[] = [];
    const beside: Label[] = [];
    let top = zero;
    chart.series.forEach((series, index) => {
      const point = series.points[category];
      if (!point || point.value === null) return;
      const box = columnBox(drawn, index, category);
      top = Math.min(top, box.top);
      const style = fillStyle(index);
      const [width, boxWidth, boxHeight] = [textWidth(point.label, size), box.right - box.left, box.bottom - box.top];
      const label = {lines: [point.label], x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, size};
      const ground = style.hatch ? {ground: style.fill} : {};
      if (boxHeight >= size * 1.05 && width <= boxWidth - 2) {
        inside.push({...label, align: "center", color: style.text, ...ground});
      } else if (boxHeight >= width + 2 && boxWidth >= size) {
        inside.push({...label, align: "center", upright: true, color: style.text, ...ground});
      } else if (width + 4 <= slot - boxWidth && box.right + 3 + width <= (chart.target ? plot.right : drawn.width)) {
        beside.push({...label, x: box.right + 3, align: "left"});
      }
    });
    beside.sort((one, other) => one.y - other.y);
    const middles = moveApart(
      beside.map(label => ({middle: label.y, height: line * 0.9})),
      0,
      plot.bottom,
    );
    const labels = [...inside, ...beside.map((label, index) => ({...label, y: middles[index] ?? label.y}))];
    const missing = chart.series.find(series => series.points[category]?.value === null)?.points[category];
    if (missing) {
      const x = drawn.scales.x?.getPixelForValue(category) ?? 0;
      labels.push({lines: [missing.label], x, y: top - 2 - line / 2, align: "center", size, color: GREY});
    }
    return labels;
  });
}
