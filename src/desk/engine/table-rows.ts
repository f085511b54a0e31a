import {
  addMonths,
  type Figures,
  type Indicator,
  isWithin,
  namesIn,
  type Period,
  type Unit,
} from "../../figures/index.ts";
import {clearName, type MonthFile, openFileFinder} from "./table-files.ts";

/** A row of the table: a unit with the indicators that it reports or is expected to. */
export interface TableRow {
  readonly unit: Unit;
  /** Its name, which no other unit has. */
  readonly name: string;
  readonly file: MonthFile;
  readonly reported: ReadonlySet<Indicator>;
  /** Formulas of which everything is in the row or among the unit's attributes. */
  readonly computed: ReadonlySet<Indicator>;
}

/**
 * The rows of a month in the order of units.yaml: units that the files name, those that reported the last time, and those
 * beside them of a type that reports (a village that is new). A file with 范围 is for all units of such a type in it.
 */
export function findRows(period: Period, files: readonly MonthFile[], figures: Figures): TableRow[] {
  const {units, indicators, observations} = figures;
  const stored = [...indicators.values()].filter(({nature}) => nature === "stock" || nature === "flow");
  const formulas = [...indicators.values()].filter(({formula, broken}) => formula && !broken);
  const expectedOf = openExpectations(stored, figures);
  const earlier = reportedEarlier(period, stored, figures);
  const written = new Map<Unit, Set<string>>();
  for (const {rows} of files) {
    for (const [unit, parts] of rows) {
      written.set(unit, new Set(parts.flatMap(({cells}) => cells.map(({key}) => key))));
    }
  }
  const known = new Set([...written.keys(), ...earlier.keys()]);
  const parents = new Set([...known].map(({parent}) => parent));
  const fileOf = openFileFinder(files);
  return units.all.flatMap((unit): TableRow[] => {
    const file = fileOf(unit);
    if (!file) return [];
    const expected = expectedOf(unit.type);
    const isExpected =
      known.has(unit) ||
      (expected.size > 0 && (file.group ? isWithin(unit, file.group) : known.size === 0 || parents.has(unit.parent)));
    if (!isExpected) return [];
    const named = (name: string) => written.get(unit)?.has(name) || earlier.get(unit)?.has(name);
    const reported = new Set(stored.filter(indicator => expected.has(indicator) || named(indicator.name)));
    if (reported.size === 0) return [];
    const canCompute = (indicator: Indicator): boolean =>
      indicator.formula
        ? namesIn(indicator.formula.node).every(({name}) => {
            const used = indicators.get(name);
            return used !== undefined && !used.broken && canCompute(used);
          })
        : reported.has(indicator) || typeof unit.attributes.get(indicator.name)?.value === "object";
    const computed = new Set(formulas.filter(canCompute));
    return [{unit, name: clearName(unit, units), file, reported, computed}];
  });

  function reportedEarlier(month: Period, list: readonly Indicator[], of: Figures): Map<Unit, Set<string>> {
    const last = of.observations.periods.filter(other => other < month).at(-1);
    const result = new Map<Unit, Set<string>>();
    if (last === undefined) return result;
    for (const {name} of list) {
      for (const unit of observations.at(name, last).keys()) {
        const names = result.get(unit);
        if (names) names.add(name);
        else result.set(unit, new Set([name]));
      }
    }
    return result;
  }
}

/** The indicators that units of a type are expected to report. */
function openExpectations(
  stored: readonly Indicator[],
  {observations}: Figures,
): (type: string) => ReadonlySet<Indicator> {
  const known = new Map<string, ReadonlySet<Indicator>>();
  return type => {
    const found =
      known.get(type) ??
      new Set(
        stored.filter(({reporters, name}) =>
          reporters ? reporters.includes(type) : observations.reporterTypes(name).has(type),
        ),
      );
    known.set(type, found);
    return found;
  };
}

/** The indicators that any row has, in the order of indicators.yaml. */
export function columnsOf(rows: readonly TableRow[], figures: Figures): Indicator[] {
  const used = new Set(rows.flatMap(({reported, computed}) => [...reported, ...computed]));
  return [...figures.indicators.values()].filter(indicator => used.has(indicator));
}

/** What a unit reported for the month before: as written, or as it was corrected; "" when nothing. */
export function lastText(unit: Unit, {name, isRate}: Indicator, period: Period, {observations}: Figures): string {
  const observation = observations.find(name, addMonths(period, -1), unit);
  if (!observation?.value) return "";
  const {correction, span} = observation;
  if (correction) return correction.newValue.times(isRate ? 100 : 1).toString();
  return span.source.text.slice(span.start, span.end);
}
