import type {QuickFix} from "../../../src/desk/api.ts";

/** A text after a fix, as an editor applies it: columns count UTF-16 units. */
export function applyFix(text: string, {place, replacement}: QuickFix): string {
  const lines = text.split("\n");
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const start = offset(place.line, place.column);
  const end = offset(place.endLine, place.endColumn);
  return text.slice(0, start) + replacement + text.slice(end);
}
