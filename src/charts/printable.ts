import type {Chart, ChartPoint, ChartSeries} from "./chart.ts";
import {replaceRadicals} from "./radicals.ts";

/** Beyond this a span of values would overflow; nothing that a township counts comes near. */
const LARGEST = 1e300;
/** Below this a share of a span would; it is drawn as zero, and its number stands where that of a zero does. */
const SMALLEST = 1e-280;
const NOT_REPORTED = "未报";

/** Text as it may stand in XML and on one line: no control characters, lone surrogates, line breaks or radicals. */
export function printableText(text: string): string {
  return replaceRadicals(text)
    .replace(/\s+/gu, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/gu, "")
    .trim();
}

/** The same chart with printable texts and one point for each category; a missing or impossible number is 未报. */
export function printableChart(chart: Chart): Chart {
  const categories = chart.categories.map(printableText);
  return {
    ...chart,
    title: printableText(chart.title),
    measure: printableText(chart.measure),
    categoryName: printableText(chart.categoryName),
    categories,
    series: chart.series.map(series => printableSeries(series, categories.length)),
    target: printableTarget(chart.target),
  };
}

/** A printed number with its measure, unless it carries the measure already or is no number: "43.2%", "未报". */
export function withMeasure(point: ChartPoint, measure: string): string {
  return point.value === null || point.label.endsWith(measure) ? point.label : point.label + measure;
}

/** How a target is called on the chart and in its description: "年度目标60%". */
export function targetText(target: NonNullable<Chart["target"]>, measure: string): string {
  return target.name + withMeasure(target, measure);
}

function printableSeries(series: ChartSeries, count: number): ChartSeries {
  const points = Array.from({length: count}, (_, index) => printablePoint(series.points[index]));
  return {name: printableText(series.name), points};
}

function printablePoint(point: ChartPoint | undefined): ChartPoint {
  if (point === undefined || point.value === null || Number.isNaN(point.value)) {
    const label = point?.value === null ? printableText(point.label) : "";
    return {value: null, label: label || NOT_REPORTED};
  }
  return {value: bounded(point.value), label: printableText(point.label)};
}

function printableTarget(target: Chart["target"]): Chart["target"] {
  if (target === undefined || Number.isNaN(target.value)) return undefined;
  return {value: bounded(target.value), label: printableText(target.label), name: printableText(target.name)};
}

function bounded(value: number): number {
  if (Math.abs(value) < SMALLEST) return 0;
  return Math.min(LARGEST, Math.max(-LARGEST, value));
}
