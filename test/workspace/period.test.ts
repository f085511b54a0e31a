import {describe, expect, test} from "vitest";
import {addMonths, monthsBetween, type Period, parsePeriod} from "../../src/figures/index.ts";

describe("months", () => {
  test("of other years than 1900 to 2199 are not read", () => {
    expect(["1899-12", "1900-01", "2199-12", "2200-01", "9999-12"].map(parsePeriod)).toEqual([
      undefined,
      "1900-01",
      "2199-12",
      undefined,
      undefined,
    ]);
  });

  test("end at the first and the last month that have four digits", () => {
    expect(addMonths("0000-01" as Period, -1)).toBe("0000-01");
    expect(monthsBetween("9999-11" as Period, "9999-12" as Period)).toEqual(["9999-11", "9999-12"]);
    expect(monthsBetween("2019-08" as Period, "2019-07" as Period)).toEqual([]);
  });
});
