import type {Decimal} from "./decimal.ts";
import {formatQuantity, type NumberStyle, type Quantity, scaleForProse} from "./format.ts";
import {toFixed} from "./decimal.ts";

/** What a value is compared with: 上月, 上年同期, 年初. */
export interface Base {
  readonly name: string;
  readonly value: Decimal;
}

/** Below this a percentage of a count says less than the count: from 2户 to 3户 is 增加1户, not 增长50%. */
const smallestBaseForPercent = 5;

/**
 * The change from a base in words that an office would sign: 增长8.6%, 下降3.0%, 提高2.3个百分点, 持平.
 * Computed from unrounded values and rounded once. Never a negative number, never a percentage of nothing:
 *
 * - rates change in percentage points;
 * - less than half of the shown unit is 持平;
 * - from zero, over zero, or below zero: the difference in words;
 * - small counts: the difference.
 */
export function describeChange(now: Quantity, base: Base, style: NumberStyle): string {
  const difference = now.value.minus(base.value);
  if (isLevel(difference, now, style)) return "持平";
  const rises = difference.isPositive();
  if (now.isRate) return `${rises ? "提高" : "下降"}${formatDifference(now, difference, style)}`;
  const amount = `${rises ? "增加" : "减少"}${formatDifference(now, difference, style)}`;
  if (base.value.isZero()) return `${amount}（${base.name}为零）`;
  if (now.value.isZero()) return `${amount}，降为零`;
  if (base.value.isNegative() !== now.value.isNegative()) return `${rises ? "由负转正" : "由正转负"}，${amount}`;
  if (base.value.isNegative()) return amount;
  if (now.decimals === 0 && base.value.lt(smallestBaseForPercent)) return amount;
  const percent = toFixed(difference.div(base.value).abs().times(100), 1, style.rounding);
  // A change that shows in the value but not in a tenth of a percent is told by its amount.
  if (Number(percent) === 0) return amount;
  return `${rises ? "增长" : "下降"}${percent}%`;
}

/** The difference in words: 增加120亩, 减少5户, 提高2.3个百分点, 持平. */
export function describeDifference(now: Quantity, base: Base, style: NumberStyle): string {
  const difference = now.value.minus(base.value);
  if (isLevel(difference, now, style)) return "持平";
  const [up, down] = now.isRate ? ["提高", "下降"] : ["增加", "减少"];
  return `${difference.isPositive() ? up : down}${formatDifference(now, difference, style)}`;
}

/** True when a difference is less than half of the smallest step that the value is shown with. */
function isLevel(difference: Decimal, {isRate, decimals}: Quantity, style: NumberStyle): boolean {
  return Number(toFixed(isRate ? difference.times(100) : difference, decimals, style.rounding)) === 0;
}

function formatDifference(now: Quantity, difference: Decimal, style: NumberStyle): string {
  const quantity = {...now, value: difference.abs()};
  return formatQuantity(now.isRate ? {...quantity, measure: "个百分点"} : scaleForProse(quantity), style);
}
