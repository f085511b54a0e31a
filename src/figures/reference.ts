import {diagnose, type Span, spanOf} from "../diagnostics/index.ts";
import {condition, evaluate, fail} from "./evaluate.ts";
import {type Expression, parseExpression} from "./expression.ts";
import type {Figure} from "./figures.ts";
import {applyFilters} from "./filters/filters.ts";
import {formatNumber, formatQuantity, type Quantity, scaleForProse} from "./format.ts";
import type {Period} from "./period.ts";
import {type Scope, unshifted} from "./scope.ts";
import type {Unit} from "./unit.ts";
import {absenceWords, type Value} from "./value.ts";

/** Whether a condition holds for a unit; undefined when a value is missing, or when it is no condition (reported). */
export function holds(expression: Expression, scope: Scope, unit: Unit): boolean | undefined {
  return condition(expression.node, {scope, expression, unit, shift: unshifted});
}

/** A reference worked out: what is printed, and the number behind it. */
export interface Resolved {
  /** The whole text: "388亩", "增长8.6%", "未报". */
  readonly text: string;
  /** Digits and measure apart, for table cells and key figures; equal to `text` and "" for words. */
  readonly number: string;
  readonly measure: string;
  /** Undefined for words and for what has no value. */
  readonly quantity: Quantity | undefined;
  readonly value: Value;
  /** What was worked out, for which unit and month, and the figures that the result rests on. */
  readonly expression: Expression;
  readonly unit: Unit;
  readonly period: Period;
  readonly figures: ReadonlySet<Figure>;
}

/** Parses and works out the reference between two offsets of a source; undefined when it is wrong (reported). */
export function resolveReference(span: Span, scope: Scope, unit: Unit = scope.unit): Resolved | undefined {
  const expression = parseExpression(span.source, span.start, span.end, scope.report);
  return expression && resolveExpression(expression, scope, {unit, isProse: true});
}

/**
 * Works out a parsed expression for a unit. In prose, amounts are scaled to 万元 and 亿元 and a missing value is told;
 * in tables a column keeps its measure and 未报 is an ordinary cell.
 */
export function resolveExpression(
  expression: Expression,
  scope: Scope,
  {unit, isProse}: {unit: Unit; isProse: boolean},
): Resolved | undefined {
  const used = new Set<Figure>();
  const use = (figure: Figure) => {
    used.add(figure);
    scope.use(figure);
  };
  const at = {scope: {...scope, use}, expression, unit, shift: unshifted};
  const origin = {expression, unit, period: scope.period, figures: used};
  const result = expression.filters.length > 0 ? applyFilters(expression.node, at) : plain();
  if (!result) return undefined;
  const {value, isFixedForm} = result;
  const style = scope.figures;
  switch (value.kind) {
    case "number": {
      const quantity = isProse && !isFixedForm ? scaleForProse(value.quantity) : value.quantity;
      return {
        text: formatQuantity(quantity, style),
        number: formatNumber(quantity, style),
        measure: quantity.measure,
        quantity,
        value,
        ...origin,
      };
    }
    case "absent": {
      const words = absenceWords[value.absence];
      if (isProse) tellAbsence(value);
      return {text: words, number: words, measure: "", quantity: undefined, value, ...origin};
    }
    case "text": {
      const {text, short = text, measure = ""} = value;
      return isProse
        ? {text, number: text, measure: "", quantity: undefined, value, ...origin}
        : {text: `${short}${measure}`, number: short, measure, quantity: undefined, value, ...origin};
    }
    case "units": {
      const text = value.units.map(({shortName}) => shortName).join("、") || "无";
      return {text, number: text, measure: "", quantity: undefined, value, ...origin};
    }
    case "condition":
      fail(at, expression.node, "JB-3005", {what: "条件", expected: "数或文字，可以写 如果(条件, “是”, “否”)"});
      return undefined;
  }

  function plain(): {value: Value; isFixedForm: boolean} | undefined {
    const value = evaluate(expression.node, at);
    return value && {value, isFixedForm: false};
  }

  function tellAbsence(value: Value & {kind: "absent"}): void {
    const span = spanOf(expression.source, expression.offset, expression.offset + expression.text.length);
    const {figure, absence} = value;
    // Broken data has been told where it stands.
    if (absence === "broken" || (figure && figure.brokenFiles.size > 0)) return;
    const what = figure ? `${figure.unit.name}${figure.range.to}的${figure.indicator.name}` : expression.text.trim();
    if (absence === "zeroDivision") {
      const formula = figure?.indicator.formula;
      const related = formula
        ? [{span: spanOf(formula.source, formula.offset, formula.offset + formula.text.length), note: "公式在这里"}]
        : [];
      scope.report(diagnose("JB-3006", span, {formula: formula?.text ?? "", unit: figure?.unit.name ?? ""}, related));
      return;
    }
    const unreported = absence === "notReported" ? (figure?.missing ?? []) : [];
    const missing = unreported
      .slice(0, 5)
      .map(({name}) => name)
      .join("、");
    scope.report(diagnose("JB-3009", span, {what, words: absenceWords[absence], missing}));
  }
}
