import type {ChartConfiguration, ChartDataset} from "chart.js";
import type {Chart} from "./chart.ts";
import {directLabels} from "./direct-labels.ts";
import {accent, fillOf, hairline, ink, softInk, strokeOf} from "./palette.ts";
import {cutName, fontFamily, labelSize, smallSize, textWidth, wrapName} from "./text-metrics.ts";

/** Columns with more categories than this are drawn lying, where their names have room. */
const mostColumns = 12;

/** A chart as it is really drawn: many columns lie down. */
export function settleKind(chart: Chart): Chart {
  return chart.kind === "column" && chart.categories.length > mostColumns ? {...chart, kind: "bar"} : chart;
}

/** Height in pixels that a chart needs at its width. */
export function heightOf(chart: Chart): number {
  if (chart.height !== undefined) return chart.height;
  const count = chart.categories.length;
  switch (chart.kind) {
    case "bar":
      return count * 21 + (chart.target ? 50 : 38);
    case "completion":
      return count * 25 + 56;
    case "doughnut":
      return Math.round(Math.min(Math.max(chart.width * 0.5, 170), 280));
    default:
      return Math.round(Math.min(Math.max(chart.width * 0.52, 180), 300));
  }
}

/** The Chart.js configuration of a chart. Pure: the same chart gives the same configuration. */
export function configureChart(
  chart: Chart,
): ChartConfiguration<"bar"> | ChartConfiguration<"line"> | ChartConfiguration<"doughnut"> {
  const {kind} = chart;
  const common = {
    animation: false as const,
    responsive: false,
    devicePixelRatio: 1,
    events: [],
    plugins: {legend: {display: false}, tooltip: {enabled: false}, title: {display: false}},
  };
  const plugins = [directLabels(chart)];
  if (kind === "doughnut") {
    const side = 16 * labelSize > chart.width / 3 ? chart.width * 0.3 : chart.width * 0.28;
    return {
      type: "doughnut",
      data: {
        labels: [...chart.categories],
        datasets: [
          {
            data: (chart.series[0]?.points ?? []).map(({value}) => value ?? 0),
            backgroundColor: chart.categories.map((_, index) => fillOf(index).ground),
            borderColor: ink,
            borderWidth: 0.6,
          },
        ],
      },
      options: {...common, cutout: "52%", layout: {padding: {left: side, right: side, top: 12, bottom: 12}}},
      plugins,
    };
  }
  if (kind === "line") {
    const names =
      chart.series.length > 1
        ? Math.max(...chart.series.map(({name}) => textWidth(cutName(name, 8), labelSize))) + 18
        : 14;
    return {
      type: "line",
      data: {labels: [...chart.categories], datasets: chart.series.map(lineDataset)},
      options: {
        ...common,
        layout: {padding: {top: 22, right: names, left: 4}},
        scales: {
          x: {offset: true, grid: {display: false}, border: {color: ink}, ticks: categoryTicks},
          y: valueScale(chart),
        },
      },
      plugins,
    };
  }
  const isHorizontal = kind === "bar" || kind === "completion";
  const stacked = kind === "stackedColumn";
  const slot = (chart.width - 60) / Math.max(1, chart.categories.length);
  const labels = isHorizontal
    ? chart.categories.map(name => cutName(name, Math.max(6, Math.floor(chart.width / 3 / labelSize))))
    : chart.categories.map(name => wrapName(name, slot - 4, smallSize));
  const category = {
    stacked,
    grid: {display: false},
    border: {color: ink},
    ticks: isHorizontal
      ? {...categoryTicks, autoSkip: false}
      : {...categoryTicks, maxRotation: 0, autoSkip: false, font: {family: fontFamily, size: smallSize}},
  };
  const value = {...valueScale(chart), stacked};
  const {target} = chart;
  const targetRoom = target && !isHorizontal ? textWidth(`${target.name}${target.label}`, smallSize) + 8 : 6;
  const longest = Math.max(
    0,
    ...chart.series.flatMap(({points}) => points.map(({label}) => textWidth(label, labelSize))),
  );
  const hasLegend = kind === "groupedColumn" || stacked;
  return {
    type: "bar",
    data: {labels: labels as string[], datasets: chart.series.map((series, index) => barDataset(chart, series, index))},
    options: {
      ...common,
      indexAxis: isHorizontal ? "y" : "x",
      layout: {
        padding: isHorizontal
          ? {top: target ? 18 : 4, right: longest + 10, left: 2, bottom: 4}
          : {top: hasLegend ? 34 : 22, right: targetRoom, left: 4},
      },
      scales: isHorizontal ? {y: category, x: value} : {x: category, y: value},
    },
    plugins,
  };
}

const categoryTicks = {color: ink, font: {family: fontFamily, size: labelSize}};

function valueScale(chart: Chart) {
  const values = chart.series.flatMap(({points}) => points.flatMap(({value}) => value ?? []));
  const isLine = chart.kind === "line";
  const low = Math.min(...values);
  const high = Math.max(...values);
  // A line may leave out the zero when all values lie far above it; bars never may.
  const fromZero = !isLine || low <= 0 || low < (high - low) * 3;
  const isCompletion = chart.kind === "completion";
  const topmost = Math.max(high, chart.target?.value ?? high);
  return {
    type: "linear" as const,
    beginAtZero: fromZero,
    ...(chart.target && !isCompletion ? {suggestedMax: chart.target.value} : {}),
    ...(isCompletion ? {max: topmost > 0 ? topmost : 1, min: 0} : {}),
    ...(chart.kind === "bar" || isCompletion ? {} : {grace: isLine ? "18%" : "6%"}),
    grid: {color: hairline, lineWidth: 0.6, drawTicks: false},
    border: {display: false},
    ticks: {
      color: softInk,
      padding: 5,
      maxTicksLimit: 6,
      font: {family: fontFamily, size: smallSize},
      // The library's own digits follow the machine's language; an axis needs no grouping.
      callback: (tick: string | number) => (typeof tick === "number" ? String(Number(tick.toPrecision(10))) : tick),
    },
  };
}

function barDataset(
  chart: Chart,
  {points}: Chart["series"][number],
  index: number,
): ChartDataset<"bar", (number | null)[]> {
  const {ground} = fillOf(index);
  const isOutlined = index > 0 || chart.kind === "stackedColumn";
  return {
    data: points.map(({value}) => value),
    backgroundColor: chart.kind === "bar" || chart.kind === "column" || chart.kind === "completion" ? accent : ground,
    borderColor: ink,
    borderWidth: isOutlined ? 0.6 : 0,
    borderSkipped: false,
    ...(chart.kind === "groupedColumn"
      ? {categoryPercentage: 0.78, barPercentage: 0.94}
      : {categoryPercentage: 0.72, barPercentage: 0.86}),
    maxBarThickness: chart.kind === "bar" || chart.kind === "completion" ? 15 : 46,
  };
}

function lineDataset({points}: Chart["series"][number], index: number): ChartDataset<"line", (number | null)[]> {
  const {colour, dash, point, pointFill} = strokeOf(index);
  return {
    data: points.map(({value}) => value),
    borderColor: colour,
    borderDash: [...dash],
    borderWidth: 1.8,
    pointStyle: point,
    pointRadius: 3.6,
    pointBackgroundColor: pointFill,
    pointBorderColor: colour,
    spanGaps: false,
    clip: false,
  };
}
