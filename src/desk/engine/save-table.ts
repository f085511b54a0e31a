import {basename} from "node:path";
import {isDeepStrictEqual} from "node:util";
import type {Figures, Indicator, Period, Unit} from "../../figures/index.ts";
import {parseYaml, type YamlFile} from "../../workspace/index.ts";
import type {RefusedCell, TableSave} from "../api.ts";
import type {TextStore} from "../store/text-store.ts";
import {readCellNumber} from "./cell-number.ts";
import {withEarlierSpacing} from "./earlier-spacing.ts";
import {type CellEdit, editProgress} from "./progress-edit.ts";
import {cellText, findCell, type MonthFile, openFileFinder, openMonth} from "./table-files.ts";
import {applyEdits, areApart} from "./text-edits.ts";

/** What came of the cells that were sent; what is in neither list is in the files now. */
export interface SavedCells {
  readonly conflicts: readonly {readonly unit: string; readonly indicator: string; readonly theirs: string}[];
  readonly refused: readonly RefusedCell[];
  /** Files that were written. */
  readonly paths: readonly string[];
}

type SentCell = TableSave["cells"][number];

interface Planned {
  readonly sent: SentCell;
  readonly edit: CellEdit;
}

/** What is read and written through; see `TextStore`. */
export type CellStore = Pick<TextStore, "read" | "save" | "earlier">;

/** A file that changes each time before it is written is left to whoever writes it. */
const mostAttempts = 5;

/**
 * Writes cells into the progress files of their month, as they are at this moment. A cell that holds something else by
 * now than when its edit began is left as it is.
 */
export function saveCells({period, cells}: TableSave, figures: Figures, store: CellStore): SavedCells {
  const conflicts: {unit: string; indicator: string; theirs: string}[] = [];
  const refused: RefusedCell[] = [];
  const paths: string[] = [];
  const refuse = ({unit, indicator}: SentCell, message: string) => refused.push({unit, indicator, message});
  let left = lastOfEach(cells);
  for (let attempt = 0; attempt < mostAttempts && left.length > 0; attempt++) {
    const versions = new Map<string, string>();
    const month = openMonth(period as Period, figures, path => readYaml(path, store, versions));
    const planned = plan(left, month);
    left = [];
    for (const [file, list] of planned) {
      const edits = list.map(({edit}) => edit);
      const text = newText(file, edits, figures, store.earlier(file.path));
      const base = versions.get(file.path) ?? "";
      const saved = text === undefined ? undefined : store.save({path: file.path, text, base});
      if (saved?.kind === "conflict") left.push(...list.map(({sent}) => sent));
      else if (saved) paths.push(file.path);
      else for (const {sent} of list) refuse(sent, `数据文件“${basename(file.path)}”的写法特别，这一格要在文件里改`);
    }
  }
  for (const sent of left) refuse(sent, "这个文件正被别的程序不停地改写，这一格没有存上");
  return {conflicts, refused, paths};

  function plan(list: readonly SentCell[], month: readonly MonthFile[]): Map<MonthFile, Planned[]> {
    const fileOf = openFileFinder(month);
    const planned = new Map<MonthFile, Planned[]>();
    for (const sent of list) {
      const target = findTarget(sent, figures, fileOf);
      if (typeof target === "string") {
        refuse(sent, target);
        continue;
      }
      const {unit, indicator, file} = target;
      const number = readCellNumber(sent.text, indicator);
      if ("message" in number) {
        refuse(sent, number.message);
        continue;
      }
      const entry = findCell(file, unit, indicator.name);
      const theirs = entry ? cellText(entry) : "";
      if (theirs === number.text) continue;
      if (!isSame(theirs, sent.before, indicator)) conflicts.push({unit: sent.unit, indicator: indicator.name, theirs});
      else {
        const edit = {unit, indicator: indicator.name, text: number.text};
        planned.set(file, [...(planned.get(file) ?? []), {sent, edit}]);
      }
    }
    return planned;
  }
}

/** A file as it is now; its version is put to the others. */
function readYaml(path: string, store: CellStore, versions: Map<string, string>): YamlFile | undefined {
  const file = store.read(path);
  if (!file) return undefined;
  versions.set(path, file.version);
  const yaml = parseYaml({path, text: file.text}, () => undefined);
  return {path, yaml: yaml?.isEmpty ? undefined : yaml, broken: yaml === undefined};
}

/** A cell that was sent twice counts as it was sent last. */
function lastOfEach(cells: readonly SentCell[]): SentCell[] {
  return [...new Map(cells.map(cell => [`${cell.unit}\0${cell.indicator}`, cell])).values()];
}

/** Where a cell is to be written; a sentence when that cannot be. */
function findTarget(
  {unit: unitName, indicator: name}: SentCell,
  {units, indicators}: Figures,
  fileOf: (unit: Unit) => MonthFile | undefined,
): {unit: Unit; indicator: Indicator; file: MonthFile} | string {
  const [unit, other] = units.find(unitName);
  if (!unit) return `单位名册里没有“${unitName}”`;
  if (other) return `有几个单位都叫“${unitName}”`;
  const indicator = indicators.get(name);
  if (!indicator) return `没有指标“${name}”`;
  if (indicator.nature === "formula") return `“${name}”由公式算出，不用填`;
  if (indicator.nature === "fixed") return `“${name}”不随月份变化，在单位表（units.yaml）里改`;
  const file = fileOf(unit);
  if (!file) return `这个月没有可以填${unitName}的数据文件`;
  if (!file.yaml) return `数据文件“${basename(file.path)}”有写错的地方，先改正再填`;
  return {unit, indicator, file};
}

/** True when two texts are the same value, however they are written. */
function isSame(a: string, b: string, indicator: Indicator): boolean {
  if (a === b.trim()) return true;
  const [left, right] = [readCellNumber(a, indicator), readCellNumber(b, indicator)];
  return "text" in left && "text" in right && left.text === right.text;
}

/** The text of a file with the edits; undefined when it cannot be told that nothing else would change. */
function newText(
  file: MonthFile,
  edits: readonly CellEdit[],
  {units, indicators}: Figures,
  earlier: Iterable<string>,
): string | undefined {
  if (!file.yaml) return undefined;
  const {source, value} = file.yaml;
  const changes = editProgress(file, edits, {units, indicators: [...indicators.keys()]});
  if (!areApart(changes)) return undefined;
  const edited = applyEdits(source.text, changes);
  const spaced = withEarlierSpacing(source.text, edited, earlier);
  return [spaced, edited].find(text => {
    const after = parseYaml({path: file.path, text}, () => undefined)?.value;
    return after !== undefined && isDeepStrictEqual(after, expectedValue(file, value, edits, after));
  });
}

type Rows = Record<string, Record<string, unknown> | null>;

/** What the file should hold: as before, but for the cells. A new row's name is the one it was given. */
function expectedValue(file: MonthFile, before: unknown, edits: readonly CellEdit[], after: unknown): unknown {
  const head = before as {readonly 数据?: Rows | null};
  const rows: Rows = structuredClone(head.数据 ?? {});
  const newNames = Object.keys((after as {readonly 数据?: Rows}).数据 ?? {}).filter(name => !Object.hasOwn(rows, name));
  const namesOfNew = new Map<Unit, string>();
  for (const {unit, indicator, text} of edits) {
    const entry = findCell(file, unit, indicator);
    if (!entry && text === "") continue;
    const parts = file.rows.get(unit);
    const holder = parts?.find(({cells}) => entry && cells.includes(entry)) ?? parts?.[0];
    let name = holder?.entry.key ?? namesOfNew.get(unit);
    if (name === undefined) {
      name = newNames.find(other => other === unit.name || other.endsWith(`·${unit.name}`)) ?? unit.name;
      newNames.splice(newNames.indexOf(name), 1);
      namesOfNew.set(unit, name);
    }
    rows[name] = {...rows[name], [indicator]: text === "" ? "未报" : Number(text)};
  }
  return {...head, 数据: rows};
}
