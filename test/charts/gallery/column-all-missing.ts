import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Nothing reported at all. */
export const chart: Chart = {
  kind: "column",
  title: "各片区流转面积",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [series("流转面积", ["未报", "未报", "未报", "未报", "未报"])],
  width: 330,
};
