import type {MeasuredText} from "./break-lines.ts";
import {mayBreakBefore} from "./characters.ts";
import type {MeasuredHead} from "./measured-page.ts";

/** Sizes of heads in points, the steps between the Chinese sizes 特号 (54) and 三号 (16) and beyond. */
export const headSizes = [72, 66, 60, 54, 48, 42, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14] as const;

const pxPerPt = 96 / 72;
/** A line of a head in its own size. */
const headLineHeight = 1.22;
const words = new Intl.Segmenter("zh", {granularity: "word"});

/** A head fitted to its span. */
export interface FittedHead {
  readonly sizePt: number;
  /** Where its lines begin, as indices of characters; the first is 0. */
  readonly breaks: readonly number[];
  /** Height of the whole block, kicker to byline, in whole lines of the grid. */
  readonly lines: number;
  /** Grows with what is wrong: a small size, uneven lines. */
  readonly cost: number;
}

export interface HeadRank {
  readonly largest: number;
  readonly smallest: number;
}

/** The ways to fit a head into `width` pixels: on one line, on two, on three; best first. */
export function fitHead(head: MeasuredHead, width: number, linePx: number, rank: HeadRank): FittedHead[] {
  const {title} = head;
  const others = head.others.reduce(
    (sum, other) => sum + Math.max(1, Math.ceil(other.width / width - 0.001)) * other.lineHeight,
    0,
  );
  // A kicker or deck that turns costs a line and looks it.
  const turned = head.others.filter(other => other.width > width).length;
  const fitted: FittedHead[] = [];
  for (const count of [1, 2, 3]) {
    const broken = breakHead(title, count);
    if (broken === undefined) continue;
    const {breaks} = broken;
    const widestEm = widestLine(title, breaks);
    const size = headSizes.find(step => step <= rank.largest && step * pxPerPt * widestEm <= width);
    if (size === undefined) continue;
    const height = size * pxPerPt * headLineHeight * breaks.length + others;
    const isSmall = size < rank.smallest;
    const steps = headSizes.indexOf(size) - headSizes.findIndex(step => step <= rank.largest);
    fitted.push({
      sizePt: size,
      breaks,
      lines: Math.ceil(height / linePx + 0.6),
      cost: steps * 3 + (count - 1) * 4 + (isSmall ? 60 : 0) + broken.cost + turned * 7,
    });
  }
  const emergency = headSizes.at(-1) ?? 14;
  if (fitted.length === 0) {
    const breaks = breakToWidth(title, width / (emergency * pxPerPt));
    const lines = Math.ceil((emergency * pxPerPt * headLineHeight * breaks.length + others) / linePx + 0.6);
    fitted.push({sizePt: emergency, breaks, lines, cost: 200});
  }
  return fitted.sort((a, b) => a.cost - b.cost);
}

/** Fewer points, fewer lines: the next size below for a head that collides with its neighbour (碰题). */
export function shrinkRank({largest, smallest}: HeadRank): HeadRank {
  const index = headSizes.findIndex(size => size <= largest);
  return {largest: headSizes[Math.min(index + 2, headSizes.length - 1)] ?? largest, smallest: Math.min(smallest, 14)};
}

/**
 * Where a head may turn, with what it costs: at a space or after a comma for nothing, elsewhere at word limits only; never
 * before 的 and its like, never between a number and its unit.
 */
export function headBreaks({characters}: MeasuredText): Map<number, number> {
  const found = new Map<number, number>();
  const text = characters.join("");
  // The segmenter counts UTF-16 units.
  const characterAt = new Map<number, number>();
  let units = 0;
  for (const [index, character] of characters.entries()) {
    characterAt.set(units, index);
    units += character.length;
  }
  for (const {index: unit} of words.segment(text)) {
    const index = characterAt.get(unit);
    if (index === undefined || index === 0 || !mayBreakBefore(characters, index)) continue;
    const after = characters[index] ?? "";
    const before = characters[index - 1] ?? "";
    if ("的地得了着过们之等与和及".includes(after) || "第近约超".includes(before)) continue;
    const isPause = " 　，：；！？”》、".includes(before);
    if (/[0-9]/.test(before) && !isPause) continue;
    found.set(index, isPause ? 0 : 12);
  }
  return found;
}

/** The most even way to set a head on `count` lines; undefined when it has not so many places to turn. */
function breakHead(title: MeasuredText, count: number): {breaks: number[]; cost: number} | undefined {
  if (count === 1) return {breaks: [0], cost: 0};
  const places = [...headBreaks(title)];
  let best: {breaks: number[]; cost: number} | undefined;
  const tryBreaks = (breaks: number[], cost: number) => {
    const total = cost + unevenness(title, breaks);
    if (best === undefined || total < best.cost) best = {breaks, cost: total};
  };
  for (const [first, firstCost] of places) {
    if (count === 2) tryBreaks([0, first], firstCost);
    else
      for (const [second, secondCost] of places)
        if (second > first) tryBreaks([0, first, second], firstCost + secondCost);
  }
  return best;
}

/** A head too long for everything: as many lines as it takes. */
function breakToWidth(title: MeasuredText, widthEm: number): number[] {
  const breaks = [0];
  const places = headBreaks(title);
  let start = 0;
  let candidate: number | undefined;
  for (let index = 1; index <= title.characters.length; index += 1) {
    if (lineEm(title, start, index) > widthEm && index - 1 > start) {
      start = candidate !== undefined && candidate > start ? candidate : index - 1;
      breaks.push(start);
    }
    if (places.has(index)) candidate = index;
  }
  return breaks;
}

function widestLine(title: MeasuredText, breaks: readonly number[]): number {
  return Math.max(...lineWidths(title, breaks));
}

function lineWidths(title: MeasuredText, breaks: readonly number[]): number[] {
  return breaks.map((start, index) => lineEm(title, start, breaks[index + 1] ?? title.characters.length));
}

function lineEm({characters, advances, em}: MeasuredText, start: number, end: number): number {
  let from = start;
  let to = end;
  while (to > from && /[ 　]/.test(characters[to - 1] ?? "")) to -= 1;
  while (from < to && /[ 　]/.test(characters[from] ?? "")) from += 1;
  let width = 0;
  for (let index = from; index < to; index += 1) width += advances[index] ?? 0;
  return width / em;
}

/** 梯形: lines of like length; a much shorter first line looks worse than a shorter last one. */
function unevenness(title: MeasuredText, breaks: readonly number[]): number {
  if (breaks.length === 1) return 0;
  const widths = lineWidths(title, breaks);
  const widest = Math.max(...widths);
  return widths.reduce((sum, width) => sum + ((widest - width) / widest) * 20, 0);
}
