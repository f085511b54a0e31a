import type {Observations} from "./observations.ts";
import type {Period} from "./period.ts";
import type {Unit} from "./unit.ts";

/**
 * What something worked out has read of the observations, one line a reading, so that a change of the data can be told
 * to have touched it or not:
 *
 *     3.17.2019-05.2019-07   indicator 3 of unit 17 and the units below it, from May to July
 *     3.*.2019-07.2019-07    indicator 3 of all units
 *     ?2019-07               whether anything was reported for the month
 *     periods                which months have data
 *
 * Units and indicators are given by their order in their files: lines mean something only while those stay as they are.
 */
export type FigureReads = string;

/** Takes the readings of one piece of work after the other. */
export interface ReadRecorder {
  /** Observations that tell the recorder what is asked of them. */
  readonly observations: Observations;
  /** A unit's own value, or those of the units below it, is read. */
  readLeaves(unit: Unit, indicator: string, from: Period, to: Period): void;
  /** Runs `act` and gives what was read meanwhile. Runs are not nested. */
  record<T>(act: () => T): {readonly value: T; readonly reads: FigureReads};
}

export function openRecorder(
  observations: Observations,
  units: readonly Unit[],
  indicators: Iterable<string>,
): ReadRecorder {
  const unitNumbers = new Map(units.map((unit, index) => [unit, index]));
  const indicatorNumbers = new Map([...indicators].map((name, index) => [name, index]));
  let lines: Set<string> | undefined;
  const note = (indicator: string, unit: Unit | "*", from: Period, to: Period) => {
    const place = unit === "*" ? "*" : unitNumbers.get(unit);
    lines?.add(`${indicatorNumbers.get(indicator)}.${place}.${from}.${to}`);
  };
  return {
    observations: {
      get periods() {
        lines?.add("periods");
        return observations.periods;
      },
      heads: observations.heads,
      hasPeriod(period) {
        lines?.add(`?${period}`);
        return observations.hasPeriod(period);
      },
      find(indicator, period, unit) {
        note(indicator, unit, period, period);
        return observations.find(indicator, period, unit);
      },
      at(indicator, period) {
        note(indicator, "*", period, period);
        return observations.at(indicator, period);
      },
      reporterTypes: observations.reporterTypes,
    },
    readLeaves: (unit, indicator, from, to) => note(indicator, unit, from, to),
    record(act) {
      const outer = lines;
      lines = new Set();
      try {
        const value = act();
        return {value, reads: [...lines].join("\n")};
      } finally {
        lines = outer;
      }
    },
  };
}
