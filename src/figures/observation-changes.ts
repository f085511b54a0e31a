import {placeAt, type Span} from "../diagnostics/index.ts";
import type {YamlFile} from "../workspace/index.ts";
import type {Figures} from "./figures.ts";
import {getOrAdd} from "./get-or-add.ts";
import {type Observation, type Observations, readObservations} from "./observations.ts";
import type {Period} from "./period.ts";
import type {FigureReads} from "./reads.ts";
import type {Unit} from "./unit.ts";

/** What differs between the observations of two builds. */
export interface ObservationChanges {
  /** Months by "3.17" (indicator and unit), for the unit itself and all above it; "3.*" for the indicator. */
  readonly values: ReadonlyMap<string, ReadonlySet<Period>>;
  /** Months of which anything may have changed: a file came or went, or could not be read. */
  readonly months: ReadonlySet<Period>;
  /** For people who ask why a bulletin is made anew: each change by itself, of very many the first. */
  readonly single: readonly SingleChange[];
}

/** One change, with what it touches. */
interface SingleChange extends Pick<ObservationChanges, "values" | "months"> {
  /** "顺德村 流转面积 2019-07", or the path of a file. */
  readonly words: string;
}

/**
 * What differs in a progress file, `before` as it was when units and indicators were what they are now; undefined when
 * there was, or is, no such file. A value that stands on another line counts as another: its place is printed.
 */
export function changesOfFile(
  before: YamlFile | undefined,
  after: YamlFile | undefined,
  figures: Figures,
): ObservationChanges {
  const [old, now] = [before, after].map(file => (file ? readAlone(file, figures) : undefined));
  const [oldHead, nowHead] = [old?.heads[0], now?.heads[0]];
  if (!oldHead || !nowHead || oldHead.broken || nowHead.broken || oldHead.period !== nowHead.period || !old || !now) {
    const touched = {
      values: new Map(),
      months: new Set([oldHead, nowHead].flatMap(head => (head ? [head.period] : []))),
    };
    return {...touched, single: [{...touched, words: after?.path ?? before?.path ?? ""}]};
  }
  const {period} = nowHead;
  const stays = compareTexts(before?.yaml?.source.text ?? "", after?.yaml?.source.text ?? "");
  const isSameHead = describeHead(oldHead) === describeHead(nowHead);
  const unitNumbers = new Map(figures.units.all.map((unit, index) => [unit, index]));
  const values = new Map<string, Set<Period>>();
  const single: SingleChange[] = [];
  for (const [index, indicator] of [...figures.indicators.keys()].entries()) {
    const [was, is] = [old.at(indicator, period), now.at(indicator, period)];
    for (const unit of new Set([...was.keys(), ...is.keys()])) {
      if (isSame(was.get(unit), is.get(unit), isSameHead ? stays : () => false)) continue;
      const places = [...placesAbove(unit, unitNumbers), "*"].map(place => `${index}.${place}`);
      for (const place of places) getOrAdd(values, place, () => new Set<Period>()).add(period);
      if (single.length === mostSingle) continue;
      const periods = new Set([period]);
      const touched = new Map(places.map(place => [place, periods]));
      single.push({values: touched, months: new Set(), words: `${unit.name} ${indicator} ${period}`});
    }
  }
  return {values, months: new Set(), single};
}

const mostSingle = 100;

/** The changes of several files taken together. */
export function mergeChanges(all: readonly ObservationChanges[]): ObservationChanges {
  const values = new Map<string, Set<Period>>();
  for (const {values: own} of all)
    for (const [key, periods] of own)
      for (const period of periods) getOrAdd(values, key, () => new Set<Period>()).add(period);
  return {
    values,
    months: new Set(all.flatMap(({months}) => [...months])),
    single: all.flatMap(({single}) => single),
  };
}

/** The changes that touch what was read, in words; none where there are too many to name. */
export function wordsOfTouched(reads: FigureReads, {single}: ObservationChanges): string[] {
  return single.filter(change => isTouched(reads, change)).map(({words}) => words);
}

/** True when a change touches what was read. */
export function isTouched(
  reads: FigureReads,
  {values, months}: Pick<ObservationChanges, "values" | "months">,
): boolean {
  if (reads === "" || (values.size === 0 && months.size === 0)) return false;
  return reads.split("\n").some(line => {
    if (line === "periods") return months.size > 0;
    if (line.startsWith("?")) return months.has(line.slice(1) as Period);
    const end = line.indexOf(".", line.indexOf(".") + 1);
    const from = line.slice(end + 1, end + 8);
    const to = line.slice(end + 9);
    const isWithin = (period: Period) => from <= period && period <= to;
    for (const period of months) if (isWithin(period)) return true;
    for (const period of values.get(line.slice(0, end)) ?? []) if (isWithin(period)) return true;
    return false;
  });
}

function readAlone(file: YamlFile, {units, indicators}: Figures): Observations {
  return readObservations([file], units, indicators, () => undefined);
}

function* placesAbove(unit: Unit, numbers: ReadonlyMap<Unit, number>): Generator<number | undefined> {
  for (let at: Unit | undefined = unit; at; at = at.parent) yield numbers.get(at);
}

/** True for an entry that stands in both texts in the same place with the same words. */
type Stays = (old: Span, now: Span) => boolean;

/** Two texts are most often the same before and after one place. */
function compareTexts(old: string, now: string): Stays {
  const shorter = Math.min(old.length, now.length);
  let before = 0;
  while (before < shorter && old.charCodeAt(before) === now.charCodeAt(before)) before++;
  let after = 0;
  while (after < shorter - before && old.charCodeAt(old.length - 1 - after) === now.charCodeAt(now.length - 1 - after))
    after++;
  const changed = [old, now].map(text => text.slice(before, text.length - after));
  const [oldLines, nowLines] = changed.map(text => text.split("\n").length);
  // From the next line on both are the same again, when there are as many lines before.
  const lineEnd = old.indexOf("\n", old.length - after);
  const again = oldLines === nowLines && lineEnd !== -1 ? lineEnd : old.length;
  const moved = now.length - old.length;
  return (was, is) =>
    was.end <= before
      ? was.start === is.start && was.end === is.end
      : was.start > again && was.start + moved === is.start && was.end + moved === is.end;
}

function isSame(old: Observation | undefined, now: Observation | undefined, stays: Stays): boolean {
  if (!old || !now) return old === now;
  const isPlain = [old, now].every(({correction, note}) => correction === undefined && note === undefined);
  return (isPlain && stays(old.span, now.span)) || describe(old) === describe(now);
}

function describeHead({source, reporter, reportedOn, range}: Observation["file"]): string {
  return JSON.stringify([source, reporter, reportedOn, range]);
}

/** Everything of an observation that can be printed. */
function describe(observation: Observation | undefined): string {
  if (!observation) return "";
  const {value, span, file, correction, note} = observation;
  const corrected = correction && [
    correction.oldValue.toFixed(),
    correction.newValue.toFixed(),
    correction.reason,
    correction.date,
    placeOf(correction.span),
  ];
  return JSON.stringify([value?.toFixed(), placeOf(span), describeHead(file), corrected, note]);
}

function placeOf({source, start}: Span): string {
  const {line, column} = placeAt(source, start);
  return `${line}:${column}`;
}
