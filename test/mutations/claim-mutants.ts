import type {ClaimKind, Mutant} from "./mutant.ts";
import type {Random} from "./random.ts";

/** `[近400亩](=顺德村.流转面积)` in an article: the author's words, and the figure that they are held against. */
export interface Claim {
  readonly path: string;
  readonly words: string;
  readonly expression: string;
  /** From `[` to `)`. */
  readonly start: number;
  readonly end: number;
  readonly wordsStart: number;
}

/** All claims of an article's text, outside of fenced blocks. */
export function findClaims(path: string, text: string): Claim[] {
  // Expressions hold parentheses of their own: 计数(各村, 流转率 >= 60%).
  const pattern = /\[([^\][\n]+)\]\(=((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*)\)/g;
  const fences = [...text.matchAll(/^(```|~~~)[\s\S]*?^\1/gm)].map(({index, 0: all}) => [index, index + all.length]);
  return [...text.matchAll(pattern)].flatMap(match => {
    if (fences.some(([from = 0, to = 0]) => match.index >= from && match.index < to)) return [];
    const [all, words = "", expression = ""] = match;
    return [{path, words, expression, start: match.index, end: match.index + all.length, wordsStart: match.index + 1}];
  });
}

interface Edit {
  readonly kind: ClaimKind;
  /** Offsets into the words. */
  readonly start: number;
  readonly end: number;
  readonly after: string;
}

/**
 * Every way in which a claim's words can be made wrong. `value` is the figure, when known: 以上 becomes 以下 only where
 * the figure is not the very number, since both hold then.
 */
export function mutateClaim(claim: Claim, random: Random, value?: number): Mutant[] {
  const {words} = claim;
  const edits: Edit[] = [
    ...changeDigits(words, random),
    ...changeHanzi(words, random),
    ...swapDirections(words),
    ...swapMeasures(words),
    ...moveRanks(words),
    ...swapApproximators(words, value),
    ...shiftDecimals(words),
    ...pointsToPercent(words),
  ];
  return edits.map(({kind, start, end, after}) => ({
    kind,
    path: claim.path,
    start: claim.wordsStart + start,
    end: claim.wordsStart + end,
    before: words.slice(start, end),
    after,
    holderStart: claim.start,
    holderEnd: claim.end,
    subject: `[${words}](=${claim.expression})`,
  }));
}

const number = /\d+(?:\.\d+)?/g;
const approximate =
  /近|接近|将近|超|逾|突破|约|大约|左右|上下|余|多|不足|不到|不满|未满|以上|以下|以内|至少|最多|不低于|不少于/;

/** A digit becomes another: any digit of an exact number, the first one of an approximate number. */
function changeDigits(words: string, random: Random): Edit[] {
  return [...words.matchAll(number)].flatMap(({index, 0: digits}): Edit[] => {
    if (isRank(words, index)) return [];
    const places = [...digits].flatMap((digit, at) => (digit === "." ? [] : [at]));
    const place = approximate.test(words) ? 0 : (random.pick(places) ?? 0);
    const old = Number(digits[place]);
    // The first digit goes far, so that an approximate number fits no more; none becomes a leading zero.
    const changed = place === 0 ? (old <= 4 ? old + 4 : old - 4) || 5 : (old + 1 + Math.floor(random.next() * 8)) % 10;
    return [{kind: "digit changed", start: index + place, end: index + place + 1, after: String(changed)}];
  });
}

const hanzi = "二三四五六七八九";

/** A single Hanzi numeral before a counter becomes another: 四个 → 七个. */
function changeHanzi(words: string, random: Random): Edit[] {
  return [...words.matchAll(/(?<![第十百千万零一二三四五六七八九])[二三四五六七八九](?=[个户村件人])/g)].map(
    ({index, 0: numeral}) => ({
      kind: "digit changed" as const,
      start: index,
      end: index + 1,
      after: random.pick([...hanzi].filter(other => other !== numeral)) ?? "九",
    }),
  );
}

const directions: readonly (readonly [string, string])[] = [
  ["增长", "下降"],
  ["增加", "减少"],
  ["提高", "下降"],
  ["上升", "下降"],
  ["下降", "增长"],
  ["减少", "增加"],
  ["降低", "提高"],
  ["下滑", "上升"],
  ["多", "少"],
];

function swapDirections(words: string): Edit[] {
  const isPoints = words.includes("百分点");
  for (const [from, to] of directions) {
    const at = words.indexOf(from);
    // 100多人 is about a number, 多100人 is a direction.
    if (at === -1 || (from === "多" && !/^多\d/.test(words.slice(at)))) continue;
    const after = isPoints && to === "增长" ? "提高" : to;
    return [{kind: "direction swapped", start: at, end: at + from.length, after}];
  }
  return [];
}

const measures: readonly (readonly [string, string])[] = [
  ["亿元", "万元"],
  ["万元", "元"],
  ["元", "万元"],
  ["万亩", "亩"],
  ["亩", "户"],
  ["户", "亩"],
];

function swapMeasures(words: string): Edit[] {
  for (const [from, to] of measures) {
    const match = new RegExp(`(\\d(?:余|多)?)${from}`).exec(words);
    if (!match) continue;
    const start = match.index + (match[1] ?? "").length;
    return [{kind: "measure swapped", start, end: start + from.length, after: to}];
  }
  return [];
}

const chineseRanks = "一二三四五六七八九十";

function isRank(words: string, index: number): boolean {
  return words[index - 1] === "第" || words[index - 1] === "前" || words[index - 1] === "后";
}

function moveRanks(words: string): Edit[] {
  const digits = /第(\d+)/.exec(words);
  if (digits) {
    const start = digits.index + 1;
    const after = String(Number(digits[1]) + 1);
    return [{kind: "rank off by one", start, end: start + (digits[1] ?? "").length, after}];
  }
  const chinese = /第([一二三四五六七八九])(?![十百])/.exec(words);
  if (!chinese) return [];
  const start = chinese.index + chinese[0].length - 1;
  const after = chineseRanks[chineseRanks.indexOf(chinese[1] ?? "") + 1] ?? "十";
  return [{kind: "rank off by one", start, end: start + 1, after}];
}

/** Words before the number, and what contradicts them whatever the figure is. */
const before: readonly (readonly [string, string])[] = [
  ["将近", "超过"],
  ["接近", "超过"],
  ["不超过", "超过"],
  ["不低于", "不足"],
  ["不少于", "不足"],
  ["超过", "近"],
  ["突破", "近"],
  ["不足", "超过"],
  ["不到", "超过"],
  ["不满", "超过"],
  ["未满", "超过"],
  ["至少", "不足"],
  ["最多", "超过"],
  ["近", "超"],
  ["超", "近"],
  ["逾", "近"],
];

function swapApproximators(words: string, value: number | undefined): Edit[] {
  const match = /\d+(?:\.\d+)?/.exec(words);
  if (!match) return [];
  const edit = (start: number, end: number, after: string): Edit => ({kind: "approximator swapped", start, end, after});
  const head = words.slice(0, match.index);
  for (const [from, to] of before) {
    if (head.endsWith(from)) return [edit(match.index - from.length, match.index, to)];
  }
  const tail = words.slice(match.index + match[0].length);
  const end = match.index + match[0].length;
  const more = /^(余|多)/.exec(tail);
  // 100余人 is more than 100 人, 近100人 less.
  if (more) return [edit(match.index, end + 1, `近${match[0]}`)];
  const bound = /^([^\d]*?)(以上|以下|以内)/.exec(tail);
  if (!bound) return [];
  const [all, between = "", word = ""] = bound;
  const isVeryNumber = value === undefined || Math.abs(value - Number(match[0])) < 1e-9;
  if (!isVeryNumber) {
    const start = end + between.length;
    return [edit(start, start + word.length, word === "以上" ? "以下" : "以上")];
  }
  const opposite = word === "以上" ? "不足" : "超过";
  return [edit(match.index, end + all.length, `${opposite}${match[0]}${between}`)];
}

/** 43.2 becomes 4.32, 1.6 becomes 16, 388 becomes 3880. */
function shiftDecimals(words: string): Edit[] {
  const match = /\d+(?:\.\d+)?/.exec(words);
  if (!match || isRank(words, match.index) || Number(match[0]) === 0) return [];
  const [whole = "", part = ""] = match[0].split(".");
  const shifted = part === "" ? `${whole}0` : `${whole}${part[0]}${part.length > 1 ? `.${part.slice(1)}` : ""}`;
  const after = shifted.replace(/^0+(?=\d)/, "");
  return [{kind: "decimal shifted", start: match.index, end: match.index + match[0].length, after}];
}

function pointsToPercent(words: string): Edit[] {
  const match = /(?:个)?百分点/.exec(words);
  if (!match) return [];
  return [{kind: "percentage points as percent", start: match.index, end: match.index + match[0].length, after: "%"}];
}
