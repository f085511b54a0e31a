import type {Arrangement, Placement} from "./arrange-story.ts";

/** An arrangement at a height: how tall everything is, and what is left for the text. Lines of the grid. */
export interface SettledStory {
  readonly arrangement: Arrangement;
  readonly height: number;
  /** Height of each placement, its blank line included. */
  readonly heights: readonly number[];
  /** Where the text of each column begins, and how many lines it has. */
  readonly frames: readonly {readonly column: number; readonly top: number; readonly lines: number}[];
  readonly cost: number;
}

/** Lines that a story's text may take. */
export interface TextNeed {
  readonly least: number;
  readonly best: number;
  readonly most: number;
}

/** Lines that may stay blank at the end of a story that does not come out otherwise. */
function spareLines(columns: number): number {
  return Math.max(columns - 1, 4);
}

/** A run of text shorter than this is a sliver between two pictures. */
const shortestRun = 2;

/** Height range of a story in this arrangement, pictures at their limits. */
export function heightRange({columns, placements}: Arrangement, need: TextNeed): {least: number; most: number} {
  const area = (pickHeight: (height: Placement["height"]) => number) =>
    placements.reduce((sum, {span, height}) => sum + span * pickHeight(height), 0);
  return {
    least: Math.ceil((area(height => height.least) + need.least) / columns.count),
    most: Math.floor((area(height => height.most) + need.most + spareLines(columns.count)) / columns.count),
  };
}

/**
 * Gives pictures the heights that leave the text as many lines as it needs; several ways, each within the limits.
 * Empty when the story cannot stand at this height.
 */
export function settleHeights(arrangement: Arrangement, height: number, need: TextNeed): SettledStory[] {
  const {columns, placements} = arrangement;
  const found = new Map<string, SettledStory>();
  const {least, best} = need;
  const most = need.most + spareLines(columns.count);
  for (const target of [best, best - 1, best + 1, best - 3, best + 3, least, need.most]) {
    if (target < least || target > most) continue;
    const spare = columns.count * height - target;
    for (const heights of [shareOut(placements, spare), alignBottoms(arrangement, shareOut(placements, spare))]) {
      const key = heights.join();
      if (found.has(key)) continue;
      const settled = settle(arrangement, height, heights, need);
      if (settled !== undefined) found.set(key, settled);
    }
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost).slice(0, 3);
}

/** For a story whose text goes on elsewhere: every picture at its best height, or at its least. */
export function settleOpen(arrangement: Arrangement, height: number, size: "best" | "least"): SettledStory | undefined {
  const heights = arrangement.placements.map(placement => placement.height[size]);
  return settle(arrangement, height, heights, undefined);
}

/** Shares `spare` column-lines out among placements, each as near to its best height as the others. */
function shareOut(placements: readonly Placement[], spare: number): number[] {
  const heights = placements.map(({height}) => height.best);
  let over = placements.reduce((sum, {span}, index) => sum + span * (heights[index] ?? 0), 0) - spare;
  // One line at a time from the placement that has changed least; at most some dozens of steps.
  for (let step = 0; step < 200 && over !== 0; step += 1) {
    const direction = over > 0 ? -1 : 1;
    let chosen: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const [index, {height, span}] of placements.entries()) {
      const next = (heights[index] ?? 0) + direction;
      if (next < height.least || next > height.most) continue;
      if (span > Math.abs(over) && Math.abs(over) <= span / 2) continue;
      const change = Math.abs(next - height.best) / height.best;
      if (change < least) {
        least = change;
        chosen = index;
      }
    }
    if (chosen === undefined) break;
    heights[chosen] = (heights[chosen] ?? 0) + direction;
    over += direction * (placements[chosen]?.span ?? 0);
  }
  return heights;
}

/** Where two stacks side by side end almost together, the taller or shorter picture gives way so that they do. */
function alignBottoms({placements}: Arrangement, heights: readonly number[]): number[] {
  const aligned = [...heights];
  const ends = placements.map((_, index) => reach(placements, aligned, index));
  for (const [index, {edge, height, item}] of placements.entries()) {
    if (item === undefined || placements.some(({parent}) => parent === index)) continue;
    const own = ends[index] ?? 0;
    const near = placements.flatMap((other, otherIndex) => {
      const end = ends[otherIndex] ?? 0;
      return other.edge === edge &&
        otherIndex !== index &&
        end !== own &&
        Math.abs(end - own) <= 3 &&
        isLeaf(placements, otherIndex)
        ? [end]
        : [];
    });
    const [target] = near;
    if (target === undefined) continue;
    const wanted = (aligned[index] ?? 0) + target - own;
    if (wanted < height.least || wanted > height.most) continue;
    aligned[index] = wanted;
    ends[index] = target;
  }
  return aligned;
}

function isLeaf(placements: readonly Placement[], index: number): boolean {
  return placements[index]?.item !== undefined && placements.every(({parent}) => parent !== index);
}

/** Lines from its edge to the far side of a placement. */
export function reach(placements: readonly Placement[], heights: readonly number[], index: number): number {
  let lines = 0;
  for (let at: number | undefined = index; at !== undefined; at = placements[at]?.parent) lines += heights[at] ?? 0;
  return lines;
}

function settle(
  arrangement: Arrangement,
  height: number,
  heights: readonly number[],
  need: TextNeed | undefined,
): SettledStory | undefined {
  const {columns, placements} = arrangement;
  const top = new Array<number>(columns.count).fill(0);
  const bottom = new Array<number>(columns.count).fill(0);
  for (const [index, {edge, column, span}] of placements.entries()) {
    const side = edge === "top" ? top : bottom;
    const far = reach(placements, heights, index);
    for (let at = column; at < column + span; at += 1) side[at] = Math.max(side[at] ?? 0, far);
  }
  const frames: {column: number; top: number; lines: number}[] = [];
  let lines = 0;
  let cost = 0;
  for (let column = 0; column < columns.count; column += 1) {
    const above = top[column] ?? 0;
    const below = bottom[column] ?? 0;
    const free = height - above - below;
    // Without text in between, the blank line of one of two neighbours is enough; without a lower one the last line is blank.
    if (free < 0 && !(free === -1 && below > 0)) return undefined;
    if (free > 0 && free < shortestRun) return undefined;
    if (free > 0 && free < 7) cost += free < 4 ? 15 : 4;
    if (free > 0) frames.push({column, top: above, lines: free});
    lines += Math.max(0, free);
    const next = top[column + 1];
    if (next !== undefined && next !== above && Math.abs(next - above) <= 3) cost += 6;
    const nextBelow = bottom[column + 1];
    if (nextBelow !== undefined && nextBelow !== below && Math.abs(nextBelow - below) <= 3) cost += 6;
  }
  cost += 2 * Math.max(0, new Set(frames.map(({top: line}) => line)).size - 2);
  cost += 2 * Math.max(0, new Set(frames.map(frame => frame.top + frame.lines)).size - 2);
  if (need !== undefined && (lines < need.least || lines > need.most + spareLines(columns.count))) return undefined;
  for (const [index, {height: limits}] of placements.entries()) {
    const change = ((heights[index] ?? 0) - limits.best) / limits.best;
    cost += change * change * 150;
  }
  if (need !== undefined) cost += Math.abs(lines - need.best) * 0.5 + Math.max(0, lines - need.most) * 10;
  return {arrangement, height, heights, frames, cost: cost + arrangement.cost};
}
