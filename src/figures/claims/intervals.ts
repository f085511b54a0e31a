import {Decimal} from "../decimal.ts";
import type {Approximator} from "./approximators.ts";
import type {NumberPhrase} from "./number-phrase.ts";

/** What is true of x when it lies between two bounds; a bound that is undefined is open to infinity. */
export interface Interval {
  readonly low: Decimal | undefined;
  readonly lowIncluded: boolean;
  readonly high: Decimal | undefined;
  readonly highIncluded: boolean;
}

/** The interval that makes the words true, and the narrower one in which they are also sound. */
export interface Meaning {
  readonly truth: Interval;
  readonly sound: Interval;
}

/**
 * What the words of approximation mean, as factors of the stated number N (domain notes, 4.2); 余 and 多 in places of
 * the last digit u. A workspace may change any of them (`约数` of jianbao.yaml).
 */
export interface IntervalTable {
  /** 近, 将近, 接近: from this much of N … */
  readonly nearLow: Decimal;
  /** … and doubtful below this much. */
  readonly nearSound: Decimal;
  /** 不足, 不到: doubtful below this much of N. */
  readonly underSound: Decimal;
  /** 余, 多: up to N and this many u … */
  readonly overHigh: Decimal;
  /** … and doubtful from N and this many u. */
  readonly overSound: Decimal;
  /** 约, 左右: from and to. */
  readonly aboutLow: Decimal;
  readonly aboutHigh: Decimal;
  /** 超过, 突破: doubtful above this much of N. */
  readonly beyondSound: Decimal;
  /** 翻番: doubtful above this much of 2ⁿ. */
  readonly doublingSound: Decimal;
}

export const defaultIntervals: IntervalTable = {
  nearLow: new Decimal("0.9"),
  nearSound: new Decimal("0.95"),
  underSound: new Decimal("0.8"),
  overHigh: new Decimal(1),
  overSound: new Decimal("0.5"),
  aboutLow: new Decimal("0.9"),
  aboutHigh: new Decimal("1.1"),
  beyondSound: new Decimal("1.2"),
  doublingSound: new Decimal("1.1"),
};

/** How an office writes its own table; every part may be left out. */
export interface WrittenIntervals {
  readonly 近?: {readonly 下限?: number | undefined; readonly 存疑?: number | undefined} | undefined;
  readonly 不足?: {readonly 存疑?: number | undefined} | undefined;
  readonly 余?: {readonly 上限?: number | undefined; readonly 存疑?: number | undefined} | undefined;
  readonly 约?: {readonly 下限?: number | undefined; readonly 上限?: number | undefined} | undefined;
  readonly 超过?: {readonly 存疑?: number | undefined} | undefined;
  readonly 翻番?: {readonly 存疑?: number | undefined} | undefined;
}

export function readIntervals(written: WrittenIntervals | undefined): IntervalTable {
  const or = (value: number | undefined, fallback: Decimal): Decimal =>
    value === undefined ? fallback : new Decimal(value);
  const standard = defaultIntervals;
  return {
    nearLow: or(written?.近?.下限, standard.nearLow),
    nearSound: or(written?.近?.存疑, standard.nearSound),
    underSound: or(written?.不足?.存疑, standard.underSound),
    overHigh: or(written?.余?.上限, standard.overHigh),
    overSound: or(written?.余?.存疑, standard.overSound),
    aboutLow: or(written?.约?.下限, standard.aboutLow),
    aboutHigh: or(written?.约?.上限, standard.aboutHigh),
    beyondSound: or(written?.超过?.存疑, standard.beyondSound),
    doublingSound: or(written?.翻番?.存疑, standard.doublingSound),
  };
}

/** What a word of approximation makes of a number; undefined for an exact one, which is compared after rounding. */
export function meaningOf(
  phrase: Pick<NumberPhrase, "approximator" | "value" | "place" | "spread" | "upTo">,
  table: IntervalTable,
): Meaning | undefined {
  const {approximator, value, place, spread, upTo} = phrase;
  if (upTo) return only({low: value, lowIncluded: true, high: upTo, highIncluded: true});
  if (approximator === undefined) return undefined;
  return meanings[approximator](value, place, table, spread);
}

const meanings: Readonly<
  Record<
    Approximator,
    (n: Decimal, u: Decimal, table: IntervalTable, spread: NumberPhrase["spread"]) => Meaning | undefined
  >
> = {
  near: (n, _u, table) =>
    narrowed(between(n.times(table.nearLow), true, n, false), {low: n.times(table.nearSound), lowIncluded: true}),
  under: (n, _u, table) => narrowed(below(n, false), {low: n.times(table.underSound), lowIncluded: true}),
  over: (n, u, table) =>
    narrowed(between(n, false, n.plus(u.times(table.overHigh)), false), {
      high: n.plus(u.times(table.overSound)),
      highIncluded: false,
    }),
  about: (n, _u, table) => only(between(n.times(table.aboutLow), true, n.times(table.aboutHigh), true)),
  beyond: (n, _u, table) => narrowed(above(n, false), {high: n.times(table.beyondSound), highIncluded: true}),
  below: n => only(below(n, false)),
  atLeast: n => only(above(n, true)),
  atMost: n => only(below(n, true)),
  passing: n => only(above(n, true)),
  spread: (_n, _u, _table, spread) =>
    spread &&
    only({
      low: spread.low,
      lowIncluded: spread.lowIncluded,
      high: spread.high.isFinite() ? spread.high : undefined,
      highIncluded: false,
    }),
};

function between(low: Decimal, lowIncluded: boolean, high: Decimal, highIncluded: boolean): Interval {
  return {low, lowIncluded, high, highIncluded};
}

function above(low: Decimal, lowIncluded: boolean): Interval {
  return {low, lowIncluded, high: undefined, highIncluded: false};
}

function below(high: Decimal, highIncluded: boolean): Interval {
  return {low: undefined, lowIncluded: false, high, highIncluded};
}

function only(truth: Interval): Meaning {
  return {truth, sound: truth};
}

function narrowed(truth: Interval, bounds: Partial<Interval>): Meaning {
  return {truth, sound: {...truth, ...bounds}};
}

export function isWithinInterval(x: Decimal, {low, lowIncluded, high, highIncluded}: Interval): boolean {
  if (low && (lowIncluded ? x.lt(low) : x.lte(low))) return false;
  return !(high && (highIncluded ? x.gt(high) : x.gte(high)));
}

/** "360（含）至 400 亩（不含）", "400 亩以上（不含）". */
export function describeInterval(
  {low, lowIncluded, high, highIncluded}: Interval,
  write: (value: Decimal) => string,
): string {
  const end = (value: Decimal, included: boolean): string => `${write(value)}${included ? "（含）" : "（不含）"}`;
  if (low && high) return `${end(low, lowIncluded)}至${end(high, highIncluded)}`;
  if (low) return `大于${lowIncluded ? "或等于" : ""}${write(low)}`;
  if (high) return `小于${highIncluded ? "或等于" : ""}${write(high)}`;
  return "任何数";
}
