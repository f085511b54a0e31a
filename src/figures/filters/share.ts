import {Decimal} from "../decimal.ts";
import {describeKind, fail, figureValue, unitSet} from "../evaluate.ts";
import type {Filter} from "../expression.ts";
import type {Shift} from "../scope.ts";
import {isWithin, type Unit} from "../unit.ts";
import type {Value} from "../value.ts";
import {atMostOne, type ExpressionFilter, mapValue, refuse, type Subject} from "./filter.ts";

/** 占比: the share that a value has in the whole. */
export const share: ExpressionFilter = {
  usage: "流转面积 | 占比 或 占比(唐坊镇)",
  explanation: "占上级单位（或括号里的单位）的百分比；计数的占比是占全部单位的百分比",
  takes: atMostOne,
  apply: (subject, filter) => mapValue(subject, (value, shift) => shareOf(value, subject, filter, shift)),
};

function shareOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return value;
  if (value.kind !== "number") return refuse(subject, filter, describeKind(value), "占比只用于数");
  const shareIn = (whole: Decimal): Value | undefined => {
    if (whole.isZero()) {
      fail(subject.at, filter, "JB-3006", {formula: "占比", unit: ""});
      return undefined;
    }
    return {
      kind: "number",
      quantity: {value: value.quantity.value.div(whole), measure: "%", isRate: true, decimals: 1},
    };
  };
  const [arg] = filter.args;
  if (value.ofSet !== undefined && !arg) return shareIn(new Decimal(value.ofSet));
  const {figure} = value;
  if (!figure) return refuse(subject, filter, "这个算式", "写明占谁的百分比时直接用除法");
  if (figure.indicator.aggregation !== "sum")
    return refuse(subject, filter, figure.indicator.name, "比率和平均数没有占比");
  const whole = arg ? unitSet(arg, subject.at)?.[0] : wholeOf(figure.unit, subject.at.scope.unit);
  if (!whole) return arg ? undefined : refuse(subject, filter, figure.unit.name, "它没有上级单位");
  const total = figureValue(whole, figure.indicator, figure.range, {...subject.at, shift});
  return total.kind === "number" ? shareIn(total.quantity.value) : total;
}

/** The bulletin's unit for what lies within it, else the unit above. */
function wholeOf(unit: Unit, subjectUnit: Unit): Unit | undefined {
  return unit !== subjectUnit && isWithin(unit, subjectUnit) ? subjectUnit : unit.parent;
}
