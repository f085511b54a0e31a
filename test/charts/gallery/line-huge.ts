import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Huge equal values at one point and none at the other. */
export const chart: Chart = {
  kind: "line",
  title: "总产值",
  measure: "万元",
  categoryName: "年份",
  categories: ["2018年", "2019年"],
  series: [series("产值", ["未报", "123456789012"])],
  width: 330,
};
