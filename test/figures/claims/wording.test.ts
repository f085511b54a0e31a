import {readFileSync} from "node:fs";
import fc from "fast-check";
import {expect, test} from "vitest";
import {type Base, describeDifference} from "../../../src/figures/change.ts";
import {scaleForProse} from "../../../src/figures/format.ts";
import {
  type ClaimRules,
  type ClaimSubject,
  changeBetween,
  Decimal,
  defaultIntervals,
  describeChange,
  formatQuantity,
  judgeClaim,
  parseNumberPhrase,
  type Quantity,
  suggestWording,
} from "../../../src/figures/index.ts";

const style = {rounding: "halfUp", grouping: false} as const;
const rules: ClaimRules = {table: defaultIntervals, style, measures: []};

const cases = readFileSync(new URL("wording.tsv", import.meta.url), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map(line => line.split("\t"));

test("the table holds at least 200 different cases", () => {
  expect(new Set(cases.map(([how, data]) => `${how} ${data}`)).size).toBeGreaterThanOrEqual(200);
});

for (const [how = "", data = "", expected = ""] of cases) {
  test(`${data} ${how} prints ${expected}`, () => {
    const [numbers = "", form = ""] = data.split(" ");
    const [measure = "", decimals = "0"] = form.split("/");
    const [now, base] = numbers.split("←").map(number => quantity(new Decimal(number), measure, Number(decimals)));
    if (!now) throw new Error(data);
    if (!base) {
      expect(formatQuantity(scaleForProse(now), style)).toBe(expected);
      expect(judgeClaim(expected, {quantity: now}, rules).verdict).toBe("right");
      return;
    }
    const before: Base = {name: "上月", value: base.value};
    const describe = how === "环比" ? describeChange : describeDifference;
    expect(describe(now, before, style).text).toBe(expected);
    // What the build says of a change, a writer may say too.
    if (!/（|，/.test(expected)) {
      expect(judgeClaim(expected, {change: changeBetween(now, before)}, rules).verdict).toBe("right");
    }
  });
}

function quantity(value: Decimal, measure: string, decimals: number): Quantity {
  const isRate = measure === "%";
  return {value: isRate ? value.div(100) : value, measure, isRate, decimals};
}

const shapes = fc.constantFrom(["亩", 0], ["亩", 1], ["户", 0], ["人次", 0], ["万元", 1], ["元", 0], ["%", 1]);
const values = fc.oneof(
  fc.integer({min: 0, max: 2_000_000}).map(n => n / 100),
  fc.integer({min: 0, max: 2_000_000_000}),
  fc.integer({min: 0, max: 300}),
);
const quantities = fc
  .tuple(shapes, values)
  .map(([[measure, decimals], n]) => quantity(new Decimal(n), String(measure), Number(decimals)));

const words = fc.constantFrom(
  ..."近400亩 100余人 约30% 超过5000元 不足一半 过半 十几户 三四十亩 1—3万元 四成多 60%以上 388亩 翻一番 2倍 增长8.6% 提高2.8个百分点 下降 增加120亩 持平 第一 末位 连续三个月增长 首次突破60% 新高 完成目标 约400亩左右 近万亩 三分之二 上百户 -3万元 零 半数以上 一百二 2个多百分点".split(
    " ",
  ),
);

test("parseNumberPhrase(format(x)) is x at the precision that is shown", () => {
  fc.assert(
    fc.property(quantities, shown => {
      const printed = scaleForProse(shown);
      const text = formatQuantity(printed, style);
      const phrase = parseNumberPhrase(text);
      if (typeof phrase === "string") throw new Error(text);
      const scale = {元: 1, 万元: 1e4, 亿元: 1e8}[printed.measure] ?? 1;
      const stated = phrase.measure === "元" ? phrase.value.div(scale) : phrase.value;
      const rounded = printed.value.toDecimalPlaces(printed.decimals + (printed.isRate ? 2 : 0));
      expect(stated.toString()).toBe(rounded.toString());
    }),
    {numRuns: 1000},
  );
});

test("judgeClaim(format(x), x) is right", () => {
  fc.assert(
    fc.property(quantities, shown => {
      const text = formatQuantity(scaleForProse(shown), style);
      expect(judgeClaim(text, {quantity: shown}, rules).verdict, text).toBe("right");
    }),
    {numRuns: 1000},
  );
});

test("judgeClaim() of describeChange(now, base) is right, and the words hold no negative growth and no NaN", () => {
  fc.assert(
    fc.property(shapes, values, values, ([measure, decimals], a, b) => {
      const now = quantity(new Decimal(a), String(measure), Number(decimals));
      const base: Base = {name: "上月", value: quantity(new Decimal(b), String(measure), 0).value};
      const change = changeBetween(now, base);
      for (const {text} of [describeChange(now, base, style), describeDifference(now, base, style)]) {
        expect(text).not.toMatch(/NaN|Infinity|(?:增长|下降|增加|减少|提高)-/);
        if (!/（|，/.test(text)) expect(judgeClaim(text, {change}, rules).verdict, `${text} ${a} ${b}`).toBe("right");
      }
    }),
    {numRuns: 1000},
  );
});

test("suggestWording() of any words and any figure is true of it, and nothing says NaN", () => {
  const subjects: fc.Arbitrary<ClaimSubject> = fc.oneof(
    quantities.map(shown => ({quantity: shown})),
    fc.tuple(fc.integer({min: 0, max: 32}), fc.integer({min: 1, max: 32})).map(([count, of]) => ({
      quantity: quantity(new Decimal(Math.min(count, of)), "个", 0),
      ofSet: of,
    })),
    fc.tuple(shapes, values, values).map(([[measure, decimals], a, b]) => {
      const now = quantity(new Decimal(a), String(measure), Number(decimals));
      return {change: changeBetween(now, {name: "上月", value: quantity(new Decimal(b), String(measure), 0).value})};
    }),
    fc.integer({min: 1, max: 32}).map(position => ({rank: {position, fromEnd: 33 - position, of: 32}})),
  );
  fc.assert(
    fc.property(words, subjects, (written, subject) => {
      const judgement = judgeClaim(written, subject, rules);
      expect(JSON.stringify(judgement)).not.toMatch(/NaN|Infinity|undefined/);
      const suggestion = suggestWording(written, subject, rules);
      if (suggestion === undefined) return;
      expect(suggestion).not.toMatch(/NaN|Infinity|undefined/);
      expect(judgeClaim(suggestion, subject, rules).verdict, suggestion).toBe("right");
    }),
    {numRuns: 3000},
  );
});

test("parseNumberPhrase() and judgeClaim() take any text", () => {
  const letters = fc.constantFrom(
    ...[
      ..."近约超不足余多以上下左右一二两三四五六七八九十百千万亿几数半成倍番分之点零〇%个亩户人元—~-.,0123456789增长下降第连续月村",
    ],
  );
  fc.assert(
    fc.property(
      fc.array(letters, {maxLength: 12}).map(list => list.join("")),
      quantities,
      (text, shown) => {
        const judgement = judgeClaim(text, {quantity: shown}, rules);
        expect(JSON.stringify(judgement)).not.toMatch(/NaN|Infinity/);
      },
    ),
    {numRuns: 5000},
  );
});
