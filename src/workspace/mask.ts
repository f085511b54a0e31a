import {diagnose, type Report, type SourceText, spanOf} from "../diagnostics/index.ts";

/**
 * References `{{ … }}` are hidden from the YAML and Markdown readers behind a run of noncharacters of the same
 * length, so that what stands inside (colons, bars, quotes) means nothing to them and every offset stays true:
 *
 *     标题: {{ 期间 }}全镇流转率
 *     标题: ◂0000000▸全镇流转率        ◂ = U+FDD0, ▸ = U+FDD1, the number counts references in this text
 *
 * Readers of content refuse noncharacters beforehand, so a run can only be one of ours.
 */
export interface Masked {
  readonly text: string;
  readonly references: readonly MaskedReference[];
}

/** Where a reference stands; offsets into the whole source text. */
export interface MaskedReference {
  /** A claim `[words](=target)` or a source note `[words](注:source)` hides its target in the same way. */
  readonly kind: "reference" | "claim" | "note";
  /** Of claims and notes: the words, which stay in print. */
  readonly wordsStart?: number;
  readonly wordsEnd?: number;
  /** From `{{` to `}}`; from `](` to `)`. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces, or after `(=`. */
  readonly innerStart: number;
  readonly innerEnd: number;
}

const open = "\uFDD0";
const close = "\uFDD1";
/** Digits of a reference's number are noncharacters too, so that no reader takes them for a number or a word. */
const digits = [
  "\uFDD2",
  "\uFDD3",
  "\uFDD4",
  "\uFDD5",
  "\uFDD6",
  "\uFDD7",
  "\uFDD8",
  "\uFDD9",
  "\uFDDA",
  "\uFDDB",
  "\uFDDC",
  "\uFDDD",
];
/** Where `\{{` stood: prints as the two braces. */
const escapedBraces = "\uFDDE\uFDDF\uFDDF";

const tieOpen = "\uFDE2";
const tieClose = "\uFDE3";
const tieEnd = "\uFDE4";
const tieRun = /\uFDE2([^\uFDE2\uFDE3]*)\uFDE3([\uFDD2-\uFDDD]+)\uFDE4/g;
/** What Markdown has torn apart. */
const tieRest = /\uFDE3[\uFDD2-\uFDDD]+\uFDE4|\uFDE2/g;

export const maskedRun = /\uFDD0([\uFDD2-\uFDDD]+)\uFDD1/g;

/** Masks the references of `source` between two offsets; one that is not closed on its line is reported. */
export function maskReferences(
  source: SourceText,
  report: Report,
  from = 0,
  to = source.text.length,
  firstIndex = 0,
): Masked {
  const text = source.text.slice(from, to);
  const references: MaskedReference[] = [];
  let masked = "";
  let at = 0;
  for (let found = text.indexOf("{{"); found !== -1; found = text.indexOf("{{", at)) {
    if (text[found - 1] === "\\") {
      masked += text.slice(at, found - 1) + escapedBraces;
      at = found + 2;
      continue;
    }
    const end = findClose(text, found + 2);
    if (end === undefined) {
      report(diagnose("JB-3014", spanOf(source, from + found, from + found + 2), {}));
      masked += `${text.slice(at, found)}${escapedBraces.slice(0, 2)}`;
      at = found + 2;
      continue;
    }
    const length = end + 2 - found;
    masked += text.slice(at, found) + open + encode(firstIndex + references.length, length - 2) + close;
    references.push({
      kind: "reference",
      start: from + found,
      end: from + end + 2,
      innerStart: from + found + 2,
      innerEnd: from + end,
    });
    at = end + 2;
  }
  return {text: maskTies(masked + text.slice(at), source, report, from, firstIndex, references), references};
}

/**
 * Hides the targets of claims and source notes, in a text whose references are hidden already:
 *
 *     [近400亩](=顺德村.流转面积)
 *     ◂近400亩▸0000000000000▹          ◂ = U+FDE2, ▸ = U+FDE3, ▹ = U+FDE4, the number as in references
 */
function maskTies(
  text: string,
  source: SourceText,
  report: Report,
  from: number,
  firstIndex: number,
  references: MaskedReference[],
): string {
  let masked = text;
  const unfinished = (at: number, length: number, kind: "claim" | "note", problem: string): void => {
    report(diagnose("JB-8008", spanOf(source, from + at, from + at + length), {kind, problem}));
  };
  for (const match of text.matchAll(/\](\()([=＝]|注[:：])/g)) {
    const kind = match[2]?.startsWith("注") ? "note" : "claim";
    const innerStart = match.index + match[0].length;
    const opening = findOpening(masked, match.index);
    const end = kind === "note" ? findOnLine(text, innerStart, ")") : findParenthesis(text, innerStart);
    if (opening === undefined) {
      unfinished(match.index, match[0].length, kind, "前面缺少“[”");
      continue;
    }
    if (end === undefined) {
      unfinished(opening, match.index + 1 - opening, kind, "后面缺少“)”");
      continue;
    }
    const run = tieClose + encode(firstIndex + references.length, end - match.index - 1) + tieEnd;
    masked = masked.slice(0, opening) + tieOpen + masked.slice(opening + 1, match.index) + run + masked.slice(end + 1);
    references.push({
      kind,
      wordsStart: from + opening + 1,
      wordsEnd: from + match.index,
      start: from + match.index,
      end: from + end + 1,
      innerStart: from + innerStart,
      innerEnd: from + end,
    });
  }
  for (const match of text.matchAll(/\[[^[\]\n]*(\(=|\(注[:：])/g)) {
    unfinished(match.index, match[0].length, match[1] === "(=" ? "claim" : "note", "“(”前面缺少“]”");
  }
  return masked;
}

/** The `[` that a `]` closes, on the same line. */
function findOpening(text: string, closing: number): number | undefined {
  let depth = 0;
  for (let at = closing - 1; at >= 0; at--) {
    const character = text[at];
    if (character === "\n") return undefined;
    if (character === "]") depth++;
    if (character === "[" && depth-- === 0) return at;
  }
  return undefined;
}

function findOnLine(text: string, from: number, character: string): number | undefined {
  const end = text.indexOf(character, from);
  return end === -1 || text.slice(from, end).includes("\n") ? undefined : end;
}

/** The parenthesis that closes an expression: those inside of it come in pairs, quoted ones mean nothing. */
function findParenthesis(text: string, from: number): number | undefined {
  let depth = 0;
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\n") return undefined;
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === '"') quote = '"';
    else if (character === "“") quote = "”";
    else if (character === "(" || character === "（") depth++;
    else if (character === ")" && depth === 0) return at;
    else if (character === ")" || character === "）") depth--;
  }
  return undefined;
}

/** A piece of a masked text: plain (references still hidden in it), or the words of a claim or note and its number. */
export type TiePiece = string | {readonly index: number; readonly words: string};

/** Splits a masked text at its claims and source notes. */
export function splitTies(text: string): TiePiece[] {
  const pieces: TiePiece[] = [];
  let at = 0;
  for (const match of text.matchAll(tieRun)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    pieces.push({index: decode(match[2] ?? ""), words: match[1] ?? ""});
    at = match.index + match[0].length;
  }
  if (at < text.length) pieces.push(text.slice(at));
  return pieces.map(piece => (typeof piece === "string" ? piece.replace(tieRest, "") : piece));
}

/** Splits a masked text into plain pieces and numbers of references, in order. */
export function splitMasked(text: string): (string | number)[] {
  const parts: (string | number)[] = [];
  let at = 0;
  for (const match of text.matchAll(maskedRun)) {
    if (match.index > at) parts.push(showBraces(text.slice(at, match.index)));
    parts.push(decode(match[1] ?? ""));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(showBraces(text.slice(at)));
  return parts;
}

/** The text as it was written, e.g. inside code where references are not worked out. */
export function unmask(text: string, source: SourceText, references: readonly MaskedReference[]): string {
  const written = text
    .replace(/\uFDE3([\uFDD2-\uFDDD]+)\uFDE4/g, (_run, code: string) => {
      const tie = references[decode(code)];
      return tie ? source.text.slice(tie.start, tie.end) : "";
    })
    .replaceAll(tieOpen, "[");
  return splitMasked(written)
    .map(part => {
      if (typeof part === "string") return part;
      const reference = references[part];
      return reference ? source.text.slice(reference.start, reference.end) : "";
    })
    .join("");
}

/** Puts back the braces that were written as `\{{`. */
export function showBraces(text: string): string {
  return text.replaceAll(escapedBraces, "{{").replaceAll(escapedBraces.slice(0, 2), "{{");
}

/** The end of a reference: the first `}}` on the same line, outside of quoted text. */
function findClose(text: string, from: number): number | undefined {
  let quote = "";
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "\n") return undefined;
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === '"') quote = '"';
    else if (character === "“") quote = "”";
    else if (character === "}" && text[at + 1] === "}") return at;
    else if (character === "{" && text[at + 1] === "{") return undefined;
  }
  return undefined;
}

function encode(index: number, length: number): string {
  const base = digits.length;
  let rest = index;
  let code = "";
  do {
    code = (digits[rest % base] ?? "") + code;
    rest = Math.floor(rest / base);
  } while (rest > 0);
  return code.padStart(length, digits[0]);
}

function decode(code: string): number {
  let index = 0;
  for (const digit of code) index = index * digits.length + digits.indexOf(digit);
  return index;
}
