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
  /** From `{{` to `}}`. */
  readonly start: number;
  readonly end: number;
  /** What stands between the braces. */
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
    references.push({start: from + found, end: from + end + 2, innerStart: from + found + 2, innerEnd: from + end});
    at = end + 2;
  }
  return {text: masked + text.slice(at), references};
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
  return splitMasked(text)
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
