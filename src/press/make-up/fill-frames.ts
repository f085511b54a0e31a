import type {BrokenText} from "./break-lines.ts";

/** What is threaded through frames. Heights are lines of the grid. */
export type TextUnit =
  | {readonly kind: "paragraph"; readonly ways: readonly BrokenText[]}
  /** `heights`: possible heights, the best first; at the head of a frame `topHeights`. */
  | {readonly kind: "subhead"; readonly heights: readonly number[]; readonly topHeights: readonly number[]}
  | {readonly kind: "block"; readonly lines: number};

/** A part of a unit in a frame: lines `from` to `to` (exclusive) of the paragraph's way `way`. */
export interface PlacedPart {
  readonly unit: number;
  readonly way: number;
  readonly from: number;
  readonly to: number;
  /** Lines below the frame's top, and how many it takes. */
  readonly top: number;
  readonly height: number;
}

export interface FilledFrames {
  readonly frames: readonly (readonly PlacedPart[])[];
  readonly cost: number;
  /** Lines left blank at the end of the last frame. */
  readonly blank: number;
  /** Where the text goes on when not all of it was placed. */
  readonly rest: {readonly unit: number; readonly way: number; readonly line: number} | undefined;
}

interface Position {
  readonly unit: number;
  readonly way: number;
  readonly line: number;
}

interface Node extends Position {
  readonly cost: number;
  readonly used: number;
  readonly part: PlacedPart | undefined;
  readonly before: Node | undefined;
}

const costs = {
  /** The first line of a paragraph alone at the foot of a frame. */
  loneFirstLine: 6,
  /** A line missing at the end of the last frame. */
  blank: 60,
  /** A subhead at its best height, and at the further ones that it may take. */
  subhead: [0, 3, 10, 60],
};

/**
 * Threads units through frames so that each frame is full to its last line: subheads give or take a line, paragraphs are
 * set a line shorter or longer. No subhead stands at the foot of a frame with less than two lines of text below it, no
 * last line of a paragraph at the head of one (孤行不成页).
 *
 * `ending`: "full" - the text ends with the last frame's last line; "short" - up to `blank` lines may be missing there;
 * "open" - the text may go on, with `leastRest` lines or more. Undefined when there is no such way.
 */
export function fillFrames(
  units: readonly TextUnit[],
  frames: readonly number[],
  {ending, blank = 0, leastRest = 3}: {ending: "full" | "short" | "open"; blank?: number; leastRest?: number},
): FilledFrames | undefined {
  let starts: Node[] = [{unit: 0, way: 0, line: 0, cost: 0, used: 0, part: undefined, before: undefined}];
  const lastFrame = frames.length - 1;
  for (const [index, lines] of frames.entries()) {
    const mayBeShort = index === lastFrame && ending === "short";
    starts = cheapest(fillFrame(units, starts, lines, mayBeShort ? blank : 0));
    if (starts.length === 0) return undefined;
  }
  const isDone = (node: Node) => node.unit >= units.length;
  const ends = starts.filter(node =>
    ending === "open" ? isDone(node) || mayTurn(units, node, leastRest) : isDone(node),
  );
  const end = ends.reduce<Node | undefined>((best, node) => (best && best.cost <= node.cost ? best : node), undefined);
  if (end === undefined) return undefined;
  return {
    frames: traceParts(end, frames.length),
    cost: end.cost,
    blank: isDone(end) ? (frames[lastFrame] ?? 0) - end.used : 0,
    rest: isDone(end) ? undefined : {unit: end.unit, way: end.way, line: end.line},
  };
}

/** Ways to fill a frame that are followed up in the next one: further ones are dearer and bring nothing in practice. */
const waysFollowed = 48;

function cheapest(nodes: Node[]): Node[] {
  return nodes.length <= waysFollowed ? nodes : nodes.sort((a, b) => a.cost - b.cost).slice(0, waysFollowed);
}

/** 转版: at least so many lines go on. */
function mayTurn(units: readonly TextUnit[], {unit, way, line}: Node, least: number): boolean {
  let lines = -line;
  for (const later of units.slice(unit)) {
    if (later.kind === "paragraph") lines += later.ways[way]?.lines.length ?? later.ways[0]?.lines.length ?? 0;
    if (later.kind !== "paragraph" || lines >= least) return true;
  }
  return false;
}

/** By lines used, then by the place where the text goes on: the cheapest way to get there. */
type Layers = readonly Map<number, Node>[];

/** Every way to fill a frame from any of `starts`; the cheapest for each place where the text may go on. */
function fillFrame(units: readonly TextUnit[], starts: readonly Node[], lines: number, blank: number): Node[] {
  const layers: Layers = Array.from({length: lines + 1}, () => new Map<number, Node>());
  for (const start of starts) {
    const {unit, way, line, cost} = start;
    if (isCheapest(layers[0], start, cost))
      layers[0]?.set(keyOf(start), {unit, way, line, cost, used: 0, part: undefined, before: start});
  }
  for (let used = 0; used < lines; used += 1) {
    for (const node of layers[used]?.values() ?? []) extend(units, node, lines, layers);
  }
  const ends = [...(layers[lines]?.values() ?? [])];
  for (let missing = 1; missing <= Math.min(blank, lines); missing += 1) {
    for (const node of layers[lines - missing]?.values() ?? []) {
      if (node.unit >= units.length) ends.push({...node, cost: node.cost + costs.blank * missing});
    }
  }
  return ends;
}

function keyOf({unit, way, line}: Position): number {
  return (unit * 16 + way) * 4096 + line;
}

function isCheapest(layer: Map<number, Node> | undefined, place: Position, cost: number): boolean {
  const known = layer?.get(keyOf(place));
  return known === undefined || cost < known.cost;
}

/** Places the next unit, or as much of it as the frame holds. */
function extend(units: readonly TextUnit[], node: Node, lines: number, layers: Layers): void {
  const unit = units[node.unit];
  const room = lines - node.used;
  if (unit === undefined) return;
  // Runs millions of times a page: most ways are dearer than a known one, and nothing is made for them.
  const place = (way: number, from: number, to: number, height: number, next: Position, ownCost: number) => {
    const used = node.used + height;
    const cost = node.cost + ownCost;
    if (!isCheapest(layers[used], next, cost)) return;
    const part = {unit: node.unit, way, from, to, top: node.used, height};
    layers[used]?.set(keyOf(next), {unit: next.unit, way: next.way, line: next.line, cost, used, part, before: node});
  };
  const nextUnit = {unit: node.unit + 1, way: 0, line: 0};
  if (unit.kind === "block") {
    if (unit.lines <= room) place(0, 0, 1, unit.lines, nextUnit, 0);
    return;
  }
  if (unit.kind === "subhead") {
    const heights = node.used === 0 ? unit.topHeights : unit.heights;
    for (const [step, height] of heights.entries())
      if (height + 2 <= room) place(0, 0, 1, height, nextUnit, costs.subhead[step] ?? 60);
    return;
  }
  for (const [way, {lines: all, cost}] of unit.ways.entries()) {
    if (node.line > 0 && way !== node.way) continue;
    const left = all.length - node.line;
    const ownCost = node.line > 0 ? 0 : cost - (unit.ways[0]?.cost ?? 0) + 0;
    if (left <= room) {
      place(way, node.line, all.length, left, nextUnit, ownCost);
      continue;
    }
    const remaining = left - room;
    if (remaining === 1) continue;
    const loneFirst = node.line === 0 && room === 1 ? costs.loneFirstLine : 0;
    const goesOn = {unit: node.unit, way, line: node.line + room};
    place(way, node.line, node.line + room, room, goesOn, ownCost + loneFirst);
  }
}

function traceParts(end: Node, frameCount: number): PlacedPart[][] {
  const frames: PlacedPart[][] = Array.from({length: frameCount}, () => []);
  let frame = frameCount - 1;
  // A node without a part stands at the head of a frame.
  for (let node: Node | undefined = end; node !== undefined && frame >= 0; node = node.before) {
    if (node.part === undefined) frame -= 1;
    else frames[frame]?.unshift(node.part);
  }
  return frames;
}

/** The fewest and the most lines that units may take, and the best number. */
export function unitLines(units: readonly TextUnit[]): {least: number; best: number; most: number} {
  let least = 0;
  let best = 0;
  let most = 0;
  for (const unit of units) {
    const options =
      unit.kind === "paragraph"
        ? unit.ways.map(({lines}) => lines.length)
        : unit.kind === "subhead"
          ? [...unit.heights, ...unit.topHeights]
          : [unit.lines];
    least += Math.min(...options);
    most += Math.max(...options);
    best += options[0] ?? 0;
  }
  return {least, best, most};
}
