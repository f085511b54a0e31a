import {expect, test} from "vitest";
import type {NumberEntry} from "../../../src/desk/api.ts";
import {filters, fits, keyNumbers} from "../../../src/desk/client/numbers/number-filters.ts";

const place = {path: "bulletins/x/a.md", line: 3, column: 1, endLine: 3, endColumn: 4};
const claim: NumberEntry = {
  kind: "核对",
  text: "近400亩",
  expression: "顺德村.流转面积",
  verdict: "对",
  figure: "388亩",
  place,
  origins: [],
  context: "流转\u0001近400亩\u0002。",
};

test("keyNumbers tells equal numbers apart, wherever they stand, and a changed one from what it was", () => {
  const [first, second] = keyNumbers([claim, claim]);
  expect(first?.key).not.toBe(second?.key);
  const [moved] = keyNumbers([{...claim, place: {...place, line: 9}}]);
  expect(moved?.key).toBe(first?.key);
  const [withMore] = keyNumbers([{...claim, context: "别的事情改过。今年以来，顺德村流转\u0001近400亩\u0002。"}]);
  const [withOther] = keyNumbers([{...claim, context: "别的事情没改。今年以来，顺德村流转\u0001近400亩\u0002。"}]);
  expect(withMore?.key).toBe(withOther?.key);
  for (const change of [
    {figure: "371亩"},
    {text: "近500亩"},
    {verdict: "不对"},
    {context: "别处\u0001近400亩\u0002"},
  ] as const) {
    expect(keyNumbers([{...claim, ...change}])[0]?.key).not.toBe(first?.key);
  }
});

test("fits goes by kind, verdict, and what was ticked", () => {
  const numbers = keyNumbers([
    claim,
    {...claim, verdict: "不对", text: "90户"},
    {...claim, kind: "引用", verdict: undefined},
    {...claim, kind: "未对", verdict: undefined},
    {...claim, kind: "表格", verdict: undefined},
  ]);
  const ticked = new Set([numbers[0]?.key ?? ""]);
  const counts = filters.map(filter => [filter, numbers.filter(number => fits(number, filter, ticked)).length]);
  expect(Object.fromEntries(counts)).toEqual({
    全部: 5,
    不对: 1,
    存疑: 0,
    未对: 1,
    引用: 1,
    核对: 2,
    说明: 0,
    "图表、表格等": 1,
    没核的: 4,
  });
});
