import type {Chart, ChartPoint} from "./chart.ts";

const kindWords = {
  column: "柱状图",
  groupedColumn: "分组柱状图",
  stackedColumn: "堆叠柱状图",
  bar: "条形图",
  line: "折线图",
  doughnut: "环形图",
  completion: "完成率图",
} as const;

/**
 * The text alternative: what kind of chart, the highest and lowest of each series (for lines: first and last), who
 * reached the target, and what was not reported. Digits are the labels as printed.
 */
export function describeChart(chart: Chart): string {
  const {kind, title, categories, series, target, measure} = chart;
  const withMeasure = (point: ChartPoint) => (point.value === null ? point.label : `${point.label}${measure}`);
  const sentences = [`${kindWords[kind]}：${title}。`];
  for (const {name, points} of series) {
    const known = points.flatMap((point, index) =>
      point.value === null ? [] : [{point, value: point.value, category: categories[index] ?? ""}],
    );
    const prefix = series.length > 1 ? `${name}：` : "";
    const [first] = known;
    const last = known.at(-1);
    if (!first || !last) sentences.push(`${prefix}没有填报的数。`);
    else if (known.length === 1) sentences.push(`${prefix}${first.category}${withMeasure(first.point)}。`);
    else if (kind === "line") {
      sentences.push(
        `${prefix}${first.category}${withMeasure(first.point)}，${last.category}${withMeasure(last.point)}。`,
      );
    } else {
      const highest = known.reduce((best, item) => (item.value > best.value ? item : best));
      const lowest = known.reduce((best, item) => (item.value < best.value ? item : best));
      sentences.push(
        highest.value === lowest.value
          ? `${prefix}各项都是${withMeasure(first.point)}。`
          : `${prefix}${highest.category}最高，${withMeasure(highest.point)}；${lowest.category}最低，${withMeasure(lowest.point)}。`,
      );
    }
    if (target && kind !== "line" && known.length > 0) {
      const reached = known.filter(({value}) => value >= target.value).map(({category}) => category);
      const count = reached.length;
      const words =
        count === 0 ? "没有一个达到" : count === known.length ? "全部达到" : `${count}个达到：${reached.join("、")}`;
      sentences.push(`${target.name}${target.label}，${words}。`);
    }
    const missing = points.flatMap(({value}, index) => (value === null ? [categories[index] ?? ""] : []));
    if (missing.length > 0 && known.length > 0) sentences.push(`${prefix}未报：${missing.join("、")}。`);
  }
  if (target && kind === "line") sentences.push(`${target.name}${target.label}。`);
  return sentences.join("");
}
