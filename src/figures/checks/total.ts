import type {Indicator} from "../indicator.ts";
import type {Period} from "../period.ts";
import {allowance, describeValue, type Findings, whereOf} from "./findings.ts";
import type {Readings} from "./readings.ts";
import type {TotalRule} from "./rule.ts";

/** 合计相符: a total that a group reported itself against the sum of its members. */
export function checkTotals(rule: TotalRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    const periods: readonly (Period | undefined)[] =
      indicator.nature === "fixed" ? [undefined] : all.observations.periods;
    for (const period of periods) checkMonth(indicator, period);
  }

  function checkMonth(indicator: Indicator, period: Period | undefined): void {
    const units = period === undefined ? all.units.all : all.observations.at(indicator.name, period).keys();
    for (const unit of units) {
      if (unit.children.length === 0 || (rule.types && !rule.types.includes(unit.type))) continue;
      const total = all.read(unit, indicator, period);
      const below = total && all.below(indicator, period).get(unit);
      if (!below || below.count === 0) continue;
      const difference = below.sum.minus(total.value);
      // As long as members are missing, the sum may still grow: only too much of it is wrong.
      const excess = below.isComplete ? difference.abs() : difference;
      if (excess.lte(allowance(rule, total.value, indicator.isRate))) continue;
      const values = {
        ...whereOf(rule, total),
        indicator: indicator.name,
        total: describeValue(indicator, total.value),
        sum: describeValue(indicator, below.sum),
        difference: describeValue(indicator, difference.abs()),
        isPartial: !below.isComplete,
      };
      // The members' lines: a handful is enough to find the way.
      const members = unit.children.flatMap(child => all.read(child, indicator, period) ?? []);
      findings.tell(rule, "JB-2501", values, {wrong: total, others: members.slice(0, 12)});
    }
  }
}
