import {describeKind} from "../evaluate.ts";
import type {Node} from "../expression.ts";
import {convertMoney, isMoney, type Quantity, rescale} from "../format.ts";
import type {Value} from "../value.ts";
import {type ExpressionFilter, mapValue, refuse} from "./filter.ts";

/** 元, 万元, 亿元, 万, 整数, 小数, 原值, 数值: how a number is written. */
export const numberForms: readonly (readonly [string, ExpressionFilter])[] = [
  ["元", money("元")],
  ["万元", money("万元")],
  ["亿元", money("亿元")],
  [
    "万",
    number("流转面积 | 万", "以万为单位：1.23万亩", quantity => ({
      ...rescale(quantity, -4),
      measure: `万${quantity.measure}`,
    })),
  ],
  ["整数", number("流转率 | 整数", "不留小数", quantity => ({...quantity, decimals: 0, trim: false}))],
  [
    "小数",
    {
      usage: "流转率 | 小数(2)",
      explanation: "留几位小数",
      takes: args => args.length === 1 && Number.isInteger(decimalsOf(args)) && decimalsOf(args) <= 6,
      apply(subject, filter) {
        const decimals = decimalsOf(filter.args);
        return number("", "", quantity => ({...quantity, decimals, trim: false})).apply(subject, filter);
      },
    },
  ],
  [
    "原值",
    number("流转面积 | 原值", "未经修约的数，不带单位", quantity => {
      const value = quantity.isRate ? quantity.value.times(100) : quantity.value;
      return {value, measure: "", isRate: false, decimals: Math.min(value.decimalPlaces(), 12)};
    }),
  ],
  ["数值", number("流转面积 | 数值", "不带单位", quantity => ({...quantity, measure: ""}))],
];

function decimalsOf([arg]: readonly Node[]): number {
  return arg?.type === "number" && !arg.percent ? Number(arg.digits) : Number.NaN;
}

function number(usage: string, explanation: string, convert: (quantity: Quantity) => Quantity): ExpressionFilter {
  return {
    usage,
    explanation,
    apply: (subject, filter) =>
      mapValue(subject, value => {
        if (value.kind === "absent") return value;
        if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "它只用于数");
        return {...value, quantity: convert(value.quantity)};
      }),
  };
}

function money(to: "元" | "万元" | "亿元"): ExpressionFilter {
  return {
    usage: `村集体增收 | ${to}`,
    explanation: `以${to}为单位`,
    apply: (subject, filter) =>
      mapValue(subject, value => {
        if (value.kind === "absent") return value;
        if (value.kind !== "number" || !isMoney(value.quantity.measure))
          return refuse(subject, filter, describeMeasure(value), "它只用于金额");
        return {...value, quantity: convertMoney(value.quantity, to)};
      }),
  };
}

function describeMeasure(value: Value): string {
  return value.kind === "number" ? `以${value.quantity.measure || "无单位"}计的数` : describeKind(value);
}
