import {isMap, isScalar, type ParsedNode, parse, parseDocument} from "yaml";

/** A number of a progress file with its place. */
export interface Cell {
  readonly path: string;
  readonly period: string;
  readonly unit: string;
  readonly indicator: string;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** What the mutation of data needs to know of a workspace, read from its texts without the code under test. */
export interface ProgressTable {
  readonly cells: readonly Cell[];
  readonly measures: ReadonlyMap<string, string>;
  readonly formulas: ReadonlyMap<string, string>;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
  readonly types: ReadonlyMap<string, string>;
  /** Units with members of their own. */
  readonly groups: ReadonlySet<string>;
  find(unit: string, indicator: string, period: string): Cell | undefined;
  attribute(unit: string, name: string): number | undefined;
  /** Months in which a unit reported an indicator, in order. */
  months(unit: string, indicator: string): readonly Cell[];
  /** True for what has a 备注 or a 更正. */
  isExplained(cell: Cell): boolean;
}

interface UnitEntry {
  readonly 名称: string;
  readonly 类型: string;
  readonly 属性?: Record<string, number | string>;
  readonly 下级?: readonly UnitEntry[];
}

interface IndicatorsText {
  readonly 指标?: Record<string, {readonly 单位: string; readonly 公式?: string}>;
  readonly 核对?: readonly Record<string, unknown>[];
}

interface RemarkText {
  readonly 单位: string;
  readonly 指标: string;
}

export function readProgressTable(files: Readonly<Record<string, string>>): ProgressTable {
  const indicators = parse(files["indicators.yaml"] ?? "") as IndicatorsText;
  const roll = parse(files["units.yaml"] ?? "") as {readonly 单位: readonly UnitEntry[]};
  const attributes = new Map<string, Record<string, number | string>>();
  const types = new Map<string, string>();
  const groups = new Set<string>();
  const walk = (units: readonly UnitEntry[]): void => {
    for (const {名称: name, 类型: type, 属性: own, 下级: members} of units) {
      types.set(name, type);
      if (own) attributes.set(name, own);
      if (members && members.length > 0) groups.add(name);
      walk(members ?? []);
    }
  };
  walk(roll.单位);
  const explained = new Set<string>();
  const cells = Object.entries(files).flatMap(([path, text]) => {
    if (!/^progress\/.*\.ya?ml$/.test(path)) return [];
    const {period, cells: found, remarks} = readCells(path, text);
    for (const {单位: unit, 指标: indicator} of remarks) explained.add(`${unit} ${indicator} ${period}`);
    return found;
  });
  const byKey = new Map(cells.map(cell => [`${cell.unit} ${cell.indicator} ${cell.period}`, cell]));
  const series = new Map<string, Cell[]>();
  for (const cell of cells.toSorted((a, b) => (a.period < b.period ? -1 : 1))) {
    const key = `${cell.unit} ${cell.indicator}`;
    series.set(key, [...(series.get(key) ?? []), cell]);
  }
  const entries = Object.entries(indicators.指标 ?? {});
  return {
    cells,
    measures: new Map(entries.map(([name, {单位: measure}]) => [name, measure])),
    formulas: new Map(entries.flatMap(([name, {公式: formula}]) => (formula === undefined ? [] : [[name, formula]]))),
    rules: indicators.核对 ?? [],
    types,
    groups,
    find: (unit, indicator, period) => byKey.get(`${unit} ${indicator} ${period}`),
    attribute(unit, name) {
      const value = attributes.get(unit)?.[name];
      return typeof value === "number" ? value : undefined;
    },
    months: (unit, indicator) => series.get(`${unit} ${indicator}`) ?? [],
    isExplained: ({unit, indicator, period}) => explained.has(`${unit} ${indicator} ${period}`),
  };
}

function readCells(path: string, text: string): {period: string; cells: Cell[]; remarks: readonly RemarkText[]} {
  const document = parseDocument<ParsedNode>(text);
  const plain = document.toJS() as {期间: string; 备注?: RemarkText[]; 更正?: RemarkText[]};
  const {期间: period} = plain;
  const data = document.get("数据", true);
  const cells: Cell[] = [];
  for (const {key: unit, value: row} of isMap(data) ? data.items : []) {
    if (!isScalar(unit) || !isMap(row)) continue;
    for (const {key, value} of row.items) {
      if (!isScalar(key) || !isScalar(value) || typeof value.value !== "number" || !value.range) continue;
      const [start, end] = value.range;
      cells.push({
        path,
        period,
        unit: String(unit.value),
        indicator: String(key.value),
        value: value.value,
        start,
        end,
      });
    }
  }
  return {period, cells, remarks: [...(plain.备注 ?? []), ...(plain.更正 ?? [])]};
}
