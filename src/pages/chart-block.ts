import {
  type ChartKind,
  chartSpecSchema,
  describeChart,
  renderChart,
  resolveChart,
  ringEntries,
  ringShares,
  shareText,
  tabulateChart,
} from "../charts/index.ts";
import {diagnose} from "../diagnostics/index.ts";
import type {Resolved, Scope} from "../figures/index.ts";
import {escapeHtml, parseColumns, type RenderedText} from "../narrative/index.ts";
import {checkSchema, type YamlText} from "../workspace/index.ts";
import type {ChartView} from "./view.ts";

/** Width of a drawing in CSS pixels for a number of base columns; a layout decides. */
export type ChartWidth = (columns: number) => number;

/** Works out a ```图表 block: the drawing, its text alternative and its numbers as a table. */
export function resolveChartBlock(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
  chartWidth: ChartWidth,
): ChartView | undefined {
  const spec = checkSchema(chartSpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const columns = spec.宽 === undefined ? 2 : parseColumns(spec.宽);
  if (columns === undefined) {
    const expected = "1栏至6栏、半栏或通栏";
    scope.report(diagnose("JB-1024", yaml.spanAt(["宽"]), {where: "“宽”", value: spec.宽 ?? "", expected}));
    return undefined;
  }
  const title = render(spec.标题);
  const note = spec.注 === undefined ? undefined : render(spec.注).text;
  const points: Resolved[] = [];
  const print: Scope["print"] = (resolved, form) => {
    points.push(resolved);
    return scope.print?.(resolved, form);
  };
  const texts = {title: title.text, note, width: chartWidth(columns)};
  const chart = resolveChart(spec, yaml, texts, {...scope, print});
  if (!chart) return undefined;
  const figures = new Set(points.flatMap(point => [...point.figures]));
  const tell = (text: string, what: string): void => {
    scope.printWorked?.({text, what, span: yaml.spanAt(["标题"]), unit: scope.unit, period: scope.period, figures});
  };
  if (chart.kind === "doughnut") {
    for (const share of ringShares(ringEntries(chart))) {
      const text = shareText(share, chart.measure);
      if (text !== undefined) tell(text, `${share.name}所占的份额`);
    }
  }
  const table = tabulateChart(chart);
  const height = chart.height ?? flatHeight(chart);
  const measureNote = table.measure ? `单位：${table.measure}` : undefined;
  return {
    id,
    kind: chart.kind satisfies ChartKind,
    titleHtml: title.html,
    // The drawing says its measure itself, at the axis or beside each number.
    measure: "",
    svg: renderChart({...chart, height}, {idPrefix: id}),
    description: describeChart(chart, (text, what) => tell(text, `图的文字说明：${what}`)),
    table: {
      id: `${id}-data`,
      titleHtml: undefined,
      measureNote,
      columns: table.head.map((head, index) => ({headHtml: escapeHtml(head), align: index === 0 ? "left" : "right"})),
      rows: table.rows.map(cells => ({cells: cells.map(escapeHtml), total: false})),
      note: undefined,
    },
    note,
    columns,
  };
}

/** A chart as wide as an office page is kept flat: a third of the page's height would leave gaps before it. */
function flatHeight({kind, width}: {readonly kind: ChartKind; readonly width: number}): number | undefined {
  return width < 500 || kind === "bar" || kind === "completion" || kind === "doughnut" ? undefined : 210;
}
