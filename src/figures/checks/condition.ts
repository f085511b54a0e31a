import {describeValue, type Findings, isSameEntry, mostStraying, whereOf} from "./findings.ts";
import {type Readings, textOf} from "./readings.ts";
import type {ConditionRule} from "./rule.ts";

/** 条件: a condition that holds for every unit that reported what it needs. */
export function checkCondition(rule: ConditionRule, all: Readings, findings: Findings): void {
  const {node} = rule.condition;
  const sides = sidesOf(node);
  for (const {unit, period} of all.cases(sides, rule.types)) {
    if (all.decide(node, unit, period) !== false) continue;
    const readings = all.operands(node, unit, period);
    const wrong = mostStraying(readings, all);
    if (!wrong) continue;
    const operands = readings
      .map(({indicator, value}) => `${indicator.name} ${describeValue(indicator, value)}`)
      .join("，");
    const values = {...whereOf(rule, {unit, period}), condition: textOf(rule.condition), operands};
    findings.tell(rule, "JB-2510", values, {
      wrong,
      others: readings.filter(({record}) => !isSameEntry(record, wrong.record)),
    });
  }
}

type Node = ConditionRule["condition"]["node"];

/** The arithmetic expressions that a condition compares. */
function sidesOf(node: Node): Node[] {
  if (node.type === "not") return sidesOf(node.operand);
  if (node.type !== "binary") return [node];
  return [...sidesOf(node.left), ...sidesOf(node.right)];
}
