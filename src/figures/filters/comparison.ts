import {type Base, type Change, describeChange, describeDifference} from "../change.ts";
import {describeKind, fail} from "../evaluate.ts";
import type {Filter, Node} from "../expression.ts";
import type {Figure} from "../figures.ts";
import type {NumberStyle, Quantity} from "../format.ts";
import {type Shift, shiftMonths, shiftToYearStart} from "../scope.ts";
import type {Compared} from "../sentences.ts";
import {absenceWords, plainText, type Value} from "../value.ts";
import {type ExpressionFilter, mapValue, nameOf, refuse, type Subject, styleOf} from "./filter.ts";

/** A month that another is compared with. */
interface Comparison {
  readonly name: ComparisonName;
  readonly absent: string;
  readonly shift: (shift: Shift) => Shift;
}

export type ComparisonName = "上月" | "上年同期" | "年初";

const lastMonth: Comparison = {name: "上月", absent: "无上期数据", shift: shift => shiftMonths(shift, -1)};
const lastYear: Comparison = {name: "上年同期", absent: "无上年同期数据", shift: shift => shiftMonths(shift, -12)};
const yearStart: Comparison = {name: "年初", absent: "无年初数据", shift: shiftToYearStart};

/** By all words that a writer has for it. */
const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ["上月", lastMonth],
  ["环比", lastMonth],
  ["上年同期", lastYear],
  ["去年同期", lastYear],
  ["同比", lastYear],
  ["年初", yearStart],
  ["比年初", yearStart],
]);

/** 环比, 同比, 比年初, 增减量: a comparison with another month, in words. */
export const comparisonFilters: readonly (readonly [string, ExpressionFilter])[] = [
  ["环比", change("流转面积 | 环比", "与上月相比：增长8.6%、提高2.3个百分点、持平", lastMonth, describeChange)],
  ["同比", change("流转面积 | 同比", "与上年同期相比", lastYear, describeChange)],
  ["比年初", change("流转面积 | 比年初", "与上年末相比", yearStart, describeChange)],
  [
    "增减量",
    {
      usage: "流转面积 | 增减量 或 增减量(同比)",
      explanation: "增加或减少了多少：增加120亩；括号里可以写 环比、同比、年初",
      takes: args => args.length <= 1 && args.every(arg => comparisonOf(arg) !== undefined),
      apply(subject, filter) {
        const [arg] = filter.args;
        const comparison = (arg && comparisonOf(arg)) ?? lastMonth;
        return change("", "", comparison, describeDifference).apply(subject, filter);
      },
    },
  ],
];

type Describe = (now: Quantity, base: Base, style: NumberStyle) => Change;

function change(usage: string, explanation: string, comparison: Comparison, describe: Describe): ExpressionFilter {
  return {
    usage,
    explanation,
    apply: (subject, filter) =>
      mapValue(subject, (now, shift) => {
        if (now.kind === "absent") return plainText(absenceWords[now.absence]);
        if (now.kind !== "number") return refuse(subject, filter, describeKind(now), "只有数可以比较");
        if (!hasBase(now, comparison, subject, filter)) return undefined;
        const base = subject.under(comparison.shift(shift));
        if (base?.kind !== "number") return base && plainText(comparison.absent);
        const pair = comparable(now, base, comparison, subject, filter, shift);
        const words = describe(pair.now, {name: comparison.name, value: pair.base.value}, styleOf(subject));
        return {kind: "text", ...words, figure: now.figure};
      }),
  };
}

function comparisonOf(arg: Node): Comparison | undefined {
  return comparisons.get(nameOf(arg) ?? "");
}

/** "上年同期" for "同比", "去年同期"; undefined for a word that names no month to compare with. */
export function comparisonName(arg: Node): ComparisonName | undefined {
  return comparisonOf(arg)?.name;
}

/**
 * The value of a subject and what it was in another month, both of the units that reported in both; undefined when there is
 * no such value, or when it cannot be compared (reported).
 */
export function pairUnder(subject: Subject, filter: Filter, name: ComparisonName, shift: Shift): Compared | undefined {
  const comparison = comparisons.get(name);
  const now = subject.under(shift);
  if (!comparison || now?.kind !== "number" || !hasBase(now, comparison, subject, filter)) return undefined;
  const base = subject.under(comparison.shift(shift));
  if (base?.kind !== "number") return undefined;
  const pair = comparable(now, base, comparison, subject, filter, shift);
  return {now: pair.now, base: {name, value: pair.base.value}};
}

type NumberValue = Value & {kind: "number"};

/** False, reported, for a flow that is to be compared with the beginning of the year. */
function hasBase({figure}: NumberValue, comparison: Comparison, subject: Subject, filter: Filter): boolean {
  if (comparison !== yearStart || figure?.indicator.nature !== "flow") return true;
  refuse(subject, filter, figure.indicator.name, "当期数没有年初数，可以用同比");
  return false;
}

/** When not the same units reported in both months, only those that reported in both are compared, and it is told. */
function comparable(
  now: NumberValue,
  base: NumberValue,
  comparison: Comparison,
  subject: Subject,
  filter: Filter,
  shift: Shift,
): {now: Quantity; base: Quantity} {
  const same = {now: now.quantity, base: base.quantity};
  if (!now.figure || !base.figure || sameMembers(now.figure, base.figure)) return same;
  const members = new Set(base.figure.members);
  const both = new Set(now.figure.members.filter(unit => members.has(unit)));
  if (both.size === 0) return same;
  const within: Shift = {...shift, within: both};
  const nowWithin = subject.under(within);
  const baseWithin = subject.under({...comparison.shift(shift), within: both});
  if (nowWithin?.kind !== "number" || baseWithin?.kind !== "number") return same;
  const {unit, indicator} = now.figure;
  fail(subject.at, filter, "JB-3010", {
    what: `${unit.name}${indicator.name}`,
    both: both.size,
    now: now.figure.members.length,
    base: base.figure.members.length,
    baseName: comparison.name,
  });
  return {now: nowWithin.quantity, base: baseWithin.quantity};
}

function sameMembers(a: Figure, b: Figure): boolean {
  if (a.members.length !== b.members.length) return false;
  const members = new Set(a.members);
  return b.members.every(unit => members.has(unit));
}
