import {Decimal, type Rounding, toFixed} from "./decimal.ts";

/** How numbers are written in this workspace. */
export interface NumberStyle {
  readonly rounding: Rounding;
  /** True: 12,345; false: 12345. */
  readonly grouping: boolean;
}

/** A number with what decides how it is printed. */
export interface Quantity {
  /** Unrounded; a rate as ratio. */
  readonly value: Decimal;
  /** "亩", "万元", "%", "个百分点", or "" for a bare number. */
  readonly measure: string;
  readonly isRate: boolean;
  readonly decimals: number;
  /** True when trailing zeros after the point are left out, as in scaled amounts in prose. */
  readonly trim?: boolean;
}

/** The digits alone: "43.2", "12345". */
export function formatNumber({value, isRate, decimals, trim = false}: Quantity, style: NumberStyle): string {
  let text = toFixed(isRate ? value.times(100) : value, decimals, style.rounding);
  if (trim && text.includes(".")) text = text.replace(/\.?0+$/, "");
  return style.grouping ? text.replace(/\d(?=(\d{3})+(?!\d))/g, "$&,").replace(/(\.\d*),/g, "$1") : text;
}

/** The number with its measure: "43.2%", "388亩", "2.3个百分点". */
export function formatQuantity(quantity: Quantity, style: NumberStyle): string {
  return `${formatNumber(quantity, style)}${quantity.measure}`;
}

const moneyScales = {元: 0, 万元: 4, 亿元: 8} as const;
export type MoneyMeasure = keyof typeof moneyScales;

export function isMoney(measure: string): measure is MoneyMeasure {
  return Object.hasOwn(moneyScales, measure);
}

/** An amount of money in another measure, two decimals at most, e.g. 12345元 → 1.23万元. */
export function convertMoney(quantity: Quantity, to: MoneyMeasure): Quantity {
  if (!isMoney(quantity.measure)) return quantity;
  const shift = moneyScales[quantity.measure] - moneyScales[to];
  if (shift === 0) return quantity;
  return {...rescale(quantity, shift), measure: to};
}

/** A value in another scale: two decimals, or as many as it takes to show that it is not nothing. */
export function rescale(quantity: Quantity, shift: number): Quantity {
  const value = quantity.value.times(Decimal.pow(10, shift));
  let decimals = 2;
  while (decimals < 8 && !value.isZero() && value.toDecimalPlaces(decimals).isZero()) decimals += 1;
  return {...quantity, value, decimals, trim: true};
}

/** In prose an amount of 10000元 or more is written in 万元, of 10000万元 or more in 亿元 (house rule after GB/T 15835). */
export function scaleForProse(quantity: Quantity): Quantity {
  const {measure, value} = quantity;
  if (!isMoney(measure)) return quantity;
  const inYuan = value.abs().times(Decimal.pow(10, moneyScales[measure]));
  if (inYuan.gte(1e8)) return convertMoney(quantity, "亿元");
  if (inYuan.gte(1e4) && measure === "元") return convertMoney(quantity, "万元");
  return quantity;
}
