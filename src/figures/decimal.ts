import {Decimal as DecimalJs} from "decimal.js";

/**
 * Decimal numbers for everything that is printed: 0.1 + 0.2 is 0.3, and a half is rounded the way people round it.
 * Forty digits carry a quotient far past anything that is shown.
 */
export const Decimal = DecimalJs.clone({precision: 40, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40});
export type Decimal = DecimalJs;

/** How a value is rounded for print (GB/T 8170-2008): once, from the unrounded value. */
export type Rounding = "halfUp" | "halfEven";

/** The value with a fixed number of decimals, e.g. "43.20"; never "-0.0". */
export function toFixed(value: Decimal, decimals: number, rounding: Rounding = "halfUp"): string {
  const mode = rounding === "halfEven" ? DecimalJs.ROUND_HALF_EVEN : DecimalJs.ROUND_HALF_UP;
  const rounded = value.toDecimalPlaces(decimals, mode);
  return (rounded.isZero() ? rounded.abs() : rounded).toFixed(decimals);
}
