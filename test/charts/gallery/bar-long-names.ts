import type {Chart} from "../../../src/charts/index.ts";
import {series} from "../points.ts";

/** Long names beside the bars. */
export const chart: Chart = {
  kind: "bar",
  title: "合作社带动户数",
  measure: "户",
  categoryName: "合作社",
  categories: ["唐坊镇顺德村党支部领办土地股份合作社", "唐坊镇千乘村众联农机服务专业合作社联合社", "申秘村合作社"],
  series: [series("户数", ["326", "208", "45"])],
  width: 330,
};
