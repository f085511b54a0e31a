/*
 * What a line of Chinese may begin and end with, and which marks give way.
 * Sources: GB/T 15834-2011 (5.1, places of punctuation), W3C clreq (basic level of 避头尾; 不可分; shrinking of marks).
 */

/** 避头: never at the start of a line. */
const neverFirst = new Set("、，。．：；？！’”）〕］｝〉》」』】〗…—～·％‰℃°,.:;?!)]}%／/-–");
/** 避尾: never at the end of a line. */
const neverLast = new Set("‘“（〔［｛〈《「『【〖([{￥＄$第");
/** Closing marks whose blank right half can be given up. */
const closing = new Set("、，。．：；？！’”）〕］｝〉》」』】〗");
/** Opening marks whose blank left half can be given up. */
const opening = new Set("‘“（〔［｛〈《「『【〖");
/** Words of measure that stay with the number before them: 371亩, 32个, 2.4万元, 2019年. */
const measures = new Set(
  "亩户个人元万亿千百十年月日号时分秒次批件栋座套家村岁头只条项名位期版点度层级斤吨米里公平倍成余多几",
);

const isDigit = (character: string | undefined): boolean => character !== undefined && /[0-9]/.test(character);
const isWord = (character: string | undefined): boolean => character !== undefined && /[0-9A-Za-zÀ-ɏ]/.test(character);
/** What stands inside a Latin word, a number or a formula: 1.5, 1+3+N, A-4. */
const isInner = (character: string | undefined): boolean =>
  character !== undefined && /[.,:+\-'&@_#=×]/.test(character);

/** True for what counts when a last line is asked for two characters: no mark. */
export const isLetter = (character: string | undefined): boolean => /[\p{L}\p{N}]/u.test(character ?? "");
/** True for what words, numbers and formulas in Latin letters are made of. */
export const isLatin = (character: string | undefined): boolean =>
  isWord(character) || isInner(character) || character === "%";
export const isClosingMark = (character: string | undefined): boolean => closing.has(character ?? "");
export const isOpeningMark = (character: string | undefined): boolean => opening.has(character ?? "");

/** True when a line may end before `text[index]`. `joined`: both sides stand in one piece that is marked as unbreakable. */
export function mayBreakBefore(text: readonly string[], index: number, joined = false): boolean {
  const before = text[index - 1];
  const after = text[index];
  if (before === undefined || after === undefined || joined) return false;
  if (after === " " || after === "\u00a0" || before === "\u00a0") return false;
  if (neverFirst.has(after) || neverLast.has(before)) return false;
  if (before === " ") return true;
  if (isWord(before) && (isWord(after) || isInner(after))) return false;
  if (isInner(before) && isWord(after)) return false;
  if ((isDigit(before) || before === "%") && (measures.has(after) || neverFirst.has(after))) return false;
  // 2.4万元, 80多元: 万, 亿, 多, 余 stay between number and measure.
  if ("万亿多余几".includes(before) && isDigit(text[index - 2]) && measures.has(after)) return false;
  if ("多余".includes(text[index - 2] ?? "") && "万亿".includes(before) && measures.has(after)) return false;
  // 2019年5月.
  if (before === "年" && isDigit(after) && isDigit(text[index - 2])) return false;
  // A prefix stays with its number: 近400亩, 约3成.
  if ("近约超逾达±≥≤＋".includes(before) && isDigit(after)) return false;
  return true;
}
