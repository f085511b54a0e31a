/** A text that content was read from; spans point into it. */
export interface SourceText {
  /** Path relative to the workspace, with forward slashes: "progress/2019-07.yaml". */
  readonly path: string;
  readonly text: string;
}

/** A stretch of a source text, as offsets in UTF-16 units; `end` is not included. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: line and column begin at 1, a column is one character (code point). */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function spanOf(source: SourceText, start = 0, end = start): Span {
  const length = source.text.length;
  const from = Math.max(0, Math.min(start, length));
  return {source, start: from, end: Math.max(from, Math.min(end, length))};
}

/** The line and column of an offset. */
export function placeAt(source: SourceText, offset: number): Place {
  const before = source.text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let at = before.indexOf("\n"); at !== -1; at = before.indexOf("\n", at + 1)) line++;
  return {line, column: [...before.slice(lineStart)].length + 1};
}

/** The text of one line (counted from 1), without its line end. */
export function lineText(source: SourceText, line: number): string {
  return source.text.split("\n", line)[line - 1]?.replace(/\r$/, "") ?? "";
}
