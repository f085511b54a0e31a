import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Two series in rows, with a negative number. */
export const chart: Chart = {
  kind: "bar",
  title: "收支情况",
  measure: "万元",
  categoryName: "村",
  categories: ["顺德村", "千乘村", "申秘村"],
  series: [series("去年", ["12.5", "8.3", "-4.6"]), series("今年", ["18.4", "未报", "2.1"])],
  width: 500,
};
