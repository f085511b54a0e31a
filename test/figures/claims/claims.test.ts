import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {
  type ClaimRules,
  type ClaimSubject,
  changeBetween,
  Decimal,
  defaultIntervals,
  judgeClaim,
  type Quantity,
  suggestWording,
  type Verdict,
} from "../../../src/figures/index.ts";

const rules: ClaimRules = {table: defaultIntervals, style: {rounding: "halfUp", grouping: false}, measures: []};

const verdicts: Readonly<Record<string, Verdict>> = {
  对: "right",
  错: "false",
  存疑: "doubtful",
  单位不对: "wrongMeasure",
  两个约数词: "twoApproximators",
  读不懂: "unreadable",
  没有数: "noFigure",
};

const cases = readFileSync(new URL("claims.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map(line => line.split("\t"));

test("the table holds at least 300 different cases", () => {
  expect(new Set(cases.map(([words, data]) => `${words} ${data}`)).size).toBeGreaterThanOrEqual(300);
});

for (const [words = "", data = "", verdict = "", note = ""] of cases) {
  test(`“${words}” of ${data} is ${verdict} ${note}`, () => {
    // Words about several months ask the figure itself, others a comparison.
    const subject = readSubject(data, /连续|首次|新高|新低/.test(words));
    expect(judgeClaim(words, subject, rules)).toMatchObject({verdict: verdicts[verdict]});
    const suggestion = suggestWording(words, subject, rules);
    if (suggestion !== undefined) expect(judgeClaim(suggestion, subject, rules).verdict, suggestion).toBe("right");
    if (verdict === "错" && subject.quantity && !/连续|新高|新低/.test(words)) expect(suggestion).toBeDefined();
  });
}

/** 388 亩; 17 个/共32个; 388←371←365 亩, this month first; 第3位/32. */
function readSubject(data: string, isOverTime: boolean): ClaimSubject {
  const rank = /^第(\d+)位\/(\d+)$/.exec(data);
  if (rank) {
    const [position, of] = [Number(rank[1]), Number(rank[2])];
    return {rank: {position, fromEnd: of - position + 1, of}};
  }
  const [numbers = "", measures = ""] = data.split(" ");
  const [measure = "", set] = measures.split("/");
  const values = numbers.split("←").map(number => quantityOf(number, measure));
  const [now, base] = values;
  if (!now) throw new Error(data);
  const ofSet = set === undefined ? undefined : Number(/\d+/.exec(set)?.[0]);
  if (!base) return {quantity: now, ofSet};
  const change = changeBetween(now, {name: "上月", value: base.value});
  const history = {
    monthsAgo: (months: number) => values[months],
    earlier: () => values.slice(1).map(({value}) => value),
  };
  return isOverTime ? {quantity: now, ...history} : {change};
}

function quantityOf(number: string, measure: string): Quantity {
  const isRate = measure === "%";
  const value = new Decimal(number);
  const bare = measure === "倍" ? "" : measure;
  const decimals = isRate || measure === "万元" ? 1 : measure === "倍" ? 2 : 0;
  return {value: isRate ? value.div(100) : value, measure: bare, isRate, decimals};
}
