import type {FilledFrames, TextUnit} from "./fill-frames.ts";
import type {ColumnSet, PageGrid} from "./grid.ts";
import type {MeasuredStory} from "./measured-page.ts";
import {type RowPlan, rowPlans, type Slot} from "./page-rows.ts";
import type {SettledStory} from "./settle-heights.ts";
import {
  type Care,
  type Ending,
  fillOption,
  framePadding,
  type Option,
  type Part,
  type StoryOptions,
} from "./story-options.ts";

/** A story made up: where it stands on the page, and every line of it. */
export interface PlannedStory {
  readonly story: MeasuredStory;
  readonly slot: Slot;
  readonly boxed: boolean;
  /** First line of its frame, and lines in all. */
  readonly top: number;
  readonly height: number;
  /** The story inside its frame: lines from the frame's top to its own. */
  readonly padding: number;
  readonly columns: ColumnSet;
  readonly settled: SettledStory;
  readonly units: readonly TextUnit[];
  readonly filled: FilledFrames;
}

/** One page made up. */
export interface PlannedPage {
  readonly stories: readonly PlannedStory[];
  /** Lines left blank at the page's foot. */
  readonly blank: number;
  /** Columns left blank at the page's right. */
  readonly blankColumns: number;
  readonly cost: number;
}

export interface PageWork {
  readonly grid: PageGrid;
  readonly options: StoryOptions;
  /** Lines of the page that stories may use. */
  readonly lines: number;
  readonly stories: readonly MeasuredStory[];
  /** The story whose text goes on elsewhere, by index, and how. */
  readonly open?: {readonly story: number; readonly ending: Exclude<Ending, "whole">} | undefined;
  /** True for a page that need not be full: the last of several. */
  readonly mayEndEarly?: boolean;
}

/** Lines between two rows: the rule with its white (文武线). */
export const rowGap = 2;
const candidatesKept = 300;
const pagesCompared = 8;
const costPerBlankLine = 8;
const stacksKept = 3;

/** Makes a page up: weighs many candidates and takes the best that comes out to the line. Undefined: the stories do not fit. */
export function planPage(work: PageWork): PlannedPage | undefined {
  const share = leastShare(work);
  if (share > 1) return undefined;
  const candidates = findCandidates(work, "estimated");
  // A page that is that full and has no candidate gets none by more care.
  if (candidates.length === 0 && share > tightShare) return undefined;
  return bestPage(candidates, work.grid) ?? bestPage(findCandidates(work, "threaded"), work.grid);
}

const tightShare = 0.85;

/** The least that the stories take, as a share of the page. */
function leastShare({stories, open, options, grid, lines}: PageWork): number {
  const least = stories.reduce((sum, story, index) => sum + (index === open?.story ? 20 : options.leastArea(story)), 0);
  return least / (grid.columns * lines);
}

function bestPage(candidates: readonly Candidate[], grid: PageGrid): PlannedPage | undefined {
  let best: PlannedPage | undefined;
  let made = 0;
  for (const candidate of candidates) {
    if (best !== undefined && (candidate.cost >= best.cost || made >= pagesCompared)) break;
    const page = makeUp(candidate, grid);
    if (page === undefined) continue;
    made += 1;
    if (best === undefined || page.cost < best.cost) best = page;
  }
  return best;
}

interface Candidate {
  readonly rows: readonly PlannedRow[];
  readonly tops: readonly number[];
  readonly blank: number;
  readonly blankColumns: number;
  readonly cost: number;
}

interface PlannedRow {
  readonly slots: readonly Slot[];
  readonly options: readonly Option[];
  readonly height: number;
  readonly cost: number;
}

/** The cheapest candidates of all ways to share the page among its stories. */
function findCandidates(work: PageWork, care: Care): Candidate[] {
  const plans = rowPlans(work.stories.length, work.grid.columns).flatMap(plan => {
    const rows = plan.rows.map((slots, index) => heightsOfRow(slots, index === 0, work, care));
    if (rows.some(row => row.size === 0)) return [];
    const bound = rows.reduce(
      (sum, row) => sum + Math.min(...[...row.values()].map(([best]) => best?.cost ?? 0)),
      plan.cost,
    );
    return [{plan, rows, bound}];
  });
  let candidates: Candidate[] = [];
  for (const {plan, rows, bound} of plans.sort((a, b) => a.bound - b.bound)) {
    const worst = candidates[candidatesKept - 1];
    if (worst !== undefined && bound >= worst.cost) break;
    candidates = [...candidates, ...stackRows(plan, rows, work)]
      .sort((a, b) => a.cost - b.cost)
      .slice(0, candidatesKept);
  }
  return candidates;
}

type RowHeights = ReadonlyMap<number, readonly PlannedRow[]>;

/** By height: the cheapest ways to fill a row with its stories. */
function heightsOfRow(
  slots: readonly Slot[],
  isFirst: boolean,
  {stories, options, lines, open}: PageWork,
  care: Care,
): RowHeights {
  let combined: Map<number, PlannedRow[]> | undefined;
  for (const [index, slot] of slots.entries()) {
    const story = stories[slot.story];
    if (story === undefined) return new Map();
    const part: Part = {
      columns: slot.columns,
      isLead: isFirst && index === 0,
      neighbours: index,
      ending: open?.story === slot.story ? open.ending : "whole",
    };
    const next = new Map<number, PlannedRow[]>();
    for (const [height, list] of options.of(story, part, lines, care)) {
      const before = combined === undefined ? [{slots, options: [], height, cost: 0}] : combined.get(height);
      const merged = (before ?? []).flatMap(row =>
        list.map(option => ({
          slots,
          options: [...row.options, option],
          height,
          cost: row.cost + option.cost + collisionCost(row.options.at(-1), option),
        })),
      );
      if (merged.length > 0) next.set(height, merged.sort((a, b) => a.cost - b.cost).slice(0, stacksKept));
    }
    combined = next;
  }
  return combined ?? new Map();
}

/** 碰题: two heads of like size side by side at one height. */
function collisionCost(left: Option | undefined, right: Option): number {
  if (left === undefined) return 0;
  const difference = Math.abs(left.settled.arrangement.head.sizePt - right.settled.arrangement.head.sizePt);
  if (difference >= 6) return 0;
  return left.story.boxed === right.story.boxed ? 25 : 4;
}

/** Gives each row of a plan a height, so that the page is full; the cheapest ways. */
function stackRows(plan: RowPlan, rows: readonly RowHeights[], work: PageWork): Candidate[] {
  const room = work.lines - (plan.rows.length - 1) * rowGap;
  let stacks = new Map<number, Stack[]>([[0, [{rows: [], cost: plan.cost}]]]);
  for (const choices of rows) {
    const next = new Map<number, Stack[]>();
    for (const [used, list] of stacks) {
      for (const [height, options] of choices) {
        const total = used + height;
        if (total > room) continue;
        let bucket = next.get(total);
        if (bucket === undefined) {
          bucket = [];
          next.set(total, bucket);
        }
        for (const stack of list) for (const row of options) keepCheapest(bucket, stack, row);
      }
    }
    stacks = next;
  }
  return [...stacks].flatMap(([used, list]) => list.map(stack => candidateOf(stack, room - used, work)));
}

interface Stack {
  readonly rows: readonly PlannedRow[];
  readonly cost: number;
}

function keepCheapest(bucket: Stack[], stack: Stack, row: PlannedRow): void {
  const cost = stack.cost + row.cost;
  const worst = bucket[stacksKept - 1];
  if (worst !== undefined && worst.cost <= cost) return;
  const place = bucket.findIndex(other => other.cost > cost);
  bucket.splice(place === -1 ? bucket.length : place, 0, {rows: [...stack.rows, row], cost});
  bucket.length = Math.min(bucket.length, stacksKept);
}

function candidateOf({rows, cost}: Stack, blank: number, {mayEndEarly = false, lines, grid}: PageWork): Candidate {
  // A line or two over go between the rows.
  const spread = mayEndEarly ? 0 : Math.min(blank, 2, rows.length - 1);
  const tops: number[] = [];
  let top = 0;
  for (const row of rows) {
    tops.push(top);
    top += row.height + rowGap + (tops.length <= spread ? 1 : 0);
  }
  const used = Math.max(...rows.map(({slots}) => slots.reduce((sum, {columns}) => sum + columns, 0)));
  const blankColumns = grid.columns - used;
  // White at the side looks worse than as much white at the foot.
  const besides = (blankColumns / grid.columns) * (lines - blank) * 2;
  const blankCost = mayEndEarly ? 0 : (blank - spread + besides) * costPerBlankLine + spread;
  // 断版: a cut over the whole width near the fold, where the page is halved.
  const cuts = tops.slice(1).filter(line => Math.abs(line / lines - 0.5) < 0.04).length;
  return {rows, tops, blank: blank - spread, blankColumns, cost: cost + blankCost + cuts * 8};
}

/** Threads the text of every story of a candidate; undefined when one does not come out. */
function makeUp({rows, tops, blank, blankColumns, cost}: Candidate, grid: PageGrid): PlannedPage | undefined {
  const stories: PlannedStory[] = [];
  let total = cost;
  for (const [index, {slots, options}] of rows.entries()) {
    for (const [place, option] of options.entries()) {
      const slot = slots[place];
      const filled = fillOption(option);
      if (filled === false || slot === undefined) return undefined;
      total += filled.cost / 10;
      stories.push(planStory(option, grid, slot, tops[index] ?? 0, filled));
    }
  }
  return {stories, blank, blankColumns, cost: total};
}

function planStory(
  {story, height, settled, units}: Option,
  {columnCharacters}: PageGrid,
  slot: Slot,
  top: number,
  filled: FilledFrames,
): PlannedStory {
  const {columns} = settled.arrangement;
  // The arrangement was made at the page's left edge.
  const left = columns.left + slot.column * (columnCharacters + 1);
  const padding = story.boxed ? framePadding : 0;
  return {story, slot, boxed: story.boxed, top, height, padding, columns: {...columns, left}, settled, units, filled};
}
