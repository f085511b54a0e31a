import {type Arrangement, arrangeStory} from "./arrange-story.ts";
import {type FilledFrames, fillFrames, type TextUnit, unitLines} from "./fill-frames.ts";
import {type FittedHead, fitHead, type HeadRank, shrinkRank} from "./fit-head.ts";
import {boxedColumns, brokenColumns, type ColumnSet, openColumns, type PageGrid, spanCharacters} from "./grid.ts";
import type {MeasuredStory} from "./measured-page.ts";
import {seededRandom} from "./random.ts";
import {heightRange, type SettledStory, settleHeights, settleOpen, type TextNeed} from "./settle-heights.ts";
import {breakStory} from "./story-text.ts";

/** One way for a story to fill a number of columns and lines. */
export interface Option {
  readonly story: MeasuredStory;
  /** Lines, a frame's white included. */
  readonly height: number;
  readonly settled: SettledStory;
  readonly units: readonly TextUnit[];
  readonly ending: Ending;
  readonly cost: number;
  /** The text threaded; undefined while that is not tried, `false` when it does not come out. */
  filled: FilledFrames | false | undefined;
}

/** The part that a story plays on its page. */
export interface Part {
  /** Base columns. */
  readonly columns: number;
  /** The page's first story. */
  readonly isLead: boolean;
  /** Stories at its left in the same row. */
  readonly neighbours: number;
  readonly ending: Ending;
}

/**
 * How a story's text ends on its page: all of it stands there; it is turned to another page (转版), pictures as they are
 * best; or it is cut, pictures as small as may be, to find out by how much it is over.
 */
export type Ending = "whole" | "turned" | "cut";

/**
 * `estimated`: the lines of the text are reckoned with, quickly; `threaded`: every way is tried, one whose last column ends
 * short counts as a dear one.
 */
export type Care = "estimated" | "threaded";

/** White inside a frame, above and below, in lines. */
export const framePadding = 1;
/** Candidate arrangements of a story in its columns: enough for a good one, few enough to weigh them all. */
const arrangementTries = 240;
const arrangementsKept = 60;
const optionsPerHeight = 4;
const brokenCost = 14;
/** Lines that must go on when a story is turned: fewer are not worth a head of their own. */
const leastTurned = 20;
/** 上接: the head is repeated in a small size. */
const jumpRank: HeadRank = {largest: 18, smallest: 14};

/** What the stories of a bulletin can look like on a grid; each shape is worked out once. */
export class StoryOptions {
  readonly #grid: PageGrid;
  readonly #texts = new Map<MeasuredStory, Map<number, readonly TextUnit[]>>();
  readonly #arrangements = new Map<MeasuredStory, Map<string, Arrangement[]>>();
  readonly #options = new Map<MeasuredStory, Map<string, Map<number, Option[]>>>();

  constructor(grid: PageGrid) {
    this.#grid = grid;
  }

  /** By height up to `lines`, the cheapest ways for a story to play its part. */
  of(story: MeasuredStory, part: Part, lines: number, care: Care): ReadonlyMap<number, readonly Option[]> {
    const key = JSON.stringify([part, lines, care]);
    return remember(this.#options, story, key, () => {
      const found = this.#work(story, part, lines, care, false);
      // Many pictures and little room: smaller ones, packed closely.
      return found.size > 0 ? found : this.#work(story, part, lines, care, true);
    });
  }

  /** Column-lines that a story takes at the least, on the page's own columns. */
  leastArea(story: MeasuredStory): number {
    const text = unitLines(this.text(story, this.#grid.columnCharacters)).least;
    const items = story.items.reduce((sum, item) => {
      if (item.kind === "photo") return sum + 6;
      const areas = Object.entries(item.heights).map(
        ([characters, height]) => (height / this.#grid.linePx) * (Number(characters) / this.#grid.columnCharacters),
      );
      return sum + (areas.length === 0 ? 0 : Math.min(...areas));
    }, 0);
    return text * 0.97 + items + 4;
  }

  text(story: MeasuredStory, measure: number): readonly TextUnit[] {
    return remember(this.#texts, story, measure, () => breakStory(story, measure, this.#grid));
  }

  #work(story: MeasuredStory, part: Part, lines: number, care: Care, dense: boolean): Map<number, Option[]> {
    const found = new Map<number, Option[]>();
    const sets = story.boxed
      ? boxedColumns(this.#grid, 0, part.columns)
      : [
          openColumns(this.#grid, 0, part.columns),
          // Another width of column is a way out for a story that does not come out in the page's own.
          ...(care === "threaded" ? brokenColumns(this.#grid, part.columns) : []),
        ];
    const frame = story.boxed ? 2 * framePadding : 0;
    for (const columns of sets) {
      const units = this.text(story, columns.measure);
      const need = needOf(units);
      for (const arrangement of this.#arrange(story, part, columns, dense)) {
        const range = heightRange(arrangement, need);
        const isWhole = part.ending === "whole";
        const least = isWhole ? Math.max(4, range.least) : 14;
        const most = Math.min(lines - frame, isWhole ? range.most : lines);
        for (let height = least; height <= most; height += 1) {
          const total = height + frame;
          const list = found.get(total) ?? [];
          // Arrangements come cheapest first, and heights only add to their cost.
          const worst = list[optionsPerHeight - 1];
          if (worst !== undefined && worst.cost <= arrangement.cost) continue;
          const {ending} = part;
          const ways =
            ending === "whole" ? settleHeights(arrangement, height, need) : openWays(arrangement, height, need, ending);
          const isBroken = !story.boxed && columns.measure !== this.#grid.columnCharacters;
          for (const settled of ways) {
            const option: Option = {
              story,
              height: total,
              settled,
              units,
              ending,
              cost: settled.cost + (isBroken ? brokenCost : 0),
              filled: undefined,
            };
            const threaded = care === "threaded" ? threadOption(option) : option;
            if (threaded !== undefined) list.push(threaded);
          }
          if (list.length === 0) continue;
          list.sort((a, b) => a.cost - b.cost).splice(optionsPerHeight);
          found.set(total, list);
        }
      }
    }
    return found;
  }

  #arrange(story: MeasuredStory, part: Part, columns: ColumnSet, dense: boolean): readonly Arrangement[] {
    const {isLead, neighbours} = part;
    const key = JSON.stringify([columns, isLead, neighbours, dense]);
    return remember(this.#arrangements, story, key, () => {
      const rank = story.head.isJump ? jumpRank : rankOf(part, this.#grid);
      const {characterPx, linePx} = this.#grid;
      const heads: FittedHead[][] = Array.from({length: columns.count}, (_, index) => {
        const width = spanCharacters(columns.measure, index + 1) * characterPx;
        return fitHead(story.head, width, linePx, index + 1 < columns.count ? shrinkRank(rank) : rank);
      });
      const random = seededRandom(story.id * 7919 + columns.count * 104729 + columns.measure * 31 + neighbours);
      const tries = dense ? 4 * arrangementTries : arrangementTries;
      const kept = dense ? 2 * arrangementsKept : arrangementsKept;
      return arrangeStory(story, columns, this.#grid, heads, random, {tries, dense, isLead}).slice(0, kept);
    });
  }
}

/** A page's heads by rank and width: the leading one largest, others by the columns that they govern. */
function rankOf({columns, isLead, neighbours}: Part, grid: PageGrid): HeadRank {
  const share = columns / grid.columns;
  if (isLead) return {largest: grid.columns >= 8 ? 72 : grid.columns <= 4 ? 48 : 60, smallest: share > 0.6 ? 32 : 24};
  const largest = share > 0.9 ? 36 : share > 0.6 ? 32 : share > 0.4 ? 26 : 22;
  const rank = {largest, smallest: 14};
  return neighbours % 2 === 1 ? shrinkRank(rank) : rank;
}

function needOf(units: readonly TextUnit[]): TextNeed {
  const {least, best, most} = unitLines(units);
  // A paragraph set longer or shorter costs evenness; only part of what is possible is counted on.
  return {least: Math.ceil(best - (best - least) * 0.7), best, most: Math.floor(best + (most - best) * 0.5)};
}

function openWays(
  arrangement: Arrangement,
  height: number,
  need: TextNeed,
  ending: Exclude<Ending, "whole">,
): SettledStory[] {
  const isCut = ending === "cut";
  const settled = settleOpen(arrangement, height, isCut ? "least" : "best");
  if (settled === undefined) return [];
  const lines = settled.frames.reduce((sum, frame) => sum + frame.lines, 0);
  // Something must go on, and enough must stand here to be worth a head.
  if (lines < 12 || lines > need.best - (isCut ? 1 : leastTurned)) return [];
  // The more stands here the better.
  return [{...settled, cost: settled.cost + (1 - lines / need.best) * (isCut ? 400 : 40)}];
}

/** Threads an option's text, once. False when it does not come out. */
export function fillOption(option: Option): FilledFrames | false {
  option.filled ??= fill(option, "full") ?? false;
  return option.filled;
}

function threadOption(option: Option): Option | undefined {
  const filled = fillOption(option) || fill(option, "short");
  return filled && {...option, filled, cost: option.cost + filled.cost / 10 + (filled.blank > 0 ? 100 : 0)};
}

function fill({units, settled, ending: storyEnding}: Option, ending: "full" | "short"): FilledFrames | undefined {
  const frames = settled.frames.map(({lines}) => lines);
  if (storyEnding === "whole") return fillFrames(units, frames, {ending, blank: 8});
  if (storyEnding === "cut") return fillFrames(units, frames, {ending: "open", leastRest: 1});
  // The last line says where the text goes on.
  const last = frames.length - 1;
  return fillFrames(
    units,
    frames.map((lines, index) => (index === last ? lines - 1 : lines)),
    {ending: "open"},
  );
}

function remember<K, V>(caches: Map<MeasuredStory, Map<K, V>>, story: MeasuredStory, key: K, work: () => V): V {
  let cache = caches.get(story);
  if (cache === undefined) {
    cache = new Map();
    caches.set(story, cache);
  }
  let value = cache.get(key);
  if (value === undefined) {
    value = work();
    cache.set(key, value);
  }
  return value;
}
