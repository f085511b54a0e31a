import {type Code, diagnose, type Related, type Report, type Severity, type ValuesOf} from "../../diagnostics/index.ts";
import {Decimal, toFixed} from "../decimal.ts";
import type {Indicator} from "../indicator.ts";
import type {Observation} from "../observations.ts";
import type {Attribute} from "../unit.ts";
import type {Reading, Readings} from "./readings.ts";
import type {Rule} from "./rule.ts";

/** What the checks of a workspace found so far. */
export interface Findings {
  /**
   * Tells that a value is wrong, unless it, or one that it was compared with, has been told already: one mistake makes
   * several rules fail, and is told once.
   */
  tell<C extends Code>(rule: Rule, code: C, values: ValuesOf<C>, parts: Parts): void;
  /** Values with errors: what shows them is not to be published. */
  readonly flawed: Flawed;
}

/** What was written, an observation or an attribute. */
type Entry = Observation | Attribute;

/** Tells whether an entry has an error. */
export interface Flawed {
  has(entry: Entry): boolean;
  /** Where those entries stand, to be compared with another build: "progress/2019-07.yaml:120". */
  readonly places: readonly string[];
}

export interface Parts {
  /** The value that the finding points at. */
  readonly wrong: Reading;
  /** What it was compared with; shown as related places. */
  readonly others: readonly Reading[];
  /** True when other months agree with the attributes (units.yaml): those are not in doubt. */
  readonly attributesHold?: boolean | undefined;
}

export function openFindings(report: Report): Findings {
  const told = new Map<number | Attribute, Severity>();
  const flawed = new Set<number | Attribute>();
  const places: string[] = [];
  return {
    flawed: {has: entry => flawed.has(keyOf(entry)), places},
    tell(rule, code, values, {wrong, others, attributesHold}) {
      const isKnown = [wrong, ...others].some(({record}) => {
        const severity = record && told.get(keyOf(record));
        return severity === "error" || (severity !== undefined && rule.severity === "warning");
      });
      if (isKnown) return;
      const readings = [wrong, ...others];
      const place = readings.find(({span}) => span) ?? wrong;
      const related: Related[] = readings.flatMap(reading =>
        reading !== place && reading.span ? [{span: reading.span, note: describeReading(reading)}] : [],
      );
      if (rule.span) related.push({span: rule.span, note: "按这条核对规则"});
      const diagnostic = diagnose(code, place.span ?? rule.span, values, related);
      report({...diagnostic, severity: rule.severity});
      if (place.record) told.set(keyOf(place.record), rule.severity);
      if (rule.severity !== "error") return;
      // Which of two values of one month is wrong is a guess: neither is printed until it is mended.
      for (const {record, period} of readings) {
        if (!record) continue;
        if (period !== undefined && period !== wrong.period && !isSameEntry(record, wrong.record)) continue;
        if (period === undefined && attributesHold && !isSameEntry(record, wrong.record)) continue;
        flawed.add(keyOf(record));
        places.push(`${record.span.source.path}:${record.span.start}`);
      }
    },
  };
}

/** An observation is known by its number: the object that stands for it is made anew each time. */
function keyOf(entry: Entry): number | Attribute {
  return "file" in entry ? entry.id : entry;
}

/** True when two readings are of the same entry; sums, which are no entries, count as one. */
export function isSameEntry(a: Entry | undefined, b: Entry | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && keyOf(a) === keyOf(b));
}

/** "流转面积 388亩（2019-07）" */
function describeReading(reading: Reading): string {
  const when = reading.period === undefined ? "" : `（${reading.period}）`;
  return `${reading.indicator.name} ${describeValue(reading.indicator, reading.value)}${when}`;
}

/** A value with all its digits, as it stands in the file, and its measure: "118.5户". */
export function describeValue({isRate, measure}: Indicator, value: Decimal): string {
  const written = isRate ? value.times(100) : value;
  return `${trimmed(written)}${measure}`;
}

/** Digits as written; a sum or quotient is cut to four decimals. */
export function trimmed(value: Decimal): string {
  return value.decimalPlaces() <= 6 ? value.toFixed() : toFixed(value, 4).replace(/\.?0+$/, "");
}

/** What every sentence of a check begins with. */
export function whereOf(rule: Rule, {unit, period}: Pick<Reading, "unit" | "period">) {
  return {unit: unit.name, period: period ?? "", reason: rule.reason};
}

/** The difference that a rule allows between two values, in the measure of the file (rates: of ratios). */
export function allowance({tolerance}: Rule, base: Decimal, isRate: boolean): Decimal {
  const absolute = isRate ? tolerance.absolute.div(100) : tolerance.absolute;
  return Decimal.max(absolute, tolerance.relative.times(base.abs()));
}

/**
 * Of several values that cannot all be right, the one that strays most from its unit's other months; the first when
 * none does.
 */
export function mostStraying(readings: readonly Reading[], all: Readings): Reading | undefined {
  let best = readings[0];
  let most = best ? strayOf(best, all) + 0.05 : 0;
  for (const reading of readings.slice(1)) {
    const stray = strayOf(reading, all);
    if (stray > most) {
      best = reading;
      most = stray;
    }
  }
  return best;
}

/** How far a value is from the nearer one of its neighbours in time, as a logarithm; 0 when there is none. */
export function strayOf(reading: Reading, all: Readings): number {
  const distances = [neighbour(reading, all, -1), neighbour(reading, all, 1)].flatMap(near =>
    near ? [distance(reading.value, near.value)] : [],
  );
  return distances.length === 0 ? 0 : Math.min(...distances);
}

/** The value that a unit reported the next time before or after. */
export function neighbour({unit, indicator, period}: Reading, all: Readings, step: -1 | 1): Reading | undefined {
  if (period === undefined) return undefined;
  const {periods} = all.observations;
  for (let index = periods.indexOf(period) + step; index >= 0 && index < periods.length; index += step) {
    const found = all.read(unit, indicator, periods[index]);
    if (found) return found;
  }
  return undefined;
}

/** How many times one value is the other, as a logarithm; a change of sign or from zero counts as tenfold. */
export function distance(a: Decimal, b: Decimal): number {
  if (a.eq(b)) return 0;
  if (a.isZero() || b.isZero() || a.isNegative() !== b.isNegative()) return Math.log(10);
  return Math.abs(Math.log(a.div(b).toNumber()));
}
