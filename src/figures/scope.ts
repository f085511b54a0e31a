import type {Report} from "../diagnostics/index.ts";
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
