import {toFixed} from "../decimal.ts";
import {addMonths} from "../period.ts";
import {describeValue, type Findings, trimmed, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {JumpRule} from "./rule.ts";
import {isEarlierWrong, isExplained, type Step, steps} from "./trend.ts";

/** 波动: a value that rose or fell against last month by more than the rule allows, without a note. */
export function checkJumps(rule: JumpRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    for (const step of steps(indicator, rule.types, all)) {
      const {before, now} = step;
      if (before.period === undefined || now.period !== addMonths(before.period, 1)) continue;
      const {isRate} = indicator;
      const scale = isRate ? 100 : 1;
      if (before.value.abs().times(scale).lt(rule.floor) && now.value.abs().times(scale).lt(rule.floor)) continue;
      // From nothing there is no percentage.
      if (before.value.isZero() && !isRate) continue;
      const difference = now.value.minus(before.value);
      const change = isRate ? difference : difference.div(before.value.abs());
      if (change.lte(rule.rise) && change.gte(rule.fall.neg())) continue;
      if (isExplained(step)) continue;
      tell(step, change.isNegative());
    }
  }

  function tell(step: Step, falls: boolean): void {
    const isEarlier = isEarlierWrong(step, all);
    const [wrong, other] = isEarlier ? [step.before, step.now] : [step.now, step.before];
    const {indicator} = wrong;
    const difference = wrong.value.minus(other.value);
    const rises = difference.isPositive();
    const amount = indicator.isRate
      ? `${trimmed(difference.abs().times(100))}个百分点`
      : other.value.isZero()
        ? describeValue(indicator, difference.abs())
        : `${toFixed(difference.div(other.value).abs().times(100), 1)}%`;
    const bound = falls ? rule.fall : rule.rise;
    const values = {
      ...whereOf(rule, wrong),
      indicator: indicator.name,
      now: describeValue(indicator, wrong.value),
      other: describeValue(indicator, other.value),
      otherPeriod: other.period ?? "",
      change: `${rises ? "高" : "低"}${amount}`,
      bound: `每月${falls ? "下降" : "增长"}${trimmed(bound.times(100))}${indicator.isRate ? "个百分点" : "%"}`,
    };
    findings.tell(rule, "JB-2506", values, {wrong, others: [other]});
  }
}
