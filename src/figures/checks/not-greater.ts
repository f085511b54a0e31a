import type {Decimal} from "../decimal.ts";
import type {Unit} from "../unit.ts";
import {measureOf} from "./check-expression.ts";
import {allowance, type Findings, isSameEntry, mostStraying, trimmed, whereOf} from "./findings.ts";
import {type Case, type Reading, type Readings, textOf} from "./readings.ts";
import type {NotGreaterRule} from "./rule.ts";

interface Failure extends Case {
  readonly part: Decimal;
  readonly whole: Decimal;
}

/** 不大于 and 累计不小于当期: a part is never more than its whole, a cumulative figure never less than its last month. */
export function checkNotGreater(rule: NotGreaterRule, all: Readings, findings: Findings): void {
  const {part, whole} = rule;
  const seen = new Map<Unit, number>();
  const failures = new Map<Unit, Failure[]>();
  const partMeasure = measureOf(part.node, all.indicators);
  const wholeMeasure = measureOf(whole.node, all.indicators);
  for (const {unit, period} of all.cases([part.node, whole.node], rule.types)) {
    const partValue = all.calculate(part.node, unit, period);
    const wholeValue = partValue && all.calculate(whole.node, unit, period);
    if (!wholeValue) continue;
    seen.set(unit, (seen.get(unit) ?? 0) + 1);
    if (partValue.minus(wholeValue).lte(allowance(rule, wholeValue, wholeMeasure === "%"))) continue;
    const list = failures.get(unit);
    const failure = {unit, period, part: partValue, whole: wholeValue};
    if (list) list.push(failure);
    else failures.set(unit, [failure]);
  }
  for (const [unit, list] of failures) {
    const fixed = all.operands(whole.node, unit, list[0]?.period).find(({period, span}) => span && !period);
    // An attribute that is too small makes every month fail: it is the one to mend.
    if (fixed && list.length > 1 && list.length === seen.get(unit)) tell(list, fixed);
    else for (const failure of list) tell([failure], undefined);
  }

  function tell(list: readonly Failure[], attribute: Reading | undefined): void {
    const failure = list.at(-1);
    if (!failure) return;
    const readings = list.flatMap(({unit, period}) => [
      ...all.operands(part.node, unit, period),
      ...all.operands(whole.node, unit, period),
    ]);
    const wrong = attribute ?? mostStraying(readings, all);
    if (!wrong) return;
    const values = {
      ...whereOf(rule, failure),
      part: textOf(part),
      partText: show(failure.part, partMeasure),
      whole: textOf(whole),
      wholeText: show(failure.whole, wholeMeasure),
    };
    const others = readings.filter(({record}) => !isSameEntry(record, wrong.record));
    const failed = failures.get(failure.unit)?.length ?? 0;
    const attributesHold = !attribute && failed < (seen.get(failure.unit) ?? 0);
    findings.tell(rule, rule.kind === "cumulative" ? "JB-2504" : "JB-2503", values, {wrong, others, attributesHold});
  }
}

function show(value: Decimal, measure: string | undefined): string {
  return measure === "%" ? `${trimmed(value.times(100))}%` : `${trimmed(value)}${measure ?? ""}`;
}
