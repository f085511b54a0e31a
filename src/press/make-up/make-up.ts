import {drawPages} from "./draw-pages.ts";
import type {FeaturePlan} from "./feature-plan.ts";
import type {PageGrid} from "./grid.ts";
import type {MeasuredHead, MeasuredPage, MeasuredStory} from "./measured-page.ts";
import {type PageWork, type PlannedPage, type PlannedStory, planPage} from "./plan-page.ts";
import {StoryOptions} from "./story-options.ts";
import {restOfStory} from "./story-text.ts";

/** What make-up found that the author must know. */
export type MakeUpFinding =
  /** The text is over by so much, from `excerpt` on. */
  | {
      readonly kind: "overset";
      readonly file: string | undefined;
      readonly at: string | undefined;
      readonly characters: number;
      readonly lines: number;
      readonly excerpt: string;
    }
  /** The page's foot is blank, or columns at its right. */
  | {
      readonly kind: "underset";
      readonly characters: number;
      readonly lines: number;
      readonly columns: number;
      /** "A07版"; undefined when it is the only page. */
      readonly page: string | undefined;
    }
  /** A story's last column ends short. */
  | {
      readonly kind: "short-column";
      readonly file: string | undefined;
      readonly title: string;
      readonly lines: number;
    }
  /** Pictures, charts and heads alone are more than the page holds. */
  | {readonly kind: "no-room"; readonly file: string | undefined; readonly title: string};

export interface MakeUpWishes {
  /** 转版: text that the page does not hold goes on on another one. */
  readonly mayTurn: boolean;
  /** "A06"; undefined when the page has no number. */
  readonly pageNumber: string | undefined;
}

export interface MadeUp {
  /** Undefined when nothing could be made of it; a finding then says why. */
  readonly plan: FeaturePlan | undefined;
  readonly findings: readonly MakeUpFinding[];
}

/** Pages that one issue of a feature may run to. */
const mostPages = 12;

/** Makes up a newspaper page, or several when text may be turned. */
export function makeUp(measured: MeasuredPage, grid: PageGrid, wishes: MakeUpWishes): MadeUp {
  const notesLines = measured.notesHeight === 0 ? 0 : Math.ceil(measured.notesHeight / grid.linePx + 0.5);
  const options = new StoryOptions(grid);
  const pages: PlannedPage[] = [];
  const findings: MakeUpFinding[] = [];
  let pending: readonly MeasuredStory[] = measured.stories;
  while (pending.length > 0 && pages.length < mostPages) {
    const whole = planPage({
      grid,
      options,
      lines: grid.lines - notesLines,
      stories: pending,
      mayEndEarly: pages.length > 0,
    });
    if (whole !== undefined) {
      pages.push(whole);
      pending = [];
      break;
    }
    const turned = wishes.mayTurn
      ? turnPage(pending, grid, options, grid.lines)
      : cutPage(pending, grid, options, grid.lines - notesLines);
    const stuck = pending.find(story => !fitsAlone(story, {grid, options, lines: grid.lines}));
    if (turned === undefined || stuck !== undefined) {
      const story = stuck ?? pending[0];
      findings.push({kind: "no-room", file: story?.file, title: titleOf(story)});
      return {plan: undefined, findings};
    }
    pages.push(turned.page);
    // What a page that may not turn leaves over, or the last one of as many as there may be.
    if (!wishes.mayTurn || pages.length === mostPages) {
      findings.push(oversetFinding(turned, pending));
      break;
    }
    pending = turned.rest;
  }
  const labelOf = (index: number) => pageLabel(wishes.pageNumber, index);
  // The last of several pages may end early; one that text was cut from has white where nothing fits.
  const isCut = findings.some(({kind}) => kind === "overset");
  const full = pages.slice(0, isCut ? -1 : Math.max(1, pages.length - 1));
  for (const [index, page] of full.entries())
    findings.push(...undersetFindings(page, grid, pages.length > 1 ? labelOf(index) : undefined));
  for (const {story, filled} of pages.flatMap(page => page.stories))
    if (filled.blank > 0)
      findings.push({kind: "short-column", file: story.file, title: titleOf(story), lines: filled.blank});
  return {plan: drawPages(pages, grid, labelOf), findings};
}

/** False for a story whose pictures and head alone are more than a page. */
function fitsAlone(story: MeasuredStory, work: Pick<PageWork, "grid" | "options" | "lines">): boolean {
  const stories = [story];
  return (
    planPage({...work, stories, open: {story: 0, ending: "cut"}}) !== undefined ||
    planPage({...work, stories, mayEndEarly: true}) !== undefined
  );
}

interface TurnedPage {
  readonly page: PlannedPage;
  readonly open: PlannedStory | undefined;
  /** What the next pages hold: first the rest of the story that was turned. */
  readonly rest: readonly MeasuredStory[];
}

/** Fills a page with as many stories as it holds, one of them going on elsewhere when that fills it better. */
function turnPage(
  pending: readonly MeasuredStory[],
  grid: PageGrid,
  options: StoryOptions,
  lines: number,
): TurnedPage | undefined {
  for (let count = pending.length; count >= 1; count -= 1) {
    const found = [...openPages(pending, count, {grid, options, lines, ending: "turned"})];
    if (count > 1) {
      const page = planPage({grid, options, lines, stories: pending.slice(0, count - 1)});
      if (page !== undefined) found.push({page, open: undefined, rest: pending.slice(count - 1)});
    }
    // A turn costs the reader something.
    const costOf = ({page, open}: TurnedPage) => page.cost + (open === undefined ? 0 : 15);
    const [best] = found.sort((a, b) => costOf(a) - costOf(b));
    if (best !== undefined) return best;
  }
  return undefined;
}

/** Fills one page and leaves over as little as can be: what the author has to cut. */
function cutPage(
  pending: readonly MeasuredStory[],
  grid: PageGrid,
  options: StoryOptions,
  lines: number,
): TurnedPage | undefined {
  for (let count = pending.length; count >= 1; count -= 1) {
    const found = [...openPages(pending, count, {grid, options, lines, ending: "cut"})];
    const over = ({rest}: TurnedPage) => rest.reduce((sum, story) => sum + textLength(story), 0);
    const [best] = found.sort((a, b) => over(a) - over(b));
    if (best !== undefined) return best;
  }
  return undefined;
}

/** The page made of the first `count` stories, each of them in turn going on elsewhere. */
function* openPages(
  pending: readonly MeasuredStory[],
  count: number,
  {ending, ...work}: Pick<PageWork, "grid" | "options" | "lines"> & {ending: "turned" | "cut"},
): Generator<TurnedPage> {
  const stories = pending.slice(0, count);
  for (const story of stories.keys()) {
    const page = planPage({...work, stories, open: {story, ending}});
    const planned = page?.stories.find(other => other.story === stories[story]);
    const from = planned?.filled.rest;
    if (page === undefined || planned === undefined || from === undefined) continue;
    const units = restOfStory(planned.story, planned.units, from);
    const head = jumpHead(planned.story.head, work.grid);
    const continued: MeasuredStory = {...planned.story, boxed: false, head, items: [], units};
    yield {page, open: planned, rest: [continued, ...pending.slice(count)]};
  }
}

/** A short head over text that goes on: the title in a small size and one line saying from where. */
function jumpHead({id, title}: MeasuredHead, {linePx}: PageGrid): MeasuredHead {
  return {id, title, others: [{id: 0, width: 0, lineHeight: linePx}], isJump: true};
}

function titleOf(story: MeasuredStory | undefined): string {
  return story?.head.title.characters.join("").trim() ?? "";
}

function textLength(story: MeasuredStory | undefined): number {
  return (story?.units ?? []).reduce((sum, {text}) => sum + (text?.characters.length ?? 0), 0);
}

function oversetFinding({open, rest}: TurnedPage, pending: readonly MeasuredStory[]): MakeUpFinding {
  const [first] = rest;
  const unit = first?.units[0];
  const characters = rest.reduce((sum, story) => sum + textLength(story), 0);
  const measure = open?.columns.measure ?? 11;
  const place = unit?.text?.characters.slice(0, 12).join("") ?? "";
  return {
    kind: "overset",
    file: first?.file ?? pending.at(-1)?.file,
    at: unit?.at,
    characters,
    lines: Math.ceil(characters / measure),
    excerpt: place,
  };
}

function undersetFindings(
  {blank, blankColumns}: PlannedPage,
  {columns, columnCharacters, lines}: PageGrid,
  page: string | undefined,
): MakeUpFinding[] {
  if (blank < 3 && blankColumns === 0) return [];
  const columnLines = blank * columns + (lines - blank) * blankColumns;
  return [{kind: "underset", lines: blank, columns: blankColumns, characters: columnLines * columnCharacters, page}];
}

/** A06 → A07; without a number 第2版. */
export function pageLabel(first: string | undefined, index: number): string {
  if (first === undefined || !/\d$/.test(first)) return `第${index + 1}版`;
  return `${first.replace(/\d+$/, digits => String(Number(digits) + index).padStart(digits.length, "0"))}版`;
}
