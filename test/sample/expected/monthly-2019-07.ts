import {cardsBlock, chartBlock, drawn, tableBlock} from "../block.ts";
import {add, compare, digits, divide, type Fraction, fraction, hundredfold} from "../fraction.ts";
import {districts, memberRate, sum, transferRate, villages, villagesOf} from "../town.ts";
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

const lastJuly = "2018-07";
const lastDecember = "2018-12";
const may = "2019-05";
const june = "2019-06";
const july = "2019-07";
const sixtyPercent: Fraction = {top: 60n, over: 100n};

const rateIn = (month: string) => (village: string) => transferRate([village], month);
const rateOfDistrict = (district: string) => transferRate(villagesOf(district), july);
const reachedIn = (month: string) => villages.filter(village => compare(rateIn(month)(village), sixtyPercent) >= 0);
const cooperatives = (village: string) => sum("领办合作社", [village], july);
const withCooperative = () => villages.filter(village => compare(cooperatives(village), fraction(1)) >= 0);
const withoutCooperative = () => villages.filter(village => compare(cooperatives(village), fraction(1)) < 0);
const incomeOf = (village: string) => sum("村集体增收", [village], july);
const incomeSinceMay = (of: readonly string[]) =>
  `${digits(add(add(sum("村集体增收", of, may), sum("村集体增收", of, june)), sum("村集体增收", of, july)), 1)}万元`;
const area = (of: readonly string[], month: string) => `${digits(sum("流转面积", of, month), 0)}亩`;
const reachedCount = () => `${reachedIn(july).length}个`;
const transferRateText = () => percent(transferRate(villages, july));

export const monthly201907: readonly ExpectedFile[] = [
  {path: "bulletins/2019-07-monthly/bulletin.yaml", references: {月份: () => "7月"}},
  {
    path: "bulletins/2019-07-monthly/overview.md",
    references: {
      期间: () => "2019年7月",
      月份: () => "7月",
      流转率: transferRateText,
      "计数(各村, 流转率 >= 60%)": reachedCount,
      "计数(各村, 领办合作社 >= 1)": () => `${withCooperative().length}个`,
      "领办合作社 | 增减量": () =>
        difference(sum("领办合作社", villages, july), sum("领办合作社", villages, june), "个"),
      流转面积: () => area(villages, july),
      "流转面积 | 环比": () => quantityChange(sum("流转面积", villages, july), sum("流转面积", villages, june)),
      "流转面积@年初": () => area(villages, lastDecember),
      "流转面积 | 增减量": () => difference(sum("流转面积", villages, july), sum("流转面积", villages, june), "亩"),
      "流转率 | 环比": () => rateChange(transferRate(villages, july), transferRate(villages, june)),
      "流转率 | 同比": () => rateChange(transferRate(villages, july), transferRate(villages, lastJuly)),
      入社户数: () => `${digits(sum("入社户数", villages, july), 0)}户`,
      "入社户数 | 增减量": () => difference(sum("入社户数", villages, july), sum("入社户数", villages, june), "户"),
      入社率: () => percent(memberRate(villages, july)),
      村集体增收: () => `${digits(sum("村集体增收", villages, july), 1)}万元`,
      "村集体增收 | 环比": () => quantityChange(sum("村集体增收", villages, july), sum("村集体增收", villages, june)),
      "村集体增收 | 同比": () =>
        quantityChange(sum("村集体增收", villages, july), sum("村集体增收", villages, lastJuly)),
      "村集体增收 | 累计(2019-05)": () => incomeSinceMay(villages),
      // 柴杨刘村 did not report: the sum of the other 31.
      务工人次: () => `${digits(sum("务工人次", villages, july), 0)}人次`,
      "前(2, 各片区, 流转率)": () => leading(2, districts, rateOfDistrict),
      "后(1, 各片区, 流转率)": () => trailing(1, districts, rateOfDistrict),
      "东部片区.流转率": () => percent(rateOfDistrict("东部片区")),
      "中部片区.流转率": () => percent(rateOfDistrict("中部片区")),
      "北部片区.流转率": () => percent(rateOfDistrict("北部片区")),
      "北部片区.流转面积 | 占比": () =>
        percent(divide(sum("流转面积", villagesOf("北部片区"), july), sum("流转面积", villages, july))),
      "前(3, 各村, 流转率)": () => leading(3, villages, rateIn(july)),
      "后(3, 各村, 流转率)": () => trailing(3, villages, rateIn(july)),
      "名单(各村, 流转率 >= 60%)": () => reachedIn(july).join("、"),
      "计数(各村, 流转率@上月 >= 60%)": () => `${reachedIn(june).length}个`,
      "吴家村.流转率": () => percent(rateIn(july)("吴家村")),
      "如果(吴家村.流转率 >= 60%, “刚好迈过奖励线”, “离奖励线还差一步”)": () =>
        reachedIn(july).includes("吴家村") ? "刚好迈过奖励线" : "离奖励线还差一步",
      "前(3, 各村, 村集体增收)": () => leading(3, villages, incomeOf),
    },
    blocks: {
      指标卡: () =>
        cardsBlock([
          ["流转面积", digits(sum("流转面积", villages, july), 0), "亩"],
          ["土地流转率", points(transferRate(villages, july)), "%"],
          ["达标村", String(reachedIn(july).length), "个"],
          ["村集体增收", digits(sum("村集体增收", villages, july), 1), "万元"],
        ]),
      "图表 近3个月全镇土地流转率和入社率": () =>
        chartBlock({
          measure: "%",
          categoryName: "月份",
          categories: ["5月", "6月", "7月"],
          series: ["流转率", "入社率"],
          target: "目标 60% @60.000000",
          point: (month, name) =>
            drawn(hundredfold((name === "流转率" ? transferRate : memberRate)(villages, `2019-0${month[0]}`)), 1),
        }),
      "图表 {{ 期间 }}各片区土地流转率": () =>
        chartBlock({
          measure: "%",
          categoryName: "片区",
          categories: descending(districts, rateOfDistrict),
          series: ["流转率"],
          target: "目标 60% @60.000000",
          point: district => drawn(hundredfold(rateOfDistrict(district)), 1),
        }),
      "表格 {{ 期间 }}各片区主要指标": () => {
        const row = (name: string, of: readonly string[]) => [
          name,
          digits(sum("领办合作社", of, july), 0),
          digits(sum("流转面积", of, july), 0),
          points(transferRate(of, july)),
          rateChangeInCell(transferRate(of, july), transferRate(of, june)),
          digits(sum("入社户数", of, july), 0),
          points(memberRate(of, july)),
          digits(sum("村集体增收", of, july), 1),
        ];
        return tableBlock(
          "",
          [
            "片区",
            "领办合作社（个）",
            "流转面积（亩）",
            "流转率（%）",
            "比上月（个百分点）",
            "入社户数（户）",
            "入社率（%）",
            "村集体增收（万元）",
          ],
          [...districts.map(district => row(district, villagesOf(district))), row("唐坊镇", villages)],
        );
      },
      "图表 {{ 期间 }}全镇流转面积的片区构成": () =>
        chartBlock({
          measure: "亩",
          categoryName: "片区",
          categories: districts,
          series: ["流转面积"],
          target: "",
          point: district => drawn(sum("流转面积", villagesOf(district), july), 0),
        }),
      "图表 {{ 期间 }}各片区土地流转完成情况（目标60%）": () =>
        chartBlock({
          measure: "%",
          categoryName: "片区",
          categories: districts,
          series: ["流转率"],
          target: "目标 60% @60.000000",
          point: district => drawn(hundredfold(rateOfDistrict(district)), 1),
        }),
      "表格 {{ 期间 }}各村土地流转进度排名": () => {
        const row = (name: string, of: readonly string[], places: readonly [string, string]) => [
          name,
          ...places,
          digits(sum("耕地面积", of, july), 0),
          digits(sum("流转面积", of, july), 0),
          points(transferRate(of, july)),
          rateChangeInCell(transferRate(of, july), transferRate(of, june)),
          digits(sum("入社户数", of, july), 0),
        ];
        const rows = descending(villages, rateIn(july)).map(village =>
          row(village, [village], [rank(village, villages, rateIn(july)), rank(village, villages, rateIn(june))]),
        );
        return tableBlock(
          "",
          [
            "村",
            "位次",
            "上月位次",
            "耕地面积（亩）",
            "流转面积（亩）",
            "流转率（%）",
            "比上月（个百分点）",
            "入社户数（户）",
          ],
          [...rows, row("唐坊镇", villages, ["—", "—"])],
        );
      },
      "图表 {{ 期间 }}村集体增收前10名": () =>
        chartBlock({
          measure: "万元",
          categoryName: "村",
          categories: descending(villages, incomeOf).slice(0, 10),
          series: ["村集体增收"],
          target: "",
          point: village => drawn(incomeOf(village), 1),
        }),
    },
  },
  {
    path: "bulletins/2019-07-monthly/practice.md",
    references: {
      月份: () => "7月",
      "名杨村.村集体增收": () => `${digits(incomeOf("名杨村"), 1)}万元`,
      "名杨村.务工人次": () => `${digits(sum("务工人次", ["名杨村"], july), 0)}人次`,
      "名杨村.入社户数": () => `${digits(sum("入社户数", ["名杨村"], july), 0)}户`,
      "名杨村.流转率": () => percent(rateIn(july)("名杨村")),
      "名杨村.流转率 | 环比": () => rateChange(rateIn(july)("名杨村"), rateIn(june)("名杨村")),
      "顺德村.耕地面积": () => `${digits(sum("耕地面积", ["顺德村"], july), 0)}亩`,
      "顺德村.流转面积@2019-05": () => area(["顺德村"], may),
      "顺德村.流转面积@2019-06": () => area(["顺德村"], june),
      "顺德村.流转面积@2019-07": () => area(["顺德村"], july),
      "顺德村.流转率": () => percent(rateIn(july)("顺德村")),
      "顺德村.村集体增收 | 累计(2019-05)": () => incomeSinceMay(["顺德村"]),
    },
  },
  {
    path: "bulletins/2019-07-monthly/next-steps.md",
    references: {
      月份: () => "7月",
      "北部片区.流转率": () => percent(rateOfDistrict("北部片区")),
      "计数(北部片区.各村)": () => `${villagesOf("北部片区").length}个`,
      "名单(各村, 领办合作社 < 1)": () => withoutCooperative().join("、"),
      "计数(各村, 领办合作社 < 1)": () => `${withoutCooperative().length}个`,
      "石家村.流转面积 | 增减量": () =>
        difference(sum("流转面积", ["石家村"], july), sum("流转面积", ["石家村"], june), "亩"),
    },
  },
];
