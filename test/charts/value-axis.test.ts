import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {lineValues, planValueAxis} from "../../src/charts/value-axis.ts";

const labels = (values: readonly number[], measure: string) =>
  planValueAxis(values, 4, measure).ticks.map(tick => tick.label);

describe("planValueAxis(values, steps, measure)", () => {
  test("has round ticks up to the highest value", () => {
    expect(planValueAxis([0, 4210], 4, "亩")).toMatchObject({min: 0, max: 4210});
    expect(labels([0, 4210], "亩")).toEqual(["0", "2000", "4000"]);
  });

  test("counts in 万 and 亿, but not beside a measure that does so itself", () => {
    expect(labels([0, 250000], "亩")).toEqual(["0", "10万", "20万"]);
    expect(labels([0, 250000], "万元")).toEqual(["0", "100000", "200000"]);
  });

  test("prints the same number of decimals at all ticks but zero", () => {
    expect(labels([0, 1.2], "%")).toEqual(["0", "0.5", "1.0"]);
  });

  test("has one tick without values", () => {
    expect(planValueAxis([], 4, "亩")).toEqual({min: 0, max: 1, ticks: [{value: 0, label: "0"}]});
  });

  test("holds all values on an axis of some length with few ticks", () => {
    const number = fc.double({min: -1e300, max: 1e300, noNaN: true});
    fc.assert(
      fc.property(fc.array(number, {minLength: 1, maxLength: 6}), values => {
        const axis = planValueAxis(lineValues(values), 4, "亩");
        expect(axis.max).toBeGreaterThan(axis.min);
        expect(axis.ticks.length).toBeLessThan(9);
        for (const tick of axis.ticks) expect(tick.label).not.toMatch(/NaN|Infinity/);
      }),
    );
  });
});
