import {diff3Merge} from "node-diff3";

/** Both edits of a text together; undefined when they change the same lines. */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const lines = (text: string) => text.split("\n");
  const merged = diff3Merge(lines(mine), lines(base), lines(theirs), {excludeFalseConflicts: true});
  const pieces: string[] = [];
  for (const region of merged) {
    if (!region.ok) return undefined;
    for (const line of region.ok) pieces.push(line);
  }
  return pieces.join("\n");
}
