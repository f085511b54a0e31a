import {type Box, type Label, labelBox, overlaps} from "./label.ts";
import {POINT_RADIUS} from "./line-point.ts";
import {textWidth} from "./text-width.ts";

/** The points of one line with the numbers to be printed at them; undefined where nothing is reported. */
export type PlottedLine = readonly (PlottedPoint | undefined)[];

export interface PlottedPoint {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

interface Surroundings {
  readonly size: number;
  /** Where numbers belong; at worst they may spread to the left edge of the drawing. */
  readonly within: Box;
  /** Heights of level lines that numbers should not lie on. */
  readonly rules: readonly number[];
}

const COST = {label: 1000, outside: 1000, point: 40, wrongSide: 30, line: 15, rule: 12};

/**
 * Numbers beside the points of lines, above or below, wherever they hide least. The last of each line, then the first,
 * highest and lowest come first; of the others, those that would lie on another number are left to the data table.
 */
export function placePointLabels(lines: readonly PlottedLine[], around: Surroundings): readonly Label[] {
  const placed: Label[] = [];
  for (const {point, needed} of inOrderOfWeight(lines)) {
    const candidates = candidateLabels(point, around).map((label, rank) => ({
      label,
      cost: cost(label, {point, lines, placed, around}) + rank,
    }));
    const best = candidates.reduce((one, other) => (other.cost < one.cost ? other : one));
    if (needed || best.cost < COST.label) placed.push(best.label);
  }
  return placed;
}

function inOrderOfWeight(lines: readonly PlottedLine[]): readonly {point: PlottedPoint; needed: boolean}[] {
  const ranked = lines.flatMap(line => {
    const points = line.filter(point => point !== undefined);
    const highest = Math.min(...points.map(point => point.y));
    const lowest = Math.max(...points.map(point => point.y));
    return points.map((point, index) => {
      const last = index === points.length - 1;
      const rank = last ? 0 : index === 0 ? 1 : point.y === highest ? 2 : point.y === lowest ? 3 : 4;
      return {point, needed: last, rank};
    });
  });
  return ranked.sort((one, other) => one.rank - other.rank);
}

function candidateLabels(point: PlottedPoint, {size, within}: Surroundings): readonly Label[] {
  const near = size * 0.6 + POINT_RADIUS + 2;
  const offsets = [
    [0, -near],
    [0, near],
    [0, -near - size * 0.5],
    [0, near + size * 0.5],
    [size, -near],
    [size, near],
    [-size, -near],
    [-size, near],
    [0, -near - size * 1.2],
    [0, near + size * 1.2],
    [0, -near - size * 2.2],
    [0, near + size * 2.2],
  ] as const;
  const half = textWidth(point.text, size) / 2;
  return offsets.map(([dx, dy]) => ({
    lines: [point.text],
    x: Math.max(half, Math.min(within.right - half, point.x + dx)),
    y: Math.max(within.top + size * 0.6, Math.min(within.bottom - size * 0.6, point.y + dy)),
    align: "center",
    size,
  }));
}

function cost(
  label: Label,
  on: {
    readonly point: PlottedPoint;
    readonly lines: readonly PlottedLine[];
    readonly placed: readonly Label[];
    readonly around: Surroundings;
  },
): number {
  const box = labelBox(label);
  const {within, rules} = on.around;
  let total = 0;
  if (box.left < within.left || box.right > within.right) total += COST.outside / 4;
  if (box.top < within.top || box.bottom > within.bottom) total += COST.outside;
  for (const other of on.placed) if (overlaps(box, labelBox(other))) total += COST.label;
  for (const y of rules) if (box.top < y && y < box.bottom) total += COST.rule;
  for (const line of on.lines) {
    line.forEach((point, index) => {
      if (point === undefined) return;
      if (point !== on.point && overlaps(box, around(point))) total += COST.point;
      if (point !== on.point && isBetween(label, on.point, point)) total += COST.wrongSide;
      const next = line[index + 1];
      if (next !== undefined && crosses(box, point, next)) total += COST.line;
    });
  }
  return total;
}

/** Whether a number would stand on that side of its point where another line's point is near: it would seem to be the other's. */
function isBetween(label: Label, own: PlottedPoint, other: PlottedPoint): boolean {
  if (other.x !== own.x || Math.abs(other.y - own.y) > 4 * label.size) return false;
  return label.y < own.y ? other.y < own.y : other.y > own.y;
}

function around({x, y}: PlottedPoint): Box {
  const reach = POINT_RADIUS + 1;
  return {left: x - reach, right: x + reach, top: y - reach, bottom: y + reach};
}

/** Whether the stroke from one point to the next runs through the box: clips the stroke at each edge in turn. */
function crosses(box: Box, from: PlottedPoint, to: PlottedPoint): boolean {
  if (from.x > box.right || to.x < box.left) return false;
  let [enter, leave] = [0, 1];
  const sides = [
    [from.x - to.x, from.x - box.left],
    [to.x - from.x, box.right - from.x],
    [from.y - to.y, from.y - box.top],
    [to.y - from.y, box.bottom - from.y],
  ] as const;
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return false;
    if (direction < 0) enter = Math.max(enter, distance / direction);
    if (direction > 0) leave = Math.min(leave, distance / direction);
  }
  return enter < leave;
}
