import {diagnose, findNearest, type Report, type Span} from "../diagnostics/index.ts";
import {
  checkSchema,
  type ProgressFile,
  progressHeadSchema,
  type YamlEntry,
  type YamlFile,
  type YamlText,
} from "../workspace/index.ts";
import {Decimal} from "./decimal.ts";
import {getOrAdd} from "./get-or-add.ts";
import type {Indicator} from "./indicator.ts";
import {openObservationTable} from "./observation-table.ts";
import {type Period, parsePeriod} from "./period.ts";
import {decimalText, descendants, isWithin, type Unit, type UnitTree} from "./unit.ts";

/** What one unit reported of one indicator for one month. */
export interface Observation {
  /** The same for every object that stands for the same entry. */
  readonly id: number;
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
  /** The unit that the figures belong to, it or those below; undefined when they may belong to anybody. */
  readonly concerns: Unit | undefined;
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
  /** All units that reported an indicator in a month, in the order of the files. */
  at(indicator: string, period: Period): ReadonlyMap<Unit, Observation>;
  /** Types of the units that ever reported an indicator. */
  reporterTypes(indicator: string): ReadonlySet<string>;
}

export function readObservations(
  files: readonly YamlFile[],
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): Observations {
  const table = openObservationTable(units.all);
  const heads: ProgressHead[] = [];
  const pathsByRange = new Map<string, string>();
  const types = new Map<string, Set<string>>();
  const indicatorNames = [...indicators.keys()];
  for (const file of files) {
    const head = readHead(file, pathsByRange, units, report);
    if (!head) continue;
    heads.push(head.head);
    const key = rangeKey(head.head);
    if (!pathsByRange.has(key)) pathsByRange.set(key, file.path);
    if (file.yaml && !head.isTwin) readData(file.yaml, head);
  }
  table.finish();
  const periods = [...new Set(heads.map(({period}) => period))].sort();
  return {
    periods,
    heads,
    hasPeriod: period => periods.includes(period),
    find: table.find,
    at: table.at,
    reporterTypes: indicator => types.get(indicator) ?? new Set(),
  };

  function readData(yaml: YamlText, {head, group, corrections, notes}: FileHead): void {
    // A figure that went to nobody is missing from somebody's sum: what rests on the file is not to be printed.
    const note: Report = diagnostic => {
      if (diagnostic.severity === "error") head.broken = true;
      report(diagnostic);
    };
    const file = table.files.push({head, source: yaml.source}) - 1;
    for (const row of yaml.entriesAt(["数据"])) {
      const unit = findUnit(row.key, row.keySpan, units, note, group);
      if (!unit) continue;
      if (group && !isWithin(unit, group)) {
        head.concerns = undefined;
        note(diagnose("JB-2025", row.keySpan, {unit: unit.name, range: group.name}));
      }
      for (const entry of row.entries()) readValue(entry, unit, head, file, note);
    }
    readCorrections(corrections, yaml, head, group, note);
    readNotes(notes, yaml, head, group);
  }

  function readValue(entry: YamlEntry, unit: Unit, head: ProgressHead, file: number, note: Report): void {
    const indicator = indicators.get(entry.key);
    if (!indicator) {
      // Without any indicator the list itself could not be read: that is told already.
      if (indicators.size === 0) return;
      note(diagnose("JB-2011", entry.keySpan, {name: entry.key, known: indicatorNames}));
      return;
    }
    if (indicator.nature === "formula" || indicator.nature === "fixed") {
      note(diagnose("JB-2015", entry.keySpan, {name: entry.key, formula: indicator.formula?.text}));
      return;
    }
    const {value} = entry;
    if (value === null || value === "未报") return;
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
    let written: number | undefined;
    if (typeof value === "number" && isPlainDecimal(entry.written ?? String(value))) {
      written = Number(decimalText(entry.written, value));
    } else {
      note(diagnose("JB-2023", entry.valueSpan, {value: entry.written ?? "（若干行）", measure: indicator.measure}));
    }
    const key = {indicator: indicator.name, isRate: indicator.isRate, period: head.period, unit};
    if (!table.add(key, {written, span: entry.valueSpan, file})) {
      const earlier = table.find(indicator.name, head.period, unit);
      const related = earlier ? [{span: earlier.span, note: "先在这里填了"}] : [];
      const values = {unit: unit.name, indicator: indicator.name, period: head.period};
      note(diagnose("JB-2022", entry.keySpan, values, related));
      return;
    }
    getOrAdd(types, indicator.name, () => new Set<string>()).add(unit.type);
  }

  /** A group may report a total itself, in place of its members. */
  function mayReport(unit: Unit, indicator: Indicator): boolean {
    return unit.children.length > 0 && indicator.aggregation !== "none";
  }

  function readCorrections(
    list: FileHead["corrections"],
    yaml: YamlText,
    head: ProgressHead,
    group: Unit | undefined,
    note: Report,
  ): void {
    if (head.broken) return;
    for (const [index, entry] of list.entries()) {
      const at = (key: string) => yaml.spanAt(["更正", index, key]);
      const unit = findUnit(entry.单位, at("单位"), units, note, group);
      const indicator = indicators.get(entry.指标);
      if (!indicator) note(diagnose("JB-2011", at("指标"), {name: entry.指标, known: indicatorNames}));
      if (!unit || !indicator) continue;
      const observation = table.find(indicator.name, head.period, unit);
      const scale = indicator.isRate ? 100 : 1;
      const oldValue = new Decimal(entry.原值).div(scale);
      if (!observation?.value) {
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
        table.amend({indicator: indicator.name, isRate: indicator.isRate, period: head.period, unit}, {correction});
      }
    }
  }

  /** A note may also say why something was not reported: then there is no value that it belongs to. */
  function readNotes(list: FileHead["notes"], yaml: YamlText, head: ProgressHead, group: Unit | undefined): void {
    if (head.broken) return;
    for (const [index, entry] of list.entries()) {
      const unit = findUnit(entry.单位, yaml.spanAt(["备注", index, "单位"]), units, report, group);
      const indicator = indicators.get(entry.指标);
      if (!indicator) {
        const span = yaml.spanAt(["备注", index, "指标"]);
        report(diagnose("JB-2011", span, {name: entry.指标, known: indicatorNames}));
      }
      if (!unit || !indicator) continue;
      const {name, isRate} = indicator;
      table.amend({indicator: name, isRate, period: head.period, unit}, {note: entry.说明});
    }
  }
}

/** 388, -1.5: no 0x10, 1e300 or more digits than a number keeps. */
function isPlainDecimal(written: string): boolean {
  return /^[-+]?\d+(\.\d+)?$/.test(written) && written.replace(/\D/g, "").length <= 15;
}

/** While a file is read, mistakes found in it make it broken. */
type MutableHead = {-readonly [Key in keyof ProgressHead]: ProgressHead[Key]};

/** A progress file but for its 数据. */
interface FileHead {
  readonly head: MutableHead;
  /** The unit that 范围 names. */
  readonly group: Unit | undefined;
  /** A second file for the same month and range, which is left out. */
  readonly isTwin: boolean;
  readonly corrections: ProgressFile["更正"];
  readonly notes: ProgressFile["备注"];
}

/**
 * The unit that a name means; undefined, with a diagnostic, when there is none or more than one. A name that several
 * units have means the one nearest to `near`: below it, else below the unit above it, and so on.
 */
export function findUnit(name: string, span: Span, units: UnitTree, report: Report, near?: Unit): Unit | undefined {
  const found = units.find(name, near);
  const [first, second] = found;
  if (first && !second) return first;
  // Without any unit the roll itself could not be read: that is told already.
  if (!first && units.all.length === 0) return undefined;
  if (!first) report(diagnose("JB-2031", span, {name, known: namesLike(name, units, near)}));
  else report(diagnose("JB-2032", span, {name, paths: found.slice(0, shownPaths).map(unit => clearPath(unit, units))}));
  return undefined;
}

/** The names among which the one that was meant is sought: those near by when one of them is like it. */
function namesLike(name: string, units: UnitTree, near: Unit | undefined): readonly string[] {
  if (!near) return units.names;
  const nearby = [near, ...descendants(near)].flatMap(unit => [unit.name, unit.shortName]);
  return findNearest(name, nearby) === undefined ? units.names : nearby;
}

/** So many of the units that a name may mean are shown. */
const shownPaths = 6;

/** "唐坊镇·顺德村", with as many of the units above as it takes to mean no other. */
function clearPath(unit: Unit, units: UnitTree): string {
  let path = `${unit.parent?.name ?? ""}·${unit.name}`;
  for (let above = unit.parent?.parent; above && units.find(path).length > 1; above = above.parent) {
    path = `${above.name}·${path}`;
  }
  return path;
}

/** Reads the head of a progress file; a second file for the same month and range is told and left out. */
function readHead(
  file: YamlFile,
  pathsByRange: ReadonlyMap<string, string>,
  units: UnitTree,
  report: Report,
): FileHead | undefined {
  const fromName = parsePeriod(/(\d{4}-\d{2})[^/]*$/.exec(file.path)?.[1] ?? "");
  const nobody = {range: "", source: undefined, reporter: undefined, reportedOn: undefined, concerns: undefined};
  if (!file.yaml) {
    if (!fromName) return undefined;
    const unread = {path: file.path, period: fromName, ...nobody, broken: true};
    return {head: unread, group: undefined, isTwin: false, corrections: [], notes: []};
  }
  const head = checkSchema(progressHeadSchema, file.yaml, report);
  // Of a file that is wrong by its form, as much as can be understood.
  const written = head ?? (file.yaml.value as {readonly 期间?: unknown; readonly 范围?: unknown});
  const period = parsePeriod(textOf(written.期间)) ?? fromName;
  if (!period) return undefined;
  if (head && fromName && fromName !== period) {
    report(diagnose("JB-2018", file.yaml.spanAt(["期间"]), {period, name: file.path.split("/").at(-1) ?? ""}));
  }
  const range = textOf(written.范围);
  const group = range === "" ? undefined : findUnit(range, file.yaml.spanAt(["范围"]), units, report);
  const twin = pathsByRange.get(rangeKey({period, range}));
  const isTwin = head !== undefined && twin !== undefined;
  if (isTwin) report(diagnose("JB-2021", file.yaml.spanAt(["期间"]), {period, other: twin}));
  const result: MutableHead = {
    path: file.path,
    period,
    range,
    source: head?.来源,
    reporter: head?.填报?.人,
    reportedOn: head?.填报?.日期,
    // Whose figures they are is not known without the group: names are looked up in it.
    broken: head === undefined || twin !== undefined || (range !== "" && !group),
    concerns: group,
  };
  return {head: result, group, isTwin, corrections: head?.更正 ?? [], notes: head?.备注 ?? []};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function rangeKey({period, range}: Pick<ProgressHead, "period" | "range">): string {
  return `${period} ${range}`;
}
