import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Five districts across two newspaper columns. */
export const chart: Chart = {
  kind: "column",
  title: "各片区流转面积",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [series("流转面积", ["4210", "3865", "2930", "1744", "812"])],
  width: 330,
};
