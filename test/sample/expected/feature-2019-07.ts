import {chartBlock, drawn} from "../block.ts";
import {compare, digits, type Fraction, fraction, hundredfold} from "../fraction.ts";
import {compounds, districts, feeRate, mean, sum, transferRate, villages, villagesOf} from "../town.ts";
import {descending, difference, percent, quantityChange, rateChange} from "../wording.ts";
import type {ExpectedFile} from "./expected.ts";

/** The feature page came out in July and tells of June. */
const may = "2019-05";
const june = "2019-06";

const rateOf = (village: string) => transferRate([village], june);
const hasCooperative = (village: string) => compare(sum("领办合作社", [village], june), fraction(1)) >= 0;
const above = (line: Fraction) => villages.filter(village => compare(rateOf(village), line) >= 0);
const whole = (indicator: string, of: readonly string[], measure: string) => () =>
  `${digits(sum(indicator, of, june), 0)}${measure}`;

export const feature201907: readonly ExpectedFile[] = [
  {path: "bulletins/2019-07-feature/bulletin.yaml", references: {}},
  {
    path: "bulletins/2019-07-feature/cooperatives.md",
    references: {
      "=计数(各片区)": () => `${districts.length}个`,
      "=顺德村.流转面积": () => `${digits(sum("流转面积", ["顺德村"], june), 0)}亩`,
      期间: () => "2019年6月",
      月份: () => "6月",
      "=计数(各村)": () => `${villages.length}个`,
      "计数(各村, 领办合作社 >= 1)": () => `${villages.filter(hasCooperative).length}个`,
      "=计数(各村, 领办合作社 >= 1)": () => `${villages.filter(hasCooperative).length}个`,
      "=领办合作社 | 增减量": () =>
        difference(sum("领办合作社", villages, june), sum("领办合作社", villages, may), "个"),
      入社户数: whole("入社户数", villages, "户"),
      流转率: () => percent(transferRate(villages, june)),
      "=流转率": () => percent(transferRate(villages, june)),
      "=流转率 | 环比": () => rateChange(transferRate(villages, june), transferRate(villages, may)),
      "名单(各村, 流转率 >= 60%)": () => above({top: 60n, over: 100n}).join("、"),
      "=计数(各村, 流转率 >= 55%)": () => `${above({top: 55n, over: 100n}).length}个`,
      "=李孟德村.流转面积": whole("流转面积", ["李孟德村"], "亩"),
      "=李孟德村.入社户数": whole("入社户数", ["李孟德村"], "户"),
      "=李孟德村.流转率": () => percent(rateOf("李孟德村")),
      "=吴家村.务工人次": whole("务工人次", ["吴家村"], "人次"),
      "=名杨村.村集体增收": () => `${digits(sum("村集体增收", ["名杨村"], june), 1)}万元`,
      "=顺德村.总户数": whole("总户数", ["顺德村"], "户"),
      "=顺德村.入社户数": whole("入社户数", ["顺德村"], "户"),
      "=顺德村.流转面积 | 增减量": () =>
        difference(sum("流转面积", ["顺德村"], june), sum("流转面积", ["顺德村"], may), "亩"),
      "=村集体增收": () => `${digits(sum("村集体增收", villages, june), 1)}万元`,
      "=村集体增收 | 环比": () => quantityChange(sum("村集体增收", villages, june), sum("村集体增收", villages, may)),
      "=务工人次": whole("务工人次", villages, "人次"),
    },
    blocks: {
      "图表 {{ 期间 }}各片区土地流转率": () =>
        chartBlock({
          measure: "%",
          categoryName: "片区",
          categories: descending(districts, district => transferRate(villagesOf(district), june)),
          series: ["流转率"],
          target: "目标 60% @60.000000",
          point: district => drawn(hundredfold(transferRate(villagesOf(district), june)), 1),
        }),
    },
  },
  {
    path: "bulletins/2019-07-feature/red-property.md",
    references: {
      "=计数(文苑社区.各小区)": () => `${compounds.length}个`,
      月份: () => "6月",
      "=文苑社区.楼栋数": whole("楼栋数", compounds, "栋"),
      "=文苑社区.总户数": whole("总户数", compounds, "户"),
      "=文苑社区.收缴率": () => percent(feeRate(compounds, june)),
      "=文苑社区.诉求件数": whole("诉求件数", compounds, "件"),
      "=文苑社区.办结件数": whole("办结件数", compounds, "件"),
      // Reported in percent already: the mean of the four.
      "=文苑社区.满意度": () => `${digits(mean("满意度", compounds, june), 1)}%`,
    },
  },
];
