/** An exact number: `over` is positive. */
export interface Fraction {
  readonly top: bigint;
  readonly over: bigint;
}

export const zero: Fraction = {top: 0n, over: 1n};

/** Reads a number as YAML gave it: 1860, 63.5. */
export function fraction(written: number): Fraction {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(String(written));
  if (!match) throw new Error(`not a plain decimal number: ${written}`);
  const [, whole = "", decimals = ""] = match;
  return {top: BigInt(whole + decimals), over: 10n ** BigInt(decimals.length)};
}

export function add(a: Fraction, b: Fraction): Fraction {
  return {top: a.top * b.over + b.top * a.over, over: a.over * b.over};
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, {top: -b.top, over: b.over});
}

export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.top <= 0n) throw new Error("the sample divides by positive numbers only");
  return {top: a.top * b.over, over: a.over * b.top};
}

export function hundredfold(a: Fraction): Fraction {
  return {top: a.top * 100n, over: a.over};
}

export function magnitude(a: Fraction): Fraction {
  return {top: a.top < 0n ? -a.top : a.top, over: a.over};
}

/** Negative, zero or positive as a is less than, equal to or more than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.top * b.over - b.top * a.over;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Digits with a fixed number of decimals; a half is rounded away from zero. */
export function digits(value: Fraction, decimals: number): string {
  const {top, over} = magnitude(value);
  const units = (top * 10n ** BigInt(decimals) * 2n + over) / (over * 2n);
  const text = String(units).padStart(decimals + 1, "0");
  const split = text.length - decimals;
  const sign = value.top < 0n && units > 0n ? "-" : "";
  return `${sign}${text.slice(0, split)}${decimals > 0 ? `.${text.slice(split)}` : ""}`;
}
