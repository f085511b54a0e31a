import {type Decimal, toFixed} from "../decimal.ts";
import {addMonths} from "../period.ts";
import {describeValue, type Findings, trimmed, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {JumpRule} from "./rule.ts";
import {everyStep, isEarlierWrong, isExplained, type Step} from "./trend.ts";

/** 波动: a value that rose or fell against last month by more than the rule allows, without a note. */
export function checkJumps(rule: JumpRule, all: Readings, findings: Findings): void {
  const most = rule.rise.plus(1);
  const least = rule.fall.neg().plus(1);
  for (const indicator of rule.indicators) {
    const floor = indicator.isRate ? rule.floor.div(100) : rule.floor;
    everyStep(indicator, rule.types, all, (before, now, makeStep) => {
      if (isWithin(before, now, indicator.isRate)) return;
      if (before.abs().lt(floor) && now.abs().lt(floor)) return;
      const step = makeStep();
      if (!step || isExplained(step)) return;
      if (step.before.period === undefined || step.now.period !== addMonths(step.before.period, 1)) return;
      tell(step, now.lt(before));
    });
  }

  function isWithin(before: Decimal, now: Decimal, isRate: boolean): boolean {
    if (now.eq(before)) return true;
    if (isRate) return now.lte(before.plus(rule.rise)) && now.gte(before.minus(rule.fall));
    // From nothing there is no percentage.
    if (before.isZero()) return true;
    const rises = now.gt(before);
    const bound = before.times(rises === before.isNegative() ? least : most);
    return rises ? now.lte(bound) : now.gte(bound);
  }

  function tell(step: Step, falls: boolean): void {
    const isEarlier = isEarlierWrong(step, all, 0.05);
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
