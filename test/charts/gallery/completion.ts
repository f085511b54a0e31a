import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** How far each compound is, one beyond the target, one 未报. */
export const chart: Chart = {
  kind: "completion",
  title: "物业费收缴完成情况",
  measure: "%",
  categoryName: "小区",
  categories: ["幸福家园小区", "阳光新城", "和顺里", "锦绣园"],
  series: [series("收缴率", ["93.6", "43.2", "105.0", "未报"])],
  width: 330,
  target: {value: 100, label: "100", name: "全年目标"},
};
