import {type Base, type Change, describeChange, describeDifference} from "./change.ts";
import {Decimal} from "./decimal.ts";
import {describeKind, type Evaluation, evaluate, fail, figureValue, unitSet} from "./evaluate.ts";
import type {Expression, Filter, Node} from "./expression.ts";
import type {Figure} from "./figures.ts";
import {convertMoney, isMoney, type NumberStyle, type Quantity, rescale} from "./format.ts";
import {smallIsGood, valuesOf} from "./functions.ts";
import {namesIn} from "./indicator.ts";
import {formatPeriod, monthOf, monthsBetween, type Period, parsePeriod} from "./period.ts";
import {type Sentence, textOf} from "./phrase-book.ts";
import {describeMovement} from "./ranking.ts";
import {type Scope, type Shift, shiftMonths, shiftToCumulative, shiftToYearStart, unshifted} from "./scope.ts";
import {type Compared, type Say, sayer, sayReported, sayTarget, sayTotal} from "./sentences.ts";
import {descendants, isWithin, type Unit} from "./unit.ts";
import {absenceWords, plainText, type Rank, type Value} from "./value.ts";

/** What a filter works on: an expression that can be worked out again for another month or unit. */
export interface Subject {
  readonly node: Node;
  readonly at: Evaluation;
  readonly under: (shift: Shift) => Value | undefined;
  /** True once the number's own form was asked for, so that prose does not scale it again. */
  readonly isFixedForm: boolean;
}

export interface ExpressionFilter {
  readonly usage: string;
  readonly explanation: string;
  readonly apply: (subject: Subject, filter: Filter) => Subject | undefined;
}

interface Comparison {
  readonly name: string;
  readonly absent: string;
  readonly shift: (shift: Shift) => Shift;
}

const lastMonth: Comparison = {name: "上月", absent: "无上期数据", shift: shift => shiftMonths(shift, -1)};
const lastYear: Comparison = {name: "上年同期", absent: "无上年同期数据", shift: shift => shiftMonths(shift, -12)};
const yearStart: Comparison = {name: "年初", absent: "无年初数据", shift: shiftToYearStart};

export const filters: ReadonlyMap<string, ExpressionFilter> = new Map<string, ExpressionFilter>([
  ["环比", change("流转面积 | 环比", "与上月相比：增长8.6%、提高2.3个百分点、持平", lastMonth, describeChange)],
  ["同比", change("流转面积 | 同比", "与上年同期相比", lastYear, describeChange)],
  ["比年初", change("流转面积 | 比年初", "与上年末相比", yearStart, describeChange)],
  [
    "增减量",
    {
      usage: "流转面积 | 增减量 或 增减量(同比)",
      explanation: "增加或减少了多少：增加120亩；括号里可以写 环比、同比、年初",
      apply(subject, filter) {
        const [arg] = filter.args;
        const word = arg === undefined ? "环比" : arg.type === "name" && !arg.unit ? arg.name.text : "";
        const comparison = {
          环比: lastMonth,
          上月: lastMonth,
          同比: lastYear,
          去年同期: lastYear,
          年初: yearStart,
          比年初: yearStart,
        }[word];
        if (!comparison || filter.args.length > 1) return wrongUse(subject, filter);
        return change("", "", comparison, describeDifference).apply(subject, {...filter, args: []});
      },
    },
  ],
  [
    "累计",
    {
      usage: "村集体增收 | 累计 或 累计(2019-05)",
      explanation: "当期数从一月（或括号里的月份）加到这个月",
      apply(subject, filter) {
        const [arg] = filter.args;
        const from = arg?.type === "month" ? parsePeriod(arg.text) : undefined;
        if (filter.args.length > 1 || (arg && !from)) return wrongUse(subject, filter);
        if (!checkFlow(subject, filter, from)) return undefined;
        return {...subject, under: shift => subject.under(shiftToCumulative(shift, from))};
      },
    },
  ],
  [
    "排名",
    {
      usage: "流转率 | 排名 或 排名(各村)",
      explanation: "在同类单位里的位次：第3位；并列的位次相同",
      apply(subject, filter) {
        if (filter.args.length > 1) return wrongUse(subject, filter);
        return mapValue(subject, (value, shift) => rankOf(value, subject, filter, shift));
      },
    },
  ],
  [
    "位次变化",
    {
      usage: "流转率 | 位次变化 或 位次变化(各村)",
      explanation: "位次比上月上升或下降多少：上升2位，表格里印 ↑2、↓1、—，上月没有位次的印 新",
      apply(subject, filter) {
        if (filter.args.length > 1) return wrongUse(subject, filter);
        return mapValue(subject, (value, shift) => movementOf(value, subject, filter, shift));
      },
    },
  ],
  [
    "综述",
    sentence(
      "流转面积 | 综述 或 综述(上月, 同比)",
      "数和变化连起来写：23966亩，比上月增长6.0%；没有上期数据时只写数",
      2,
      sayBriefly,
    ),
  ],
  [
    "目标",
    sentence("流转率 | 目标(60%)", "目标完成得怎样：流转率为48.3%，距60%的目标还差11.7个百分点", 1, sayCompletion),
  ],
  ["填报", sentence("务工人次 | 填报", "多少单位填报了，谁没有报", 0, sayWhoReported)],
  [
    "占比",
    {
      usage: "流转面积 | 占比 或 占比(唐坊镇)",
      explanation: "占上级单位（或括号里的单位）的百分比；计数的占比是占全部单位的百分比",
      apply(subject, filter) {
        if (filter.args.length > 1) return wrongUse(subject, filter);
        return mapValue(subject, (value, shift) => shareOf(value, subject, filter, shift));
      },
    },
  ],
  ["元", money("元")],
  ["万元", money("万元")],
  ["亿元", money("亿元")],
  ["万", {...scale("万", 4), explanation: "以万为单位：1.23万亩"}],
  ["整数", {...number("流转率 | 整数", "不留小数", quantity => ({...quantity, decimals: 0, trim: false}))}],
  [
    "小数",
    {
      usage: "流转率 | 小数(2)",
      explanation: "留几位小数",
      apply(subject, filter) {
        const [arg] = filter.args;
        const decimals = arg?.type === "number" && !arg.percent ? Number(arg.digits) : Number.NaN;
        if (!Number.isInteger(decimals) || decimals > 6 || filter.args.length !== 1) return wrongUse(subject, filter);
        return number("", "", quantity => ({...quantity, decimals, trim: false})).apply(subject, {...filter, args: []});
      },
    },
  ],
  [
    "原值",
    number("流转面积 | 原值", "未经修约的数，不带单位", quantity => {
      const value = quantity.isRate ? quantity.value.times(100) : quantity.value;
      return {value, measure: "", isRate: false, decimals: Math.min(value.decimalPlaces(), 12)};
    }),
  ],
  ["数值", number("流转面积 | 数值", "不带单位", quantity => ({...quantity, measure: ""}))],
]);

/** Applies the filters of an expression one after another. */
export function applyFilters(node: Node, at: Evaluation): {value: Value; isFixedForm: boolean} | undefined {
  const subject = subjectOf(node, at);
  const value = subject?.under(at.shift);
  return subject && value && {value, isFixedForm: subject.isFixedForm};
}

/** What an expression stands for once all its filters are applied. */
function subjectOf(node: Node, at: Evaluation): Subject | undefined {
  let subject: Subject = {node, at, under: shift => evaluate(node, {...at, shift}), isFixedForm: false};
  for (const filter of at.expression.filters) {
    const known = filters.get(filter.name.text);
    if (!known) {
      fail(at, filter.name, "JB-3003", {name: filter.name.text, kind: "筛选", known: [...filters.keys()]});
      return undefined;
    }
    const next = known.apply(subject, filter);
    if (!next) return undefined;
    subject = next;
  }
  return subject;
}

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ["上月", lastMonth],
  ["上年同期", lastYear],
  ["年初", yearStart],
]);

/**
 * The value of an expression and what it was in another month, both of the units that reported in both; undefined when
 * there is no such value, or when it cannot be compared (reported).
 */
export function compareWith(
  expression: Expression,
  name: "上月" | "上年同期" | "年初",
  scope: Scope,
  unit: Unit = scope.unit,
): Compared | undefined {
  const {node} = expression;
  const subject = subjectOf(node, {scope, expression, unit, shift: unshifted});
  const filter: Filter = {
    name: {text: name, start: node.start, end: node.end},
    args: [],
    start: node.start,
    end: node.end,
  };
  return subject && pairUnder(subject, filter, name, unshifted);
}

function pairUnder(subject: Subject, filter: Filter, name: string, shift: Shift): Compared | undefined {
  const comparison = comparisons.get(name);
  const now = subject.under(shift);
  if (!comparison || now?.kind !== "number") return undefined;
  if (comparison === yearStart && now.figure?.indicator.nature === "flow") {
    return refuse(subject, filter, now.figure.indicator.name, "当期数没有年初数，可以用同比");
  }
  const base = subject.under(comparison.shift(shift));
  if (base?.kind !== "number") return undefined;
  const pair = comparable(now, base, comparison, subject, filter, shift);
  return {now: pair.now, base: {name, value: pair.base.value}};
}

/** Sentences of the phrase book as filters: the wording is the workspace's. */
function sentence(
  usage: string,
  explanation: string,
  most: number,
  run: (value: Value, say: Say, subject: Subject, filter: Filter, shift: Shift) => Sentence | undefined,
): ExpressionFilter {
  return {
    usage,
    explanation,
    apply(subject, filter) {
      if (filter.args.length > most) return wrongUse(subject, filter);
      return mapValue(subject, (value, shift) => {
        const {expression, scope} = subject.at;
        const {start, end} = subject.node;
        const say = sayer(scope, `${expression.source.path}:${expression.offset}`, {
          主体: scope.unit.shortName,
          月份: `${monthOf(scope.period)}月`,
          指标: expression.text
            .slice(start, end)
            .trim()
            .replace(/[@＠].*$/, "")
            .replace(/[.．]/, "的"),
        });
        const said = run(value, say, subject, filter, shift);
        return said && plainText(textOf(said));
      });
    },
  };
}

function sayBriefly(value: Value, say: Say, subject: Subject, filter: Filter, shift: Shift): Sentence | undefined {
  if (value.kind === "absent") return [{text: absenceWords[value.absence]}];
  if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "综述只用于数");
  const names = filter.args.map(arg => (arg.type === "name" && !arg.unit ? arg.name.text : ""));
  const wanted = names.map(name => ({环比: "上月", 同比: "上年同期", 去年同期: "上年同期"})[name] ?? name);
  if (wanted.some(name => !comparisons.has(name))) return wrongUse(subject, filter);
  const list = wanted.length === 0 ? ["上月"] : wanted;
  const compared = list.flatMap(name => pairUnder(subject, filter, name, shift) ?? []);
  return sayTotal(value.quantity, compared, say, styleOf(subject), "简述");
}

function sayCompletion(value: Value, say: Say, subject: Subject, filter: Filter): Sentence | undefined {
  const [arg] = filter.args;
  if (!arg) return wrongUse(subject, filter);
  if (value.kind === "absent") return say("无数据", {});
  const target = evaluate(arg, subject.at);
  if (!target) return undefined;
  if (value.kind !== "number" || target.kind !== "number") {
    return refuse(subject, filter, describeKind(value.kind === "number" ? target : value), "目标要用数");
  }
  const isSmallGood = smallIsGood(subject.node, subject.at);
  if (!isSmallGood && target.quantity.value.lte(0)) {
    fail(subject.at, arg, "JB-2624", {});
    return undefined;
  }
  return sayTarget(value.quantity, target.quantity, isSmallGood, say, styleOf(subject));
}

function sayWhoReported(value: Value, say: Say, subject: Subject, filter: Filter): Sentence | undefined {
  const figure = "figure" in value ? value.figure : undefined;
  if (!figure) return refuse(subject, filter, describeKind(value), "填报只用于指标");
  const order = subject.at.scope.figures.units.all;
  const expected = [...new Set([...figure.members, ...figure.missing])].sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  if (expected.length === 0) return say("无数据", {});
  return sayReported(expected, figure.missing, say, styleOf(subject));
}

function styleOf({at}: Subject): NumberStyle {
  return at.scope.figures;
}

function wrongUse(subject: Subject, filter: Filter): undefined {
  const name = filter.name.text;
  fail(subject.at, filter, "JB-3004", {name, usage: filters.get(name)?.usage ?? ""});
  return undefined;
}

function refuse(subject: Subject, filter: Filter, what: string, reason: string): undefined {
  fail(subject.at, filter, "JB-3011", {filter: filter.name.text, subject: what, reason});
  return undefined;
}

function mapValue(subject: Subject, map: (value: Value, shift: Shift) => Value | undefined): Subject {
  return {
    ...subject,
    isFixedForm: true,
    under: shift => {
      const value = subject.under(shift);
      return value && map(value, shift);
    },
  };
}

function number(usage: string, explanation: string, convert: (quantity: Quantity) => Quantity): ExpressionFilter {
  return {
    usage,
    explanation,
    apply(subject, filter) {
      if (filter.args.length > 0) return wrongUse(subject, filter);
      return mapValue(subject, value => {
        if (value.kind === "absent") return value;
        if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "它只用于数");
        return {...value, quantity: convert(value.quantity)};
      });
    },
  };
}

function money(to: "元" | "万元" | "亿元"): ExpressionFilter {
  const usage = `村集体增收 | ${to}`;
  return {
    usage,
    explanation: `以${to}为单位`,
    apply(subject, filter) {
      if (filter.args.length > 0) return wrongUse(subject, filter);
      return mapValue(subject, value => {
        if (value.kind === "absent") return value;
        if (value.kind !== "number" || !isMoney(value.quantity.measure)) {
          return refuse(
            subject,
            filter,
            value.kind === "number" ? `以${value.quantity.measure || "无单位"}计的数` : describeKind(value),
            "它只用于金额",
          );
        }
        return {...value, quantity: convertMoney(value.quantity, to)};
      });
    },
  };
}

function scale(prefix: string, digits: number): ExpressionFilter {
  return number(`流转面积 | ${prefix}`, "", quantity => ({
    ...rescale(quantity, -digits),
    measure: `${prefix}${quantity.measure}`,
  }));
}

type Describe = (now: Quantity, base: Base, style: NumberStyle) => Change;

/** A comparison with another month, in words. */
function change(usage: string, explanation: string, comparison: Comparison, describe: Describe): ExpressionFilter {
  return {
    usage,
    explanation,
    apply(subject, filter) {
      if (filter.args.length > 0) return wrongUse(subject, filter);
      return mapValue(subject, (now, shift) => {
        if (now.kind === "absent") return plainText(absenceWords[now.absence]);
        if (now.kind !== "number") return refuse(subject, filter, describeKind(now), "只有数可以比较");
        if (comparison === yearStart && now.figure?.indicator.nature === "flow") {
          return refuse(subject, filter, now.figure.indicator.name, "当期数没有年初数，可以用同比");
        }
        const base = subject.under(comparison.shift(shift));
        if (base?.kind !== "number") return base && plainText(comparison.absent);
        const pair = comparable(now, base, comparison, subject, filter, shift);
        const words = describe(pair.now, {name: comparison.name, value: pair.base.value}, styleOf(subject));
        return {kind: "text", ...words, figure: now.figure};
      });
    },
  };
}

/** When not the same units reported in both months, only those that reported in both are compared, and it is told. */
function comparable(
  now: Value & {kind: "number"},
  base: Value & {kind: "number"},
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

/** 累计 is for flows (and rates of flows), and every month of it must have data. */
function checkFlow(subject: Subject, filter: Filter, from: Period | undefined): boolean {
  const {node, at} = subject;
  const {figures} = at.scope;
  const names =
    node.type === "name"
      ? [node.name.text]
      : node.type === "call"
        ? node.args.flatMap(arg => (arg.type === "name" ? [arg.name.text] : []))
        : [];
  const indicator = names.flatMap(name => figures.indicators.get(name) ?? [])[0];
  if (!indicator) {
    refuse(subject, filter, "这个算式", "累计只用于指标");
    return false;
  }
  const bases = baseNames(indicator.name, figures.indicators);
  const flows = bases.filter(name => figures.indicators.get(name)?.nature === "flow");
  if (flows.length === 0) {
    refuse(
      subject,
      filter,
      indicator.name,
      indicator.nature === "formula" ? "它由期末数算出" : "期末数本身就是累计存有的数",
    );
    return false;
  }
  const {from: first, to} = shiftToCumulative(at.shift, from).range(at.scope.period);
  const empty = monthsBetween(first, to).filter(period =>
    flows.some(name => figures.observations.at(name, period).size === 0),
  );
  const [firstEmpty] = empty;
  if (firstEmpty !== undefined) {
    const start = figures.observations.periods.find(period => period > (empty.at(-1) ?? firstEmpty)) ?? to;
    fail(at, filter, "JB-3015", {months: empty.map(formatPeriod).join("、"), first: start});
    return false;
  }
  return true;
}

/** The reported indicators that one is computed from, each visited once. */
function baseNames(name: string, indicators: Evaluation["scope"]["figures"]["indicators"]): string[] {
  const seen = new Set([name]);
  // A set is walked in the order of insertion, with what is added on the way.
  for (const each of seen) {
    const formula = indicators.get(each)?.formula;
    for (const used of formula ? namesIn(formula.node) : []) if (indicators.has(used.name)) seen.add(used.name);
  }
  return [...seen].filter(each => !indicators.get(each)?.formula);
}

/** Rank among units of the same type: 1, 2, 2, 4; from unrounded values; groups' totals take no part. */
function rankOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return plainText(absenceWords[value.absence]);
  const field = rankingField(value, subject, filter);
  const ranking = field?.rankingUnder(shift);
  if (!field || !ranking || value.kind !== "number") return undefined;
  const rank = rankIn(ranking, value.quantity.value, field.smallIsGood);
  // The bulletin's own unit stands in a table as its total, and totals have no rank.
  const short = field.unit === subject.at.scope.unit ? "—" : String(rank.position);
  return {kind: "text", text: `第${rank.position}位`, short, rank, figure: value.figure};
}

/** How a rank moved since last month: 上升2位, in tables ↑2; 新 for a unit that had no rank. */
function movementOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return plainText(absenceWords[value.absence]);
  const field = rankingField(value, subject, filter);
  if (!field || value.kind !== "number") return undefined;
  const earlier = shiftMonths(shift, -1);
  const ranking = field.rankingUnder(shift);
  const before = field.rankingUnder(earlier);
  if (!ranking || !before) return undefined;
  const own = before.find(({unit}) => unit === field.unit);
  const movement = describeMovement(
    rankIn(ranking, value.quantity.value, field.smallIsGood).position,
    before.length === 0 ? "none" : own && rankIn(before, own.quantity.value, field.smallIsGood).position,
  );
  return {kind: "text", text: movement.text, short: field.unit === subject.at.scope.unit ? "—" : movement.short};
}

type RankedValue = {readonly unit: Unit; readonly quantity: Quantity};

/** The units that a value is ranked among, with their values; undefined, reported, when it cannot be ranked. */
function rankingField(
  value: Value,
  subject: Subject,
  filter: Filter,
): {unit: Unit; smallIsGood: boolean; rankingUnder: (shift: Shift) => readonly RankedValue[] | undefined} | undefined {
  const {node, at} = subject;
  if (node.type !== "name") return refuse(subject, filter, "这个算式", "排名只用于指标");
  if (value.kind !== "number" || !value.figure) return refuse(subject, filter, describeKind(value), "排名只用于指标");
  const {unit} = value.figure;
  const [arg] = filter.args;
  const peers = arg ? unitSet(arg, {...at, unit: at.scope.unit}) : peersOf(unit, at.scope.unit);
  if (!peers) return undefined;
  const {unit: _own, ...plainNode} = node;
  return {
    unit,
    smallIsGood: smallIsGood(node, at),
    rankingUnder: shift => valuesOf(peers, plainNode, {...at, shift}),
  };
}

function rankIn(values: readonly RankedValue[], own: Decimal, smallFirst: boolean): Rank {
  const all = values.map(({quantity}) => quantity.value);
  return rankAmong(own, all, smallFirst);
}

/** The place of a value among values that it is one of; equal values share the better place. */
export function rankAmong(own: Decimal, all: readonly Decimal[], smallFirst: boolean): Rank {
  const sign = smallFirst ? -1 : 1;
  const better = all.filter(value => value.cmp(own) * sign > 0).length;
  const worse = all.filter(value => value.cmp(own) * sign < 0).length;
  return {position: better + 1, fromEnd: worse + 1, of: all.length};
}

/** Units of the same type: all within the bulletin's unit, or beside it when it is ranked itself. */
export function peersOf(unit: Unit, subjectUnit: Unit): readonly Unit[] {
  const holder = unit !== subjectUnit && isWithin(unit, subjectUnit) ? subjectUnit : unit.parent;
  return holder ? descendants(holder, unit.type) : [unit];
}

function shareOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return value;
  if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "占比只用于数");
  const share = (whole: Decimal): Value | undefined => {
    if (whole.isZero()) {
      fail(subject.at, filter, "JB-3006", {formula: "占比", unit: ""});
      return undefined;
    }
    return {
      kind: "number",
      quantity: {value: value.quantity.value.div(whole), measure: "%", isRate: true, decimals: 1},
    };
  };
  const [arg] = filter.args;
  if (value.ofSet !== undefined && !arg) return share(new Decimal(value.ofSet));
  const {figure} = value;
  if (!figure) return refuse(subject, filter, "这个算式", "写明占谁的百分比时直接用除法");
  if (figure.indicator.aggregation !== "sum")
    return refuse(subject, filter, figure.indicator.name, "比率和平均数没有占比");
  const whole = arg ? unitSet(arg, subject.at)?.[0] : wholeOf(figure.unit, subject.at.scope.unit);
  if (!whole) return arg ? undefined : refuse(subject, filter, figure.unit.name, "它没有上级单位");
  const total = figureValue(whole, figure.indicator, figure.range, {...subject.at, shift});
  return total.kind === "number" ? share(total.quantity.value) : total;
}

/** The bulletin's unit for what lies within it, else the unit above. */
function wholeOf(unit: Unit, subjectUnit: Unit): Unit | undefined {
  return unit !== subjectUnit && isWithin(unit, subjectUnit) ? subjectUnit : unit.parent;
}
