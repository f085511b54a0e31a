import {type Diagnostic, uniqueDiagnostics} from "../../diagnostics/index.ts";
import {addMonths, type Figures, type Indicator, type Period, toFixed, type Unit} from "../../figures/index.ts";
import {fingerprintOf, type Workspace} from "../../workspace/index.ts";
import type {Finding, TableCell, TableState} from "../api.ts";
import {cellText, findCell, type MonthFile, openMonth} from "./table-files.ts";
import {columnsOf, findRows, lastText, type TableRow} from "./table-rows.ts";

/** A workspace as it was read, with all that is found in its data. */
export interface TableGround {
  readonly workspace: Workspace;
  readonly figures: Figures;
  /** Findings as the page is told them. */
  readonly toFindings: (diagnostics: readonly Diagnostic[]) => readonly Finding[];
}

/** A month's files and the rows that they make up; undefined when the month has no progress file. */
export function openTable(
  period: Period,
  {workspace, figures}: Pick<TableGround, "workspace" | "figures">,
): {readonly files: readonly MonthFile[]; readonly rows: readonly TableRow[]} | undefined {
  const files = openMonth(period, figures, path => workspace.progress.find(file => file.path === path));
  return files.length === 0 ? undefined : {files, rows: findRows(period, files, figures)};
}

/** A month's table as clerks fill it in; undefined when the month has no progress file. */
export function readTable(period: Period, ground: TableGround): TableState | undefined {
  const {workspace, figures, toFindings} = ground;
  const opened = openTable(period, ground);
  if (!opened) return undefined;
  const {files, rows} = opened;
  const found = uniqueDiagnostics([...workspace.diagnostics, ...figures.diagnostics]);
  const {ofCells, others} = sortFindings(found, files, rows);
  return {
    period,
    path: files[0]?.path ?? "",
    version: fingerprintOf(Buffer.from(files.map(({yaml}) => yaml?.source.text ?? "").join("\0"))),
    indicators: columnsOf(rows, figures).map(({name, measure, decimals, nature, formula}) => ({
      name,
      measure,
      decimals,
      kind: kinds[nature],
      formula: formula?.text,
    })),
    rows: rows.map(row => ({
      unit: row.name,
      above: row.unit.parent?.name,
      type: row.unit.type,
      path: row.file.path,
      cells: cellsOf(row),
    })),
    findings: toFindings(others),
  };

  function cellsOf({unit, file, reported, computed}: TableRow): Record<string, TableCell> {
    const cells: Record<string, TableCell> = {};
    for (const indicator of reported) {
      const {name} = indicator;
      const entry = findCell(file, unit, name);
      const last = lastText(unit, indicator, period, figures);
      const told = ofCells.get(unit)?.get(name);
      cells[name] = {
        text: entry ? cellText(entry) : "",
        ...(last === "" ? {} : {last}),
        ...(told ? {findings: toFindings(told)} : {}),
      };
    }
    for (const indicator of computed) {
      const last = computedText(unit, indicator, figures, addMonths(period, -1));
      cells[indicator.name] = {
        text: computedText(unit, indicator, figures, period),
        ...(last === "" ? {} : {last}),
      };
    }
    return cells;
  }
}

const kinds = {stock: "期末数", flow: "当期数", fixed: "属性", formula: "公式"} as const;

/** Findings by the cells that they were found in, and those of the month's files that belong to none. */
function sortFindings(
  diagnostics: readonly Diagnostic[],
  files: readonly MonthFile[],
  rows: readonly TableRow[],
): {ofCells: ReadonlyMap<Unit, ReadonlyMap<string, Diagnostic[]>>; others: readonly Diagnostic[]} {
  const ofCells = new Map<Unit, Map<string, Diagnostic[]>>();
  const others: Diagnostic[] = [];
  const places = placesOf(files, rows);
  for (const diagnostic of diagnostics) {
    const cells = places.get(diagnostic.span?.source.path ?? "");
    if (!cells) continue;
    const cell = cells.get(diagnostic.span?.start ?? 0);
    if (!cell) {
      others.push(diagnostic);
      continue;
    }
    const ofUnit = ofCells.get(cell.unit) ?? new Map<string, Diagnostic[]>();
    ofCells.set(cell.unit, ofUnit.set(cell.indicator, [...(ofUnit.get(cell.indicator) ?? []), diagnostic]));
  }
  return {ofCells, others};
}

type Places = ReadonlyMap<number, {readonly unit: Unit; readonly indicator: string}>;

/** The cells of each file by where their names and values begin; findings point at one or the other. */
function placesOf(files: readonly MonthFile[], rows: readonly TableRow[]): ReadonlyMap<string, Places> {
  const byPath = new Map(files.map(({path}) => [path, new Map<number, {unit: Unit; indicator: string}>()]));
  for (const {unit, file, reported} of rows) {
    const shown = new Set([...reported].map(({name}) => name));
    for (const {key, keySpan, valueSpan} of (file.rows.get(unit) ?? []).flatMap(({cells}) => cells)) {
      if (!shown.has(key)) continue;
      const cell = {unit, indicator: key};
      byPath.get(file.path)?.set(keySpan.start, cell).set(valueSpan.start, cell);
    }
  }
  return byPath;
}

/** The value of a formula with its decimals, in the measure of the file; "" when it has none. */
function computedText(unit: Unit, indicator: Indicator, figures: Figures, period: Period): string {
  const {value} = figures.compute(unit, indicator, {from: period, to: period});
  return value ? toFixed(indicator.isRate ? value.times(100) : value, indicator.decimals, figures.rounding) : "";
}
