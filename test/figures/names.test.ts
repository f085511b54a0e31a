import {describe, expect, test} from "vitest";
import {describe as wordsOf} from "../../src/diagnostics/index.ts";
import {readFigures} from "../../src/figures/index.ts";
import {memoryFiles, readWorkspace} from "../../src/workspace/index.ts";
import {openWorkspace} from "./open-workspace.ts";

/** Two counties with townships and villages of the same names. */
function countries(progress: Readonly<Record<string, string>>): Record<string, string> {
  return {
    "jianbao.yaml": "单位: 示例市\n演示: true\n刊物: [{名称: 示例月报, 编印单位: 党建办}]\n",
    "units.yaml": `单位:
  - 名称: 示例市
    类型: 市
    下级:
${["甲县", "乙县"]
  .map(
    (county, at) => `      - 名称: ${county}
        类型: 县
        下级:
          - 名称: 城关镇
            类型: 镇
            代码: "${at}1"
            下级:
              - {名称: 王庄村, 类型: 村, 代码: "${at}11"}
              - {名称: 李庄村, 类型: 村, 代码: "${at}12"}
          - 名称: ${at === 0 ? "东乡" : "西乡"}
            类型: 镇
            代码: "${at}2"
            下级:
              - {名称: 王庄村, 类型: 村, 代码: "${at}21"}
              - {名称: ${at === 0 ? "孙庄村" : "赵庄村"}, 类型: 村, 代码: "${at}22"}
`,
  )
  .join("")}`,
    "indicators.yaml": "指标:\n  流转面积: {单位: 亩, 口径: 期末数, 填报: 村}\n",
    ...progress,
  };
}

function file(range: string, rows: string): string {
  return `期间: 2019-07\n范围: ${range}\n数据: {${rows}}\n`;
}

const whole = countries({
  "progress/a/2019-07.yaml": file("甲县·城关镇", "王庄村: {流转面积: 11}, 李庄村: {流转面积: 12}"),
  "progress/b/2019-07.yaml": file("乙县·城关镇", "王庄村: {流转面积: 21}, 李庄村: {流转面积: 22}"),
  "progress/c/2019-07.yaml": file("东乡", "王庄村: {流转面积: 13}, 孙庄村: {流转面积: 14}"),
  "progress/d/2019-07.yaml": file("西乡", "王庄村: {流转面积: 23}, 赵庄村: {流转面积: 24}"),
});

function findingsOf(progress: Readonly<Record<string, string>>): string[] {
  const {diagnostics} = readFigures(readWorkspace(memoryFiles(countries(progress))));
  return diagnostics.map(found => {
    const {message, hint} = wordsOf(found);
    return `${found.code} ${message} ${hint}`;
  });
}

describe("a name that several units have", () => {
  test("means the one within the 范围 of a progress file", () => {
    const {figures, text} = openWorkspace(whole, "乙县·城关镇", "2019-07");
    expect(figures.diagnostics).toEqual([]);
    expect(text("流转面积")).toBe("43亩");
    expect(openWorkspace(whole, "东乡", "2019-07").text("流转面积")).toBe("27亩");
  });

  test("means the nearest one to the unit that a bulletin is about", () => {
    const inTown = openWorkspace(whole, "乙县·城关镇", "2019-07");
    expect(inTown.text("王庄村.流转面积")).toBe("21亩");
    expect(inTown.text("赵庄村.流转面积")).toBe("24亩");
    // Of a village: its neighbour in the township, before that of another one.
    expect(openWorkspace(whole, "甲县·城关镇·王庄村", "2019-07").text("李庄村.流转面积")).toBe("12亩");
    expect(openWorkspace(whole, "甲县", "2019-07").text("城关镇.流转面积")).toBe("23亩");
  });

  test("is ambiguous where the nearest group has two of them, with paths that mean one each", () => {
    const opened = openWorkspace(whole, "甲县", "2019-07");
    expect(opened.text("王庄村.流转面积")).toBeUndefined();
    expect(opened.codes()).toEqual(["JB-2032"]);
    const hint = opened.diagnostics[0] && wordsOf(opened.diagnostics[0]).hint;
    expect(hint).toContain("甲县·城关镇·王庄村");
    expect(hint).toContain("东乡·王庄村");
    expect(hint).not.toContain("乙县");
  });

  test("is ambiguous in a file without 范围, and in one whose 范围 is itself ambiguous", () => {
    const rows = "李庄村: {流转面积: 1}";
    expect(findingsOf({"progress/2019-07.yaml": `期间: 2019-07\n数据: {${rows}}\n`})).toEqual([
      expect.stringContaining("JB-2032 有几个单位都叫“李庄村”"),
    ]);
    const codes = findingsOf({"progress/2019-07.yaml": file("城关镇", rows)});
    expect(codes).toEqual([
      expect.stringContaining("JB-2032 有几个单位都叫“城关镇”"),
      expect.stringContaining("JB-2032 有几个单位都叫“李庄村”"),
    ]);
  });

  test("and is misspelt is taken for one in the 范围, if any is like it", () => {
    const hintFor = (name: string) => findingsOf({"progress/2019-07.yaml": file("西乡", `${name}: {流转面积: 1}`)});
    expect(hintFor("赵壮村")).toEqual(["JB-2031 找不到单位“赵壮村” 是否想写“赵庄村”？"]);
    // 李庄村, which is nearer, is in other townships.
    expect(hintFor("李庄村儿")).toEqual(["JB-2031 找不到单位“李庄村儿” 是否想写“王庄村”？"]);
    expect(hintFor("孙壮村")).toEqual(["JB-2031 找不到单位“孙壮村” 是否想写“孙庄村”？"]);
  });

  test("outside the 范围 is told, and what rests on the file is not printed", () => {
    const opened = openWorkspace(
      countries({"progress/2019-07.yaml": file("东乡", "王庄村: {流转面积: 1}, 赵庄村: {流转面积: 2}")}),
      "东乡",
      "2019-07",
    );
    expect(opened.figures.diagnostics.map(({code}) => code)).toEqual(["JB-2025"]);
    opened.text("流转面积");
    expect([...(opened.used[0]?.brokenFiles ?? [])]).toEqual(["progress/2019-07.yaml"]);
  });

  test("in a 更正 and a 备注 is looked up in the 范围 too", () => {
    const changes = `更正: [{单位: 王庄村, 指标: 流转面积, 原值: 21, 更正为: 25, 原因: 笔误, 日期: 2019-08-02}]
备注: [{单位: 李庄村, 指标: 流转面积, 说明: 合同到期}]
`;
    const files = {...whole, "progress/b/2019-07.yaml": `${whole["progress/b/2019-07.yaml"]}${changes}`};
    const {figures, text, scope} = openWorkspace(files, "乙县·城关镇", "2019-07");
    expect(figures.diagnostics).toEqual([]);
    expect(text("王庄村.流转面积")).toBe("25亩");
    const [neighbour] = figures.units.find("李庄村", scope.unit);
    expect(neighbour && figures.observations.find("流转面积", scope.period, neighbour)?.note).toBe("合同到期");
  });
});

describe("a progress file with a mistake", () => {
  const wrong = {...whole, "progress/c/2019-07.yaml": file("东乡", "王庄村: {流转面积: 13}, 孙壮村: {流转面积: 14}")};
  const brokenFor = (files: Readonly<Record<string, string>>, unit: string) => {
    const opened = openWorkspace(files, unit, "2019-07");
    opened.text("流转面积");
    return [...(opened.used[0]?.brokenFiles ?? [])];
  };

  test.each(["东乡", "东乡·王庄村", "孙庄村", "甲县", "示例市"])("concerns %s, which has part in its 范围", unit => {
    expect(brokenFor(wrong, unit)).toEqual(["progress/c/2019-07.yaml"]);
  });

  test.each(["西乡", "甲县·城关镇", "甲县·城关镇·王庄村", "乙县"])("does not concern %s", unit => {
    expect(brokenFor(wrong, unit)).toEqual([]);
  });

  test("concerns everybody when it has no 范围, or names units outside of it", () => {
    const outside = {
      ...whole,
      "progress/c/2019-07.yaml": file("东乡", "王庄村: {流转面积: 13}, 赵庄村: {流转面积: 1}"),
    };
    expect(brokenFor(outside, "甲县·城关镇")).toEqual(["progress/c/2019-07.yaml"]);
    const noRange = {...whole, "progress/2019-07.yaml": "期间: 2019-07\n数据: {没有的村: {流转面积: 1}}\n"};
    expect(brokenFor(noRange, "甲县·城关镇")).toEqual(["progress/2019-07.yaml"]);
  });

  test("in its form still concerns no more than the 范围 that it gives", () => {
    const text = `${file("东乡", "王庄村: {流转面积: 13}")}来原: 月报\n`;
    const badForm = {...whole, "progress/c/2019-07.yaml": text};
    expect(brokenFor(badForm, "东乡")).toEqual(["progress/c/2019-07.yaml"]);
    expect(brokenFor(badForm, "西乡")).toEqual([]);
  });
});

describe("forgetMuch()", () => {
  test("changes no figure, and while little is kept a figure stays the same object", () => {
    const {figures, scope} = openWorkspace(whole, "甲县", "2019-07");
    const [indicator] = figures.indicators.values();
    if (!indicator) throw new Error("there is an indicator");
    const ask = () => figures.compute(scope.unit, indicator, {from: scope.period, to: scope.period});
    const before = ask();
    figures.forgetMuch();
    expect(ask()).toBe(before);
  });
});
