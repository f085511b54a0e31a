import {type BrokenText, breakLines, type MeasuredText, tearLimit} from "./break-lines.ts";
import type {TextUnit} from "./fill-frames.ts";
import type {PageGrid} from "./grid.ts";
import type {MeasuredStory, MeasuredUnit} from "./measured-page.ts";

/** A paragraph may be set one line shorter or up to two longer than it likes best, when no line is torn. */
const waysKept = 4;

/** A story's text broken to a measure, ready to be threaded. */
export function breakStory(story: MeasuredStory, measure: number, grid: PageGrid): TextUnit[] {
  return story.units.map(unit => breakUnit(unit, measure, grid));
}

function breakUnit(unit: MeasuredUnit, measure: number, grid: PageGrid): TextUnit {
  if (unit.kind === "paragraph" && unit.text !== undefined) {
    const width = measure * grid.characterPx - unit.inset;
    const ways = breakLines(unit.text, width, {indent: unit.indent});
    // What goes on from another page does not shrink to a last line alone (孤行不成页).
    const whole = (unit.offset ?? 0) > 0 ? ways.filter(({lines}) => lines.length > 1) : ways;
    return {kind: "paragraph", ways: chooseWays(whole.length > 0 ? whole : ways)};
  }
  const lines = Math.max(1, Math.ceil((unit.heights[measure] ?? grid.linePx) / grid.linePx - 0.02));
  if (unit.kind === "block") return {kind: "block", lines: lines + 1};
  // White above more than below; at the head of a column none above.
  return {kind: "subhead", heights: [lines + 1, lines + 2, lines + 3, lines], topHeights: [lines, lines + 1]};
}

/** The best way first, then those with a line more or less that are still well spaced. */
function chooseWays(ways: readonly BrokenText[]): BrokenText[] {
  const sorted = [...ways].sort((a, b) => a.cost - b.cost);
  const best = sorted[0];
  if (best === undefined) return [{lines: [], cost: 0, widest: 0}];
  const limit = Math.max(tearLimit * 0.8, best.widest);
  const others = sorted.slice(1).filter(({widest, cost}) => widest <= limit && cost < best.cost + 80);
  return [best, ...others].slice(0, waysKept);
}

/** What is left of a story's text from a line on, to be set elsewhere. */
export function restOfStory(
  story: MeasuredStory,
  units: readonly TextUnit[],
  from: {unit: number; way: number; line: number},
): MeasuredUnit[] {
  const rest = story.units.slice(from.unit);
  const [first] = rest;
  const broken = units[from.unit];
  if (first?.text === undefined || from.line === 0 || broken?.kind !== "paragraph") return rest;
  const start = broken.ways[from.way]?.lines[from.line]?.start ?? 0;
  return [
    {...first, indent: 0, text: textFrom(first.text, start), offset: (first.offset ?? 0) + start},
    ...rest.slice(1),
  ];
}

function textFrom({characters, advances, joined, em}: MeasuredText, start: number): MeasuredText {
  const cut = joined.slice(start);
  if (cut.length > 0) cut[0] = false;
  return {characters: characters.slice(start), advances: advances.slice(start), joined: cut, em};
}
