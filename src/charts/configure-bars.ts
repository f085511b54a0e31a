import type {Chart as ChartJs} from "chart.js";
import {barGeometry} from "./bar-geometry.ts";
import type {Chart} from "./chart.ts";
import {baseOptions, type ChartDrawing, drawnAbove, drawnBelow, drawRule, printedLabels} from "./drawing.ts";
import {drawHatch, drawSwatch} from "./hatch.ts";
import {planHeader} from "./header.ts";
import {type Box, type Label, labelBox, valueColor} from "./label.ts";
import {fillStyle, INK, PAPER, TRACK_STYLE, textSize} from "./palette.ts";
import {targetText, withMeasure} from "./printable.ts";
import {linesHeight, widestText, wrapText} from "./text-width.ts";

const NAME_GAP = 7;
const VALUE_GAP = 4;
const LEAST_PLOT_WIDTH = 70;
const NAME_SHARE = 0.38;

/**
 * Bars that run to the right, one row a category in the order given: `bar` and `completion`.
 * Each bar of a completion lies on a track as long as the target (without a target: 100 %, or the largest value).
 */
export function configureBars(chart: Chart): ChartDrawing {
  const size = textSize(chart.width);
  const completion = chart.kind === "completion";
  const count = Math.max(1, chart.categories.length);
  const abreast = Math.max(1, chart.series.length);
  const printed = chart.series.map(series =>
    series.points.map(point => (completion ? withMeasure(point, chart.measure) : point.label)),
  );
  const values = chart.series.flatMap(series => series.points.map(point => point.value ?? 0));
  const track = completion ? trackLength(chart, values) : undefined;
  const {min, max} = extent([...values, ...(chart.target ? [chart.target.value] : []), ...(track ? [track] : [])]);

  // Across: names, bars, numbers.
  const names = chart.categories.map(name => wrapText(name, size, Math.max(6 * size, chart.width * NAME_SHARE)));
  const widest = widestText(printed.flat(), size);
  const left = widestText(names.flat(), size) + NAME_GAP + (min < 0 ? widest + VALUE_GAP : 0);
  const right = widest + VALUE_GAP + 2;
  const width = Math.ceil(Math.max(chart.width, left + LEAST_PLOT_WIDTH + right));

  // Down: header, name of the target, rows.
  const header = planHeader(
    completion ? "" : chart.measure,
    abreast > 1 ? chart.series.map(({name}, index) => ({name, sample: {fill: fillStyle(index)}})) : [],
    width,
    size,
  );
  const pixel = (value: number) => left + (value / (max - min) - min / (max - min)) * (width - right - left);
  const targetX = chart.target && pixel(chart.target.value);
  const target = chart.target && wrapText(targetText(chart.target, chart.measure), size, width - 4);
  const measureEnd = header.labels.length === 1 ? widestText(header.labels[0]?.lines ?? [], size) + size : width;
  const beside = target !== undefined && targetLeft(target, size, targetX ?? 0, width) > measureEnd;
  const targetHeight = target ? linesHeight(target.length, size) + 5 : 1;
  const top = beside ? Math.max(header.height, targetHeight) : header.height + targetHeight;
  const nameHeight = linesHeight(Math.max(1, ...names.map(lines => lines.length)), size);
  const barHeight = abreast > 1 ? linesHeight(1, size) : Math.round(size * 1.1);
  const leastRow = Math.max(nameHeight + 4, barHeight * abreast + (abreast > 1 ? 7 : 6));
  const row = Math.max(leastRow, chart.height === undefined ? size * 1.85 : (chart.height - top - 2) / count);
  const height = Math.ceil(top + row * count + 2);
  const plot: Box = {left, right: width - right, top, bottom: top + row * count};

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
          barThickness: barHeight,
        })),
      },
      options: {
        ...baseOptions({width, height}, plot),
        indexAxis: "y",
        scales: {x: {display: false, min, max}, y: {display: false}},
      },
      plugins: [
        drawnBelow("tracks", drawn => {
          if (track === undefined) return;
          for (const box of rows(drawn, chart)) {
            const ends = [pixel(0), pixel(track)] as const;
            drawSwatch(drawn.ctx, {...box, left: Math.min(...ends), right: Math.max(...ends)}, TRACK_STYLE);
          }
        }),
        drawnAbove("bars", drawn => {
          header.draw(drawn.ctx);
          drawHatching(drawn, chart);
          const base = pixel(0);
          drawRule(drawn.ctx, {x1: base, y1: plot.top, x2: base, y2: plot.bottom}, {color: INK, width: 1});
          if (targetX === undefined) return;
          const ends = {x1: targetX, y1: plot.top - 2, x2: targetX, y2: plot.bottom};
          drawRule(drawn.ctx, ends, {color: PAPER, width: 2.5});
          drawRule(drawn.ctx, ends, {color: INK, width: 1.25, ...(!completion && {dash: [5, 3]})});
        }),
        printedLabels(drawn => [
          ...header.labels,
          ...(target && targetX !== undefined ? [targetAbove(target, size, targetX, plot.top - 4, width)] : []),
          ...names.map(
            (lines, index): Label => ({
              lines,
              x: widestText(names.flat(), size),
              y: plot.top + (index + 0.5) * row,
              align: "right",
              size,
            }),
          ),
          ...valueLabels(drawn, chart, {
            printed,
            size,
            from: completion ? Math.max(pixel(0), pixel(track ?? 0)) : undefined,
            targetX,
          }),
        ]),
      ],
    },
  };
}

function trackLength(chart: Chart, values: readonly number[]): number {
  return chart.target?.value ?? (chart.measure === "%" ? 100 : Math.max(0, ...values));
}

function extent(values: readonly number[]): {readonly min: number; readonly max: number} {
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  return max === min ? {min: 0, max: 1} : {min, max};
}

function rows(drawn: ChartJs, chart: Chart): readonly Box[] {
  return chart.series.flatMap((series, index) =>
    series.points.map((_, category) => {
      const {y, height} = barGeometry(drawn, index, category);
      return {left: 0, right: 0, top: y - height / 2, bottom: y + height / 2};
    }),
  );
}

function drawHatching(drawn: ChartJs, chart: Chart): void {
  chart.series.forEach((series, index) => {
    series.points.forEach((point, category) => {
      if (!point.value) return;
      const {x, y, base, height} = barGeometry(drawn, index, category);
      const box = {left: Math.min(x, base), right: Math.max(x, base), top: y - height / 2, bottom: y + height / 2};
      drawHatch(drawn.ctx, box, fillStyle(index));
    });
  });
}

/** A number at the end of each bar, or right of its track; left of a negative bar; 未报 on the base line. */
function valueLabels(
  drawn: ChartJs,
  chart: Chart,
  place: {
    readonly printed: readonly (readonly string[])[];
    readonly size: number;
    /** Numbers stand no further left than this: behind the track of a completion. */
    readonly from: number | undefined;
    readonly targetX: number | undefined;
  },
): readonly Label[] {
  const zero = drawn.scales.x?.getPixelForValue(0) ?? 0;
  return chart.series.flatMap((series, index) =>
    series.points.map((point, category): Label => {
      const {x, y} = barGeometry(drawn, index, category);
      const end = point.value === null ? zero : x;
      const negative = (point.value ?? 0) < 0 && place.from === undefined;
      const label: Label = {
        lines: [place.printed[index]?.[category] ?? point.label],
        x: negative ? end - VALUE_GAP : Math.max(end, place.from ?? end) + VALUE_GAP,
        y,
        align: negative ? "right" : "left",
        size: place.size,
        color: valueColor(point.value),
      };
      const box = labelBox(label);
      const crossed = place.targetX !== undefined && box.left - 2 < place.targetX && place.targetX < box.right + 2;
      return crossed ? {...label, ground: PAPER} : label;
    }),
  );
}

/** The name of the target above its line, moved inwards at the edges of the drawing. */
function targetAbove(lines: readonly string[], size: number, x: number, bottom: number, width: number): Label {
  const y = bottom - linesHeight(lines.length, size) / 2;
  return {lines, x: targetLeft(lines, size, x, width) + widestText(lines, size) / 2, y, align: "center", size};
}

function targetLeft(lines: readonly string[], size: number, x: number, width: number): number {
  const own = widestText(lines, size);
  return Math.max(0, Math.min(width - own, x - own / 2));
}
