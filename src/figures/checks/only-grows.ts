import {allowance, describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {OnlyGrowsRule} from "./rule.ts";
import {isEarlierWrong, isExplained, steps} from "./trend.ts";

/** 只增不减: a stock below what was reported the time before, without a note. */
export function checkOnlyGrows(rule: OnlyGrowsRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    for (const step of steps(indicator, rule.types, all)) {
      const {before, now} = step;
      if (now.value.gte(before.value)) continue;
      if (before.value.minus(now.value).lte(allowance(rule, before.value, indicator.isRate))) continue;
      if (isExplained(step)) continue;
      const isEarlier = isEarlierWrong(step, all);
      const [wrong, other] = isEarlier ? [before, now] : [now, before];
      const values = {
        ...whereOf(rule, wrong),
        indicator: indicator.name,
        now: describeValue(indicator, wrong.value),
        before: describeValue(indicator, other.value),
        beforePeriod: other.period ?? "",
        isEarlier,
      };
      findings.tell(rule, "JB-2505", values, {wrong, others: [other]});
    }
  }
}
