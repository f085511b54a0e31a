import type {PhraseKind} from "../workspace/index.ts";
import {type Base, describeChange} from "./change.ts";
import {Decimal, toFixed} from "./decimal.ts";
import {formatNumber, formatQuantity, type NumberStyle, type Quantity, scaleForProse} from "./format.ts";
import {describeBound, shownBeside, shownGap} from "./judge.ts";
import {type Fillings, fillPhrase, type Piece, type Sentence} from "./phrase-book.ts";
import {type Entrant, firstOf, lastOf, type Ranked, rankEntrants} from "./ranking.ts";
import type {Scope} from "./scope.ts";
import type {Unit} from "./unit.ts";

/** Fills the wording of a situation; which one of several, the place in the bulletin decides. */
export type Say = (kind: PhraseKind, fillings: Fillings) => Sentence;

/** Says things in the wordings of the workspace; `place` is where in the bulletin it is said. */
export function sayer(scope: Scope, place: string, texts: Fillings): Say {
  return (kind, fillings) => {
    const {phrases} = scope.figures;
    if (phrases.broken.has(kind)) scope.useBroken?.(phrases.path);
    const variants = phrases.variants.get(kind) ?? [];
    const turn = scope.turns?.next(kind, place) ?? 0;
    return fillPhrase(variants[turn % variants.length] ?? "", {...texts, ...fillings});
  };
}

/** A value and what it is compared with, both of the same units. */
export interface Compared {
  readonly now: Quantity;
  readonly base: Base;
}

/** A total and its changes: 流转面积23966亩，比上月增长6.0%. Bases that have no data are left out. */
export function sayTotal(
  now: Quantity,
  compared: readonly Compared[],
  say: Say,
  style: NumberStyle,
  kind: "总量" | "比率" | "简述",
): Sentence {
  const number = formatQuantity(scaleForProse(now), style);
  const [first, ...others] = compared;
  const fill = (pair: Compared | undefined): Fillings => ({
    数: number,
    变化: pair && describeChange(pair.now, pair.base, style).text,
    基期: pair?.base.name,
  });
  const tied = (sentence: Sentence, pair: Compared | undefined): Sentence =>
    sentence.map(run => (run.place === "变化" ? {...run, base: pair?.base.name} : run));
  const further = others.flatMap(pair => [{text: "，"}, ...tied(fillPhrase("比{基期}{变化}", fill(pair)), pair)]);
  return [...tied(say(kind, fill(first)), first), ...further];
}

/** The front and the end of a ranking; ties at the bound are all named and told. */
export function sayEnds(
  entrants: readonly (Entrant & {readonly quantity: Quantity})[],
  {front, back, smallIsGood}: {front: number; back: number; smallIsGood: boolean},
  say: Say,
  style: NumberStyle,
): Sentence | undefined {
  const ranking = rankEntrants(entrants, smallIsGood);
  const [best] = ranking;
  if (!best) return undefined;
  const number = (quantity: Quantity): string => formatQuantity(scaleForProse(quantity), style);
  if (ranking.length === 1) return say("单个单位", {单位: best.unit.shortName, 数: number(best.quantity)});
  if (ranking.every(({rank}) => rank === 1)) {
    return say("全部相同", {
      个数: countOf(ranking.map(({unit}) => unit)),
      类型: typeOf(ranking),
      数: number(best.quantity),
    });
  }
  const first = firstOf(ranking, front);
  const last = back === 0 ? [] : endWithout(ranking, new Set(first), back);
  // Who shares the bound may be many; then the last place is told by its number of units.
  const list = (
    chosen: readonly (Ranked & {quantity: Quantity})[],
    withValues: boolean,
  ): readonly Piece[] | undefined => {
    if (chosen.length === 0) return undefined;
    const isLong = chosen.length > longList;
    const named = isLong ? chosen.slice(0, 3) : chosen;
    const names = named.flatMap(({unit, quantity}, index): Piece[] => {
      const name = `${index === 0 ? "" : "、"}${unit.shortName}`;
      if (!withValues) return [{text: name}];
      return [{text: `${name}（`}, {text: number(quantity), tells: "value", unit}, {text: "）"}];
    });
    if (isLong) return [...names, {text: "等"}, {text: countOf(chosen.map(({unit}) => unit)), tells: "count"}];
    return withValues ? names : [...names, ...describeTies(chosen)];
  };
  return say("首尾", {
    个数: countOf(ranking.map(({unit}) => unit)),
    前位: Math.min(front, first.length) === 1 ? "首位" : `前${hanziDigit(Math.min(front, first.length))}位`,
    前列: list(first, false),
    前列数: list(first, true),
    后位:
      last.length === 0
        ? undefined
        : Math.min(back, last.length) === 1
          ? "末位"
          : `后${hanziDigit(Math.min(back, last.length))}位`,
    后列: list(last, false),
    后列数: list(last, true),
  });
}

const longList = 10;

/** The end of a ranking without those who are named at its front already. */
function endWithout<Item extends Ranked>(ranking: readonly Item[], front: ReadonlySet<Item>, back: number): Item[] {
  const rest = ranking.filter(item => !front.has(item));
  return lastOf(rest, Math.min(back, rest.length)).sort((a, b) => b.rank - a.rank);
}

/** "（甲村、乙村并列第2位）" for those in a list who share a rank; nothing when nobody does. */
function describeTies(chosen: readonly Ranked[]): readonly Piece[] {
  const groups = [...new Set(chosen.map(({rank}) => rank))].map(rank => chosen.filter(item => item.rank === rank));
  const tied = groups.filter(group => group.length > 1);
  if (tied.length === 0) return [];
  const words = tied.flatMap((group, index): Piece[] => {
    const all = group.length === chosen.length ? "" : group.map(({unit}) => unit.shortName).join("、");
    const text = `${index === 0 ? "（" : "，"}${all}并列`;
    return [{text}, {text: `第${group[0]?.rank}位`, tells: "rank", unit: group[0]?.unit}];
  });
  return [...words, {text: "）"}];
}

/** Who passed a line. */
export interface Passing {
  /** All who were judged. */
  readonly judged: readonly Unit[];
  readonly passed: readonly Unit[];
  /** Those among them who had not passed last month. */
  readonly fresh: readonly Unit[];
}

/** Who passed the line of an indicator: 流转率60%以上的有8个村，分别是…; 还没有村的流转率达到60%. */
export function sayPassed(
  passing: Passing,
  line: Quantity,
  smallIsGood: boolean,
  say: Say,
  style: NumberStyle,
): Sentence {
  const bound = describeBound(smallIsGood ? "<=" : ">=", line, style);
  const digits = formatQuantity({...line, trim: true, decimals: Math.max(line.decimals, 1)}, style);
  return sayPassing(passing, ["达标", "全部达标", "无达标"], say, style, {
    线: bound,
    在线: `在${bound}`,
    到线: smallIsGood ? `降到${bound}` : `达到${digits}`,
  });
}

/** Who meets a policy's conditions. */
export function sayQualified(
  passing: Passing,
  fillings: {readonly 政策: string; readonly 奖励: string | undefined},
  say: Say,
  style: NumberStyle,
): Sentence {
  return sayPassing(passing, ["政策达标", "政策全部达标", "政策无达标"], say, style, fillings);
}

function sayPassing(
  {judged, passed, fresh}: Passing,
  [some, all, none]: readonly [PhraseKind, PhraseKind, PhraseKind],
  say: Say,
  style: NumberStyle,
  own: Fillings,
): Sentence {
  const noun = typeOf(judged.map(unit => ({unit})));
  const shared = {...own, 类型: noun, 应评: countOf(judged)};
  if (passed.length === 0) return say(none, shared);
  const isAllNew = fresh.length > 0 && fresh.length === passed.length;
  const isApart = fresh.length > 0 && fresh.length < passed.length;
  const extra = isApart ? listNames(fresh) : undefined;
  if (passed.length === judged.length && judged.length > 1) return say(all, {...shared, 新增: extra});
  const share = {value: new Decimal(passed.length).div(judged.length), measure: "%", isRate: true, decimals: 1};
  return say(some, {
    ...shared,
    个数: countOf(passed),
    是: passed.length === 1 ? "是" : "分别是",
    名单: listNames(passed),
    新增: extra,
    全新: isAllNew ? `${passed.length === 1 ? "" : "均"}为本月新达标` : undefined,
    占比: formatQuantity(share, style),
  });
}

/** Completion of a target: 完成目标任务的79.9%，还差6034亩; for rates in percentage points; a limit for what should be small. */
export function sayTarget(
  now: Quantity,
  target: Quantity,
  smallIsGood: boolean,
  say: Say,
  style: NumberStyle,
): Sentence {
  const line = target.measure === "" ? {...target, measure: now.measure, isRate: now.isRate} : target;
  const order = now.value.cmp(line.value);
  const exact = shownBeside(now, line);
  const gap = scaleIfRaised(shownGap(now, line), now);
  const fillings = {
    数: formatQuantity(exact.decimals > now.decimals ? {...exact, trim: true} : scaleForProse(now), style),
    目标: formatQuantity(scaleForProse({...line, decimals: Math.max(line.decimals, now.decimals), trim: true}), style),
    差额: formatQuantity(gap, style),
    完成率: completion(now, line, style),
  };
  if (smallIsGood) return say(order <= 0 ? "控制目标完成" : "控制目标未完成", fillings);
  if (now.isRate) return say(order < 0 ? "比率目标未完成" : order === 0 ? "比率目标完成" : "比率目标超额", fillings);
  return say(order < 0 ? "目标未完成" : order === 0 ? "目标完成" : "目标超额", fillings);
}

function scaleIfRaised(gap: Quantity, now: Quantity): Quantity {
  return gap.decimals > now.decimals ? gap : scaleForProse(gap);
}

/** Undefined for a target of zero. What is not complete never reads 100%, and what is not nothing never 0.0%. */
function completion(now: Quantity, target: Quantity, style: NumberStyle): string | undefined {
  if (target.value.lte(0) || now.value.isNegative()) return undefined;
  if (now.value.isZero()) return "0%";
  const share = now.value.div(target.value);
  let decimals = 1;
  const reads = (value: string) => Number(toFixed(share.times(100), decimals, style.rounding)) === Number(value);
  while (decimals < 6 && ((!share.eq(1) && reads("100")) || reads("0"))) decimals += 1;
  return `${formatNumber({value: share, measure: "%", isRate: true, decimals}, style)}%`;
}

/** How many reported: 32个村中，有31个村填报了务工人次，未报的是柴杨刘村. */
export function sayReported(
  expected: readonly Unit[],
  missing: readonly Unit[],
  say: Say,
  style: NumberStyle,
): Sentence {
  const present = expected.filter(unit => !missing.includes(unit));
  const [only, second] = expected;
  const isOne = only !== undefined && second === undefined;
  const shared = {应报: isOne ? only.shortName : countOf(expected)};
  if (present.length === 0) return say("无填报", {...shared, 都: isOne ? "" : "都"});
  if (missing.length === 0) return say("全部填报", {...shared, 都: isOne ? "" : "全部"});
  const share = {value: new Decimal(present.length).div(expected.length), measure: "%", isRate: true, decimals: 1};
  return say("填报", {
    ...shared,
    已报: countOf(present),
    未报: listNames(missing),
    未报数: countOf(missing),
    填报率: formatQuantity(share, style),
  });
}

/** 甲村、乙村和丙村 would read well, yet an office lists with 、 alone; a long list is cut with its number. */
function listNames(units: readonly Unit[]): string {
  return units.map(({shortName}) => shortName).join("、");
}

/** "8个村"; units of several types are 单位. */
function countOf(units: readonly Unit[]): string {
  return `${units.length}个${typeOf(units.map(unit => ({unit})))}`;
}

function typeOf(holders: readonly {readonly unit: Unit}[]): string {
  const [type, other] = [...new Set(holders.map(({unit}) => unit.type))];
  return type && other === undefined ? type : "单位";
}

/** Counts of places up to ten are written in Hanzi: 前两位, 前三位. */
function hanziDigit(count: number): string {
  return "零一两三四五六七八九十"[count] ?? String(count);
}
