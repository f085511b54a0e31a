/** A part of a text, as offsets, and what stands there instead. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** True when no two edits overlap. */
export function areApart(edits: readonly TextEdit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return sorted.every(({start}, index) => start >= (sorted[index - 1]?.end ?? 0));
}

/** Makes edits that do not overlap; of several at one offset the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/**
 * Makes edits whose offsets are those of the text as it is read (no byte order mark, every line end "\n") in the file's
 * own text, which keeps its mark and its line ends.
 */
export function applyToFileText(fileText: string, edits: readonly TextEdit[]): string {
  const mark = fileText.startsWith("\ufeff") ? 1 : 0;
  // Offsets, as read, of the line ends that are two characters in the file.
  const pairs: number[] = [];
  for (let at = fileText.indexOf("\r\n"); at !== -1; at = fileText.indexOf("\r\n", at + 2)) {
    pairs.push(at - mark - pairs.length);
  }
  const toFile = (offset: number): number => offset + mark + countBelow(pairs, offset);
  const lineEnd = pairs.length > 0 ? "\r\n" : "\n";
  return applyEdits(
    fileText,
    edits.map(({start, end, text}) => ({start: toFile(start), end: toFile(end), text: text.replaceAll("\n", lineEnd)})),
  );
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
