import {Decimal} from "../decimal.ts";
import {type Findings, mostStraying, trimmed, whereOf} from "./findings.ts";
import type {Reading, Readings} from "./readings.ts";
import type {HundredPercentRule} from "./rule.ts";

/** 合计百分百: shares of one whole, when all of them were reported. */
export function checkHundredPercent(rule: HundredPercentRule, all: Readings, findings: Findings): void {
  const names = rule.parts.map(({formula, name}) => formula?.node ?? nameNode(name));
  for (const {unit, period} of all.cases(names, rule.types)) {
    const shares = names.flatMap(node => all.calculate(node, unit, period) ?? []);
    if (shares.length < names.length) continue;
    const sum = Decimal.sum(...shares);
    // 容差 0.1 and 0.1% mean the same: a tenth of a percentage point.
    const allowed = Decimal.max(rule.tolerance.absolute.div(100), rule.tolerance.relative);
    if (sum.minus(1).abs().lte(allowed)) continue;
    const readings: Reading[] = names.flatMap(node => all.operands(node, unit, period));
    const wrong = mostStraying(readings, all);
    if (!wrong) continue;
    const parts = rule.parts.map(({name}) => name).join("、");
    const values = {...whereOf(rule, {unit, period}), parts, sum: `${trimmed(sum.times(100))}%`};
    findings.tell(rule, "JB-2502", values, {wrong, others: readings.filter(reading => reading !== wrong)});
  }
}

function nameNode(name: string) {
  return {type: "name", name: {text: name, start: 0, end: 0}, period: null, start: 0, end: 0} as const;
}
