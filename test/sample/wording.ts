import {compare, digits, divide, type Fraction, fraction, hundredfold, magnitude, subtract} from "./fraction.ts";

/** How the bulletins word a value, written down a second time from the rules and not from the code. */

const halfOfTenth: Fraction = {top: 1n, over: 20n};

/** 0.5342 as 53.4% */
export function percent(ratio: Fraction): string {
  return `${points(ratio)}%`;
}

/** 0.5342 as 53.4 */
export function points(ratio: Fraction): string {
  return digits(hundredfold(ratio), 1);
}

/** 增长8.6%, 下降3.1%, 持平: a quantity against a base that is not small. */
export function quantityChange(now: Fraction, before: Fraction): string {
  if (compare(before, fraction(5)) < 0) throw new Error("a small base is told in counts");
  const change = hundredfold(divide(subtract(now, before), before));
  if (compare(magnitude(change), halfOfTenth) < 0) return "持平";
  return `${change.top < 0n ? "下降" : "增长"}${digits(magnitude(change), 1)}%`;
}

/** 提高2.3个百分点, 下降2.3个百分点, 持平: a rate against a rate. */
export function rateChange(now: Fraction, before: Fraction): string {
  const change = hundredfold(subtract(now, before));
  if (compare(magnitude(change), halfOfTenth) < 0) return "持平";
  return `${change.top < 0n ? "下降" : "提高"}${digits(magnitude(change), 1)}个百分点`;
}

/** ↑2.3, ↓2.3, 持平: the same in a table cell. */
export function rateChangeInCell(now: Fraction, before: Fraction): string {
  const change = hundredfold(subtract(now, before));
  if (compare(magnitude(change), halfOfTenth) < 0) return "持平";
  return `${change.top < 0n ? "↓" : "↑"}${digits(magnitude(change), 1)}`;
}

/** 增加300亩, 减少32亩, 持平: whole numbers. */
export function difference(now: Fraction, before: Fraction, measure: string): string {
  const change = subtract(now, before);
  if (change.top === 0n) return "持平";
  return `${change.top < 0n ? "减少" : "增加"}${digits(magnitude(change), 0)}${measure}`;
}

/** Names by their values, the greatest first; equal ones stay in the order given. */
export function descending(names: readonly string[], valueFor: (name: string) => Fraction): string[] {
  return [...names].sort((a, b) => compare(valueFor(b), valueFor(a)));
}

/** The place of a name, the greatest value first: one more than the number of those ahead, 1 2 2 4. */
export function rank(name: string, among: readonly string[], valueFor: (name: string) => Fraction): string {
  return String(1 + among.filter(other => compare(valueFor(other), valueFor(name)) > 0).length);
}

/** The names with the greatest values, the greatest first; the sample has no tie at the edge. */
export function leading(count: number, names: readonly string[], valueFor: (name: string) => Fraction): string {
  return cut(count, descending(names, valueFor), valueFor).join("、");
}

/** The names with the smallest values, the smallest first; the sample has no tie at the edge. */
export function trailing(count: number, names: readonly string[], valueFor: (name: string) => Fraction): string {
  return cut(count, descending(names, valueFor).reverse(), valueFor).join("、");
}

function cut(count: number, sorted: readonly string[], valueFor: (name: string) => Fraction): readonly string[] {
  const [last = "", next] = sorted.slice(count - 1);
  if (next !== undefined && compare(valueFor(last), valueFor(next)) === 0) {
    throw new Error(`${last} and ${next} tie: say by hand who is named`);
  }
  return sorted.slice(0, count);
}
