import type {Indicator} from "../indicator.ts";
import type {Reading, Readings} from "./readings.ts";

/** Everything that was reported of some indicators, attributes included. */
export function* everyReading(
  indicators: readonly Indicator[],
  types: readonly string[] | undefined,
  all: Readings,
): Generator<Reading> {
  for (const indicator of indicators) {
    const months = indicator.nature === "fixed" ? [undefined] : all.observations.periods;
    for (const period of months) {
      const units = period === undefined ? all.units.all : all.observations.at(indicator.name, period).keys();
      for (const unit of units) {
        if (types && !types.includes(unit.type)) continue;
        const reading = all.read(unit, indicator, period);
        if (reading) yield reading;
      }
    }
  }
}
