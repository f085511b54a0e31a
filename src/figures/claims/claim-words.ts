import {readHanziNumber} from "./hanzi-number.ts";
import type {BaseName} from "./judge-claim.ts";

export type Movement = "up" | "down" | "level";

/** What the words of a claim say besides a number. */
export interface ClaimWords {
  readonly movement: Movement | undefined;
  /** 连续三个月增长 */
  readonly run: {readonly months: number; readonly movement: Movement} | undefined;
  /** 第三位, 前三, 末位, 倒数第二 */
  readonly rank: {readonly from: "top" | "end"; readonly position: number; readonly within: boolean} | undefined;
  readonly extreme: "highest" | "lowest" | undefined;
  readonly record: "high" | "low" | undefined;
  readonly isFirst: boolean;
  readonly completion: "done" | "exceeded" | undefined;
  /** 同比, 比上月, 比年初 */
  readonly baseName: BaseName | undefined;
  /** The words without those that were understood, where a number is looked for. */
  readonly rest: string;
}

const ups = "增长 增加 提高 提升 上升 上涨 增多 扩大 走高 攀升 回升 增幅 涨幅 提高了 新增".split(" ");
const downs = "下降 降低 减少 回落 下滑 缩小 走低 下跌 降幅 收窄 降为 降到 降至".split(" ");
const levels = "持平 不变 没有变化 未变".split(" ");
const anyOf = (words: readonly string[]): string => words.join("|");
const number = "[零一二两三四五六七八九十百\\d]+";

const runPattern = new RegExp(
  `(?:连续|连)(${number})个?(?:月份?)(?:环比|实现|保持|都|均)*(${anyOf([...ups, ...downs, ...levels])})`,
);
const rankPatterns: readonly (readonly [RegExp, "top" | "end", boolean, number?])[] = [
  [new RegExp(`倒数第(${number})(?:位|名)?`), "end", false],
  [new RegExp(`(?:列|居|排|在|进入|跻身|位居|位列)?[前头](${number})(?:位|名|强|列)?`), "top", true],
  [new RegExp(`(?:列|居|排|在)?后(${number})(?:位|名)?`), "end", true],
  [/前列第一|第一位|第一名|居首位?|首位|榜首|之首|头名|第一(?!次|批|期|季|书记)/, "top", false, 1],
  [new RegExp(`第(${number})(?:位|名)?(?!次|批|期|季|条|款|个|页)`), "top", false],
  [/末位|居末|垫底|最后一(?:位|名)|倒数首位/, "end", false, 1],
];
const datePattern =
  /\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:底|末|初|以来)?|\d{1,2}月(?:\d{1,2}日|份|底|末|初|以来)?(?!\d|个)|上半年|下半年|全年|今年|去年(?!同期)/g;

/** Reads the claim words and takes them out of the text, so that their numerals are not taken for quantities. */
export function readClaimWords(text: string): ClaimWords {
  let rest = text.replace(datePattern, date => "\u3000".repeat(date.length));
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(rest);
    if (!match) return undefined;
    rest = rest.slice(0, match.index) + "\u3000".repeat(match[0].length) + rest.slice(match.index + match[0].length);
    return match;
  };
  const runMatch = take(runPattern);
  const months = readCount(runMatch?.[1]);
  const baseName = take(/(?:比|较|与)?(?:上年同期|去年同期|同比)(?:相比)?/)
    ? "上年同期"
    : take(/(?:比|较)?(?:年初|上年末|上年底|去年底|去年末)(?:相比)?/)
      ? "年初"
      : take(/(?:比|较|与)?(?:上月|上个月|环比)(?:相比)?/)
        ? "上月"
        : undefined;
  const isFirst = take(/首次|首度|第一次/) !== undefined;
  const record = take(/(?:历史|历年|今年)?新高/) ? "high" : take(/(?:历史|今年)?新低/) ? "low" : undefined;
  const extreme = take(/最高|最多(?!\s*[\d一二三四五六七八九十百千万])|最大/)
    ? "highest"
    : take(/最低|最少(?!\s*[\d一二三四五六七八九十百千万])|最小/)
      ? "lowest"
      : undefined;
  let rank: ClaimWords["rank"];
  for (const [pattern, from, within, fixed] of rankPatterns) {
    const match = take(pattern);
    const position = fixed ?? readCount(match?.[1]);
    if (!match || position === undefined) continue;
    rank = {from, position, within};
    break;
  }
  const exceeded = take(/超额完成(?:了)?(?:任务|目标|计划)?/);
  // 完成85% says how much; 完成目标 says that all is done.
  const done = exceeded
    ? undefined
    : take(/(?:全面|全部|如期|提前|圆满)?完成(?:了)?(?:任务|目标|计划)|(?:全面|全部|如期|提前|圆满)完成|^完成$/);
  return {
    movement: movementIn(rest),
    run: runMatch && months !== undefined ? {months, movement: movementIn(runMatch[2] ?? "") ?? "up"} : undefined,
    rank,
    extreme,
    record,
    isFirst,
    completion: exceeded ? "exceeded" : done ? "done" : undefined,
    baseName,
    rest,
  };
}

function movementIn(text: string): Movement | undefined {
  if (levels.some(word => text.includes(word))) return "level";
  if (ups.some(word => text.includes(word))) return "up";
  if (downs.some(word => text.includes(word))) return "down";
  return undefined;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const hanzi = readHanziNumber(text, 0);
  return hanzi && hanzi.end === text.length ? hanzi.value.toNumber() : undefined;
}
