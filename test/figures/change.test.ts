import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {Decimal, describeChange, type Quantity} from "../../src/figures/index.ts";

const style = {rounding: "halfUp", grouping: false} as const;

function change(now: number, base: number, measure = "亩", decimals = 0): string {
  const isRate = measure === "%";
  const quantity: Quantity = {value: new Decimal(now), measure, isRate, decimals: isRate ? 1 : decimals};
  return describeChange(quantity, {name: "上月", value: new Decimal(base)}, style).text;
}

describe("describeChange(now, base)", () => {
  test.each([
    [388, 371, "亩", 0, "增长4.6%"],
    [371, 388, "亩", 0, "下降4.4%"],
    [388, 388, "亩", 0, "持平"],
    [388.4, 388, "亩", 0, "持平"],
    [52.8, 54.5, "万元", 1, "下降3.1%"],
    [0.483, 0.455, "%", 1, "提高2.8个百分点"],
    [0.4, 0.6, "%", 1, "下降20.0个百分点"],
    [0.6, 0.4, "%", 1, "提高20.0个百分点"],
    [0.4551, 0.4549, "%", 1, "持平"],
    [12, 0, "户", 0, "增加12户（上月为零）"],
    [0, 0, "户", 0, "持平"],
    [0, 12, "户", 0, "减少12户，降为零"],
    [3, 2, "户", 0, "增加1户"],
    [1, 4, "户", 0, "减少3户"],
    [6, 5, "户", 0, "增长20.0%"],
    [2.5, -1.5, "万元", 1, "由负转正，增加4.0万元"],
    [-1.5, 2.5, "万元", 1, "由正转负，减少4.0万元"],
    [-1, -3, "万元", 1, "增加2.0万元"],
    [-3, -1, "万元", 1, "减少2.0万元"],
    [100010, 100000, "亩", 0, "增加10亩"],
    [30, 10, "亩", 0, "增长200.0%"],
  ])("%d against %d %s is %s", (now, base, measure, decimals, words) => {
    expect(change(now, base, measure, decimals)).toBe(words);
  });
});

test("describeChange() never writes a negative number, a NaN or a change of nothing", () => {
  const amount = fc.double({min: -1e7, max: 1e7, noNaN: true});
  const measure = fc.constantFrom("亩", "户", "万元", "%");
  fc.assert(
    fc.property(amount, amount, measure, fc.integer({min: 0, max: 2}), (now, base, unit, decimals) => {
      const words = change(now, base, unit, decimals);
      expect(words).not.toMatch(/-|NaN|Infinity|undefined/);
      expect(words).not.toMatch(/(增长|下降|提高|增加|减少)0(\.0+)?(%|个百分点|亩|户|万元)/);
      expect(words).toMatch(/^(持平|(由[正负]转[正负]，)?(增长|下降|提高|增加|减少)[\d.]+)/);
    }),
  );
});
