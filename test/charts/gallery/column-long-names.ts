import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Names of forty characters. */
export const chart: Chart = {
  kind: "column",
  title: "重点项目投资",
  measure: "万元",
  categoryName: "项目",
  categories: [
    "唐坊镇顺德村党支部领办土地股份合作社高标准农田建设及节水灌溉配套工程一期项目",
    "红色物业示范小区改造",
    "冷库",
  ],
  series: [series("投资", ["1200.5", "380", "96.25"])],
  width: 330,
};
