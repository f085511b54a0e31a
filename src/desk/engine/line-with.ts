import type {Span} from "../../diagnostics/index.ts";
import {findYamlValue} from "./yaml-line.ts";

/** A piece of a text that is shown as something else: a reference as its value, a claim as its words. */
export interface ShownPiece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** So many characters are shown on either side of a number. */
const mostBefore = 40;

/** The line around a number as it reads in print, the number between U+0001 and U+0002; of YAML the value, after its key. */
export function lineWith({source, start, end}: Span, shown: string, pieces: readonly ShownPiece[]): string {
  const {text} = source;
  const value = findYamlValue(source, start);
  if (value) {
    const before = read(text, value.start, start, pieces);
    const after = read(text, end, Math.max(value.end, end), pieces);
    const key = value.key === "" ? "" : `${value.key}：`;
    return `${key}${cutStart(before)}\u0001${shown}\u0002${cutEnd(after)}`;
  }
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const before = read(text, lineStart, start, pieces);
  const after = read(text, end, next === -1 ? text.length : next, pieces);
  return `${cutStart(before)}\u0001${shown}\u0002${cutEnd(after)}`;
}

/** A number in the sentence of a block, in the same form. */
export function contextAround(
  {before, after}: {readonly before: string; readonly after: string},
  shown: string,
): string {
  return `${cutStart(before)}\u0001${shown}\u0002${cutEnd(after)}`;
}

function read(text: string, from: number, to: number, pieces: readonly ShownPiece[]): string {
  let shown = "";
  let at = from;
  for (const piece of pieces) {
    if (piece.start < at || piece.end > to) continue;
    shown += text.slice(at, piece.start) + piece.text;
    at = piece.end;
  }
  return shown + text.slice(at, to);
}

function cutStart(text: string): string {
  return text.length > mostBefore ? `…${text.slice(-mostBefore)}` : text.trimStart();
}

function cutEnd(text: string): string {
  return text.length > mostBefore ? `${text.slice(0, mostBefore)}…` : text.trimEnd();
}
