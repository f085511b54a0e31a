import {allowance, describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {OnlyGrowsRule} from "./rule.ts";
import {everyStep, isEarlierWrong, isExplained} from "./trend.ts";

/** 只增不减: a stock below what was reported the time before, without a note. */
export function checkOnlyGrows(rule: OnlyGrowsRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    everyStep(indicator, rule.types, all, (valueBefore, valueNow, makeStep) => {
      if (valueNow.gte(valueBefore)) return;
      if (valueBefore.minus(valueNow).lte(allowance(rule, valueBefore, indicator.isRate))) return;
      const step = makeStep();
      if (!step || isExplained(step)) return;
      const {before, now} = step;
      const isEarlier = isEarlierWrong(step, all, 0.2);
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
    });
  }
}
