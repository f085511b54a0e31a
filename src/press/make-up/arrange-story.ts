import type {FittedHead} from "./fit-head.ts";
import {type ColumnSet, type PageGrid, spanCharacters} from "./grid.ts";
import type {MeasuredItem, MeasuredStory} from "./measured-page.ts";
import {pick, type Random} from "./random.ts";

/** Something that takes a rectangle out of a story's columns: its head, a picture, a box. Heights are lines of the grid. */
export interface Placement {
  /** Undefined for the head. */
  readonly item: MeasuredItem | undefined;
  /** `top`: below the story's upper edge or another placement there; `bottom`: above its lower edge. */
  readonly edge: "top" | "bottom";
  /** The placement that it touches, by index; undefined at the story's edge. */
  readonly parent: number | undefined;
  readonly column: number;
  readonly span: number;
  /** With the blank line that parts it from the text. */
  readonly height: {readonly least: number; readonly best: number; readonly most: number};
}

/** Where everything but the text of a story stands, whatever the story's height. */
export interface Arrangement {
  /** Its left edge is 0. */
  readonly columns: ColumnSet;
  readonly head: FittedHead;
  readonly placements: readonly Placement[];
  readonly cost: number;
}

/** Ledge: columns of one edge where the next placement may stand. */
interface Ledge {
  readonly from: number;
  readonly to: number;
  readonly parent: number | undefined;
}

/** The blank line between text and what stands beside it. */
const gap = 1;
/** A picture may lose about a fifth of its width or height (图片裁切). */
const crop = {least: 0.78, most: 1.28};
const leastPictureLines = 5;
const mostPictureLines = 40;

/**
 * Candidate arrangements of a story in a set of columns, cheapest first: the head over its text, the lead under it, each
 * picture, chart and box on whole columns at an upper or lower edge, so that each column keeps one run of text.
 */
export function arrangeStory(
  story: MeasuredStory,
  columns: ColumnSet,
  grid: PageGrid,
  heads: readonly (readonly FittedHead[])[],
  random: Random,
  {tries, ...manner}: {tries: number; dense: boolean; isLead: boolean},
): Arrangement[] {
  const found = new Map<string, Arrangement>();
  const rounds = story.items.length === 0 ? Math.min(tries, 6) : tries;
  for (let round = 0; round < rounds; round += 1) {
    const arrangement = arrangeOnce(story, columns, grid, heads, random, manner);
    if (arrangement === undefined) continue;
    const key = JSON.stringify([
      arrangement.head.sizePt,
      arrangement.head.breaks,
      arrangement.placements[0]?.height.best,
      arrangement.placements.map(({edge, column, span, parent}) => [edge, column, span, parent]),
    ]);
    if (!found.has(key)) found.set(key, arrangement);
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}

/** `heads[span - 1]`: the ways to fit the head over so many columns. */
function arrangeOnce(
  story: MeasuredStory,
  columns: ColumnSet,
  grid: PageGrid,
  heads: readonly (readonly FittedHead[])[],
  random: Random,
  {dense, isLead}: {dense: boolean; isLead: boolean},
): Arrangement | undefined {
  const {count} = columns;
  const placements: Placement[] = [];
  const ledges: {top: Ledge[]; bottom: Ledge[]} = {
    top: [{from: 0, to: count, parent: undefined}],
    bottom: [{from: 0, to: count, parent: undefined}],
  };
  let cost = 0;
  const place = (placement: Omit<Placement, "parent">, ledge: Ledge) => {
    const index = placements.push({...placement, parent: ledge.parent}) - 1;
    const {edge, column, span} = placement;
    ledges[edge] = ledges[edge].flatMap(other => {
      if (other !== ledge) return [other];
      const rest: Ledge[] = [{from: column, to: column + span, parent: index}];
      if (other.from < column) rest.push({from: other.from, to: column, parent: other.parent});
      if (column + span < other.to) rest.push({from: column + span, to: other.to, parent: other.parent});
      return rest;
    });
  };
  const items = [...story.items];
  const take = (item: MeasuredItem) => items.splice(items.indexOf(item), 1);

  // The head stands over all columns, or a picture stands beside it.
  const narrow = count >= 3 && random() < 0.45;
  const beside = narrow
    ? pick(
        random,
        items.filter(({kind}) => kind === "photo" || kind === "chart" || kind === "box"),
      )
    : undefined;
  const besideSpan =
    beside &&
    pick(
      random,
      spansOf(beside, columns).filter(span => span <= count / 2),
    );
  const headSpan = count - (besideSpan ?? 0);
  const [bestHead, nextHead] = heads[headSpan - 1] ?? [];
  const isClose = bestHead !== undefined && nextHead !== undefined && nextHead.cost < bestHead.cost + 9;
  const head = isClose && random() < 0.4 ? nextHead : bestHead;
  if (head === undefined) return undefined;
  // The page's own head wants its full width.
  cost += head.cost + (isLead && headSpan < count ? 8 : 0);
  const roof = ledges.top[0];
  if (roof === undefined) return undefined;
  // A line more of white below the head, where that helps the text to come out.
  const white = random() < 0.25 ? 1 : 0;
  cost += white * 2;
  const headLines = head.lines + white;
  const headHeight = {least: headLines, best: headLines, most: headLines};
  place({item: undefined, edge: "top", column: 0, span: headSpan, height: headHeight}, roof);
  if (beside !== undefined && besideSpan !== undefined) {
    const ledge = ledges.top.find(({parent}) => parent === undefined);
    const height = heightOf(beside, besideSpan, columns, grid);
    if (ledge === undefined || height === undefined) return undefined;
    take(beside);
    cost +=
      wishCost(beside, besideSpan, columns, grid) + (beside.kind === "photo" ? 0 : 4) + (besideSpan === 1 ? 6 : 0);
    place({item: beside, edge: "top", column: headSpan, span: besideSpan, height}, ledge);
  }

  // The lead directly under the head, over all its columns or beside the leading picture.
  const lead = items.find(({kind}) => kind === "lead");
  if (lead !== undefined) {
    take(lead);
    const ledge = ledges.top.find(({parent}) => parent === 0);
    if (ledge === undefined) return undefined;
    const photo = random() < 0.85 ? items.find(({kind}) => kind === "photo") : undefined;
    const photoSpan =
      photo &&
      pick(
        random,
        spansOf(photo, columns).filter(span => span <= headSpan - 1),
      );
    const leadSpan = headSpan - (photoSpan ?? 0);
    const leadHeight = heightOf(lead, leadSpan, columns, grid);
    if (leadHeight === undefined) return undefined;
    // A lead in a column of eleven characters is a column of text, not a lead.
    if (leadSpan === 1 && count > 2) cost += 12;
    if (leadSpan >= 5) cost += 4;
    if (photo !== undefined && photoSpan !== undefined) {
      const height = heightOf(photo, photoSpan, columns, grid);
      if (height === undefined) return undefined;
      take(photo);
      cost += wishCost(photo, photoSpan, columns, grid);
      const photoLeft = random() < 0.65;
      place({item: photo, edge: "top", column: photoLeft ? 0 : leadSpan, span: photoSpan, height}, ledge);
      const rest = ledges.top.find(({parent}) => parent === 0);
      if (rest === undefined) return undefined;
      place({item: lead, edge: "top", column: photoLeft ? photoSpan : 0, span: leadSpan, height: leadHeight}, rest);
    } else place({item: lead, edge: "top", column: 0, span: leadSpan, height: leadHeight}, ledge);
  }

  for (const item of items) {
    const span = pick(random, dense ? spansOf(item, columns).slice(0, 2) : weightedSpans(item, columns, grid));
    if (span === undefined) return undefined;
    const height = heightOf(item, span, columns, grid);
    if (height === undefined) return undefined;
    const isBox = item.kind === "box";
    const spot = pickSpot(random, spotsFor(span, ledges, placements, count), isBox ? 0.25 : 0.62);
    if (spot === undefined) return undefined;
    const {edge, ledge, column} = spot;
    cost += wishCost(item, span, columns, grid);
    if (depth(placements, ledge.parent) > 2) cost += 10;
    if (edge === "bottom" && column > 0 && column + span < count) cost += 5;
    if (edge === "bottom" && column === 0) cost += 2;
    // The leading picture stands by the head.
    if (item === story.items.find(({kind}) => kind === "photo") && edge === "bottom") cost += 9;
    place({item, edge, column, span, height}, ledge);
  }
  return {
    columns,
    head,
    placements,
    cost:
      cost +
      pictureCosts(
        placements,
        story.items.filter(({kind}) => kind === "photo"),
      ),
  };
}

interface Spot {
  readonly edge: "top" | "bottom";
  readonly ledge: Ledge;
  readonly column: number;
  /** Lines taken already from the fullest of its columns. */
  readonly load: number;
}

/** Where an item of so many columns may stand: at either end of each ledge that is wide enough. */
function spotsFor(
  span: number,
  ledges: Readonly<Record<"top" | "bottom", readonly Ledge[]>>,
  placements: readonly Placement[],
  count: number,
): Spot[] {
  const loads = new Array<number>(count).fill(0);
  for (const {column, span: width, height} of placements)
    for (let at = column; at < column + width; at += 1) loads[at] = (loads[at] ?? 0) + height.best;
  return (["top", "bottom"] as const).flatMap(edge =>
    ledges[edge].flatMap(ledge => {
      if (ledge.to - ledge.from < span) return [];
      const columns = [...new Set([ledge.from, ledge.to - span])];
      return columns.map(column => ({edge, ledge, column, load: Math.max(...loads.slice(column, column + span))}));
    }),
  );
}

/** One of the spots: rather where little stands yet, rather at the right, at the top with chance `topChance`. */
function pickSpot(random: Random, spots: readonly Spot[], topChance: number): Spot | undefined {
  if (spots.length === 0) return undefined;
  const least = Math.min(...spots.map(({load}) => load));
  const weights = spots.map(
    ({edge, ledge, column, load}) =>
      Math.exp((least - load) / 9) *
      (edge === "top" ? topChance : 1 - topChance) *
      (column === ledge.from && ledge.from === 0 ? 0.6 : 1),
  );
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left <= 0) return spots[index];
  }
  return spots.at(-1);
}

/** Of several pictures the first leads: none is wider, and they are not all alike. */
function pictureCosts(placements: readonly Placement[], [first]: readonly MeasuredItem[]): number {
  const photos = placements.filter(({item}) => item?.kind === "photo");
  const spans = photos.map(({span}) => span);
  const leading = photos.find(({item}) => item === first)?.span;
  const isFlat = spans.length > 2 && new Set(spans).size === 1;
  return (isFlat ? 4 : 0) + (leading !== undefined && leading < Math.max(...spans) ? 10 : 0);
}

function depth(placements: readonly Placement[], parent: number | undefined): number {
  let steps = 0;
  for (let at = parent; at !== undefined; at = placements[at]?.parent) steps += 1;
  return steps;
}

/** Spans that an item can take in these columns. */
function spansOf(item: MeasuredItem, columns: ColumnSet): number[] {
  const spans = Array.from({length: columns.count}, (_, index) => index + 1);
  if (item.kind === "photo") return spans.filter(span => Math.abs(span - item.columns) <= 2);
  const fitting = spans.filter(span => item.heights[spanCharacters(columns.measure, span)] !== undefined);
  if (item.kind === "box") return fitting.filter(span => span <= 3);
  if (item.kind === "chart") return fitting.slice(0, 2);
  if (item.kind === "table") return fitting.slice(0, 3);
  return fitting;
}

/** The same, each as often as it is to be tried. */
function weightedSpans(item: MeasuredItem, columns: ColumnSet, grid: PageGrid): number[] {
  return spansOf(item, columns).flatMap(span => {
    const cost = wishCost(item, span, columns, grid);
    return new Array<number>(cost < 3 ? 5 : cost < 12 ? 2 : 1).fill(span);
  });
}

/** How far a span is from what the author asked for, in base columns. */
function wishCost(item: MeasuredItem, span: number, columns: ColumnSet, grid: PageGrid): number {
  const wished = spanCharacters(grid.columnCharacters, Math.min(item.columns, grid.columns));
  const difference = Math.abs(spanCharacters(columns.measure, span) - wished) / (grid.columnCharacters + 1);
  if (item.kind === "photo") return difference * (item.isWish ? 14 : 5);
  if (item.kind === "chart") return difference * 6;
  if (item.kind === "box") return span === 1 ? 8 : 0;
  return difference * 2;
}

function heightOf(
  item: MeasuredItem,
  span: number,
  columns: ColumnSet,
  grid: PageGrid,
): Placement["height"] | undefined {
  const characters = spanCharacters(columns.measure, span);
  if (item.kind !== "photo") {
    const height = item.heights[characters];
    if (height === undefined) return undefined;
    const lines = Math.ceil(height / grid.linePx - 0.02) + gap;
    return {least: lines, best: lines, most: lines + (item.kind === "chart" ? 2 : 0)};
  }
  const width = characters * grid.characterPx;
  const caption = captionLines(item, width);
  const natural = width / item.ratio / grid.linePx;
  const within = (lines: number) => Math.min(mostPictureLines, Math.max(leastPictureLines, lines));
  const rest = caption + gap;
  return {
    least: within(Math.ceil(natural * crop.least)) + rest,
    best: within(Math.round(natural)) + rest,
    most: within(Math.floor(natural * crop.most)) + rest,
  };
}

export function captionLines(item: MeasuredItem, width: number): number {
  return item.captionWidth === 0 ? 0 : Math.ceil(item.captionWidth / width - 0.001);
}
