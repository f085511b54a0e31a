/** The kinds of chart a writer may ask for. */
export type ChartKind =
  | "column" // 柱状图
  | "groupedColumn" // 分组柱状图
  | "stackedColumn" // 堆叠柱状图
  | "bar" // 条形图: horizontal, in ranking order
  | "line" // 折线图
  | "doughnut" // 环形图
  | "completion"; // 完成率图: how much of a target is reached

/** One number of a chart: where it is drawn and what is printed beside it. */
export interface ChartPoint {
  /** Position on the value axis, in the axis' measure (a rate of 43.2 % is 43.2); null is 未报: nothing is drawn. */
  readonly value: number | null;
  /** The printed number without its measure, rounded by figures: "43.2"; "未报" when value is null. */
  readonly label: string;
}

export interface ChartSeries {
  readonly name: string;
  /** One point a category, in the same order. */
  readonly points: readonly ChartPoint[];
}

/** A chart with everything decided: what is drawn and every text on it. */
export interface Chart {
  readonly kind: ChartKind;
  readonly title: string;
  /** The measure of the value axis: "亩", "%"; printed once, at the axis or under the title. */
  readonly measure: string;
  /** What the categories are, heads the first column of the data table: "片区", "月份". */
  readonly categoryName: string;
  readonly categories: readonly string[];
  readonly series: readonly ChartSeries[];
  /** A line at a value that should be reached; for `completion` the full length of each bar. */
  readonly target?: {readonly value: number; readonly label: string; readonly name: string} | undefined;
  /** Width and height of the drawing in CSS pixels (96 to the inch); height may be worked out from the categories. */
  readonly width: number;
  readonly height?: number | undefined;
  /** Printed under the chart, e.g. "注：32个村中31个村填报". */
  readonly note?: string | undefined;
}
