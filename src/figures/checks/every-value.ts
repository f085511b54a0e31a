import type {Decimal} from "../decimal.ts";
import type {Indicator} from "../indicator.ts";
import type {Period} from "../period.ts";
import type {Unit} from "../unit.ts";
import type {Readings} from "./readings.ts";

/** Visits everything that was reported of an indicator, month by month; attributes have no month. */
export function everyValue(
  indicator: Indicator,
  types: readonly string[] | undefined,
  all: Readings,
  visit: (value: Decimal, unit: Unit, period: Period | undefined) => void,
): void {
  if (indicator.nature === "fixed") {
    for (const unit of all.units.all) {
      const reading = types && !types.includes(unit.type) ? undefined : all.read(unit, indicator, undefined);
      if (reading) visit(reading.value, unit, undefined);
    }
    return;
  }
  for (const period of all.observations.periods) {
    for (const [unit, {value}] of all.observations.at(indicator.name, period)) {
      if (value && !(types && !types.includes(unit.type))) visit(value, unit, period);
    }
  }
}
