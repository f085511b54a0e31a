import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import {checkSchema, progressHeadSchema, type YamlEntry, type YamlFile, type YamlText} from "../workspace/index.ts";
import {Decimal} from "./decimal.ts";
import {getOrAdd} from "./get-or-add.ts";
import type {Indicator} from "./indicator.ts";
import {type Period, parsePeriod} from "./period.ts";
import {decimalText, isWithin, type Unit, type UnitTree} from "./unit.ts";

/** What one unit reported of one indicator for one month. */
export interface Observation {
  /** Rates as ratios: 95.2 in the file is 0.952 here. Undefined when the entry is wrong. */
  readonly value: Decimal | undefined;
  readonly span: Span;
  readonly file: ProgressHead;
  readonly correction: Correction | undefined;
  /** 备注: why the figure is what it is. */
  readonly note: string | undefined;
}

/** Who reported a file's figures, and from where they are. */
export interface ProgressHead {
  readonly path: string;
  readonly period: Period;
  /** 范围: the group whose units are in the file; "" for the whole workspace. */
  readonly range: string;
  readonly source: string | undefined;
  readonly reporter: string | undefined;
  readonly reportedOn: string | undefined;
  readonly broken: boolean;
}

/** 更正: the old value stays in the file, the new one counts. */
export interface Correction {
  readonly oldValue: Decimal;
  readonly newValue: Decimal;
  readonly reason: string;
  readonly date: string;
  readonly span: Span;
}

/** All observations, by indicator, month and unit. */
export interface Observations {
  readonly periods: readonly Period[];
  readonly heads: readonly ProgressHead[];
  /** True when there is a file of the month. */
  hasPeriod(period: Period): boolean;
  find(indicator: string, period: Period, unit: Unit): Observation | undefined;
  /** All units that reported an indicator in a month. */
  at(indicator: string, period: Period): ReadonlyMap<Unit, Observation>;
  /** Types of the units that ever reported an indicator. */
  reporterTypes(indicator: string): ReadonlySet<string>;
}

const nothing: ReadonlyMap<Unit, Observation> = new Map();

export function readObservations(
  files: readonly YamlFile[],
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): Observations {
  const table = new Map<string, Map<Period, Map<Unit, Observation>>>();
  const heads: ProgressHead[] = [];
  const types = new Map<string, Set<string>>();
  for (const file of files) {
    const head = readHead(file, heads, units, report);
    if (!head) continue;
    heads.push(head.head);
    if (file.yaml && !head.duplicate) readData(file.yaml, head.head);
  }
  const periods = [...new Set(heads.map(({period}) => period))].sort();
  return {
    periods,
    heads,
    hasPeriod: period => periods.includes(period),
    find: (indicator, period, unit) => table.get(indicator)?.get(period)?.get(unit),
    at: (indicator, period) => table.get(indicator)?.get(period) ?? nothing,
    reporterTypes: indicator => types.get(indicator) ?? new Set(),
  };

  function readData(yaml: YamlText, head: MutableHead): void {
    // A figure that went to nobody is missing from somebody's sum: what rests on the file is not to be printed.
    const note: Report = diagnostic => {
      if (diagnostic.severity === "error") head.broken = true;
      report(diagnostic);
    };
    const range = head.range === "" ? undefined : units.find(head.range)[0];
    for (const {key, keySpan} of yaml.entriesAt(["数据"])) {
      const unit = findUnit(key, keySpan, units, note);
      if (!unit) continue;
      if (range && !isWithin(unit, range)) note(diagnose("JB-2025", keySpan, {unit: unit.name, range: range.name}));
      for (const entry of yaml.entriesAt(["数据", key])) readValue(entry, unit, head, note);
    }
    readCorrections(yaml, head, note);
    readNotes(yaml, head);
  }

  function readValue(entry: YamlEntry, unit: Unit, head: ProgressHead, note: Report): void {
    const indicator = indicators.get(entry.key);
    if (!indicator) {
      // Without any indicator the list itself could not be read: that is told already.
      if (indicators.size === 0) return;
      note(diagnose("JB-2011", entry.keySpan, {name: entry.key, known: [...indicators.keys()]}));
      return;
    }
    if (indicator.nature === "formula" || indicator.nature === "fixed") {
      note(diagnose("JB-2015", entry.keySpan, {name: entry.key, formula: indicator.formula?.text}));
      return;
    }
    if (entry.value === null || entry.value === "未报") return;
    if (indicator.reporters && !indicator.reporters.includes(unit.type) && !mayReport(unit, indicator)) {
      note(
        diagnose("JB-2019", entry.keySpan, {
          unit: unit.name,
          type: unit.type,
          indicator: indicator.name,
          reporters: indicator.reporters,
        }),
      );
    }
    let value: Decimal | undefined;
    if (typeof entry.value === "number" && isPlainDecimal(entry.written ?? String(entry.value))) {
      const written = new Decimal(decimalText(entry.written, entry.value));
      value = indicator.isRate ? written.div(100) : written;
    } else
      note(diagnose("JB-2023", entry.valueSpan, {value: entry.written ?? "（若干行）", measure: indicator.measure}));
    const months = getOrAdd(table, indicator.name, () => new Map<Period, Map<Unit, Observation>>());
    const values = getOrAdd(months, head.period, () => new Map<Unit, Observation>());
    const earlier = values.get(unit);
    if (earlier) {
      note(
        diagnose("JB-2022", entry.keySpan, {unit: unit.name, indicator: indicator.name, period: head.period}, [
          {span: earlier.span, note: "先在这里填了"},
        ]),
      );
      return;
    }
    values.set(unit, {value, span: entry.valueSpan, file: head, correction: undefined, note: undefined});
    getOrAdd(types, indicator.name, () => new Set<string>()).add(unit.type);
  }

  /** A group may report a total itself, in place of its members. */
  function mayReport(unit: Unit, indicator: Indicator): boolean {
    return unit.children.length > 0 && indicator.aggregation !== "none";
  }

  function readCorrections(yaml: YamlText, head: ProgressHead, note: Report): void {
    const list = (yaml.value as {更正?: unknown}).更正;
    if (!Array.isArray(list) || head.broken) return;
    for (const [index, entry] of (list as CorrectionEntry[]).entries()) {
      const at = (key: string) => yaml.spanAt(["更正", index, key]);
      const unit = findUnit(entry.单位, at("单位"), units, note);
      const indicator = indicators.get(entry.指标);
      if (!indicator) note(diagnose("JB-2011", at("指标"), {name: entry.指标, known: [...indicators.keys()]}));
      if (!unit || !indicator) continue;
      const values = table.get(indicator.name)?.get(head.period);
      const observation = values?.get(unit);
      const scale = indicator.isRate ? 100 : 1;
      const oldValue = new Decimal(entry.原值).div(scale);
      if (!values || !observation?.value) {
        note(diagnose("JB-2017", at("单位"), {unit: unit.name, indicator: indicator.name}));
      } else if (!observation.value.eq(oldValue)) {
        const actual = observation.value.times(scale).toString();
        note(
          diagnose("JB-2016", at("原值"), {written: String(entry.原值), actual}, [
            {span: observation.span, note: "这里填的数"},
          ]),
        );
      } else {
        const newValue = new Decimal(entry.更正为).div(scale);
        const correction = {oldValue, newValue, reason: entry.原因, date: entry.日期, span: at("更正为")};
        values.set(unit, {...observation, value: newValue, correction});
      }
    }
  }

  /** A note may also say why something was not reported: then there is no value that it belongs to. */
  function readNotes(yaml: YamlText, head: ProgressHead): void {
    const list = (yaml.value as {备注?: unknown}).备注;
    if (!Array.isArray(list) || head.broken) return;
    for (const [index, entry] of (list as NoteEntry[]).entries()) {
      const unit = findUnit(entry.单位, yaml.spanAt(["备注", index, "单位"]), units, report);
      const indicator = indicators.get(entry.指标);
      if (!indicator) {
        const span = yaml.spanAt(["备注", index, "指标"]);
        report(diagnose("JB-2011", span, {name: entry.指标, known: [...indicators.keys()]}));
      }
      const values = indicator && table.get(indicator.name)?.get(head.period);
      const observation = unit && values?.get(unit);
      if (observation) values?.set(unit, {...observation, note: entry.说明});
    }
  }
}

/** 388, -1.5: no 0x10, 1e300 or more digits than a number keeps. */
function isPlainDecimal(written: string): boolean {
  return /^[-+]?\d+(\.\d+)?$/.test(written) && written.replace(/\D/g, "").length <= 15;
}

interface NoteEntry {
  readonly 单位: string;
  readonly 指标: string;
  readonly 说明: string;
}

/** While a file is read, mistakes found in it make it broken. */
type MutableHead = {-readonly [Key in keyof ProgressHead]: ProgressHead[Key]};

interface CorrectionEntry {
  readonly 单位: string;
  readonly 指标: string;
  readonly 原值: number;
  readonly 更正为: number;
  readonly 原因: string;
  readonly 日期: string;
}

/** The unit that a name means; undefined, with a diagnostic, when there is none or more than one. */
export function findUnit(name: string, span: Span, units: UnitTree, report: Report): Unit | undefined {
  const found = units.find(name);
  const [first, second] = found;
  if (first && !second) return first;
  // Without any unit the roll itself could not be read: that is told already.
  if (!first && units.all.length === 0) return undefined;
  if (!first) report(diagnose("JB-2031", span, {name, known: units.all.flatMap(unit => [unit.name, unit.shortName])}));
  else report(diagnose("JB-2032", span, {name, paths: found.map(unit => `${unit.parent?.name ?? ""}·${unit.name}`)}));
  return undefined;
}

/** Reads the head of a progress file; a second file for the same month and range is told and left out. */
function readHead(
  file: YamlFile,
  heads: readonly ProgressHead[],
  units: UnitTree,
  report: Report,
): {head: MutableHead; duplicate: boolean} | undefined {
  const fromName = parsePeriod(/(\d{4}-\d{2})[^/]*$/.exec(file.path)?.[1] ?? "");
  const nobody = {range: "", source: undefined, reporter: undefined, reportedOn: undefined};
  if (!file.yaml)
    return fromName && {head: {path: file.path, period: fromName, ...nobody, broken: true}, duplicate: false};
  const head = checkSchema(progressHeadSchema, file.yaml, report);
  const written = (file.yaml.value as {期间?: unknown} | null)?.期间;
  const period = parsePeriod(head?.期间 ?? (typeof written === "string" ? written : "")) ?? fromName;
  if (!period) return undefined;
  if (head && fromName && fromName !== period) {
    report(diagnose("JB-2018", file.yaml.spanAt(["期间"]), {period, name: file.path.split("/").at(-1) ?? ""}));
  }
  const range = head?.范围 ?? "";
  if (range !== "") findUnit(range, file.yaml.spanAt(["范围"]), units, report);
  const twin = heads.find(other => other.period === period && other.range === range);
  if (head && twin) report(diagnose("JB-2021", file.yaml.spanAt(["期间"]), {period, other: twin.path}));
  const result: MutableHead = {
    path: file.path,
    period,
    range,
    source: head?.来源,
    reporter: head?.填报?.人,
    reportedOn: head?.填报?.日期,
    broken: head === undefined || twin !== undefined,
  };
  return {head: result, duplicate: head !== undefined && twin !== undefined};
}
