import type {Decimal} from "./decimal.ts";
import type {Absence, Figure} from "./figures.ts";
import type {Quantity} from "./format.ts";
import type {Unit} from "./unit.ts";

/** What an expression gives. */
export type Value =
  | {readonly kind: "number"; readonly quantity: Quantity; readonly figure?: Figure | undefined; readonly ofSet?: number | undefined}
  | {
      /** No value: 未报, not applicable … */
      readonly kind: "absent";
      readonly absence: Absence;
      readonly measure: string;
      readonly figure?: Figure | undefined;
    }
  | {readonly kind: "condition"; readonly truth: boolean}
  | {readonly kind: "text"; readonly text: string; readonly isProse: boolean}
  | {readonly kind: "units"; readonly units: readonly Unit[]; readonly name: string};

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
  return {kind: "text", text, isProse: true};
}
