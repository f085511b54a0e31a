import {narrowestSlot, planCategoryNames} from "./category-names.ts";
import type {Chart} from "./chart.ts";
import {baseOptions, type ChartDrawing, drawnAbove, drawRule, printedLabels} from "./drawing.ts";
import {type LegendEntry, planHeader} from "./header.ts";
import type {Box, Label} from "./label.ts";
import {POINT_RADIUS} from "./line-point.ts";
import {moveApart} from "./move-apart.ts";
import {GREY, INK, lineStyle, textSize} from "./palette.ts";
import {type PlottedLine, placePointLabels} from "./point-labels.ts";
import {pixelOf, targetLines} from "./target-line.ts";
import {linesHeight, textWidth, widestText, wrapText} from "./text-width.ts";
import {lineValues, planValueAxis, type ValueAxis} from "./value-axis.ts";
import {valueAxisWidth, valueScale} from "./value-scale.ts";

const LEAST_PLOT_HEIGHT = 110;
const MOST_NAMED_AT_END = 6;
const END_GAP = 8;

/** Lines over periods. Up to six series are named at the right end of their lines, more in a legend. */
export function configureLines(chart: Chart): ChartDrawing {
  const size = textSize(chart.width);
  const count = Math.max(1, chart.categories.length);
  const values = chart.series.flatMap(series => series.points.flatMap(point => point.value ?? []));
  const range = lineValues([...values, ...(chart.target ? [chart.target.value] : [])]);
  const [coarse, fine] = [planValueAxis(range, 4, chart.measure), planValueAxis(range, 5, chart.measure)];

  // Across: numbers of the axis, slots of the periods, names of the series and of the target.
  const left = Math.max(valueAxisWidth(coarse, size - 1), valueAxisWidth(fine, size - 1));
  const several = chart.series.length > 1;
  const nameWidth = Math.max(5 * size, chart.width * 0.2);
  const ends = chart.series.map(series => wrapText(series.name, size, nameWidth));
  const atEnd = several && chart.series.length <= MOST_NAMED_AT_END && ends.every(lines => lines.length <= 2);
  const target = targetLines(chart, size);
  const right = Math.max(
    atEnd ? widestText(ends.flat(), size) + END_GAP + 4 : 1,
    target ? widestText(target, size) + END_GAP : 1,
  );
  const numbers = chart.series.flatMap(series => series.points.map(point => point.label));
  const width = Math.ceil(Math.max(chart.width, widestText(numbers, size), left + narrowestSlot(size) * count + right));
  const slot = (width - left - right) / count;

  // Down: header, a label above the highest point, plot, names.
  const legend = chart.series.map(({name}, index): LegendEntry => ({name, sample: {line: lineStyle(index)}}));
  const header = planHeader(chart.measure, several && !atEnd ? legend : [], width, size);
  const labelRoom = linesHeight(1, size) + 8;
  const names = planCategoryNames(chart.categories, slot, size);
  const around = header.height + labelRoom + 6 + names.height + 2;
  const endHeight = atEnd ? linesHeight(ends.flat().length + (target?.length ?? 0), size) : 0;
  const height = Math.ceil(
    Math.max(chart.height ?? Math.max(chart.width * 0.5625, 190), around + Math.max(LEAST_PLOT_HEIGHT, endHeight)),
  );
  const plot: Box = {
    left,
    right: width - right,
    top: header.height + labelRoom,
    bottom: height - names.height - 8,
  };
  const axis = height - around > 180 ? fine : coarse;
  const middles = chart.categories.map((_, index) => left + (index + 0.5) * slot);
  const lines = plottedLines(chart, axis, plot, middles);
  const rightLabels = endLabels(chart, {lines, ends: atEnd ? ends : [], target, size, axis, plot, height});

  return {
    width,
    height,
    configuration: {
      type: "line",
      data: {
        labels: [...chart.categories],
        datasets: chart.series.map((series, index) => {
          const style = lineStyle(index);
          return {
            label: series.name,
            data: series.points.map(point => point.value),
            borderColor: style.color,
            borderWidth: style.width,
            borderDash: [...style.dash],
            pointStyle: style.point,
            pointBackgroundColor: style.pointFill,
            pointBorderColor: style.color,
            pointBorderWidth: 1.25,
            pointRadius: POINT_RADIUS,
            clip: false as const,
          };
        }),
      },
      options: {
        ...baseOptions({width, height}, {...plot, left: 0}),
        scales: {x: {display: false, offset: true}, y: valueScale(axis, size - 1, left)},
      },
      plugins: [
        drawnAbove("lines", drawn => {
          header.draw(drawn.ctx);
          drawRule(
            drawn.ctx,
            {x1: plot.left, y1: plot.bottom, x2: plot.right, y2: plot.bottom},
            {color: INK, width: axis.min === 0 ? 1 : 0.5},
          );
          for (const middle of middles) {
            drawRule(
              drawn.ctx,
              {x1: middle, y1: plot.bottom, x2: middle, y2: plot.bottom + 3},
              {color: INK, width: 0.5},
            );
          }
          if (chart.target) {
            const y = pixelOf(chart.target.value, axis, plot);
            drawRule(drawn.ctx, {x1: plot.left, y1: y, x2: plot.right, y2: y}, {color: INK, width: 1, dash: [5, 3]});
          }
          for (const {from, to} of rightLabels.leaders) {
            drawRule(drawn.ctx, {x1: from.x, y1: from.y, x2: to.x, y2: to.y}, {color: GREY, width: 0.5});
          }
        }),
        printedLabels(() => [
          ...header.labels,
          ...names.labels(middles, plot.bottom + 6),
          ...rightLabels.labels,
          ...placePointLabels(lines, {
            size,
            within: {...plot, top: plot.top - labelRoom, right: width},
            rules: ruleYs(chart, axis, plot),
          }),
          ...missingLabels(chart, middles, plot, size),
        ]),
      ],
    },
  };
}

function ruleYs(chart: Chart, axis: ValueAxis, plot: Box): readonly number[] {
  return chart.target ? [pixelOf(chart.target.value, axis, plot)] : [];
}

function plottedLines(chart: Chart, axis: ValueAxis, plot: Box, middles: readonly number[]): readonly PlottedLine[] {
  return chart.series.map(series =>
    series.points.map((point, index) =>
      point.value === null
        ? undefined
        : {x: middles[index] ?? 0, y: pixelOf(point.value, axis, plot), text: point.label},
    ),
  );
}

/** Names right of the plot at the height of the last points, moved apart where they would touch, with a leader to each. */
function endLabels(
  chart: Chart,
  plan: {
    readonly lines: readonly PlottedLine[];
    readonly ends: readonly (readonly string[])[];
    readonly target: readonly string[] | undefined;
    readonly size: number;
    readonly axis: ValueAxis;
    readonly plot: Box;
    readonly height: number;
  },
) {
  const {size, plot} = plan;
  const wanted = plan.ends.flatMap((lines, index) => {
    const last = plan.lines[index]?.findLast(point => point !== undefined);
    return last ? [{lines, from: {x: last.x, y: last.y}}] : [];
  });
  if (plan.target && chart.target) {
    wanted.push({lines: plan.target, from: {x: plot.right, y: pixelOf(chart.target.value, plan.axis, plot)}});
  }
  wanted.sort((one, other) => one.from.y - other.from.y);
  const middles = moveApart(
    wanted.map(({lines, from}) => ({middle: from.y, height: linesHeight(lines.length, size)})),
    0,
    plot.bottom + linesHeight(1, size) / 2,
  );
  const labels: Label[] = [];
  const leaders: {readonly from: {x: number; y: number}; readonly to: {x: number; y: number}}[] = [];
  wanted.forEach(({lines, from}, index) => {
    const y = middles[index] ?? from.y;
    const x = plot.right + END_GAP - 2;
    labels.push({lines, x, y, align: "left", size});
    if (from.x < plot.right || Math.abs(y - from.y) > size / 2) {
      leaders.push({from: {x: from.x + (from.x < plot.right ? POINT_RADIUS + 3 : 0), y: from.y}, to: {x: x - 2, y}});
    }
  });
  return {labels, leaders};
}

/** 未报 once at the foot of each period in which a series has no value. */
function missingLabels(chart: Chart, middles: readonly number[], plot: Box, size: number): readonly Label[] {
  const slot = (plot.right - plot.left) / middles.length;
  return middles.flatMap((x, index): readonly Label[] => {
    const missing = chart.series.map(series => series.points[index]).find(point => point?.value === null);
    if (!missing) return [];
    const label = {lines: [missing.label], x, size, color: GREY};
    if (textWidth(missing.label, size) > slot - 2)
      return [{...label, y: plot.bottom - 3, align: "left", upright: true}];
    return [{...label, y: plot.bottom - linesHeight(1, size) / 2 - 1, align: "center"}];
  });
}
