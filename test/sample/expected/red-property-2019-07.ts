import {cardsBlock, chartBlock, drawn, tableBlock} from "../block.ts";
import {digits, divide, type Fraction, fraction, hundredfold} from "../fraction.ts";
import {compounds, feeRate, mean, partyRate, settledRate, sum, unsettled} from "../town.ts";
import {descending, difference, leading, percent, points, rateChange, rateChangeInCell, trailing} from "../wording.ts";
import type {ExpectedFile} from "./expected.ts";

const june = "2019-06";
const july = "2019-07";

const total = (indicator: string, month = july) => sum(indicator, compounds, month);
const counted = (indicator: string, measure: string) => () => `${digits(total(indicator), 0)}${measure}`;
const feeRateOf = (compound: string) => feeRate([compound], july);
/** 满意度 is reported in percent; as a ratio it can be worded like the other rates. */
const satisfaction = (of: readonly string[], month: string): Fraction =>
  divide(mean("满意度", of, month), fraction(100));
const feeRateChange = () => rateChange(feeRate(compounds, july), feeRate(compounds, june));
const settledRateChange = () => rateChange(settledRate(compounds, july), settledRate(compounds, june));
const satisfactionChange = () => rateChange(satisfaction(compounds, july), satisfaction(compounds, june));

export const redProperty201907: readonly ExpectedFile[] = [
  {path: "bulletins/2019-07-red-property/bulletin.yaml", references: {月份: () => "7月"}},
  {
    path: "bulletins/2019-07-red-property/overview.md",
    references: {
      "=计数(各小区)": () => `${compounds.length}个`,
      期间: () => "2019年7月",
      月份: () => "7月",
      楼栋数: counted("楼栋数", "栋"),
      总户数: counted("总户数", "户"),
      "应收物业费 | 元": counted("应收物业费", "元"),
      "实收物业费 | 元": counted("实收物业费", "元"),
      收缴率: () => percent(feeRate(compounds, july)),
      "收缴率 | 环比": feeRateChange,
      诉求件数: counted("诉求件数", "件"),
      办结件数: counted("办结件数", "件"),
      办结率: () => percent(settledRate(compounds, july)),
      "办结率 | 环比": settledRateChange,
      满意度: () => percent(satisfaction(compounds, july)),
      "满意度 | 环比": satisfactionChange,
      "整治问题 | 增减量": () => difference(total("整治问题"), total("整治问题", june), "件"),
      "前(1, 各小区, 收缴率)": () => leading(1, compounds, feeRateOf),
      "后(1, 各小区, 收缴率)": () => trailing(1, compounds, feeRateOf),
      "五金交电家属院.收缴率": () => percent(feeRateOf("五金交电家属院")),
      "诉求件数 | 增减量": () => difference(total("诉求件数"), total("诉求件数", june), "件"),
      在办件数: () => `${digits(unsettled(compounds, july), 0)}件`,
    },
    blocks: {
      指标卡: () =>
        cardsBlock([
          ["收缴率", points(feeRate(compounds, july)), "%"],
          ["办结率", points(settledRate(compounds, july)), "%"],
          ["满意度", points(satisfaction(compounds, july)), "%"],
          ["整治问题", digits(total("整治问题"), 0), "件"],
        ]),
      "图表 近3个月各小区物业费收缴率": () =>
        chartBlock({
          measure: "%",
          categoryName: "小区",
          categories: compounds,
          series: ["5月", "6月", "7月"],
          target: "",
          point: (compound, month) => drawn(hundredfold(feeRate([compound], `2019-0${month[0]}`)), 1),
        }),
      "图表 {{ 期间 }}各小区诉求办理情况": () =>
        chartBlock({
          measure: "件",
          categoryName: "小区",
          categories: compounds,
          series: ["办结件数", "在办件数"],
          target: "",
          point: (compound, name) =>
            drawn(name === "在办件数" ? unsettled([compound], july) : sum("办结件数", [compound], july), 0),
        }),
      "图表 {{ 期间 }}受理诉求的小区构成": () =>
        chartBlock({
          measure: "件",
          categoryName: "小区",
          categories: compounds,
          series: ["诉求件数"],
          target: "",
          point: compound => drawn(sum("诉求件数", [compound], july), 0),
        }),
      "表格 {{ 期间 }}各小区主要指标": () => {
        const row = (name: string, of: readonly string[]) => [
          name,
          digits(sum("总户数", of, july), 0),
          points(feeRate(of, july)),
          rateChangeInCell(feeRate(of, july), feeRate(of, june)),
          points(settledRate(of, july)),
          points(satisfaction(of, july)),
          digits(sum("整治问题", of, july), 0),
          digits(sum("保洁员", of, july), 0),
        ];
        return tableBlock(
          "",
          [
            "小区",
            "总户数（户）",
            "收缴率（%）",
            "比上月（个百分点）",
            "办结率（%）",
            "满意度（%）",
            "整治问题（件）",
            "保洁员（人）",
          ],
          [...descending(compounds, feeRateOf).map(compound => row(compound, [compound])), row("文苑社区", compounds)],
        );
      },
      "图表 近3个月试点小区收缴率和办结率": () =>
        chartBlock({
          measure: "%",
          categoryName: "月份",
          categories: ["5月", "6月", "7月"],
          series: ["收缴率", "办结率"],
          target: "",
          point: (month, name) =>
            drawn(hundredfold((name === "收缴率" ? feeRate : settledRate)(compounds, `2019-0${month[0]}`)), 1),
        }),
    },
  },
  {
    path: "bulletins/2019-07-red-property/duties.md",
    references: {
      "=计数(各小区)": () => `${compounds.length}个`,
      业委会委员: counted("业委会委员", "人"),
      党员委员: counted("党员委员", "人"),
      党员委员占比: () => percent(partyRate(compounds, july)),
      "党员委员占比 | 环比": () => rateChange(partyRate(compounds, july), partyRate(compounds, june)),
      保洁员: counted("保洁员", "人"),
      整治问题: counted("整治问题", "件"),
      "五金交电家属院.满意度": () => percent(satisfaction(["五金交电家属院"], july)),
      "五金交电家属院.党员委员": () => `${digits(sum("党员委员", ["五金交电家属院"], july), 0)}人`,
    },
  },
];
