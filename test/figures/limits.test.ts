import {describe, expect, test} from "vitest";
import {openWorkspace} from "./open-workspace.ts";

const base = {
  "jianbao.yaml": "单位: 镇\n刊物: [{名称: 报}]\n",
  "units.yaml": "单位:\n  - {名称: 甲镇, 类型: 镇}\n",
  "progress/2019-07.yaml": "期间: 2019-07\n数据:\n  甲镇: {面积: 1}\n",
};
const open = (formulas: readonly string[]) =>
  openWorkspace(
    {...base, "indicators.yaml": `指标:\n  面积: {单位: 亩, 口径: 期末数}\n${formulas.join("")}`},
    "甲镇",
    "2019-07",
  );
const chain = (count: number, formula: (next: string) => string) =>
  Array.from({length: count}, (_, index) => {
    const next = index === count - 1 ? "面积" : `甲${index + 1}`;
    return `  甲${index}: {单位: 亩, 公式: ${formula(next)}}\n`;
  });

describe("formulas over formulas", () => {
  test("each is visited once: forty that use the next one twice", () => {
    const {figures, text} = open(chain(40, next => `${next} + ${next}`));
    expect(figures.diagnostics).toEqual([]);
    expect(text("甲0")).toBe(`${2 ** 40}亩`);
  });

  test("five thousand in a chain are told, and do not exhaust the stack", () => {
    const {figures} = open(chain(5000, next => next));
    expect(new Set(figures.diagnostics.map(({code}) => code))).toEqual(new Set(["JB-2026"]));
  });

  test("a cycle is told once", () => {
    const {figures} = open(["  乙: {单位: 亩, 公式: 丙}\n", "  丙: {单位: 亩, 公式: 乙 + 面积}\n"]);
    expect(figures.diagnostics.map(({code}) => code)).toEqual(["JB-2012"]);
  });
});

test.each([
  ["parentheses", `${"(".repeat(1500)}面积`],
  ["calls", "如果(".repeat(600)],
  ["sums", "面积 + ".repeat(30000)],
  ["signs", `${"-".repeat(1900)}面积`],
])("an expression of too many %s is told at its place", (_title, expression) => {
  const {text, codes} = open([]);
  expect(text(expression)).toBeUndefined();
  expect(codes()).toEqual(["JB-3017"]);
});
