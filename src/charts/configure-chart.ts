import type {ChartConfiguration} from "chart.js";
import type {Chart} from "./chart.ts";
import {configureBars} from "./configure-bars.ts";
import {configureColumns} from "./configure-columns.ts";
import {configureDoughnut} from "./configure-doughnut.ts";
import {configureLines} from "./configure-lines.ts";
import type {ChartDrawing} from "./drawing.ts";
import {printableChart} from "./printable.ts";

/** The Chart.js configuration of a chart: complete, without animation, with plugins that print the labels. */
export function configureChart(chart: Chart): ChartConfiguration {
  return planDrawing(chart).configuration;
}

/** The configuration with the size of the drawing, which may exceed the chart's where its texts need more room. */
export function planDrawing(chart: Chart): ChartDrawing {
  const printable = printableChart(chart);
  switch (printable.kind) {
    case "column":
    case "groupedColumn":
    case "stackedColumn":
      return configureColumns(printable);
    case "bar":
    case "completion":
      return configureBars(printable);
    case "line":
      return configureLines(printable);
    case "doughnut":
      return configureDoughnut(printable);
  }
}
