import type {Fault, FaultKind, Rules} from "./judge-lines.ts";
import type {Line} from "./read-lines.ts";

/** clreq 避头, the basic level, with closing brackets and 连接号. */
const neverStarts = /^[，。、；：？！”’）》〉」』】〕］｝·／～%％‰℃°]/;
/** clreq 避尾. */
const neverEnds = /[“‘（《〈「『【〔［｛＋￥¥$§№]$/;

const measures =
  "个百分点|人次|万元|亿元|万亩|万户|万人|平方米|公里|公顷|年|月|日|号|时|分|元|亩|户|人|个|村|家|项|批次|批|件|名|期|份|倍|成|条|次|位|处|头|吨|公斤|斤|天|小时|栋|座|层|岁|届|版|页|[%％‰℃]";
/** One thing to a reader: a number with sign, 第, scale, measure and 以上, a range, a date. */
const numberUnit = new RegExp(
  `(?:第|[+＋±￥¥$-])?\\d[\\d.,]*(?:[余多几]?[万亿]?[余多]?(?:${measures})(?:以上|以下|以内|左右)?)?` +
    `(?:[—–~～-]\\d[\\d.,]*[万亿]?(?:${measures})?(?:以上|以下|以内|左右)?)?`,
  "g",
);
const date = /(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月/g;
const latinWord = /[A-Za-z0-9][A-Za-z0-9.,'’+&]*/g;

/** What a break between two lines of a block does wrong. */
export function judgeBreak(before: Line, after: Line, {longestUnitEm, source}: Rules): Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, detail: string) =>
    faults.push({kind, page: after.page, text: `${before.text}/${after.text}`, detail});
  if (neverStarts.test(after.text)) add("forbidden-start", after.text.slice(0, 1));
  if (neverEnds.test(before.text)) add("forbidden-end", before.text.slice(-1));
  for (const mark of ["—", "…"]) {
    if (before.text.endsWith(mark) && after.text.startsWith(mark)) add("split-mark", mark + mark);
  }
  const at = before.text.length;
  const whole = before.text + after.text;
  const parted = (pattern: RegExp) =>
    [...whole.matchAll(pattern)].find(({index, 0: {length}}) => index < at && at < index + length)?.[0];
  const number = parted(numberUnit) ?? parted(date);
  if (number !== undefined && widthEm(number) <= longestUnitEm) add("split-number", number);
  const word = number === undefined ? parted(latinWord) : undefined;
  // A word longer than the line has to be divided somewhere.
  const isOne = word !== undefined && (source?.includes(word) ?? true);
  if (isOne && widthEm(word) < (after.right - after.left) / after.size) add("split-word", word);
  return faults;
}

/** Width of a text when hanzi take a cell, digits and letters half of one. */
function widthEm(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\x20-\x7e]/.test(character) ? 0.55 : 1), 0);
}
