import {everyValue} from "./every-value.ts";
import {describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {NotNegativeRule} from "./rule.ts";

/** 非负: what is counted or measured out is never below zero. */
export function checkNotNegative(rule: NotNegativeRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    everyValue(indicator, rule.types, all, (value, unit, period) => {
      if (!value.isNegative() || value.isZero()) return;
      const reading = all.read(unit, indicator, period);
      if (!reading) return;
      const values = {...whereOf(rule, reading), indicator: indicator.name, value: describeValue(indicator, value)};
      findings.tell(rule, "JB-2509", values, {wrong: reading, others: []});
    });
  }
}
