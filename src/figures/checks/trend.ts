import type {Indicator} from "../indicator.ts";
import {distance, neighbour} from "./findings.ts";
import type {Reading, Readings} from "./readings.ts";

/** Two values that one unit reported one after the other. */
export interface Step {
  readonly before: Reading;
  readonly now: Reading;
}

/** Every value of an indicator with the one reported before it, month by month. */
export function* steps(indicator: Indicator, types: readonly string[] | undefined, all: Readings): Generator<Step> {
  const last = new Map<Reading["unit"], Reading>();
  for (const period of all.observations.periods) {
    for (const unit of all.observations.at(indicator.name, period).keys()) {
      if (types && !types.includes(unit.type)) continue;
      const now = all.read(unit, indicator, period);
      if (!now) continue;
      const before = last.get(unit);
      last.set(unit, now);
      if (before) yield {before, now};
    }
  }
}

/**
 * Which of two values that do not go together is the wrong one: the later, unless the earlier one strays from its own
 * neighbours and the later one does not.
 */
export function isEarlierWrong({before, now}: Step, all: Readings): boolean {
  const first = neighbour(before, all, -1);
  const after = neighbour(now, all, 1);
  if (!first && !after) return false;
  const between = distance(before.value, now.value);
  const strayBefore = first ? distance(before.value, first.value) : between;
  const strayNow = after ? distance(now.value, after.value) : first ? distance(now.value, first.value) : between;
  return strayBefore > 2 * strayNow + 0.05;
}

/** True when the author has said why a value is what it is: 备注 or 更正. */
export function isExplained({now}: Step): boolean {
  const record = now.record;
  return record !== undefined && "file" in record && (record.note !== undefined || record.correction !== undefined);
}
