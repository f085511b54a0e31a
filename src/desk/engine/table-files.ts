import {type Figures, findUnit, type Period, type ProgressHead, type Unit, type UnitTree} from "../../figures/index.ts";
import type {YamlEntry, YamlFile, YamlText} from "../../workspace/index.ts";

/** One of a month's progress files. */
export interface MonthFile {
  readonly path: string;
  /** Undefined when it cannot be read. */
  readonly yaml: YamlText | undefined;
  /** 范围: the unit whose members it holds; undefined for the whole workspace. */
  readonly group: Unit | undefined;
  /** By unit, in the order of the file; those whose unit is known. A unit may be written twice. */
  readonly rows: ReadonlyMap<Unit, readonly MonthRow[]>;
}

/** What a file says of one unit. */
export interface MonthRow {
  readonly entry: YamlEntry;
  readonly cells: readonly YamlEntry[];
}

/** The files of a month in order; a second one for the same units is left out, as it is when figures are computed. */
export function openMonth(
  period: Period,
  {observations, units}: Figures,
  fileOf: (path: string) => YamlFile | undefined,
): MonthFile[] {
  const ranges = new Set<string>();
  return observations.heads
    .filter(head => head.period === period && !ranges.has(head.range) && ranges.add(head.range))
    .map(head => openFile(head, units, fileOf(head.path)?.yaml));
}

function openFile({path, range}: ProgressHead, units: UnitTree, yaml: YamlText | undefined): MonthFile {
  const group = range === "" ? undefined : units.find(range)[0];
  const rows = new Map<Unit, MonthRow[]>();
  for (const entry of yaml?.entriesAt(["数据"]) ?? []) {
    const unit = findUnit(entry.key, entry.keySpan, units, () => undefined, group);
    if (!unit) continue;
    const row = {entry, cells: entry.entries()};
    const known = rows.get(unit);
    if (known) known.push(row);
    else rows.set(unit, [row]);
  }
  return {path, yaml, group, rows};
}

/** Tells in which file each unit's figures stand, or would: that of the nearest 范围 around it. */
export function openFileFinder(files: readonly MonthFile[]): (unit: Unit) => MonthFile | undefined {
  const holders = new Map<Unit, MonthFile>();
  for (const file of files) for (const unit of file.rows.keys()) if (!holders.has(unit)) holders.set(unit, file);
  const general = files.find(({group}) => !group);
  const byGroup = new Map(files.flatMap(file => (file.group ? [[file.group, file] as const] : [])));
  return unit => {
    const holder = holders.get(unit);
    if (holder) return holder;
    for (let at: Unit | undefined = unit; at; at = at.parent) {
      const file = byGroup.get(at);
      if (file) return file;
    }
    return general;
  };
}

/** The value of a cell as the table shows it: what is written, "" for 未报. */
export function cellText({value, written}: YamlEntry): string {
  return value === null || value === "未报" ? "" : (written ?? "（若干行）");
}

/** The entry of a unit's cell; of two that one which counts. */
export function findCell(file: MonthFile, unit: Unit, indicator: string): YamlEntry | undefined {
  const cells = (file.rows.get(unit) ?? []).flatMap(row => row.cells.filter(({key}) => key === indicator));
  return cells.find(cell => cellText(cell) !== "") ?? cells[0];
}

/** A name that means this unit and no other: "顺德村", "唐坊镇·王家村"; with `near` as it is meant there. */
export function clearName(unit: Unit, units: UnitTree, near?: Unit): string {
  const isClear = (name: string) => units.find(name, near).length === 1 && units.find(name, near)[0] === unit;
  let name = unit.name;
  for (let above = unit.parent; above && !isClear(name); above = above.parent) name = `${above.name}·${name}`;
  return name;
}
