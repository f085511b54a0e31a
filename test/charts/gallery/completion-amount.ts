import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Amounts against a target amount. */
export const chart: Chart = {
  kind: "completion",
  title: "土地托管面积",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [series("托管面积", ["860", "640", "1000", "312", "0"])],
  width: 500,
  target: {value: 1000, label: "1000", name: "每片区目标"},
};
