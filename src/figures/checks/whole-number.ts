import {everyValue} from "./every-value.ts";
import {describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {WholeNumberRule} from "./rule.ts";

/** 整数: households, people, things are whole. */
export function checkWholeNumbers(rule: WholeNumberRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    everyValue(indicator, rule.types, all, (value, unit, period) => {
      if ((indicator.isRate ? value.times(100) : value).isInteger()) return;
      const reading = all.read(unit, indicator, period);
      if (!reading) return;
      const values = {
        ...whereOf(rule, reading),
        indicator: indicator.name,
        value: describeValue(indicator, value),
        measure: indicator.measure,
      };
      findings.tell(rule, "JB-2508", values, {wrong: reading, others: []});
    });
  }
}
