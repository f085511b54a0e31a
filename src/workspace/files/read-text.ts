import {diagnose, type Report, type SourceText, spanOf} from "../../diagnostics/index.ts";
import type {WorkspaceFiles} from "./workspace-files.ts";

/** Texts larger than this are refused: 64 MiB, some two hundred times a county's month. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads a text of the workspace: UTF-8, a byte order mark dropped, line ends made "\n".
 * Gives undefined, with a diagnostic, when it cannot be used; undefined without one when there is no such file.
 */
export function readText(files: WorkspaceFiles, path: string, report: Report): SourceText | undefined {
  const bytes = files.read(path);
  if (bytes === undefined) return undefined;
  if (bytes === "outside") {
    report(diagnose("JB-1030", spanOf({path, text: ""}), {path}));
    return undefined;
  }
  if (bytes.length > maxBytes) {
    report(diagnose("JB-1004", spanOf({path, text: ""}), {path, limit: "64 MiB"}));
    return undefined;
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    report(diagnose("JB-1002", spanOf({path, text: ""}), {gbk: false, utf16: true}));
    return undefined;
  }
  try {
    const text = new TextDecoder("utf-8", {fatal: true}).decode(bytes);
    const source = {path, text: normalizeLineEnds(text)};
    return isPrintable(source, report) ? source : undefined;
  } catch {
    report(wrongEncoding(path, bytes));
    return undefined;
  }
}

function normalizeLineEnds(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/**
 * Control characters and noncharacters never belong in content, and the program uses noncharacters as marks of its
 * own while it works on a text; private-use characters have no glyph in any font that we embed.
 */
const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]|\p{Surrogate}/gu;

/** All characters of a text that cannot be printed, in order. */
export function unprintableIn(text: string): {character: string; at: number}[] {
  return [...text.matchAll(unprintable)].map(match => ({character: nameOf(match[0]), at: match.index}));
}

function isPrintable(source: SourceText, report: Report): boolean {
  const found = unprintableIn(source.text);
  const [first] = found;
  if (!first) return true;
  const {character, at} = first;
  report(diagnose("JB-1003", spanOf(source, at, at + 1), {character, count: found.length}));
  return false;
}

/** "U+0007" */
function nameOf(character: string): string {
  const codePoint = character.codePointAt(0) ?? 0;
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Points at the first byte that is not UTF-8 and guesses whether the file is GBK. */
function wrongEncoding(path: string, bytes: Uint8Array) {
  const valid = validPrefixLength(bytes);
  const before = new TextDecoder("utf-8").decode(bytes.subarray(0, valid));
  const gbk = isGbk(bytes);
  const rest = new TextDecoder(gbk ? "gb18030" : "utf-8").decode(bytes.subarray(valid));
  const source = {path, text: normalizeLineEnds(before + rest)};
  const start = normalizeLineEnds(before).length;
  return diagnose("JB-1002", spanOf(source, start, start + 1), {gbk});
}

function validPrefixLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // The longest prefix that decodes; a prefix that ends inside a character still counts as good ("stream").
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodes("utf-8", bytes.subarray(0, middle), true)) low = middle;
    else high = middle - 1;
  }
  // Step back to the start of the character that broke off.
  while (low > 0 && !decodes("utf-8", bytes.subarray(0, low), false)) low--;
  return low;
}

function isGbk(bytes: Uint8Array): boolean {
  return decodes("gb18030", bytes, false);
}

function decodes(encoding: string, bytes: Uint8Array, stream: boolean): boolean {
  try {
    new TextDecoder(encoding, {fatal: true}).decode(bytes, {stream});
    return true;
  } catch {
    return false;
  }
}
