import {cardsBlock, chartBlock, drawn, tableBlock, tablesBlock, textBlock} from "../block.ts";
import {add, compare, digits, divide, type Fraction, fraction, hundredfold, subtract} from "../fraction.ts";
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
const newlyReached = () => reachedIn(july).filter(village => !reachedIn(june).includes(village));
/** Rank, rank last month, and the way between; ↑ is towards the first. */
const standing = (village: string): readonly string[] => {
  const now = rank(village, villages, rateIn(july));
  const before = rank(village, villages, rateIn(june));
  const steps = Number(before) - Number(now);
  return [now, before, steps === 0 ? "—" : steps > 0 ? `↑${steps}` : `↓${-steps}`];
};
const transferRateText = () => percent(transferRate(villages, july));

export const monthly201907: readonly ExpectedFile[] = [
  {path: "bulletins/2019-07-monthly/bulletin.yaml", references: {月份: () => "7月"}},
  {
    path: "bulletins/2019-07-monthly/overview.md",
    references: {
      "=计数(各片区)": () => `${districts.length}个`,
      "=北部片区.流转率 / 东部片区.流转率": () =>
        digits(divide(rateOfDistrict("北部片区"), rateOfDistrict("东部片区")), 2),
      "=(东部片区.流转面积 + 中部片区.流转面积) / 流转面积": () =>
        digits(
          divide(
            sum("流转面积", [...villagesOf("东部片区"), ...villagesOf("中部片区")], july),
            sum("流转面积", villages, july),
          ),
          2,
        ),
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
      "计数(达标(“土地流转奖励”))": reachedCount,
      "计数(达标(“土地流转奖励”)) | 占比": () =>
        percent(divide(fraction(reachedIn(july).length), fraction(villages.length))),
      "计数(达标(“土地流转奖励”, 上月))": () => `${reachedIn(june).length}个`,
      "务工人次 | 填报": () => {
        const late = villages.filter(village => reported("务工人次", village, july) === undefined);
        return `${villages.length}个村中，有${villages.length - late.length}个村填报了务工人次，未报的是${late.join("、")}`;
      },
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
      "图表 {{ 期间 }}各片区土地流转完成情况（目标[60%](注:镇党委奖励办法)）": () =>
        chartBlock({
          measure: "%",
          categoryName: "片区",
          categories: districts,
          series: ["流转率"],
          target: "目标 60% @60.000000",
          point: district => drawn(hundredfold(rateOfDistrict(district)), 1),
        }),
      "表格 {{ 期间 }}各村土地流转进度排名": () => {
        const row = (name: string, of: readonly string[], places: readonly string[]) => [
          name,
          ...places,
          digits(sum("耕地面积", of, july), 0),
          digits(sum("流转面积", of, july), 0),
          points(transferRate(of, july)),
          rateChangeInCell(transferRate(of, july), transferRate(of, june)),
          digits(sum("入社户数", of, july), 0),
        ];
        const rows = descending(villages, rateIn(july)).map(village => row(village, [village], standing(village)));
        return tableBlock(
          "",
          [
            "村",
            "位次",
            "上月位次",
            "升降",
            "耕地面积（亩）",
            "流转面积（亩）",
            "流转率（%）",
            "比上月（个百分点）",
            "入社户数（户）",
          ],
          [...rows, row("唐坊镇", villages, ["—", "—", "—"])],
        );
      },
      // No two of the nine are level, and three of the six at the ends neither: by rate alone.
      综述: () =>
        textBlock(
          `7月，土地流转率列前三位的是${leading(3, villages, rateIn(july))}，列后三位的是${trailing(3, villages, rateIn(july))}。` +
            `土地流转率60%以上的有${reachedIn(july).length}个村，分别是${reachedIn(july).join("、")}，` +
            `其中${newlyReached().join("、")}为本月新达标。`,
        ),
      "红黑榜 {{ 期间 }}土地流转": () => {
        const heads = ["村", "位次", "上月位次", "升降", "流转率（%）"];
        const row = (village: string) => [village, ...standing(village), points(rateIn(july)(village))];
        const sorted = descending(villages, rateIn(july));
        const reasons = ["流转进度缓慢，尚未领办合作社", "产业没有选定，尚未领办合作社", "地块零碎，尚未领办合作社"];
        return tablesBlock({
          红榜: tableBlock("", heads, sorted.slice(0, 5).map(row)),
          黑榜: tableBlock(
            "",
            [...heads, "原因"],
            sorted.slice(-3).map((village, index) => [...row(village), reasons[index] ?? ""]),
          ),
        });
      },
      "政策 {{ 期间 }}土地流转奖励达标村": () => {
        const sorted = descending(villages, rateIn(july));
        const met = sorted.filter(village => reachedIn(july).includes(village));
        const near = sorted.filter(village => !reachedIn(july).includes(village)).slice(0, 3);
        const margin = (village: string) => {
          const above = hundredfold(subtract(rateIn(july)(village), sixtyPercent));
          return above.top === 0n ? "刚好达到" : `高出${digits(above, 1)}个百分点`;
        };
        // The mu that bring a village to sixty percent, the last begun one counted whole.
        const missingLand = (village: string) => {
          const {top, over} = sum("耕地面积", [village], july);
          const wanted = {top: top * 60n, over: over * 100n};
          const {top: missing, over: parts} = subtract(wanted, sum("流转面积", [village], july));
          return `${(missing + parts - 1n) / parts}亩`;
        };
        const count = met.length;
        return tablesBlock({
          达标: tableBlock(
            "",
            ["村", "流转率（%）", "与条件相比", "奖励", "备注"],
            [
              ...met.map(village => [
                village,
                points(rateIn(july)(village)),
                margin(village),
                "1万元—3万元",
                newlyReached().includes(village) ? "新达标" : "",
              ]),
              ["合计", "—", `${count}个村`, `${count}万元—${count * 3}万元`, `${newlyReached().length}个村`],
            ],
          ),
          接近: tableBlock(
            "",
            ["村", "流转率（%）", "与条件相比"],
            near.map(village => [
              village,
              points(rateIn(july)(village)),
              `还差${points(subtract(sixtyPercent, rateIn(july)(village)))}个百分点（${missingLand(village)}）`,
            ]),
          ),
        });
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
      "=顺德村.流转率": () => percent(transferRate(["顺德村"], july)),
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
