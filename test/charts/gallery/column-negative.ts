import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Values below zero and a zero. */
export const chart: Chart = {
  kind: "column",
  title: "各片区户数增减",
  measure: "户",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [series("增减", ["36", "-12", "0", "8", "-41"])],
  width: 330,
};
