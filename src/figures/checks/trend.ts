import type {Decimal} from "../decimal.ts";
import type {Indicator} from "../indicator.ts";
import type {Observation} from "../observations.ts";
import type {Unit} from "../unit.ts";
import {distance, neighbour} from "./findings.ts";
import type {Reading, Readings} from "./readings.ts";

/** Two values that one unit reported one after the other. */
export interface Step {
  readonly before: Reading;
  readonly now: Reading;
}

/** Visits every value of an indicator with the one that the unit reported before it. */
export function everyStep(
  indicator: Indicator,
  types: readonly string[] | undefined,
  all: Readings,
  visit: (before: Decimal, now: Decimal, makeStep: () => Step | undefined) => void,
): void {
  const last = new Map<Unit, Observation>();
  for (const period of all.observations.periods) {
    for (const [unit, observation] of all.observations.at(indicator.name, period)) {
      if (!observation.value || (types && !types.includes(unit.type))) continue;
      const earlier = last.get(unit);
      last.set(unit, observation);
      if (!earlier?.value) continue;
      visit(earlier.value, observation.value, () => {
        const before = all.read(unit, indicator, earlier.file.period);
        const now = all.read(unit, indicator, period);
        return before && now && {before, now};
      });
    }
  }
}

/**
 * Which of two values that do not go together is the wrong one: the later, unless the earlier one strays from its own
 * neighbours and the later one does not. `margin`, a logarithm, is how far it may stray without being suspected.
 */
export function isEarlierWrong({before, now}: Step, all: Readings, margin: number): boolean {
  const first = neighbour(before, all, -1);
  const after = neighbour(now, all, 1);
  if (!first && !after) return false;
  const between = distance(before.value, now.value);
  const strayBefore = first ? distance(before.value, first.value) : between;
  const strayNow = after ? distance(now.value, after.value) : first ? distance(now.value, first.value) : between;
  return strayBefore > 2 * strayNow + margin;
}

/** True when the author has said why a value is what it is: 备注 or 更正. */
export function isExplained({now}: Step): boolean {
  const record = now.record;
  return record !== undefined && "file" in record && (record.note !== undefined || record.correction !== undefined);
}
