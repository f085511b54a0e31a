import {type ChangeNumbers, isLevel} from "../change.ts";
import {Decimal} from "../decimal.ts";
import {formatQuantity, type NumberStyle, type Quantity, scaleForProse} from "../format.ts";
import type {Rank} from "../value.ts";
import {type Movement, readClaimWords} from "./claim-words.ts";
import {describeInterval, type IntervalTable, isWithinInterval, type Meaning, meaningOf} from "./intervals.ts";
import {measureFactor} from "./measures.ts";
import {hasNumber, type NumberPhrase, narrow, parseNumberPhrase} from "./number-phrase.ts";

/** What a claim is checked against: whatever is known of its figure. */
export interface ClaimSubject {
  readonly quantity?: Quantity | undefined;
  /** Units in the whole set, when the figure counts some of them. */
  readonly ofSet?: number | undefined;
  /** A comparison that the target asked for: 流转面积 | 环比. */
  readonly change?: ChangeNumbers | undefined;
  readonly rank?: Rank | undefined;
  /** The target was a condition. */
  readonly truth?: boolean | undefined;
  /** The target was a text. */
  readonly text?: string | undefined;
  /** The comparison that words without a filter mean: 上月, 上年同期, 年初. */
  readonly compareWith?: ((baseName: BaseName) => ChangeNumbers | undefined) | undefined;
  /** The value some months ago. */
  readonly monthsAgo?: ((months: number) => Quantity | undefined) | undefined;
  /** All values of earlier months that there are. */
  readonly earlier?: (() => readonly Decimal[]) | undefined;
  /** Values of the units of the same type, its own among them. */
  readonly peers?: (() => readonly Decimal[]) | undefined;
}

export type BaseName = "上月" | "上年同期" | "年初";

export type Verdict = "right" | "doubtful" | "false" | "unreadable" | "wrongMeasure" | "twoApproximators" | "noFigure";

/** Whether some words are true of a figure, and what would be. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The figure as it would be printed: "371亩". */
  readonly actual?: string | undefined;
  /** What the words mean: "360亩（含）至400亩（不含）". */
  readonly interval?: string | undefined;
  /** Words that would be true. */
  readonly suggestion?: string | undefined;
  /** What is wrong beyond the number. */
  readonly reason?: string | undefined;
}

export interface ClaimRules {
  readonly table: IntervalTable;
  readonly style: NumberStyle;
  /** Measures of the workspace. */
  readonly measures: readonly string[];
}

const right: Judgement = {verdict: "right"};

/** Checks words against a figure; the suggestion is left to suggest-wording.ts. */
export function judgeClaim(words: string, subject: ClaimSubject, rules: ClaimRules): Judgement {
  const text = narrow(words).trim();
  if (text === "") return {verdict: "unreadable", reason: "方括号里没有文字"};
  if (subject.truth !== undefined) {
    return subject.truth ? right : {verdict: "false", actual: "条件不成立", interval: "条件成立"};
  }
  if (subject.text !== undefined) return judgeText(text, subject.text);
  const read = readClaimWords(text);
  const judgements: Judgement[] = [];
  const value = subject.quantity ?? subject.change?.now;
  if (read.run) judgements.push(judgeRun(read.run, subject, rules));
  if (read.rank) judgements.push(judgeRank(read.rank, subject));
  if (read.extreme) judgements.push(judgeExtreme(read.extreme, subject, rules));
  if (read.record) judgements.push(judgeRecord(read.record, subject, rules));
  if (read.completion) judgements.push(judgeCompletion(read.completion, subject, rules));
  const phrase = hasNumber(read.rest) ? parseNumberPhrase(read.rest, rules.measures) : undefined;
  if (phrase === "severalNumbers") return {verdict: "unreadable", reason: "一处只能写一个数"};
  if (phrase === "noNumber") return {verdict: "unreadable"};
  if (phrase && phrase.approximators.length > 1) {
    return {
      verdict: "twoApproximators",
      reason: phrase.approximators.map(word => `“${word}”`).join("和"),
      ...(value && {actual: show(value, rules.style)}),
    };
  }
  if (read.isFirst) judgements.push(judgeFirst(phrase, subject, rules));
  // 连续三个月增长 has used its direction up.
  const movement = read.run ? undefined : read.movement;
  const isDoubling = phrase?.nature === "doublings";
  const reachesLevel = movement !== undefined && phrase !== undefined && /(?:到了?|至|为)$/.test(phrase.before);
  if (movement || (isDoubling && !subject.quantity) || (subject.change && phrase && !subject.quantity)) {
    const change = subject.change ?? subject.compareWith?.(read.baseName ?? "上月");
    // A ratio of now to base says 翻一番 by itself.
    const ratioItself = isDoubling && subject.quantity?.measure === "" && !subject.quantity.isRate;
    if (ratioItself && subject.quantity) judgements.push(judgeAmount(phrase, subject, subject.quantity, rules));
    else if (!change) judgements.push({verdict: "noFigure", reason: `没有${read.baseName ?? "上月"}的数，不能比较`});
    else {
      judgements.push(judgeBaseName(read.baseName, change));
      judgements.push(judgeMovement(movement, change, rules));
      if (phrase) {
        judgements.push(
          reachesLevel
            ? judgeAmount(phrase, {...subject, change: undefined}, change.now, rules)
            : judgeChange(phrase, movement, change, rules, text),
        );
      }
    }
  } else if (phrase && !read.isFirst) {
    if (!subject.quantity) return {verdict: "noFigure", reason: "目标不是一个数"};
    judgements.push(judgeAmount(phrase, subject, subject.quantity, rules));
  }
  if (judgements.length === 0) return {verdict: "unreadable"};
  return worst(judgements);
}

const order: readonly Verdict[] = [
  "unreadable",
  "noFigure",
  "wrongMeasure",
  "twoApproximators",
  "false",
  "doubtful",
  "right",
];

function worst(judgements: readonly Judgement[]): Judgement {
  return [...judgements].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))[0] ?? right;
}

/** The figure in the words of print. */
export function show(quantity: Quantity, style: NumberStyle): string {
  return formatQuantity(scaleForProse(quantity), style);
}

function judgeText(words: string, text: string): Judgement {
  const plain = (written: string): string => hanziToArabic(written.replace(/\s/g, ""));
  return plain(words) === plain(text)
    ? right
    : {verdict: "false", actual: text, interval: `“${text}”`, suggestion: text};
}

/** 七月 and 7月 are one. */
function hanziToArabic(text: string): string {
  return text.replace(/[零〇一二三四五六七八九十]+(?=[年月日号期季])/g, run => {
    const phrase = parseNumberPhrase(run);
    return typeof phrase === "string" ? run : phrase.value.toFixed();
  });
}

function judgeBaseName(named: BaseName | undefined, change: ChangeNumbers): Judgement {
  if (named === undefined || named === change.base.name) return right;
  return {verdict: "wrongMeasure", reason: `文字说的是与${named}相比，算式是与${change.base.name}相比`};
}

function judgeMovement(movement: Movement | undefined, change: ChangeNumbers, {style}: ClaimRules): Judgement {
  if (movement === undefined) return right;
  const {difference, now} = change;
  const level = isLevel(difference, now, style);
  const actual = describeNumbers(change, style);
  if (movement === "level") return level ? right : {verdict: "false", actual, interval: "持平"};
  const holds = movement === "up" ? difference.isPositive() && !level : difference.isNegative() && !level;
  return holds ? right : {verdict: "false", actual, interval: movement === "up" ? "比基期大" : "比基期小"};
}

function describeNumbers({now, base}: ChangeNumbers, style: NumberStyle): string {
  return `${base.name}${show({...now, value: base.value}, style)}，本期${show(now, style)}`;
}

/** The amount of a change: 增长8.6%, 提高2.8个百分点, 增加120亩, 增长1.5倍, 翻一番. */
function judgeChange(
  phrase: NumberPhrase,
  movement: Movement | undefined,
  change: ChangeNumbers,
  rules: ClaimRules,
  words: string,
): Judgement {
  const {now, difference, ratio, base} = change;
  const actual = describeNumbers(change, rules.style);
  const size = difference.abs();
  const noRatio: Judgement = {verdict: "noFigure", actual, reason: `${base.name}为零，没有增长率可言`};
  const check = (x: Decimal, form: NumberPhrase, shown: Quantity): Judgement => ({
    ...judgeNumber(x, form, shown, rules),
    actual,
  });
  switch (phrase.nature) {
    case "points":
      if (!now.isRate) return {verdict: "wrongMeasure", actual, reason: "百分点只用于两个比率之差"};
      return check(size, phrase, {...now, value: size, measure: "个百分点"});
    case "share": {
      if (now.isRate && !/增长|增幅|降幅|涨幅|增加/.test(words)) {
        return {verdict: "wrongMeasure", actual, reason: "比率的高低之差用“个百分点”，不用“%”"};
      }
      if (!ratio) return noRatio;
      if (base.value.isNegative()) return {verdict: "noFigure", actual, reason: `${base.name}是负数，没有增长率可言`};
      const x = ratio.minus(1).abs();
      return check(x, phrase, {value: x, measure: "%", isRate: true, decimals: 1});
    }
    case "times": {
      if (movement === "down") return {verdict: "wrongMeasure", actual, reason: "减少不能用“倍”"};
      if (!ratio) return noRatio;
      const x = movement === "up" ? ratio.minus(1) : ratio;
      return check(x, phrase, {value: x, measure: "倍", isRate: false, decimals: 1});
    }
    case "doublings":
      return ratio ? {...judgeDoubling(ratio, phrase, rules), actual} : noRatio;
    case "amount": {
      if (now.isRate) return {verdict: "wrongMeasure", actual, reason: "比率的变化用“个百分点”"};
      const form = inMeasure(phrase, now.measure, false);
      if (!form) return wrongMeasure(phrase, now, actual);
      return check(size, form, {...now, value: size});
    }
  }
}

/** A number against a plain figure. */
function judgeAmount(phrase: NumberPhrase, subject: ClaimSubject, figure: Quantity, rules: ClaimRules): Judgement {
  const shown = show(figure, rules.style);
  const {ofSet} = subject;
  const isRatio = figure.measure === "" && ofSet === undefined;
  switch (phrase.nature) {
    case "share": {
      if (figure.measure === "个百分点") return wrongMeasure(phrase, figure, shown);
      const rate = figure.isRate || isRatio ? figure.value : ofSet ? figure.value.div(ofSet) : undefined;
      if (!rate) return wrongMeasure(phrase, figure, shown);
      const actual = ofSet === undefined ? shown : `${ofSet}个中的${shown}`;
      const decimals = figure.isRate ? figure.decimals : 1;
      return {...judgeNumber(rate, phrase, {value: rate, measure: "%", isRate: true, decimals}, rules), actual};
    }
    case "points":
      if (figure.measure !== "个百分点") return wrongMeasure(phrase, figure, shown);
      return {...judgeNumber(figure.value.abs(), phrase, figure, rules), actual: shown};
    case "times":
      if (!isRatio && figure.measure !== "倍") return wrongMeasure(phrase, figure, shown);
      return {...judgeNumber(figure.value, phrase, {...figure, measure: "倍"}, rules), actual: shown};
    case "doublings":
      if (!isRatio && figure.measure !== "倍") return wrongMeasure(phrase, figure, shown);
      return {...judgeDoubling(figure.value, phrase, rules), actual: shown};
    case "amount": {
      if (figure.isRate && phrase.measure !== "") return wrongMeasure(phrase, figure, shown);
      const form = figure.isRate
        ? multiply(phrase, new Decimal("0.01"))
        : inMeasure(phrase, figure.measure, ofSet !== undefined);
      if (!form) return wrongMeasure(phrase, figure, shown);
      return {...judgeNumber(figure.value, form, figure, rules), actual: shown};
    }
  }
}

function wrongMeasure(phrase: NumberPhrase, figure: Quantity, actual: string): Judgement {
  const named = figure.measure === "" ? "没有单位" : `以“${figure.measure}”计`;
  return {verdict: "wrongMeasure", actual, reason: `文字里的单位是“${phrase.measure}”，这个数${named}`};
}

/** The phrase counted in another measure: 3万元 as 30000 of 元. */
function inMeasure(phrase: NumberPhrase, measure: string, countsSet: boolean): NumberPhrase | undefined {
  const factor = measureFactor(phrase.measure, measure, countsSet);
  return factor && multiply(phrase, factor);
}

function multiply(phrase: NumberPhrase, factor: Decimal): NumberPhrase {
  const {spread, upTo} = phrase;
  return {
    ...phrase,
    value: phrase.value.times(factor),
    upTo: upTo?.times(factor),
    place: phrase.place.times(factor),
    step: phrase.step.times(factor),
    spread: spread && {...spread, low: spread.low.times(factor), high: spread.high.times(factor)},
  };
}

/** x against a phrase in the measure of x. */
function judgeNumber(x: Decimal, phrase: NumberPhrase, figure: Quantity, {table, style}: ClaimRules): Judgement {
  const meaning = meaningOf(phrase, table);
  const write = (value: Decimal): string => writeBound(value, figure, style);
  if (!meaning) return isSame(x, phrase, figure) ? right : {verdict: "false", interval: write(phrase.value)};
  return judgeMeaning(x, meaning, write);
}

function judgeMeaning(x: Decimal, {truth, sound}: Meaning, write: (value: Decimal) => string): Judgement {
  if (!isWithinInterval(x, truth)) return {verdict: "false", interval: describeInterval(truth, write)};
  if (!isWithinInterval(x, sound)) return {verdict: "doubtful", interval: describeInterval(sound, write)};
  return right;
}

/** A bound with as many digits as it has, and no more than six. */
function writeBound(value: Decimal, figure: Quantity, style: NumberStyle): string {
  const shown = figure.isRate ? value.times(100) : value;
  const decimals = Math.min(6, Math.max(shown.decimalPlaces(), 0));
  return formatQuantity({...figure, value, decimals, trim: true}, style);
}

/**
 * An exact number is the figure rounded to the last digit written. Where that digit is coarser than the figure is
 * shown with, as in 4成 or 3万, and no decimals say that it was rounded, the two may differ by a hundredth at most.
 */
function isSame(x: Decimal, phrase: NumberPhrase, figure: Quantity): boolean {
  const off = x.minus(phrase.value).abs();
  if (off.gt(phrase.step.div(2))) return false;
  const shownStep = Decimal.pow(10, -(figure.decimals + (figure.isRate ? 2 : 0)));
  const roundsFreely =
    phrase.hasDecimals ||
    phrase.step.lte(shownStep) ||
    (phrase.nature === "share" && phrase.measure === "%" && phrase.step.eq("0.01"));
  return roundsFreely || phrase.nature === "points" || off.lte(phrase.value.abs().times("0.01"));
}

/** 翻一番: now is at least twice the base, and not much more. */
function judgeDoubling(ratio: Decimal, phrase: NumberPhrase, {table}: ClaimRules): Judgement {
  const n = Decimal.pow(2, phrase.value);
  const truth = {low: n, lowIncluded: true, high: n.times(2), highIncluded: false};
  const write = (value: Decimal): string => `${value.toDecimalPlaces(2).toString()}倍`;
  if (phrase.approximator === undefined) {
    return judgeMeaning(
      ratio,
      {truth, sound: {...truth, high: n.times(table.doublingSound), highIncluded: true}},
      write,
    );
  }
  const meaning = meaningOf({...phrase, value: n, place: new Decimal(1)}, table);
  return meaning ? judgeMeaning(ratio, meaning, write) : right;
}

function judgeRun(run: {months: number; movement: Movement}, subject: ClaimSubject, {style}: ClaimRules): Judgement {
  if (!subject.monthsAgo) return {verdict: "noFigure", reason: "“连续几个月”要写在一个指标上"};
  const values: Quantity[] = [];
  for (let months = 0; months <= run.months; months++) {
    const value = subject.monthsAgo(months);
    if (!value) return {verdict: "noFigure", reason: `往前第${months}个月没有数，说不了连续${run.months}个月`};
    values.push(value);
  }
  const actual = values
    .map(value => show(value, style))
    .reverse()
    .join("、");
  const holds = values.slice(0, -1).every((value, index) => {
    const before = values[index + 1];
    if (!before) return false;
    const difference = value.value.minus(before.value);
    if (run.movement === "level") return isLevel(difference, value, style);
    return (
      (run.movement === "up" ? difference.isPositive() : difference.isNegative()) && !isLevel(difference, value, style)
    );
  });
  const word = {up: "增长", down: "下降", level: "持平"}[run.movement];
  return holds ? right : {verdict: "false", actual, interval: `连续${run.months}个月每月都${word}`};
}

function judgeRank(wanted: {from: "top" | "end"; position: number; within: boolean}, {rank}: ClaimSubject): Judgement {
  if (!rank) return {verdict: "noFigure", reason: "位次要写在一个单位的指标上"};
  const actual = wanted.from === "top" ? `第${rank.position}位` : `倒数第${rank.fromEnd}位`;
  const place = wanted.from === "top" ? rank.position : rank.fromEnd;
  const holds = wanted.within ? place <= wanted.position : place === wanted.position;
  const name = wanted.from === "top" ? "第" : "倒数第";
  return holds
    ? right
    : {
        verdict: "false",
        actual: `${rank.of}个单位中${actual}`,
        interval: wanted.within ? `${name}${wanted.position}位以内` : `${name}${wanted.position}位`,
      };
}

function judgeExtreme(extreme: "highest" | "lowest", subject: ClaimSubject, {style}: ClaimRules): Judgement {
  const {quantity} = subject;
  const peers = subject.peers?.();
  if (!quantity || !peers || peers.length < 2) return {verdict: "noFigure", reason: "最高、最低要写在一个单位的指标上"};
  const edge = extreme === "highest" ? Decimal.max(...peers) : Decimal.min(...peers);
  if (quantity.value.eq(edge)) return right;
  return {
    verdict: "false",
    actual: show(quantity, style),
    interval: `同类单位中最${extreme === "highest" ? "高" : "低"}的${show({...quantity, value: edge}, style)}`,
  };
}

function judgeRecord(record: "high" | "low", subject: ClaimSubject, {style}: ClaimRules): Judgement {
  const {quantity} = subject;
  const earlier = subject.earlier?.();
  if (!quantity || !earlier || earlier.length === 0) return {verdict: "noFigure", reason: "没有以前各月的数"};
  const edge = record === "high" ? Decimal.max(...earlier) : Decimal.min(...earlier);
  if (record === "high" ? quantity.value.gt(edge) : quantity.value.lt(edge)) return right;
  return {
    verdict: "false",
    actual: show(quantity, style),
    interval: `${record === "high" ? "高于" : "低于"}以前各月的${show({...quantity, value: edge}, style)}`,
  };
}

function judgeFirst(phrase: NumberPhrase | undefined, subject: ClaimSubject, rules: ClaimRules): Judgement {
  const {quantity} = subject;
  const earlier = subject.earlier?.();
  if (!phrase) return {verdict: "unreadable", reason: "“首次”后面要写达到多少"};
  if (!quantity || !earlier || earlier.length === 0)
    return {verdict: "noFigure", reason: "没有以前各月的数，说不了首次"};
  // 首次达到60%: at least so much.
  const reached: NumberPhrase = {...phrase, approximator: phrase.approximator ?? "atLeast"};
  const now = judgeAmount(reached, subject, quantity, rules);
  if (now.verdict !== "right" && now.verdict !== "doubtful") return now;
  const before = earlier.filter(value => {
    const {verdict} = judgeAmount(reached, {...subject, ofSet: undefined}, {...quantity, value}, rules);
    return verdict === "right" || verdict === "doubtful";
  });
  const [first] = before;
  if (!first) return now;
  return {
    verdict: "false",
    actual: `以前已有${show({...quantity, value: first}, rules.style)}`,
    interval: "以前各月都没有达到",
  };
}

function judgeCompletion(completion: "done" | "exceeded", subject: ClaimSubject, {style}: ClaimRules): Judgement {
  const {quantity} = subject;
  if (!quantity || (quantity.measure !== "" && !quantity.isRate)) {
    return {verdict: "noFigure", reason: "“完成”要写在完成率或条件上，如 流转率 / 60% 或 流转率 >= 60%"};
  }
  const done = completion === "done" ? quantity.value.gte(1) : quantity.value.gt(1);
  if (done) return right;
  const shown = {value: quantity.value, measure: "%", isRate: true, decimals: 1};
  return {
    verdict: "false",
    actual: `完成${show(shown, style)}`,
    interval: completion === "done" ? "100%以上" : "超过100%",
  };
}
