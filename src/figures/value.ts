import type {ChangeNumbers} from "./change.ts";
import type {Decimal} from "./decimal.ts";
import type {Absence, Figure} from "./figures.ts";
import type {Quantity} from "./format.ts";
import type {Unit} from "./unit.ts";

/** A place among units of the same type. */
export interface Rank {
  readonly position: number;
  /** Counted from the other end: 1 is the last. */
  readonly fromEnd: number;
  readonly of: number;
}

/** What an expression gives. */
export type Value =
  | {
      readonly kind: "number";
      readonly quantity: Quantity;
      readonly figure?: Figure | undefined;
      readonly ofSet?: number | undefined;
    }
  | {
      /** No value: 未报, not applicable … */
      readonly kind: "absent";
      readonly absence: Absence;
      readonly measure: string;
      readonly figure?: Figure | undefined;
    }
  | {readonly kind: "condition"; readonly truth: boolean}
  | {
      readonly kind: "text";
      readonly text: string;
      /** How a table cell says it when that is shorter: "↑8.6" with "%" in the column's head, "3" for 第3位. */
      readonly short?: string | undefined;
      readonly measure?: string | undefined;
      /** The numbers behind a comparison in words. */
      readonly change?: ChangeNumbers | undefined;
      /** The numbers behind 第3位. */
      readonly rank?: Rank | undefined;
      readonly figure?: Figure | undefined;
    }
  | {
      readonly kind: "units";
      readonly units: readonly Unit[];
      readonly name: string;
      readonly ofSet?: number | undefined;
    };

export const absenceWords: Record<Absence, string> = {
  notReported: "未报",
  notApplicable: "—",
  zeroDivision: "—",
  broken: "—",
};

export function bareNumber(value: Decimal, measure = "", decimals = 0): Value {
  return {kind: "number", quantity: {value, measure, isRate: false, decimals}};
}

export function plainText(text: string): Value {
  return {kind: "text", text};
}
