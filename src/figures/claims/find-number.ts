import {Decimal} from "../decimal.ts";
import type {Approximator} from "./approximators.ts";
import {readHanziNumber, type Spread} from "./hanzi-number.ts";
import {measureAt} from "./measures.ts";

/** How the number is measured: an amount, a share of the whole, points between rates, times, doublings. */
export type NumberNature = "amount" | "share" | "points" | "times" | "doublings";

const scales: Readonly<Record<string, number>> = {百: 1e2, 千: 1e3, 百万: 1e6, 千万: 1e7, 万: 1e4, 亿: 1e8, 万亿: 1e12};

/** A number in a text, at `start`; the digits end at `numberEnd`, the measure and what belongs to it at `end`. */
export interface FoundNumber {
  readonly start: number;
  readonly numberEnd: number;
  readonly end: number;
  readonly nature: NumberNature;
  readonly value: Decimal;
  readonly upTo: Decimal | undefined;
  readonly spread: Spread | undefined;
  readonly place: Decimal;
  readonly step: Decimal;
  readonly hasDecimals: boolean;
  readonly measure: string;
  readonly approximator: Approximator | undefined;
  readonly words: readonly string[];
  readonly scale: Decimal;
}

/** The first number at or after a place; `own`: measures of the workspace. */
export function findNumber(text: string, from: number, own: readonly string[]): FoundNumber | undefined {
  for (let at = from; at < text.length; at++) {
    const found = numberAt(text, at, own);
    if (found) return found;
  }
  return undefined;
}

const half = new Decimal("0.5");
const one = new Decimal(1);
const noPlaces = {place: new Decimal("0.01"), step: new Decimal("0.01"), hasDecimals: false, scale: one};

function numberAt(text: string, start: number, own: readonly string[]): FoundNumber | undefined {
  const rest = text.slice(start);
  const halfWord = /^(?:过半数?|多半|大半|半数|一半|近半)/.exec(rest)?.[0];
  if (halfWord) {
    const approximator = halfWord === "近半" ? "near" : /^(?:过|多|大)/.test(halfWord) ? "beyond" : undefined;
    const end = start + halfWord.length;
    return {
      ...noPlaces,
      start,
      numberEnd: end,
      end,
      nature: "share",
      value: half,
      upTo: undefined,
      // More than half has no upper end of its own.
      spread: approximator === "beyond" ? {low: half, lowIncluded: false, high: new Decimal("Infinity")} : undefined,
      measure: "%",
      approximator: approximator === "near" ? "near" : undefined,
      words: approximator ? [halfWord] : [],
    };
  }
  const doubling = /^翻番/.exec(rest);
  if (doubling) {
    return {
      ...noPlaces,
      start,
      numberEnd: start + 2,
      end: start + 2,
      nature: "doublings",
      value: one,
      upTo: undefined,
      spread: undefined,
      measure: "番",
      approximator: undefined,
      words: [],
    };
  }
  const hundredths = /^(百|千|万)分之/.exec(rest);
  if (hundredths) {
    const divisor = hundredths[1] === "百" ? 100 : hundredths[1] === "千" ? 1000 : 10000;
    const number = plainNumber(text, start + 3);
    return number && share(number, start, new Decimal(divisor));
  }
  const first = plainNumber(text, start);
  if (!first) return undefined;
  // 三分之二
  if (text.startsWith("分之", first.end)) {
    const top = plainNumber(text, first.end + 2);
    if (top && !first.value.isZero()) return share(top, start, first.value);
  }
  const range = rangeFrom(text, first, own);
  return range ? {...range, start} : measured(text, start, first, own);
}

interface PlainNumber {
  readonly end: number;
  readonly value: Decimal;
  readonly spread: Spread | undefined;
  readonly place: Decimal;
  readonly step: Decimal;
  readonly hasDecimals: boolean;
  readonly words: readonly string[];
  readonly approximator: Approximator | undefined;
  readonly scale: Decimal;
}

/** The digits with 余, 多 and 万, 亿: 3.45亿, 20多万, 一百余, 数百. */
function plainNumber(text: string, start: number): PlainNumber | undefined {
  const arabic = /^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?/.exec(text.slice(start))?.[0];
  let end: number;
  let value: Decimal;
  let spread: Spread | undefined;
  let decimals = 0;
  if (arabic) {
    const digits = arabic.replaceAll(",", "");
    value = new Decimal(digits);
    decimals = digits.split(".")[1]?.length ?? 0;
    end = start + arabic.length;
  } else {
    const hanzi = readHanziNumber(text, start);
    if (!hanzi) {
      // 上万, 万余: the scale alone.
      const bare = /^(?:上)?[百千万亿](?=[余多]|$|[^\p{L}]|[亩户人元个家斤])/u.exec(text.slice(start))?.[0];
      if (!bare || bare.startsWith("上")) {
        if (!bare) return undefined;
      }
      const scale = new Decimal(scales[bare.at(-1) ?? ""] ?? 1);
      end = start + bare.length;
      value = scale;
      const common = {value, step: scale, place: scale, hasDecimals: false, scale};
      if (bare.startsWith("上"))
        return {
          ...common,
          end,
          spread: {low: scale, lowIncluded: true, high: scale.times(2)},
          words: [],
          approximator: undefined,
        };
      const more = /^[余多]/.exec(text.slice(end))?.[0];
      return {
        ...common,
        end: end + (more ? 1 : 0),
        spread: undefined,
        words: more ? [more] : [],
        approximator: more ? "over" : undefined,
      };
    }
    ({end, value, spread} = hanzi);
    decimals = value.decimalPlaces();
  }
  const words: string[] = [];
  let approximator: Approximator | undefined;
  let scale = one;
  const takeMore = (): void => {
    const more = /^[余多来](?![年月日])|^[余多](?=[年月日])/.exec(text.slice(end))?.[0];
    if (!more || words.length > 0) return;
    words.push(more);
    approximator = more === "来" ? "about" : "over";
    end += 1;
  };
  takeMore();
  const scaleName = /^(?:万亿|千万|百万|万|亿|千(?=[亩户人元])|百(?=[亩户人元]))/.exec(text.slice(end))?.[0];
  if (scaleName && !(arabic === undefined && /^[千百]/.test(scaleName))) {
    scale = new Decimal(scales[scaleName] ?? 1);
    end += scaleName.length;
    // 三万五千 and 三万五: more digits after 万.
    const more = arabic === undefined && scaleName === "万" && !spread ? readHanziNumber(text, end) : undefined;
    if (more && !more.spread && !/^[余多]/.test(text.slice(more.end)) && !/[几数上]/.test(text[end] ?? "")) {
      const isShort = more.end - end === 1 && text[end] !== "零";
      const extra = isShort ? more.value.times(1000) : more.value;
      const whole = value.times(scale).plus(extra);
      end = more.end;
      return {
        end,
        value: whole,
        spread,
        place: placeOf(whole),
        step: one,
        hasDecimals: false,
        words,
        approximator,
        scale: one,
      };
    }
    takeMore();
  }
  const step = Decimal.pow(10, -decimals).times(scale);
  return {
    end,
    value: value.times(scale),
    spread: spread && {...spread, low: spread.low.times(scale), high: spread.high.times(scale)},
    place: placeOf(value).times(scale),
    step,
    hasDecimals: decimals > 0,
    words,
    approximator,
    scale,
  };
}

/** Place value of the last digit that is not zero. */
function placeOf(value: Decimal): Decimal {
  if (value.isZero()) return one;
  let place = Decimal.pow(10, -value.decimalPlaces());
  while (value.div(place.times(10)).isInteger()) place = place.times(10);
  return place;
}

function share(number: PlainNumber, start: number, divisor: Decimal): FoundNumber {
  return {
    ...number,
    ...divided(number, divisor),
    start,
    numberEnd: number.end,
    nature: "share",
    upTo: undefined,
    measure: "%",
  };
}

function divided(number: PlainNumber, divisor: Decimal) {
  const {value, place, step, spread} = number;
  return {
    value: value.div(divisor),
    place: place.div(divisor),
    step: step.div(divisor),
    spread: spread && {...spread, low: spread.low.div(divisor), high: spread.high.div(divisor)},
  };
}

/** A number with its measure: 400亩, 8.6%, 四成多, 六成五, 2.3个百分点, 1.5倍. */
function measured(text: string, start: number, number: PlainNumber, own: readonly string[]): FoundNumber {
  // 2个多百分点: 多 stands inside of the measure.
  const split = text.startsWith("个多百分点", number.end);
  const measure = split ? "个百分点" : measureAt(text.slice(number.end), own);
  let end = number.end + measure.length + (split ? 1 : 0);
  const words = split ? [...number.words, "多"] : [...number.words];
  let approximator = number.approximator ?? (split ? "over" : undefined);
  let current = number;
  // 六成五 is 65 percent.
  if (measure === "成") {
    const fifth = readHanziNumber(text, end);
    if (fifth && fifth.end === end + 1 && !fifth.spread && !number.spread) {
      const value = number.value.plus(fifth.value.div(10));
      current = {...number, value, place: new Decimal("0.1"), step: new Decimal("0.1")};
      end = fifth.end;
    }
  }
  // 四成多, 三年多, 400亩多; 多 before another word (多数) belongs to that.
  const more = measure ? /^[余多](?!数|种|样|次|方|个)/.exec(text.slice(end))?.[0] : undefined;
  if (more) {
    words.push(more);
    approximator ??= "over";
    end += 1;
  }
  const base = {...current, start, numberEnd: number.end, end, upTo: undefined, words, approximator};
  switch (measure) {
    case "%":
      return {...base, ...divided(current, new Decimal(100)), nature: "share", measure: "%"};
    case "‰":
      return {...base, ...divided(current, new Decimal(1000)), nature: "share", measure: "%"};
    case "成":
      return {...base, ...divided(current, new Decimal(10)), nature: "share", measure: "成"};
    case "个百分点":
    case "百分点":
      return {...base, ...divided(current, new Decimal(100)), nature: "points", measure: "个百分点"};
    case "倍":
      return {...base, nature: "times", measure};
    case "番":
      return {...base, nature: "doublings", measure};
    default:
      return {...base, nature: "amount", measure};
  }
}

const rangeSign = /^(?:——|—|–|~|～|－|-|至|到)/;

/** 1—3万元, 15%~30%, 100至150亩: what the first end leaves out, the second one gives. */
function rangeFrom(text: string, first: PlainNumber, own: readonly string[]): FoundNumber | undefined {
  if (first.words.length > 0 || first.spread) return undefined;
  const firstMeasure = measureAt(text.slice(first.end), own);
  const signAt = first.end + firstMeasure.length;
  const sign = rangeSign.exec(text.slice(signAt))?.[0];
  if (!sign) return undefined;
  const second = plainNumber(text, signAt + sign.length);
  if (!second || second.spread) return undefined;
  const high = measured(text, signAt + sign.length, second, own);
  const low = measured(text, 0, first, own);
  if (low.measure !== "" && low.measure !== high.measure && measureAt(low.measure + high.measure, own) !== low.measure)
    return undefined;
  // Without a measure or a scale of its own, the first end takes those of the second.
  const isElided = firstMeasure === "";
  const divisor = second.value.isZero() ? one : high.value.div(second.value);
  const scale = isElided && first.scale.eq(1) && first.value.lt(second.value.div(second.scale)) ? second.scale : one;
  const value = isElided ? first.value.times(scale).times(divisor) : low.value;
  return {...high, value, upTo: high.value, numberEnd: second.end};
}
