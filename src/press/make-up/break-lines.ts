import {isClosingMark, isLatin, isLetter, isOpeningMark, mayBreakBefore} from "./characters.ts";

/** A text measured on one endless line. All lengths are CSS pixels. */
export interface MeasuredText {
  /** One entry a character (code point), as it is printed. */
  readonly characters: readonly string[];
  /** Advance of each character; marks take a whole em. */
  readonly advances: readonly number[];
  /** True where a character belongs to the same unbreakable piece (a figure with its unit) as the one before it. */
  readonly joined: readonly boolean[];
  /** Size of the text; an em. */
  readonly em: number;
}

export interface Line {
  /** Characters from `start` up to but not including `end`; a space at the end hangs. */
  readonly start: number;
  readonly end: number;
  /** Marks that give up their blank half, as indices of characters. */
  readonly halved: readonly number[];
  /** What justification adds to each gap, in ems; 0 for the last line. */
  readonly stretch: number;
}

/** A paragraph in a number of lines; `cost` grows with uneven spacing. */
export interface BrokenText {
  readonly lines: readonly Line[];
  readonly cost: number;
  /** The widest gap that justification makes, in ems. */
  readonly widest: number;
}

/** Gaps wider than this tear a line apart; it is used only when nothing else is possible. In ems. */
export const tearLimit = 0.25;

/**
 * Breaks a text into lines of `measure` pixels, all ways of breaking weighed against each other: by the number of lines,
 * the best way for each number from the shortest on. Marks give way first (先挤进，后推出), the last line holds two
 * characters or more (孤字不成行). The array is empty only for an empty text.
 */
export function breakLines(
  measured: MeasuredText,
  measure: number,
  {indent = 0}: {indent?: number} = {},
): readonly BrokenText[] {
  const squeezed = squeezePairs(measured);
  const text = {...measured, advances: squeezed.advances};
  const {advances, em} = text;
  const count = text.characters.length;
  if (count === 0) return [];
  const breaks = findBreaks(text);
  const offsets = [0];
  for (const advance of advances) offsets.push((offsets.at(-1) ?? 0) + advance);
  // best.get(position)[lines] is the best way to set the text before that position in so many lines.
  const best = new Map<number, Map<number, Step>>([[0, new Map([[0, {cost: 0, widest: 0}]])]]);
  for (const start of breaks.keys()) {
    const from = breaks[start] ?? 0;
    const here = best.get(from);
    if (here === undefined) continue;
    const room = measure - (from === 0 ? indent : 0);
    const begin = offsets[from] ?? 0;
    const widthTo = (to: number) => (offsets[to] ?? 0) - begin;
    const ends = endsOf(breaks, offsets, start, room, em);
    const set = ends.possible.flatMap(to => setLine(text, from, to, room, widthTo(to), to === count) ?? []);
    // Nothing comes out well: the nearest end that does not stand out, or one that does.
    if (set.length === 0 && from < count)
      set.push(
        setLine(text, from, ends.nearest, room, widthTo(ends.nearest), ends.nearest === count) ??
          overlong(from, ends.nearest),
      );
    for (const line of set) {
      const to = line.line.end;
      for (const [lines, step] of here) {
        const cost = step.cost + line.cost;
        const options = best.get(to) ?? new Map<number, Step>();
        best.set(to, options);
        const known = options.get(lines + 1);
        if (known === undefined || cost < known.cost) {
          options.set(lines + 1, {
            cost,
            widest: Math.max(step.widest, line.line.stretch),
            previous: from,
            line: line.line,
          });
        }
      }
    }
  }
  const ends = [...(best.get(count) ?? new Map<number, Step>()).entries()].sort(([a], [b]) => a - b);
  return ends.map(([lineCount, step]) => {
    const lines = traceLines(best, count, lineCount).map(line => ({
      ...line,
      halved: [...line.halved, ...squeezed.halved.filter(mark => mark >= line.start && mark < line.end)].sort(
        (a, b) => a - b,
      ),
    }));
    return {lines, cost: step.cost, widest: step.widest};
  });
}

/** 连续标点挤压 (clreq): of two marks that meet, a closing one before another and an opening one after another take half an em. */
function squeezePairs({characters, advances, em}: MeasuredText): {
  advances: readonly number[];
  halved: readonly number[];
} {
  const narrowed = [...advances];
  const halved: number[] = [];
  for (const [index, character] of characters.entries()) {
    const before = characters[index - 1];
    const after = characters[index + 1];
    const givesWay =
      (isClosingMark(character) && (isClosingMark(after) || isOpeningMark(after))) ||
      (isOpeningMark(character) && isOpeningMark(before));
    if (!givesWay || (advances[index] ?? 0) < em * 0.9) continue;
    narrowed[index] = (advances[index] ?? 0) - em / 2;
    halved.push(index);
  }
  return {advances: narrowed, halved};
}

/**
 * Where a line from `start` may end: not so short that it would be torn apart, not longer than its marks can give way (half
 * an em each, two ems in all); when there is no such place, where it comes nearest.
 */
function endsOf(
  breaks: readonly number[],
  offsets: readonly number[],
  start: number,
  room: number,
  em: number,
): {possible: readonly number[]; nearest: number} {
  const begin = offsets[breaks[start] ?? 0] ?? 0;
  const last = breaks.length - 1;
  const possible: number[] = [];
  let nearest = breaks[start + 1] ?? 0;
  for (let next = start + 1; next <= last; next += 1) {
    const to = breaks[next] ?? 0;
    const natural = (offsets[to] ?? 0) - begin;
    if (natural - room > 2 * em) break;
    if (natural <= room) nearest = to;
    if (natural > room * 0.72 || next === last) possible.push(to);
  }
  return {possible, nearest};
}

/** A piece without a place to break that is wider than its line. */
function overlong(start: number, end: number): {line: Line; cost: number} {
  return {line: {start, end, halved: [], stretch: 0}, cost: 5000};
}

interface Step {
  readonly cost: number;
  readonly widest: number;
  readonly previous?: number;
  readonly line?: Line;
}

function traceLines(best: ReadonlyMap<number, ReadonlyMap<number, Step>>, end: number, count: number): Line[] {
  const lines: Line[] = [];
  let position = end;
  for (let left = count; left > 0; left -= 1) {
    const step = best.get(position)?.get(left);
    if (step?.line === undefined || step.previous === undefined) break;
    lines.unshift(step.line);
    position = step.previous;
  }
  return lines;
}

/** Positions where a line may begin or end, the text's own ends among them. */
function findBreaks({characters, joined, advances, em}: MeasuredText): number[] {
  const pieces = pieceWidths(joined, advances);
  const breaks = [0];
  for (let index = 1; index < characters.length; index += 1) {
    // A long unbreakable piece would tear a narrow column apart: within it only what must never be parted stays together.
    const isJoined = joined[index] === true && (pieces[index] ?? 0) <= 6 * em;
    if (mayBreakBefore(characters, index, isJoined)) breaks.push(index);
  }
  breaks.push(characters.length);
  return breaks;
}

function pieceWidths(joined: readonly boolean[], advances: readonly number[]): number[] {
  const widths: number[] = new Array(joined.length).fill(0);
  for (let start = 0; start < joined.length; ) {
    let end = start + 1;
    let width = advances[start] ?? 0;
    for (; joined[end] === true; end += 1) width += advances[end] ?? 0;
    widths.fill(width, start, end);
    start = end;
  }
  return widths;
}

function setLine(
  {characters, advances, em}: MeasuredText,
  start: number,
  end: number,
  room: number,
  naturalWidth: number,
  isLast: boolean,
): {line: Line; cost: number} | undefined {
  let visibleEnd = end;
  let width = naturalWidth;
  while (visibleEnd > start + 1 && characters[visibleEnd - 1] === " ") {
    visibleEnd -= 1;
    width -= advances[visibleEnd] ?? 0;
  }
  const isWholeText = start === 0;
  // 孤字不成行: one character alone, or one with its marks, is no line.
  const isOrphan = isLast && !isWholeText && characters.slice(start, visibleEnd).filter(isLetter).length < 2;
  const halved: number[] = [];
  let cost = 0;
  if (width > room + 0.01) {
    // The mark at the line's end first, then the one at its start, then the others from the end.
    const candidates = squeezable(characters, advances, start, visibleEnd, em);
    for (const index of candidates) {
      if (width <= room + 0.01) break;
      halved.push(index);
      width -= em / 2;
      cost += index === visibleEnd - 1 ? 0.2 : 0.8;
    }
  }
  if (width > room + 0.01) return undefined;
  const gaps = countGaps(characters, start, visibleEnd);
  const stretch = isLast ? 0 : (room - width) / gaps / em;
  cost += (stretch / 0.06) ** 2;
  if (stretch > tearLimit) cost += 200 * (1 + stretch);
  if (isOrphan) cost += 400;
  return {line: {start, end, halved: halved.sort((a, b) => a - b), stretch}, cost};
}

/** Gaps that justification widens: none within Latin words and numbers. */
function countGaps(characters: readonly string[], start: number, end: number): number {
  let gaps = 0;
  for (let index = start + 1; index < end; index += 1)
    if (!isLatin(characters[index - 1]) || !isLatin(characters[index])) gaps += 1;
  return Math.max(1, gaps);
}

function squeezable(
  characters: readonly string[],
  advances: readonly number[],
  start: number,
  end: number,
  em: number,
): number[] {
  const isWide = (index: number) => (advances[index] ?? 0) > em * 0.9;
  const found: number[] = [];
  if (isClosingMark(characters[end - 1]) && isWide(end - 1)) found.push(end - 1);
  if (isOpeningMark(characters[start]) && isWide(start)) found.push(start);
  for (let index = end - 2; index > start; index -= 1) {
    if ((isClosingMark(characters[index]) || isOpeningMark(characters[index])) && isWide(index)) found.push(index);
  }
  return found.slice(0, 4);
}
