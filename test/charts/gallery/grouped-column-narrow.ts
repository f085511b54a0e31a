import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Three series in a newspaper column: numbers stand upright. */
export const chart: Chart = {
  kind: "groupedColumn",
  title: "流转面积对比",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部片区", "西部片区", "南部片区", "北部片区", "镇区"],
  series: [
    series("2019年5月", ["3720.5", "3400", "2700", "1640", "780"]),
    series("2019年6月", ["3980", "3610.5", "2815", "1690", "未报"]),
    series("2019年7月", ["4210", "3865", "2930", "1744", "812"]),
  ],
  width: 330,
};
