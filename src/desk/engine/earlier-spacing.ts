/** Larger files are not looked through: their columns stay as they are. */
const mostCharacters = 1_000_000;

/**
 * An earlier text that the next one differs from in nothing but spaces, and only in lines that are edited now: what is undone
 * has again the columns that it had. Otherwise the next one.
 */
export function withEarlierSpacing(now: string, next: string, earlier: Iterable<string>): string {
  if (next.length > mostCharacters) return next;
  const kept = new Set(now.split("\n"));
  const lines = next.split("\n");
  for (const text of earlier) {
    const old = text.split("\n");
    const isSame = (line: string, at: number) =>
      line === old[at] || (!kept.has(line) && withoutRuns(line) === withoutRuns(old[at] ?? ""));
    if (old.length === lines.length && lines.every(isSame)) return text;
  }
  return next;
}

function withoutRuns(line: string): string {
  return line.replace(/ +/g, " ");
}
