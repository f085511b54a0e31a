import {describe, expect, test} from "vitest";
import {openWorkspace} from "./open-workspace.ts";

const files: Readonly<Record<string, string>> = {
  "jianbao.yaml": "单位: 镇\n刊物: [{名称: 报}]\n",
  "units.yaml": `单位:
  - 名称: 甲镇
    类型: 镇
    下级:
      - 名称: 东片
        类型: 片区
        下级:
          - {名称: 一村, 类型: 村, 属性: {耕地面积: 1000}}
          - {名称: 二村, 类型: 村, 属性: {耕地面积: 500}}
      - 名称: 西片
        类型: 片区
        下级:
          - {名称: 三村, 类型: 村, 属性: {耕地面积: 2000}}
          - {名称: 四村, 类型: 村, 属性: {耕地面积: 800}}
`,
  "indicators.yaml": `指标:
  耕地面积: {单位: 亩, 口径: 属性, 汇总: 合计}
  流转面积: {单位: 亩, 口径: 期末数, 汇总: 合计, 填报: 村}
  流转率: {单位: "%", 公式: 流转面积 / 耕地面积, 小数: 1}
  增收: {单位: 万元, 口径: 当期数, 汇总: 合计, 小数: 1, 填报: 村}
  投入: {单位: 元, 口径: 当期数, 汇总: 合计, 填报: 村}
  投诉: {单位: 件, 口径: 当期数, 汇总: 合计, 方向: 降好, 填报: 村}
  满意度: {单位: "%", 口径: 期末数, 汇总: 平均, 小数: 1, 填报: 村}
`,
  "progress/2018-12.yaml": `期间: 2018-12
数据:
  一村: {流转面积: 500}
  二村: {流转面积: 200}
  三村: {流转面积: 800}
  四村: {流转面积: 0}
`,
  "progress/2019-06.yaml": `期间: 2019-06
数据:
  一村: {流转面积: 600, 增收: 1.1, 投入: 12000, 投诉: 3, 满意度: 90}
  二村: {流转面积: 250, 增收: 0.4, 投入: 800, 投诉: 1, 满意度: 80.5}
  三村: {流转面积: 1000, 增收: 2, 投入: 99999999, 投诉: 0, 满意度: 95}
  四村: {流转面积: 0, 增收: 0}
`,
  "progress/2019-07.yaml": `期间: 2019-07
数据:
  一村: {流转面积: 660, 增收: 1.3, 投入: 12345, 投诉: 2, 满意度: 91}
  二村: {流转面积: 300, 增收: 0.1, 投入: 9999, 投诉: 2, 满意度: 81.5}
  三村: {流转面积: 1000, 增收: 1.8, 投入: 123456789, 投诉: 1, 满意度: 95}
  四村: {流转面积: 未报, 增收: 0.2}
`,
};
const july = files["progress/2019-07.yaml"] ?? "";

const open = (unit = "甲镇") => openWorkspace(files, unit, "2019-07");

describe("{{ … }} gives", () => {
  test.each([
    ["一村.流转面积", "660亩"],
    ["一村.流转率", "66.0%"],
    ["一村.流转面积@2019-06", "600亩"],
    ["一村．流转面积＠上月", "600亩"],
    ["一村.流转面积@年初", "500亩"],
    ["东片.流转面积", "960亩"],
    // 960 / 1500, not the mean of 66 % and 60 %
    ["东片.流转率", "64.0%"],
    // 四村 did not report, so its land is not in the denominator either: 1960 / 3500
    ["流转率", "56.0%"],
    ["流转面积", "1960亩"],
    ["一村.流转面积 | 环比", "增长10.0%"],
    ["一村.流转率 | 环比", "提高6.0个百分点"],
    ["一村.流转面积 | 增减量", "增加60亩"],
    ["一村.流转面积 | 比年初", "增长32.0%"],
    ["一村.流转面积 | 增减量(年初)", "增加160亩"],
    ["一村.流转面积 | 同比", "无上年同期数据"],
    ["三村.流转面积 | 环比", "持平"],
    ["一村.增收 | 累计(2019-06)", "2.4万元"],
    ["增收 | 累计(2019-06)", "6.9万元"],
    ["一村.流转率 | 排名", "第1位"],
    ["二村.流转率 | 排名", "第2位"],
    ["一村.投诉 | 排名", "第2位"],
    ["三村.投诉 | 排名", "第1位"],
    ["一村.流转面积 | 占比", "33.7%"],
    ["一村.流转面积 | 占比(东片)", "68.8%"],
    ["一村.投入", "1.23万元"],
    ["二村.投入", "9999元"],
    ["三村.投入", "1.23亿元"],
    ["三村.投入 | 万元", "12345.68万元"],
    ["三村.投入 | 元", "123456789元"],
    ["一村.流转率 | 整数", "66%"],
    ["东片.流转率 | 小数(2)", "64.00%"],
    ["流转率 | 原值", "56"],
    ["一村.流转面积 | 数值", "660"],
    ["流转面积 | 万", "0.2万亩"],
    ["计数(各村, 流转率 >= 60%)", "2个"],
    ["计数(各村, 增收 > 1 且 流转率 >= 60 % 且 投诉 < 9)", "1个"],
    ["计数(各村, 流转率 ≥ 60％ 且 增收 > 1)", "1个"],
    ["计数(各村, 增收 > 1 或 流转面积 = 0 且 投诉 > 1)", "2个"],
    ["计数(各村, 流转率 >= 60%) | 占比", "50.0%"],
    ["计数(各村)", "4个"],
    ["名单(各村, 流转率 < 60%)", "三村"],
    ["名单(各村, 流转率 > 90%)", "无"],
    ["合计(各村, 增收)", "3.4万元"],
    ["平均(各村, 增收)", "0.9万元"],
    ["最高(各村, 流转率)", "66.0%"],
    ["最低(各片区, 流转率)", "50.0%"],
    ["前(1, 各村, 流转率)", "一村"],
    ["前(1, 各村, 投诉)", "三村"],
    ["后(1, 各村, 投诉)", "一村、二村"],
    ["东片.各村", "一村、二村"],
    ["计数(东片.各村, 流转率 >= 65%)", "1个"],
    ["如果(流转率 >= 60%, “达标”, “未达标”)", "未达标"],
    ["如果(一村.流转率 >= 60%, 一村.流转率, 二村.流转率)", "66.0%"],
    ["一村.增收 + 二村.增收", "1.4万元"],
    ["一村.流转面积 / 二村.流转面积", "2.20"],
    ["0.1 + 0.2", "0.3"],
    ["满意度", "89.2%"],
    ["月份", "7月"],
    ["四村.流转面积", "未报"],
    ["计数(各村, 非 流转率 >= 60%)", "1个"],
  ])("%s = %s", (expression, expected) => {
    expect(open().text(expression)).toBe(expected);
  });
});

test("a missing value in prose is told, with who did not report", () => {
  const workspace = open();
  expect(workspace.text("四村.流转面积")).toBe("未报");
  expect(workspace.codes()).toEqual(["JB-3009"]);
});

test("环比 of a group compares only the units that reported in both months", () => {
  const workspace = open();
  // 1960 against 600 + 250 + 1000 = 1850, the zero of 四村 in June left out
  expect(workspace.text("流转面积 | 环比")).toBe("增长5.9%");
  expect(workspace.codes()).toEqual(["JB-3010"]);
});

test("rounding is half up on decimals: 0.125 is 0.13, 1.005 is 1.01", () => {
  expect(open().text("0.125 | 小数(2)")).toBe("0.13");
  expect(open().text("1.005 | 小数(2)")).toBe("1.01");
  expect(open().text("2.675 | 小数(2)")).toBe("2.68");
});

test("四舍六入五成双 and 千分位 are settings of the workspace", () => {
  const own = {...files, "jianbao.yaml": "单位: 镇\n刊物: [{名称: 报}]\n舍入: 四舍六入五成双\n千分位: 逗号\n"};
  const workspace = openWorkspace(own, "甲镇", "2019-07");
  expect(workspace.text("0.125 | 小数(2)")).toBe("0.12");
  expect(workspace.text("流转面积")).toBe("1,960亩");
  expect(workspace.text("三村.投入 | 元")).toBe("123,456,789元");
});

test("a correction counts, and must name the value it replaces", () => {
  const correction = "更正:\n  - {单位: 一村, 指标: 流转面积, 原值: 660, 更正为: 670, 原因: 复核, 日期: 2019-08-09}\n";
  const workspace = openWorkspace({...files, "progress/2019-07.yaml": july + correction}, "甲镇", "2019-07");
  expect(workspace.text("一村.流转面积")).toBe("670亩");
  expect(workspace.figures.diagnostics).toEqual([]);
});

test("a group that reports a total itself is not added up again", () => {
  const workspace = openWorkspace({...files, "progress/2019-07.yaml": `${july}  东片: {投诉: 9}\n`}, "甲镇", "2019-07");
  expect(workspace.text("东片.投诉")).toBe("9件");
  expect(workspace.text("投诉")).toBe("10件");
});

test("各镇街 are towns, townships and streets, where no type is called so", () => {
  const roll = (types: readonly string[]) =>
    `单位:\n  - 名称: 某县\n    类型: 县\n    下级:\n${types.map((type, at) => `      - {名称: ${"甲乙丙丁"[at]}地, 类型: ${type}}\n`).join("")}`;
  const listed = (...types: string[]) =>
    openWorkspace({...files, "units.yaml": roll(types)}, "某县", "2019-06").text("名单(各镇街)");
  expect(listed("镇", "街道", "乡", "村")).toBe("甲地、乙地、丙地");
  expect(listed("镇街", "镇")).toBe("甲地");
  expect(listed("村")).toBeUndefined();
});
