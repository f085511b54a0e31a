import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Two close series in a newspaper column. */
export const chart: Chart = {
  kind: "line",
  title: "物业费收缴率",
  measure: "%",
  categoryName: "月份",
  categories: ["4月", "5月", "6月", "7月"],
  series: [
    series("红色物业小区", ["81.2", "84.5", "88.9", "93.6"]),
    series("其他小区", ["80.3", "79.8", "82.1", "84.4"]),
  ],
  width: 330,
};
