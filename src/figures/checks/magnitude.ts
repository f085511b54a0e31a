import {Decimal} from "../decimal.ts";
import type {Indicator} from "../indicator.ts";
import type {Period} from "../period.ts";
import type {Unit} from "../unit.ts";
import {everyValue} from "./every-value.ts";
import {describeValue, type Findings, trimmed, whereOf} from "./findings.ts";
import type {Reading, Readings} from "./readings.ts";
import type {MagnitudeRule} from "./rule.ts";
import {isExplained} from "./trend.ts";

/** Powers of ten that confused measures make: 元 and 角分, 公斤 and 吨, 元 and 万元. */
const powers = [2, 3, 4];
/** A value twice as large or half as large as usual is still “about” its power of ten. */
const spread = 0.3;
/** So many peers make a rule for a unit that reports for the first time. */
const fewestPeers = 5;

/**
 * 数量级: a value about a hundred, a thousand or ten thousand times what the unit reported in its other months; for a
 * unit with one month, or two that disagree, what its peers (units of its type, same month) reported.
 */
export function checkMagnitude(rule: MagnitudeRule, all: Readings, findings: Findings): void {
  for (const indicator of rule.indicators) {
    // All months within one power of ten: nothing to find, and nearly always so.
    const exponents = new Map<Unit, Exponents>();
    everyValue(indicator, rule.types, all, (value, unit) => {
      if (value.isZero()) return;
      const seen = exponents.get(unit);
      if (!seen) exponents.set(unit, {first: value.e, count: 1, differ: false});
      else {
        seen.count += 1;
        if (seen.first !== value.e) seen.differ = true;
      }
    });
    const peers = collectPeers(indicator);
    for (const [unit, {count, differ}] of exponents) {
      if (count > 1 && !differ) continue;
      const readings = all.observations.periods.flatMap(period => all.read(unit, indicator, period) ?? []);
      checkUnit(
        readings.filter(({value}) => !value.isZero()),
        peers,
      );
    }
  }

  function checkUnit(readings: readonly Reading[], peers: Peers): void {
    if (readings.length === 1) {
      const [only] = readings;
      if (only) checkAgainstPeers(only, peers);
      return;
    }
    const logs = readings.map(logOf);
    if (readings.length === 2) {
      const [first, second] = readings;
      if (!first || !second || !isOff((logs[1] ?? 0) - (logs[0] ?? 0))) return;
      const wrong = peers.distance(first) > peers.distance(second) ? first : second;
      tell(wrong, wrong === first ? logOf(second) : logOf(first), false);
      return;
    }
    for (const [index, reading] of readings.entries()) {
      const usual = agreed(logs.filter((_, other) => other !== index));
      if (usual !== undefined && isOff((logs[index] ?? 0) - usual)) tell(reading, usual, false);
    }
  }

  function checkAgainstPeers(reading: Reading, peers: Peers): void {
    const usual = peers.usual(reading);
    if (usual !== undefined && isOff(logOf(reading) - usual) && peers.isAlone(reading)) tell(reading, usual, true);
  }

  function tell(wrong: Reading, usual: number, isPeers: boolean): void {
    if (isExplained({before: wrong, now: wrong})) return;
    const {indicator} = wrong;
    const off = logOf(wrong) - usual;
    const scale = indicator.isRate ? 100 : 1;
    const times = 10 ** Math.round(Math.abs(off));
    const meant = (off > 0 ? wrong.value.div(times) : wrong.value.times(times)).times(scale);
    const values = {
      ...whereOf(rule, wrong),
      indicator: indicator.name,
      measure: indicator.measure,
      now: describeValue(indicator, wrong.value),
      usual: describeValue(indicator, new Decimal((10 ** usual * scale).toPrecision(2)).div(scale)),
      shifted: trimmed(meant),
      times,
      isLarger: off > 0,
      isPeers,
    };
    const others = [nearestMonth(wrong)].flatMap(reading => reading ?? []);
    findings.tell(rule, "JB-2507", values, {wrong, others});
  }

  /** The month to compare with on the spot: the one before, or the one after. */
  function nearestMonth({unit, indicator, period}: Reading): Reading | undefined {
    const {periods} = all.observations;
    const at = period === undefined ? -1 : periods.indexOf(period);
    return all.read(unit, indicator, periods[at - 1]) ?? all.read(unit, indicator, periods[at + 1]);
  }

  function collectPeers(indicator: Indicator): Peers {
    const memo = new Map<string, readonly number[]>();
    const logsOf = (type: string, period: Period | undefined): readonly number[] => {
      const key = `${type} ${period ?? ""}`;
      const known = memo.get(key);
      if (known) return known;
      const logs: number[] = [];
      if (period !== undefined) {
        for (const [unit, {value}] of all.observations.at(indicator.name, period)) {
          if (unit.type === type && value && !value.isZero()) logs.push(Math.log10(value.abs().toNumber()));
        }
      }
      logs.sort((a, b) => a - b);
      memo.set(key, logs);
      return logs;
    };
    return {
      usual(reading) {
        const logs = logsOf(reading.unit.type, reading.period);
        return logs.length > fewestPeers ? middleOfOthers(logs, placeOf(logs, logOf(reading))) : undefined;
      },
      isAlone(reading) {
        const log = logOf(reading);
        const logs = logsOf(reading.unit.type, reading.period);
        const at = placeOf(logs, log);
        return log - (logs[at - 1] ?? -Infinity) >= 1 && (logs[at + 1] ?? Infinity) - log >= 1;
      },
      distance(reading) {
        const log = logOf(reading);
        const logs = logsOf(reading.unit.type, reading.period);
        const usual = middleOfOthers(logs, placeOf(logs, log));
        return usual === undefined ? 0 : Math.abs(log - usual);
      },
    };
  }
}

/** The first place of a value in a sorted list that holds it. */
function placeOf(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The median of a sorted list without one of its places. */
function middleOfOthers(sorted: readonly number[], place: number): number | undefined {
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted[middle >= place ? middle + 1 : middle];
}

/** The powers of ten of a unit's values. */
interface Exponents {
  readonly first: number;
  count: number;
  differ: boolean;
}

/** What units of one type reported in one month. */
interface Peers {
  usual(reading: Reading): number | undefined;
  /** True when no peer is within ten times of it. */
  isAlone(reading: Reading): boolean;
  distance(reading: Reading): number;
}

function logOf({value}: Reading): number {
  return Math.log10(value.abs().toNumber());
}

function isOff(difference: number): boolean {
  return powers.some(power => Math.abs(Math.abs(difference) - power) <= spread);
}

/** The median of some logarithms; undefined when the two in the middle are ten times apart: then none is usual. */
function agreed(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined || high - low >= 1 ? undefined : (low + high) / 2;
}
