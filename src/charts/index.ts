/**
 * Charts: a chart spec and figures become an SVG, a text alternative and a data table.
 *
 *     ChartSpec --resolveChart--> Chart --configureChart--> Chart.js configuration --renderChart--> SVG text
 *                                 |---describeChart-----> a few sentences
 *                                 '---tabulateChart-----> head and rows
 *
 * Computes no figures (the share of a doughnut's slice is the one exception) and knows nothing of pages.
 * The same input gives the same bytes.
 */
export type {Chart, ChartKind, ChartPoint, ChartSeries} from "./chart.ts";
export {type ChartSpec, chartKinds, chartSpecSchema} from "./chart-spec.ts";
export {configureChart} from "./configure-chart.ts";
export {describeChart} from "./describe-chart.ts";
export {replaceRadicals} from "./radicals.ts";
export {renderChart} from "./render-chart.ts";
export {type ChartTexts, resolveChart} from "./resolve-chart.ts";
export {type RingShare, ringEntries, ringShares, shareText} from "./ring-entries.ts";
export {type ChartTable, tabulateChart} from "./tabulate-chart.ts";
