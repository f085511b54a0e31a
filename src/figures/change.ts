import {type Decimal, toFixed} from "./decimal.ts";
import {formatNumber, formatQuantity, type NumberStyle, type Quantity, scaleForProse} from "./format.ts";

/** What a value is compared with: 上月, 上年同期, 年初. */
export interface Base {
  readonly name: string;
  readonly value: Decimal;
}

/** The numbers behind a change in words, unrounded. */
export interface ChangeNumbers {
  readonly now: Quantity;
  readonly base: Base;
  readonly difference: Decimal;
  /** Now to base; undefined when the base is zero. */
  readonly ratio: Decimal | undefined;
}

/** A change in words, and in the short form of a table cell, whose measure stands in the column's head. */
export interface Change {
  /** "增长8.6%" */
  readonly text: string;
  /** "↑8.6", or the words again when there is no shorter way. */
  readonly short: string;
  /** "%"; "" when `short` needs none. */
  readonly measure: string;
  readonly change: ChangeNumbers;
}

/** The words of a change without the numbers behind. */
type Wording = Omit<Change, "change">;

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
export function describeChange(now: Quantity, base: Base, style: NumberStyle): Change {
  return {...wordChange(now, base, style), change: changeBetween(now, base)};
}

function wordChange(now: Quantity, base: Base, style: NumberStyle): Wording {
  const difference = now.value.minus(base.value);
  if (isLevel(difference, now, style)) return words("持平");
  const rises = difference.isPositive();
  const amount = wordDifference(now, base, style);
  if (now.isRate) return amount;
  if (base.value.isZero()) return words(`${amount.text}（${base.name}为零）`);
  if (now.value.isZero()) return words(`${amount.text}，降为零`);
  if (base.value.isNegative() !== now.value.isNegative()) {
    return words(`${rises ? "由负转正" : "由正转负"}，${amount.text}`);
  }
  if (base.value.isNegative()) return amount;
  if (now.decimals === 0 && base.value.lt(smallestBaseForPercent)) return amount;
  const percent = toFixed(difference.div(base.value).abs().times(100), 1, style.rounding);
  // A change that shows in the value but not in a tenth of a percent is told by its amount.
  if (Number(percent) === 0) return amount;
  return {text: `${rises ? "增长" : "下降"}${percent}%`, short: `${arrow(rises)}${percent}`, measure: "%"};
}

/** The difference in words: 增加120亩, 减少5户, 提高2.3个百分点, 持平. */
export function describeDifference(now: Quantity, base: Base, style: NumberStyle): Change {
  return {...wordDifference(now, base, style), change: changeBetween(now, base)};
}

export function changeBetween(now: Quantity, base: Base): ChangeNumbers {
  return {
    now,
    base,
    difference: now.value.minus(base.value),
    ratio: base.value.isZero() ? undefined : now.value.div(base.value),
  };
}

function wordDifference(now: Quantity, base: Base, style: NumberStyle): Wording {
  const difference = now.value.minus(base.value);
  if (isLevel(difference, now, style)) return words("持平");
  const rises = difference.isPositive();
  const absolute = {...now, value: difference.abs()};
  const quantity = now.isRate ? {...absolute, measure: "个百分点"} : scaleForProse(absolute);
  const [up, down] = now.isRate ? ["提高", "下降"] : ["增加", "减少"];
  return {
    text: `${rises ? up : down}${formatQuantity(quantity, style)}`,
    short: `${arrow(rises)}${formatNumber(quantity, style)}`,
    measure: quantity.measure,
  };
}

function words(text: string): Wording {
  return {text, short: text, measure: ""};
}

function arrow(rises: boolean): string {
  return rises ? "↑" : "↓";
}

/** True when a difference is less than half of the smallest step that the value is shown with. */
export function isLevel(difference: Decimal, {isRate, decimals}: Quantity, style: NumberStyle): boolean {
  return Number(toFixed(isRate ? difference.times(100) : difference, decimals, style.rounding)) === 0;
}
