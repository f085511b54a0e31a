import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Four parts, some thin. */
export const chart: Chart = {
  kind: "stackedColumn",
  title: "土地流转去向",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [
    series("合作社", ["2210", "1865", "1430", "744", "312"]),
    series("种植大户", ["1200", "900", "800", "500", "260"]),
    series("企业", ["640", "80", "500", "60", "未报"]),
    series("其他", ["160", "1020", "200", "440", "240"]),
  ],
  width: 500,
};
