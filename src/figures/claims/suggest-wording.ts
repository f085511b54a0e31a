import {describeChange, describeDifference} from "../change.ts";
import {Decimal} from "../decimal.ts";
import {formatNumber, type Quantity, scaleForProse} from "../format.ts";
import {readClaimWords} from "./claim-words.ts";
import {type ClaimRules, type ClaimSubject, judgeClaim, show} from "./judge-claim.ts";
import {hasNumber, type NumberPhrase, parseNumberPhrase} from "./number-phrase.ts";

/**
 * Words that are true of the figure, as near to the author's as can be: the same number with another word of
 * approximation, a rounder number near by, and in the end the figure itself. Whatever is suggested has been checked.
 */
export function suggestWording(words: string, subject: ClaimSubject, rules: ClaimRules): string | undefined {
  return candidates(words, subject, rules).find(
    candidate => candidate !== words && judgeClaim(candidate, subject, rules).verdict === "right",
  );
}

function* candidatesOf(words: string, subject: ClaimSubject, rules: ClaimRules): Generator<string> {
  const {style} = rules;
  const read = readClaimWords(words);
  if (subject.text !== undefined) yield subject.text;
  if (read.rank && subject.rank) {
    const {position, fromEnd} = subject.rank;
    if (read.rank.from === "end") yield `倒数第${fromEnd}位`;
    yield `第${position}位`;
  }
  const change =
    subject.change ?? (read.movement && !read.run ? subject.compareWith?.(read.baseName ?? "上月") : undefined);
  if (change) {
    const lead =
      read.baseName === undefined
        ? ""
        : (/^.*?(?:同比|环比|上月|上个月|同期|年初|上年末|上年底|去年底)/.exec(words)?.[0] ?? "");
    const byAmount = describeDifference(change.now, change.base, style).text;
    const byRate = describeChange(change.now, change.base, style).text;
    const [first, second] = /%|％|成|倍|番/.test(words) ? [byRate, byAmount] : [byAmount, byRate];
    yield `${lead}${first}`;
    yield `${lead}${second}`;
    if (lead) {
      yield first;
      yield second;
    }
  }
  const {quantity} = subject;
  if (!quantity) return;
  if (read.completion) yield `完成${show({value: quantity.value, measure: "%", isRate: true, decimals: 1}, style)}`;
  // Not for the first time, but true all the same: 迈过60%.
  if (read.isFirst) yield words.replace(/首次|首度|第一次/, "");
  const phrase = hasNumber(read.rest) ? parseNumberPhrase(words, rules.measures) : undefined;
  if (phrase === undefined) return;
  const exact = show(quantity, style);
  if (typeof phrase !== "string" && !read.isFirst) {
    const around = (number: string): string => `${phrase.before}${number}${phrase.after}`;
    if (phrase.approximator !== undefined || phrase.upTo) {
      for (const number of approximations(phrase, quantity)) yield around(number);
    }
    yield around(exact);
  }
  yield exact;
}

function candidates(words: string, subject: ClaimSubject, rules: ClaimRules): string[] {
  return [...candidatesOf(words, subject, rules)];
}

/** 近400亩, 400余亩, 约400亩, …, for the stated number first and then for round ones about the figure. */
function* approximations(phrase: NumberPhrase, quantity: Quantity): Generator<string> {
  const shown = scaleForProse(quantity);
  const x = shown.isRate ? shown.value.times(100) : shown.value;
  if (!x.isPositive() || x.isZero()) return;
  const stated = statedIn(phrase, shown);
  const {measure} = shown;
  const numbers = [...(stated ? [stated] : []), ...roundNumbers(x)];
  for (const n of numbers) {
    const digits = formatNumber(
      {...shown, value: shown.isRate ? n.div(100) : n, decimals: Math.min(n.decimalPlaces(), 4)},
      {rounding: "halfUp", grouping: false},
    );
    const isWhole = n.isInteger() && n.gte(10) && !shown.isRate;
    if (x.lt(n)) yield `近${digits}${measure}`;
    if (x.gt(n)) {
      if (isWhole && /^[百千万亿]?[^\d]*$/.test(measure)) yield `${digits}余${measure}`;
      yield `超过${digits}${measure}`;
    }
    if (phrase.approximator === "about") yield `约${digits}${measure}`;
  }
}

/** The author's number in the measure in which the figure is shown; undefined when that is another kind of number. */
function statedIn(phrase: NumberPhrase, shown: Quantity): Decimal | undefined {
  if (phrase.nature === "share") return shown.isRate ? phrase.value.times(100).toDecimalPlaces(1) : undefined;
  if (phrase.nature !== "amount" || phrase.value.isZero()) return undefined;
  if (shown.measure === "万元" && phrase.measure === "元") return phrase.value.div(1e4);
  if (shown.measure === "亿元" && phrase.measure === "元") return phrase.value.div(1e8);
  return phrase.measure === shown.measure ? phrase.value : undefined;
}

/** 412: 400, 500, 410, 420. */
function roundNumbers(x: Decimal): Decimal[] {
  const power = Decimal.pow(10, Math.floor(Number(Decimal.log10(x))));
  return [power, power.div(10)].flatMap(step => {
    const low = x.div(step).floor().times(step);
    return [low, low.plus(step)].filter(n => n.isPositive() && !n.isZero());
  });
}
