import type {Chart, ChartKind, ChartPoint, ChartSeries} from "./chart.ts";
import {printableChart, targetText, withMeasure} from "./printable.ts";
import {ringEntries} from "./ring-entries.ts";

interface Named {
  readonly name: string;
  readonly point: ChartPoint;
}

const KIND_NAMES: Record<ChartKind, string> = {
  column: "柱状图",
  groupedColumn: "分组柱状图",
  stackedColumn: "堆叠柱状图",
  bar: "条形图",
  line: "折线图",
  doughnut: "环形图",
  completion: "完成率图",
};

const MOST_NAMED = 5;

/** Told of each count in a description: "5个片区" and what it counts. */
export type TellCount = (text: string, what: string) => void;

/**
 * A text alternative in a few Chinese sentences: what is shown, highest and lowest, or first and last for lines, how many
 * reach the target, who is 未报. Quotes the printed numbers and counts, but computes none.
 */
export function describeChart(original: Chart, tell: TellCount = () => undefined): string {
  const chart = printableChart(original);
  const sentences = [opening(chart, tell)];
  if (chart.kind === "doughnut") {
    sentences.push(...describeRing(chart, tell));
  } else {
    for (const series of chart.series) sentences.push(...describeSeries(chart, series, tell));
  }
  if (chart.note) sentences.push(chart.note);
  return sentences.map(ended).join("");
}

function opening(chart: Chart, tell: TellCount): string {
  const series = chart.series.length > 1 ? `，包括${chart.series.map(({name}) => name).join("、")}` : "";
  const measure = chart.measure === "" ? "" : `，单位：${chart.measure}`;
  const of = `${chart.categories.length}个${chart.categoryName || "项目"}`;
  if (chart.categories.length > 0) tell(of, "个数");
  const count = chart.categories.length === 0 ? "" : `，共${of}`;
  return `${KIND_NAMES[chart.kind]}《${chart.title}》${count}${series}${measure}`;
}

function describeSeries(chart: Chart, series: ChartSeries, tell: TellCount): readonly string[] {
  const all = series.points.map((point, index): Named => ({name: chart.categories[index] ?? "", point}));
  const known = all.filter(({point}) => point.value !== null);
  const subject = chart.series.length > 1 ? series.name : "";
  if (known.length === 0) return [`${subject}${all.length === 0 ? "没有数据" : "全部未报"}`];
  const colon = subject === "" ? "" : "：";
  const tellOwn: TellCount = (text, what) => tell(text, `${subject}${what}`);
  const facts = chart.kind === "line" ? course(known, chart.measure, tellOwn) : extremes(known, chart.measure, tellOwn);
  return [subject + colon + facts, ...reached(chart, known, subject, tellOwn), ...missing(all, known, subject)];
}

/** "从2019年5月的38.0%上升到2019年7月的43.2%"; highest and lowest too when they lie between. */
function course(known: readonly Named[], measure: string, tell: TellCount): string {
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || first === last) return extremes(known, measure, tell);
  const text =
    first.point.label === last.point.label
      ? `${first.name}与${last.name}持平，均为${print(first, measure)}`
      : `从${first.name}的${print(first, measure)}${verb(first, last)}到${last.name}的${print(last, measure)}`;
  const ends = [first.point.label, last.point.label];
  const [highest, lowest] = [highestOf(known), lowestOf(known)];
  const between = [
    ...(highest[0] && !ends.includes(highest[0].point.label) ? [phrase("最高", highest, measure, tell)] : []),
    ...(lowest[0] && !ends.includes(lowest[0].point.label) ? [phrase("最低", lowest, measure, tell)] : []),
  ];
  return [text, ...between].join("，");
}

function verb(first: Named, last: Named): string {
  return (last.point.value ?? 0) > (first.point.value ?? 0) ? "上升" : "下降";
}

function extremes(known: readonly Named[], measure: string, tell: TellCount): string {
  const [highest, lowest] = [highestOf(known), lowestOf(known)];
  const only = known[0];
  if (known.length === 1 && only) return `${only.name}${print(only, measure)}`;
  if (highest[0] && highest[0].point.label === lowest[0]?.point.label) return `各项均为${print(highest[0], measure)}`;
  return `${phrase("最高", highest, measure, tell)}；${phrase("最低", lowest, measure, tell)}`;
}

function phrase(word: string, items: readonly Named[], measure: string, tell: TellCount): string {
  const first = items[0];
  const names = items.map(({name}) => name);
  return first
    ? `${word}的是${listed(names, `${word}的个数`, tell)}，${items.length > 1 ? "均为" : "为"}${print(first, measure)}`
    : "";
}

function reached(chart: Chart, known: readonly Named[], subject: string, tell: TellCount): readonly string[] {
  const {target} = chart;
  if (!target) return [];
  const name = targetText(target, chart.measure);
  const done = known.filter(({point}) => (point.value ?? 0) >= target.value);
  if (done.length === 0) return [`${subject}均未达到${name}`];
  if (done.length === known.length) return [`${subject}${known.length === 1 ? "已" : "均"}达到${name}`];
  const names = done.length > MOST_NAMED ? "" : `：${done.map(item => item.name).join("、")}`;
  const count = `${known.length}个${chart.categoryName}`;
  const of = `${subject}${subject === "" ? "" : "的"}${count}`;
  tell(count, "有数的个数");
  tell(`${done.length}个`, `达到${name}的个数`);
  return [`${of}中有${done.length}个达到${name}${names}`];
}

function missing(all: readonly Named[], known: readonly Named[], subject: string): readonly string[] {
  const names = all.filter(item => !known.includes(item)).map(({name}) => name);
  return names.length === 0 ? [] : [`${subject}未报：${names.join("、")}`];
}

function describeRing(chart: Chart, tell: TellCount): readonly string[] {
  const all = ringEntries(chart);
  const known = all.filter(({point}) => point.value !== null);
  if (known.length === 0) return [all.length === 0 ? "没有数据" : "全部未报"];
  const facts =
    known.length > MOST_NAMED
      ? extremes(known, chart.measure, tell)
      : known.map(item => `${item.name}${print(item, chart.measure)}`).join("，");
  return [facts, ...missing(all, known, "")];
}

function highestOf(known: readonly Named[]): readonly Named[] {
  const top = known.reduce((one, other) => ((other.point.value ?? 0) > (one.point.value ?? 0) ? other : one));
  return known.filter(({point}) => point.label === top.point.label);
}

function lowestOf(known: readonly Named[]): readonly Named[] {
  const bottom = known.reduce((one, other) => ((other.point.value ?? 0) < (one.point.value ?? 0) ? other : one));
  return known.filter(({point}) => point.label === bottom.point.label);
}

/** "顺德村、方山村"; of many, the first few and how many there are. */
function listed(names: readonly string[], what: string, tell: TellCount): string {
  if (names.length <= MOST_NAMED) return names.join("、");
  tell(`${names.length}个`, what);
  return `${names.slice(0, MOST_NAMED - 2).join("、")}等${names.length}个`;
}

function print(item: Named, measure: string): string {
  return withMeasure(item.point, measure);
}

function ended(sentence: string): string {
  return /[。！？]$/u.test(sentence) ? sentence : `${sentence}。`;
}
