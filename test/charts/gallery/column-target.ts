import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** A target line, one district 未报. */
export const chart: Chart = {
  kind: "column",
  title: "各片区流转率",
  measure: "%",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [series("流转率", ["71.3", "60.2", "58.8", "未报", "43.2"])],
  width: 330,
  target: {value: 60, label: "60", name: "年度目标"},
};
