import {type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import {hideOrdinaryWords, measureAt, narrow, readHanziNumber} from "../figures/index.ts";
import {type MaskedReference, maskReferences} from "../workspace/index.ts";
import {blockNames} from "./render-narrative.ts";

/** A number of quantity in a text, as offsets. */
export interface NumberPlace {
  readonly start: number;
  readonly end: number;
}

/** What the numbers of an article rest on. */
export interface NumberReview {
  readonly references: number;
  readonly claims: number;
  readonly notes: number;
  /** The same with their places, in order. */
  readonly tied: readonly MaskedReference[];
  /** Numbers that are none of these. */
  readonly untied: readonly Span[];
}

/**
 * Counts the references, claims and notes of an article, or of bulletin.yaml, and finds the numbers that are none of them.
 */
export function reviewNumbers(source: SourceText, fixedPhrases: readonly string[] = []): NumberReview {
  const isYaml = source.path.endsWith(".yaml");
  const masked = maskReferences(source, () => {});
  const readable = isYaml ? masked.text : hideCode(masked.text);
  const tied = masked.references.filter(({start}) => readable[start] !== " ");
  const count = (wanted: MaskedReference["kind"]): number => tied.filter(({kind}) => kind === wanted).length;
  const prose = isYaml ? yamlWords(hideTied(masked.text)) : proseOf(masked.text);
  return {
    references: count("reference"),
    claims: count("claim"),
    notes: count("note"),
    tied: tied.sort((a, b) => a.start - b.start),
    untied: findNumbers(prose, fixedPhrases).map(({start, end}) => spanOf(source, start, end)),
  };
}

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** Keys of front matter, blocks and bulletin.yaml whose values are printed. */
const printedKeys = /^(?:引题|标题|副题|导语|电头|署名|说明|名称|表头|注|文字|名|专版|材料|汇报)$/;
/** Blocks whose texts may hold references. */
const blockLine = new RegExp(`^\\s*(?:${blockNames.join("|")})\\s*$`);

/** Code prints what it holds as it is: nothing in it is a reference. */
function hideCode(text: string): string {
  return text
    .replace(
      /^[ \t]*(`{3,}|~{3,})([^\n]*)\n[\s\S]*?(?:\n[ \t]*\1[ \t]*(?=\n|$)|$(?![\s\S]))/gm,
      (block, _fence, name: string) => (blockLine.test(name) ? block : blank(block)),
    )
    .replace(/(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)/g, blank);
}

/** An article with everything blanked that is not its words: keys, settings, code, addresses, what is tied already. */
function proseOf(masked: string): string {
  const untied = hideTied(masked);
  const front = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(untied)?.[0] ?? "";
  const body = untied
    .slice(front.length)
    .replace(
      /^([ \t]*)(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)(?:\n[ \t]*\2[ \t]*(?=\n|$)|$(?![\s\S]))/gm,
      (block, _i, _f, name: string) => (blockLine.test(name) ? yamlWords(block) : blank(block)),
    )
    .replace(/(`+)[^`\n]+\1/g, blank)
    .replace(/<[^>\n]*>/g, blank)
    .replace(/\]\([^)\n]*\)/g, blank)
    .replace(/https?:\/\/[^\s\u3000-\u303f\uff00-\uffef]+/g, blank);
  return yamlWords(front) + body;
}

/** The same text, what is tied to a figure or a source without its words. */
function hideTied(masked: string): string {
  return masked.replace(/\uFDE2[^\uFDE2\uFDE3\n]*\uFDE3[\uFDD2-\uFDDD]+\uFDE4/g, run => "\uFDDF".repeat(run.length));
}

/** Of YAML only the values of printed keys, on whatever line they stand. */
function yamlWords(yaml: string): string {
  let key = "";
  // The reasons of a black list are printed, each under the name of a unit.
  let reasonsIndent: number | undefined;
  const isPrinted = (): boolean => reasonsIndent !== undefined || printedKeys.test(key);
  return yaml
    .split("\n")
    .map(line => {
      if (/^\s*#/.test(line)) return blank(line);
      const indent = line.search(/\S/);
      if (reasonsIndent !== undefined && indent >= 0 && indent <= reasonsIndent) reasonsIndent = undefined;
      let kept = "";
      let at = 0;
      for (const match of line.matchAll(/(?:^|[{,\s-])\s*(\p{Script=Han}+)[ \t]*:(?=\s|$)/gu)) {
        const piece = line.slice(at, match.index);
        kept += isPrinted() ? piece : blank(piece);
        kept += blank(match[0]);
        key = match[1] ?? "";
        if (key === "原因") reasonsIndent = indent;
        at = match.index + match[0].length;
      }
      const rest = line.slice(at);
      return kept + (isPrinted() ? rest : blank(rest));
    })
    .join("\n");
}

const hanzi = "[零〇一二两三四五六七八九十百千]";

/** Numerals that tell no quantity: dates, times, places in an order, names of roads and plans, numbers of documents. */
const notQuantities: readonly RegExp[] = [
  /〔\d{4}〕\s*\d+号?|\[\d{4}\]\d+号/g,
  /\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)/g,
  /\d{4}\s*[—–~～至-]\s*\d{4}\s*年/g,
  /\d{4}\s*年(?:\d{1,2}月(?:\d{1,2}日)?)?/g,
  /\d{1,2}月\d{1,2}(?:日|号)?(?:[—–~～至-](?:\d{1,2}月)?\d{1,2}日)?/g,
  /\d{1,2}(?:[、—–~～至-]\d{1,2})*月(?!\d)/g,
  /\d{1,2}(?:[、—–~～至-]\d{1,2})*日/g,
  /\d{1,2}[:：]\d{2}(?::\d{2})?/g,
  /\d{1,2}[时点](?:\d{1,2}分|半|整)?(?!\d|间)/g,
  /近\s*(?:\d+|[一二两三四五六七八九十几]+)\s*个?(?:月|年|周|天|季度)/g,
  new RegExp(`第\\s*(?:\\d+|${hanzi}+)`, "g"),
  new RegExp(`[前后头]\\s*(?:\\d+|${hanzi}+)\\s*[名位强列]`, "g"),
  /[A-Za-z]+[-·]?\d+[\dA-Za-z]*/g,
  /\d+(?:\s*[+＋]\s*(?:\d+|[A-Za-z]))+/g,
  /\d+[A-Za-z]+/g,
  /\d{3,4}-\d{7,8}|(?<!\d)1\d{10}(?!\d)/g,
  /\d+号/g,
  // Numbering at the start of a line, of a heading, of a table row.
  /^[ \t]*(?:[-*+>#][ \t]*)*\d+[.．、)）]/gm,
  /^\|[ \t]*\d+[ \t]*(?=\|)/gm,
  new RegExp(`^[ \\t#>*-]*${hanzi}+、`, "gm"),
  new RegExp(`[（(](?:\\d{1,2}|${hanzi}{1,3})[）)]`, "g"),
  /[一二三四五六七八九十](?=[是则要])/g,
  /其[一二三四五六七八九十]/g,
  /[〇零一二三四五六七八九]{4}年/g,
  /(?:十[一二]?|[一二三四五六七八九])月(?:份|底|初|末|中旬|上旬|下旬|[一二三四五六七八九十]{1,3}[日号])?/g,
  /[①-⑳㈠-㈩Ⅰ-Ⅻ]/g,
];

const digitRun =
  /(?:(?:将近|接近|近|大约|约|超过|超|逾|突破|不足|不到|至少)\s*)?\d[\d,]*(?:\.\d+)?[余多来几]?(?:万亿|万|亿)?[余多]?/y;
const hanziNumerals = /[零〇一二两三四五六七八九十百千万亿几数半]/;
/** 一个, 一条, 几处, 半天: words that count nothing. */
const indefinite = /^(?:[一几数半]|几|数)$/;
/** Of one, only these are a quantity. */
const countedOne = /^(?:成|倍|户|亩|万元|元|%)/;
const halves = /^(?:过半数?|半数|一半|大半|多半)/;

/** Finds every number of quantity in a text; `fixedPhrases` are words of the office that are none. */
export function findNumbers(text: string, fixedPhrases: readonly string[] = []): NumberPlace[] {
  let hidden = hideOrdinaryWords(narrow(text), fixedPhrases);
  for (const pattern of notQuantities) hidden = hidden.replace(pattern, run => run.replace(/[^\n]/g, "\u3000"));
  const places: NumberPlace[] = [];
  let at = 0;
  while (at < hidden.length) {
    const end = digitsAt(hidden, at) ?? hanziAt(hidden, at);
    if (end === undefined) {
      at++;
      continue;
    }
    places.push({start: at, end});
    at = end;
  }
  return joinRanges(hidden, places);
}

function digitsAt(text: string, at: number): number | undefined {
  digitRun.lastIndex = at;
  const run = digitRun.exec(text)?.[0];
  if (run === undefined) return undefined;
  const end = at + run.length;
  return withSuffix(text, end + measureAt(text.slice(end)).length);
}

function hanziAt(text: string, at: number): number | undefined {
  const half = halves.exec(text.slice(at, at + 3))?.[0];
  if (half) return withSuffix(text, at + half.length);
  if (!hanziNumerals.test(text[at] ?? "")) return undefined;
  let end = at;
  while (hanziNumerals.test(text[end] ?? "")) end++;
  let run = text.slice(at, end);
  if (/^[余多]/.test(text.slice(end)) && /[十百千万亿]$/.test(run)) end++;
  const measure = measureAt(text.slice(end));
  if (text.startsWith("分之", end)) {
    let top = end + 2;
    while (hanziNumerals.test(text[top] ?? "")) top++;
    return withSuffix(text, top);
  }
  run = run.replace(/[余多]$/, "");
  if (measure === "番") return text[at - 1] === "翻" ? end + 1 : undefined;
  if (indefinite.test(run))
    return run === "一" && countedOne.test(measure) ? withSuffix(text, end + measure.length) : undefined;
  if (measure !== "") return withSuffix(text, end + measure.length);
  // 三十二, 一百余: a number even without a measure; 三, 十 or 千万 alone are not.
  const read = readHanziNumber(run, 0);
  const isWhole =
    read !== undefined && run.length >= 2 && /[十百千万亿]/.test(run) && /[一二两三四五六七八九]/.test(run);
  return isWhole ? end : undefined;
}

/** 以上, 左右, 多 after the measure belong to the number. */
function withSuffix(text: string, end: number): number {
  return end + (/^(?:[余多](?!数|种|样)|以上|以下|以内|左右|上下)/.exec(text.slice(end))?.[0].length ?? 0);
}

/** 1万元—3万元 is one number. */
function joinRanges(text: string, places: readonly NumberPlace[]): NumberPlace[] {
  const joined: NumberPlace[] = [];
  for (const place of places) {
    const last = joined.at(-1);
    if (last && /^(?:——|[—–~～至到-])$/.test(text.slice(last.end, place.start)))
      joined[joined.length - 1] = {start: last.start, end: place.end};
    else joined.push(place);
  }
  return joined;
}
