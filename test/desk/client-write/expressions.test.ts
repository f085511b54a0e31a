import {describe, expect, test} from "vitest";
import {
  findExpressionAt,
  findExpressions,
  findNumberAt,
  findOpenExpression,
} from "../../../src/desk/client/write/editor/expressions.ts";

describe("findExpressions", () => {
  test("finds references, claims with brackets in them, and notes", () => {
    const line = "到{{ 月份 }}，[25个](=计数(各村, (a + b) >= 1))村，[60%以上](注:奖励办法)。";
    expect(findExpressions(line).map(({kind, expression}) => [kind, expression])).toEqual([
      ["reference", "月份"],
      ["claim", "计数(各村, (a + b) >= 1)"],
      ["note", "奖励办法"],
    ]);
    for (const {expression, expressionFrom, expressionTo} of findExpressions(line)) {
      expect(line.slice(expressionFrom, expressionTo).trim()).toBe(expression);
    }
  });

  test("leaves alone what is to be printed as braces, and links", () => {
    expect(findExpressions("写在 \\{{ }} 里，[网上](https://www.gov.cn)")).toEqual([]);
  });

  test("knows the part at a place", () => {
    expect(findExpressionAt("全镇{{ 流转率 }}。", 4)?.expression).toBe("流转率");
    expect(findExpressionAt("全镇{{ 流转率 }}。", 1)).toBeUndefined();
  });
});

describe("findOpenExpression", () => {
  test.each([
    ["到{{ 流转", 3],
    ["到{{ 流转率 }}", undefined],
    ["[近400亩](=顺德", 9],
    ["[25个](=计数(各村", 7],
    ["[25个](=计数(各村)", 7],
    ["[25个](=计数(各村))", undefined],
    ["{{ 月份 }}，[25个](=计", 16],
    ["没有", undefined],
  ])("%s", (before, start) => {
    expect(findOpenExpression(before)).toBe(start);
  });
});

describe("findNumberAt", () => {
  test.each([
    ["种了近400亩大蒜", 4, "近400亩"],
    ["增长25.6%，", 4, "25.6%"],
    ["提高2.6个百分点", 3, "2.6个百分点"],
    ["收入54.5万元。", 7, "54.5万元"],
    ["一共五个片区", 3, "五个"],
  ])("%s", (line, at, words) => {
    const found = findNumberAt(line, at);
    expect(found && line.slice(found.from, found.to)).toBe(words);
  });
});
