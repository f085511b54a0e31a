import type {Decimal} from "../decimal.ts";
import {type Approximator, readPrefixes, readSuffix} from "./approximators.ts";
import {findNumber, type NumberNature} from "./find-number.ts";
import type {Spread} from "./hanzi-number.ts";
import {hideOrdinaryWords} from "./ordinary-words.ts";

/** A Chinese number phrase, read: 近400亩, 三四十户, 1—3万元, 四成多, 增长8.6%. */
export interface NumberPhrase {
  readonly nature: NumberNature;
  /** The stated number N, in `measure`; a share as ratio, points as ratio. The lower end of a range. */
  readonly value: Decimal;
  /** The upper end of a range. */
  readonly upTo: Decimal | undefined;
  /** What the form itself leaves open: 十几, 三四十. */
  readonly spread: Spread | undefined;
  /** Place value of the last digit that is not zero: 100 for 400, 10 for 350. */
  readonly place: Decimal;
  /** Place value of the last digit written: 1 for 400, 0.1 for 8.6, 10000 for 3万. */
  readonly step: Decimal;
  /** True when decimals are written, as in 1.28万. */
  readonly hasDecimals: boolean;
  /** 亩, 元, …; "" for a bare number. */
  readonly measure: string;
  readonly approximator: Approximator | undefined;
  /** Words of approximation found, as written: two of them are a fault. */
  readonly approximators: readonly string[];
  /** The words before and after. */
  readonly before: string;
  readonly after: string;
  /** The scale that was written: 1, 1e4 or 1e8. */
  readonly scale: Decimal;
}

export type Unreadable = "noNumber" | "severalNumbers";

/** Reads the one number phrase in some words. `ownMeasures` are those of the workspace. */
export function parseNumberPhrase(words: string, ownMeasures: Iterable<string> = []): NumberPhrase | Unreadable {
  const own = [...ownMeasures];
  const text = hideOrdinaryWords(narrow(words));
  const found = findNumber(text, 0, own);
  if (!found) return "noNumber";
  if (findNumber(text, found.end, own)) return "severalNumbers";
  const before = readPrefixes(text.slice(0, found.start));
  const after = readSuffix(text.slice(found.end));
  const words2 = [...before.words, ...found.words, ...after.words];
  const approximator =
    before.approximator ?? found.approximator ?? after.approximator ?? (found.spread ? "spread" : undefined);
  const spreadWord = found.spread && (before.approximator || found.approximator || after.approximator);
  const isNegative = /[-−－负]$/.test(before.rest);
  return {
    nature: found.nature,
    value: isNegative ? found.value.neg() : found.value,
    upTo: found.upTo,
    spread: found.spread,
    place: found.place,
    step: found.step,
    hasDecimals: found.hasDecimals,
    measure: found.measure,
    approximator,
    approximators: spreadWord ? [...words2, text.slice(found.start, found.numberEnd)] : words2,
    before: before.rest,
    after: after.rest,
    scale: found.scale,
  };
}

/** True when the words hold a number phrase. */
export function hasNumber(words: string): boolean {
  return findNumber(hideOrdinaryWords(narrow(words)), 0, []) !== undefined;
}

/** Full-width digits, points and percent signs as half-width ones, of equal length. */
export function narrow(text: string): string {
  return text.replace(/[０-９．％，]/g, character =>
    character === "％" ? "%" : character === "，" ? "，" : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}
