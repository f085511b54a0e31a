import type {Report, Span} from "../diagnostics/index.ts";
import type {Decimal} from "./decimal.ts";
import type {Figure, Figures, Range} from "./figures.ts";
import {addMonths, makePeriod, type Period, yearOf} from "./period.ts";
import type {PhraseTurns} from "./phrase-book.ts";
import type {Resolved} from "./reference.ts";
import type {Unit} from "./unit.ts";

/** What names mean while a bulletin is worked out: its unit, its month, its texts. */
export interface Scope {
  readonly figures: Figures;
  readonly unit: Unit;
  readonly period: Period;
  /** Words that stand for texts: 期间, 主体, 刊名 … */
  readonly texts: ReadonlyMap<string, string>;
  readonly report: Report;
  /** Told of each figure that a result rests on. */
  readonly use: (figure: Figure) => void;
  /** Told of a file with a mistake that a result rests on without a figure of it: a policy, a wording. */
  readonly useBroken?: (path: string) => void;
  /** Which wording comes next in this bulletin; without it always the first. */
  readonly turns?: PhraseTurns;
  /** True when the bulletin bears a 密级: what is for internal use may be printed. */
  readonly isInternal?: boolean;
  /** Told of each value that a reader sees, in the order of print; gives the name of the note on its origin, if any. */
  readonly print?: ((resolved: Resolved, form: PrintForm) => string | undefined) | undefined;
  /** The same for what a block works out itself. */
  readonly printWorked?: ((worked: Worked) => string | undefined) | undefined;
  /** Does work whose values not every reader sees: those of the internal print alone, or nobody. */
  readonly confine?: (<Result>(readers: "internal" | "nobody", work: () => Result) => Result) | undefined;
}

/** A value in print that no expression gives by itself: a rank, a count, a distance from a line. */
export interface Worked {
  /** As printed: "9个村", "还差1.8个百分点（26亩）", or "48.3" in a column whose head has the measure. */
  readonly text: string;
  /** The measure that stands in the column's head; undefined when the text is whole. */
  readonly headMeasure?: string | undefined;
  /** What it is, in words: "流转率的位次". */
  readonly what: string;
  /** Where the block asks for it. */
  readonly span: Span;
  readonly unit: Unit;
  readonly period: Period;
  /** Unrounded, a rate as ratio; undefined for words. */
  readonly value?: Decimal | undefined;
  /** The data that it was worked out from, and what else: a policy. */
  readonly figures: Iterable<Figure>;
  readonly grounds?: readonly Ground[] | undefined;
  /** The words before and after it, when it stands in a sentence. */
  readonly around?: {readonly before: string; readonly after: string} | undefined;
}

/** What a value rests on that is no figure: "政策“土地流转奖励”", and where it is written. */
export interface Ground {
  readonly text: string;
  readonly span: Span;
}

/** The same scope, noting the figures that results rest on. */
export function noteFigures<At extends Pick<Scope, "use">>(
  scope: At,
): {readonly scope: At; readonly figures: ReadonlySet<Figure>} {
  const figures = new Set<Figure>();
  const use = (figure: Figure): void => {
    figures.add(figure);
    scope.use(figure);
  };
  return {scope: {...scope, use}, figures};
}

/** How a value is printed: `Resolved.text` in a sentence or in a cell, or its `number` alone, the measure in the head. */
export type PrintForm = "sentence" | "cell" | "number";

/** How an evaluation is shifted against what is written: another month, several months, fewer units. */
export interface Shift {
  readonly range: (period: Period) => Range;
  readonly within?: ReadonlySet<Unit> | undefined;
}

export const unshifted: Shift = {range: period => ({from: period, to: period})};

/** The same, some months later (or earlier, when negative). */
export function shiftMonths(shift: Shift, months: number): Shift {
  return {
    ...shift,
    range: period => {
      const {from, to} = shift.range(period);
      return {from: addMonths(from, months), to: addMonths(to, months)};
    },
  };
}

/** The same at the end of the year before: what 年初 means for a stock. */
export function shiftToYearStart(shift: Shift): Shift {
  return {
    ...shift,
    range: period => {
      const december = makePeriod(yearOf(shift.range(period).to) - 1, 12);
      return {from: december, to: december};
    },
  };
}

/** All months from a given one, or from January, to the month written. */
export function shiftToCumulative(shift: Shift, from: Period | undefined): Shift {
  return {
    ...shift,
    range: period => {
      const {to} = shift.range(period);
      return {from: from ?? makePeriod(yearOf(to), 1), to};
    },
  };
}
