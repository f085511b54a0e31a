import {everyReading} from "./every-reading.ts";
import {describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {NotNegativeRule} from "./rule.ts";

/** 非负: what is counted or measured out is never below zero. */
export function checkNotNegative(rule: NotNegativeRule, all: Readings, findings: Findings): void {
  for (const reading of everyReading(rule.indicators, rule.types, all)) {
    const {indicator, value} = reading;
    if (!value.isNegative() || value.isZero()) continue;
    const values = {...whereOf(rule, reading), indicator: indicator.name, value: describeValue(indicator, value)};
    findings.tell(rule, "JB-2509", values, {wrong: reading, others: []});
  }
}
