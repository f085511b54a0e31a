import {Decimal} from "../decimal.ts";

/** A number written in Hanzi, with what its form leaves open. */
export interface HanziNumber {
  readonly end: number;
  readonly value: Decimal;
  /** What the form alone allows: 三四十 is 30 to below 50, 十几 lies between 10 and 20. */
  readonly spread: Spread | undefined;
}

export interface Spread {
  readonly low: Decimal;
  readonly lowIncluded: boolean;
  readonly high: Decimal;
}

const digits = "零一二三四五六七八九";
const steps: Readonly<Record<string, number>> = {十: 10, 百: 100, 千: 1000};

/** 0 to 9, or undefined; 两 is 2, 〇 is 0. */
export function hanziDigit(character: string | undefined): number | undefined {
  if (character === "两") return 2;
  if (character === "〇") return 0;
  const digit = character ? digits.indexOf(character) : -1;
  return digit === -1 ? undefined : digit;
}

/**
 * Reads the Hanzi number at an offset, up to 千 (万 and 亿 are scales, see find-number.ts):
 * 三十二, 一百零五, 一百二 (120), 三四十, 十五六, 十几, 几十, 数百, 上千, 二〇一九, 三点五.
 */
export function readHanziNumber(text: string, start: number): HanziNumber | undefined {
  return readVague(text, start) ?? readPositional(text, start) ?? readCounted(text, start);
}

/** 几十, 数百, 上千, 几个: the step is known and nothing more. Without a step 几 and 数 say nothing. */
function readVague(text: string, start: number): HanziNumber | undefined {
  const match = /^(几|数|上)([十百千]?)(?=([万亿])?)/.exec(text.slice(start, start + 3));
  if (!match) return undefined;
  const [run, word, stepName = ""] = match;
  if (stepName === "" && match[3] === undefined) return undefined;
  if (word === "上" && stepName === "十") return undefined;
  const step = new Decimal(steps[stepName] ?? 1);
  return {
    end: start + run.length,
    value: step,
    spread: {low: word === "上" ? step : step.times(2), lowIncluded: true, high: step.times(word === "上" ? 2 : 10)},
  };
}

/** 二〇一九: digits one after another, three or more of them. */
function readPositional(text: string, start: number): HanziNumber | undefined {
  const run = /^[零〇一二三四五六七八九]{3,}(?![十百千])/.exec(text.slice(start))?.[0];
  if (!run) return undefined;
  const value = [...run].map(character => String(hanziDigit(character))).join("");
  return {end: start + run.length, value: new Decimal(value), spread: undefined};
}

function readCounted(text: string, start: number): HanziNumber | undefined {
  let at = start;
  let total = new Decimal(0);
  let lastStep = 10000;
  let spread: Spread | undefined;
  let afterZero = false;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === "零" || character === "〇") {
      if (at === start && !/[零〇]点/.test(text.slice(at, at + 2))) {
        return {end: at + 1, value: total, spread};
      }
      afterZero = true;
      at++;
      if (text[at] === "点") break;
      continue;
    }
    const digit = hanziDigit(character);
    if (digit === undefined) {
      // 十二: a ten without its one.
      if (character === "十" && lastStep > 10) {
        total = total.plus(10);
        lastStep = 10;
        at++;
        if (text[at] === "几") {
          spread = {low: total, lowIncluded: false, high: total.plus(10)};
          at++;
          break;
        }
        continue;
      }
      break;
    }
    const next = hanziDigit(text[at + 1]);
    const stepAfterPair = next === undefined ? undefined : steps[text[at + 2] ?? ""];
    if (next !== undefined && next > digit && (next === digit + 1 || (digit === 3 && next === 5))) {
      // 三四十, 十五六: two neighbours stand for everything from the one to the end of the other.
      const step = stepAfterPair ?? 1;
      if (step >= lastStep) break;
      spread = {low: total.plus(digit * step), lowIncluded: true, high: total.plus((next + 1) * step)};
      total = total.plus(digit * step);
      at += stepAfterPair === undefined ? 2 : 3;
      break;
    }
    const step = steps[text[at + 1] ?? ""];
    if (step !== undefined) {
      if (step >= lastStep) break;
      total = total.plus(digit * step);
      lastStep = step;
      afterZero = false;
      at += 2;
      if (text[at] === "几" && step === 10) {
        spread = {low: total, lowIncluded: false, high: total.plus(10)};
        at++;
        break;
      }
      continue;
    }
    // 一百二 is 120, 一百零二 is 102.
    const shortened = lastStep >= 100 && lastStep < 10000 && !afterZero;
    total = total.plus(shortened ? (digit * lastStep) / 10 : digit);
    at++;
    break;
  }
  if (at === start) return undefined;
  const fraction = /^点[零〇一二三四五六七八九]+/.exec(text.slice(at))?.[0];
  if (fraction && !spread) {
    const places = [...fraction.slice(1)].map(character => String(hanziDigit(character))).join("");
    return {end: at + fraction.length, value: new Decimal(`${total.toFixed(0)}.${places}`), spread};
  }
  return {end: at, value: total, spread};
}
