import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Shares with names outside. */
export const chart: Chart = {
  kind: "doughnut",
  title: "土地流转去向",
  measure: "亩",
  categoryName: "去向",
  categories: ["合作社", "种植大户", "龙头企业", "家庭农场", "其他"],
  series: [series("面积", ["6561", "3660", "1280", "420", "60"])],
  width: 330,
};
