import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Four series over a year that cross, with gaps and a target. */
export const chart: Chart = {
  kind: "line",
  title: "各片区流转率",
  measure: "%",
  categoryName: "月份",
  categories: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
  series: [
    series("东部片区", ["41", "43", "44", "48", "52", "55", "57", "58.5", "61", "63", "66", "68"]),
    series("西部片区", ["38", "40", "46", "47", "未报", "54", "58", "59", "60", "61", "61.5", "62"]),
    series("南部片区", ["30", "31", "33", "36", "38", "39", "41", "44", "45", "45.5", "46", "47"]),
    series("北部片区", ["22", "24", "27", "30", "33", "36", "40", "43", "46", "48", "未报", "未报"]),
  ],
  width: 600,
  target: {value: 60, label: "60", name: "年度目标"},
};
