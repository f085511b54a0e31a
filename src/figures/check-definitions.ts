import {diagnose, type Report} from "../diagnostics/index.ts";
import {type Node, spanIn} from "./expression.ts";
import type {Indicator} from "./indicator.ts";
import type {UnitTree} from "./unit.ts";

/** Formulas are arithmetic on indicators of the same unit and month, nothing more. */
export function checkFormulaForm({name, formula, isRate}: Indicator, report: Report): void {
  const isHundred = (node: Node): boolean => node.type === "number" && !node.percent && Number(node.digits) === 100;
  const walk = (node: Node): void => {
    if (formula && isRate && node.type === "binary" && node.op === "*") {
      const hundred = [node.left, node.right].find(isHundred);
      if (hundred) report(diagnose("JB-2027", spanIn(formula, hundred), {name}));
    }
    if (node.type === "binary" && ["+", "-", "*", "/"].includes(node.op)) {
      walk(node.left);
      walk(node.right);
    } else if (node.type === "negative") walk(node.operand);
    else if (formula && node.type !== "number" && !(node.type === "name" && !node.unit && !node.period)) {
      report(diagnose("JB-2020", spanIn(formula, node), {name}));
    }
  };
  if (formula) walk(formula.node);
}

/** A number among the 属性 belongs to an indicator of that name; a misspelt one would silently be missing. */
export function checkAttributes(units: UnitTree, indicators: ReadonlyMap<string, Indicator>, report: Report): void {
  if (indicators.size === 0) return;
  for (const unit of units.all) {
    for (const [name, {value, span}] of unit.attributes) {
      const indicator = indicators.get(name);
      if (typeof value === "string") {
        if (indicator) report(diagnose("JB-2023", span, {value, measure: indicator.measure}));
      } else if (!indicator) report(diagnose("JB-2011", span, {name, known: [...indicators.keys()]}));
      else if (indicator.nature !== "fixed") report(diagnose("JB-2024", span, {name}));
    }
  }
}
