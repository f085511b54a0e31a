import {cardsBlock, chartBlock, drawn, tableBlock} from "../block.ts";
import {compare, digits, type Fraction, fraction, hundredfold} from "../fraction.ts";
import {districts, memberRate, sum, transferRate, villages, villagesOf} from "../town.ts";
import {
  descending,
  difference,
  percent,
  points,
  quantityChange,
  rank,
  rateChange,
  rateChangeInCell,
} from "../wording.ts";
import type {ExpectedFile} from "./expected.ts";

const lastJuly = "2018-07";
const june = "2019-06";
const july = "2019-07";
const sixtyPercent: Fraction = {top: 60n, over: 100n};

const rateOf = (village: string) => transferRate([village], july);
const rateOfDistrict = (district: string) => transferRate(villagesOf(district), july);
const reachedIn = (month: string) =>
  villages.filter(village => compare(transferRate([village], month), sixtyPercent) >= 0);
const total = (indicator: string, month = july) => sum(indicator, villages, month);

export const handout201907: readonly ExpectedFile[] = [
  {path: "bulletins/2019-07-handout/bulletin.yaml", references: {}},
  {
    path: "bulletins/2019-07-handout/report.md",
    references: {
      "=计数(各片区)": () => `${districts.length}个`,
      期间: () => "2019年7月",
      月份: () => "7月",
      "领办合作社 | 增减量": () => difference(total("领办合作社"), total("领办合作社", june), "个"),
      "入社户数 | 增减量": () => difference(total("入社户数"), total("入社户数", june), "户"),
      "村集体增收 | 环比": () => quantityChange(total("村集体增收"), total("村集体增收", june)),
      流转率: () => percent(transferRate(villages, july)),
      "流转率 | 环比": () => rateChange(transferRate(villages, july), transferRate(villages, june)),
      "流转率 | 同比": () => rateChange(transferRate(villages, july), transferRate(villages, lastJuly)),
      "计数(各村, 流转率@上月 >= 60%)": () => `${reachedIn(june).length}个`,
      "计数(各村, 流转率 >= 60%)": () => `${reachedIn(july).length}个`,
      "名单(各村, 流转率 >= 60%)": () => reachedIn(july).join("、"),
      "北部片区.流转率": () => percent(rateOfDistrict("北部片区")),
      "名单(各村, 领办合作社 < 1)": () =>
        villages.filter(village => compare(sum("领办合作社", [village], july), fraction(1)) < 0).join("、"),
      "石家村.流转面积@上月": () => `${digits(sum("流转面积", ["石家村"], june), 0)}亩`,
      "石家村.流转面积": () => `${digits(sum("流转面积", ["石家村"], july), 0)}亩`,
    },
    blocks: {
      指标卡: () =>
        cardsBlock([
          ["领办合作社", digits(total("领办合作社"), 0), "个"],
          ["土地流转率", points(transferRate(villages, july)), "%"],
          ["达标村", String(reachedIn(july).length), "个"],
          ["入社户数", digits(total("入社户数"), 0), "户"],
          ["村集体增收", digits(total("村集体增收"), 1), "万元"],
          ["务工人次", digits(total("务工人次"), 0), "人次"],
        ]),
      "表格 {{ 期间 }}各片区进展": () => {
        const row = (name: string, of: readonly string[], place: string) => [
          name,
          place,
          digits(sum("领办合作社", of, july), 0),
          digits(sum("流转面积", of, july), 0),
          points(transferRate(of, july)),
          rateChangeInCell(transferRate(of, july), transferRate(of, june)),
          digits(sum("村集体增收", of, july), 1),
        ];
        const rows = descending(districts, rateOfDistrict).map(district =>
          row(district, villagesOf(district), rank(district, districts, rateOfDistrict)),
        );
        return tableBlock(
          "",
          [
            "片区",
            "位次",
            "领办合作社（个）",
            "流转面积（亩）",
            "流转率（%）",
            "比上月（个百分点）",
            "村集体增收（万元）",
          ],
          [...rows, row("唐坊镇", villages, "—")],
        );
      },
      "图表 近3个月各片区土地流转率": () =>
        chartBlock({
          measure: "%",
          categoryName: "月份",
          categories: ["5月", "6月", "7月"],
          series: districts,
          target: "目标 60% @60.000000",
          point: (month, district) => drawn(hundredfold(transferRate(villagesOf(district), `2019-0${month[0]}`)), 1),
        }),
      "图表 {{ 期间 }}土地流转率前10名": () =>
        chartBlock({
          measure: "%",
          categoryName: "村",
          categories: descending(villages, rateOf).slice(0, 10),
          series: ["流转率"],
          target: "目标 60% @60.000000",
          point: village => drawn(hundredfold(rateOf(village)), 1),
        }),
      "表格 {{ 期间 }}各村土地流转和增收排名": () => {
        const row = (name: string, of: readonly string[], place: string) => [
          name,
          place,
          digits(sum("流转面积", of, july), 0),
          points(transferRate(of, july)),
          rateChangeInCell(transferRate(of, july), transferRate(of, june)),
          points(memberRate(of, july)),
          digits(sum("村集体增收", of, july), 1),
        ];
        const rows = descending(villages, rateOf).map(village =>
          row(village, [village], rank(village, villages, rateOf)),
        );
        return tableBlock(
          "",
          ["村", "位次", "流转面积（亩）", "流转率（%）", "比上月（个百分点）", "入社率（%）", "村集体增收（万元）"],
          [...rows, row("唐坊镇", villages, "—")],
        );
      },
    },
  },
];
