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
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return {line: low + 1, column: [...source.text.slice(starts[low], offset)].length + 1};
}

/** From a place, as people count it, to the end of its line; a place that the text does not have is its end. */
export function spanAtPlace(source: SourceText, {line, column}: Place): Span {
  const text = lineText(source, line);
  const start = lineStarts(source)[line - 1] ?? source.text.length;
  const skipped = [...text].slice(0, column - 1).join("").length;
  return spanOf(source, start + skipped, start + text.length);
}

/** The text of one line (counted from 1), without its line end. */
export function lineText(source: SourceText, line: number): string {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return "";
  const next = starts[line];
  return source.text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, "");
}

const startsOfSources = new WeakMap<SourceText, readonly number[]>();

/** Offsets at which the lines of a text begin; worked out once, for a text may have thousands of findings. */
function lineStarts(source: SourceText): readonly number[] {
  const known = startsOfSources.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf("\n"); at !== -1; at = source.text.indexOf("\n", at + 1)) starts.push(at + 1);
  startsOfSources.set(source, starts);
  return starts;
}
