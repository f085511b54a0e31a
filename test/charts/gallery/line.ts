import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Three months, one series, a target. */
export const chart: Chart = {
  kind: "line",
  title: "全镇流转率",
  measure: "%",
  categoryName: "月份",
  categories: ["2019年5月", "2019年6月", "2019年7月"],
  series: [series("流转率", ["48.6", "52.1", "57.4"])],
  width: 330,
  target: {value: 60, label: "60", name: "年度目标"},
};
