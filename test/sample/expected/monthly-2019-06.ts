import {cardsBlock, chartBlock, drawn, tableBlock} from "../block.ts";
import {compare, digits, type Fraction, fraction, hundredfold} from "../fraction.ts";
import {districts, memberRate, reported, sum, transferRate, villages, villagesOf} from "../town.ts";
import {
  descending,
  difference,
  leading,
  percent,
  points,
  quantityChange,
  rank,
  rateChange,
  rateChangeInCell,
  trailing,
} from "../wording.ts";
import type {ExpectedFile} from "./expected.ts";

const may = "2019-05";
const june = "2019-06";
const sixtyPercent: Fraction = {top: 60n, over: 100n};
const fiftyFivePercent: Fraction = {top: 55n, over: 100n};

const rateOf = (village: string) => transferRate([village], june);
const rateOfDistrict = (district: string) => transferRate(villagesOf(district), june);
const hasCooperative = (village: string) => compare(sum("领办合作社", [village], june), fraction(1)) >= 0;
const isAbove = (village: string, line: Fraction) => compare(rateOf(village), line) >= 0;
const reached = () => villages.filter(village => isAbove(village, sixtyPercent));

const transferRateText = () => percent(transferRate(villages, june));
const transferRateChange = () => rateChange(transferRate(villages, june), transferRate(villages, may));
const memberRateText = () => percent(memberRate(villages, june));
const incomeChange = () => quantityChange(sum("村集体增收", villages, june), sum("村集体增收", villages, may));

export const monthly201906: readonly ExpectedFile[] = [
  {
    path: "bulletins/2019-06-monthly/bulletin.yaml",
    references: {月份: () => "6月"},
  },
  {
    path: "bulletins/2019-06-monthly/overview.md",
    references: {
      "=计数(各片区)": () => `${districts.length}个`,
      期间: () => "2019年6月",
      月份: () => "6月",
      "计数(各村)": () => `${villages.length}个`,
      "计数(各村, 领办合作社 >= 1)": () => `${villages.filter(hasCooperative).length}个`,
      "领办合作社 | 增减量": () =>
        difference(sum("领办合作社", villages, june), sum("领办合作社", villages, may), "个"),
      流转面积: () => `${digits(sum("流转面积", villages, june), 0)}亩`,
      "流转面积 | 环比": () => quantityChange(sum("流转面积", villages, june), sum("流转面积", villages, may)),
      "流转面积 | 增减量": () => difference(sum("流转面积", villages, june), sum("流转面积", villages, may), "亩"),
      流转率: transferRateText,
      "流转率 | 环比": transferRateChange,
      入社户数: () => `${digits(sum("入社户数", villages, june), 0)}户`,
      "入社户数 | 增减量": () => difference(sum("入社户数", villages, june), sum("入社户数", villages, may), "户"),
      入社率: memberRateText,
      村集体增收: () => `${digits(sum("村集体增收", villages, june), 1)}万元`,
      "村集体增收 | 环比": incomeChange,
      务工人次: () => `${digits(sum("务工人次", villages, june), 0)}人次`,
      "前(1, 各片区, 流转率)": () => leading(1, districts, rateOfDistrict),
      "后(1, 各片区, 流转率)": () => trailing(1, districts, rateOfDistrict),
      "计数(各村, 流转率 >= 60%)": () => `${reached().length}个`,
      "名单(各村, 流转率 >= 60%)": () => reached().join("、"),
      "名单(各村, 流转率 >= 55% 且 流转率 < 60%)": () =>
        villages.filter(village => isAbove(village, fiftyFivePercent) && !isAbove(village, sixtyPercent)).join("、"),
      "高韩村.流转率": () => percent(rateOf("高韩村")),
      "前(3, 各村, 村集体增收)": () => leading(3, villages, village => sum("村集体增收", [village], june)),
    },
    blocks: {
      指标卡: () =>
        cardsBlock([
          ["流转面积", digits(sum("流转面积", villages, june), 0), "亩"],
          ["土地流转率", points(transferRate(villages, june)), "%"],
          ["达标村", String(reached().length), "个"],
          ["村集体增收", digits(sum("村集体增收", villages, june), 1), "万元"],
        ]),
      "图表 5月、6月各片区土地流转率": () =>
        chartBlock({
          measure: "%",
          categoryName: "片区",
          categories: districts,
          series: ["5月", "6月"],
          target: "目标 60% @60.000000",
          point: (district, month) =>
            drawn(hundredfold(transferRate(villagesOf(district), month === "5月" ? may : june)), 1),
        }),
      "表格 {{ 期间 }}土地流转进度前10名": () =>
        tableBlock(
          "",
          ["村", "位次", "流转面积（亩）", "流转率（%）", "比上月（个百分点）", "入社户数（户）"],
          descending(villages, rateOf)
            .slice(0, 10)
            .map(village => [
              village,
              rank(village, villages, rateOf),
              digits(sum("流转面积", [village], june), 0),
              points(rateOf(village)),
              rateChangeInCell(rateOf(village), transferRate([village], may)),
              digits(sum("入社户数", [village], june), 0),
            ]),
        ),
    },
  },
  {
    path: "bulletins/2019-06-monthly/next-steps.md",
    references: {
      "计数(各村, 领办合作社 < 1)": () => `${villages.filter(village => !hasCooperative(village)).length}个`,
      流转率: transferRateText,
      入社率: memberRateText,
      // The corrected value, not the first one.
      "吴家村.入社户数": () => `${digits(reported("入社户数", "吴家村", june) ?? fraction(0), 0)}户`,
    },
  },
];
