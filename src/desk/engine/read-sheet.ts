import {suggestName} from "../../diagnostics/index.ts";
import {type Figures, formatPeriod, type Indicator, type Period, parsePeriod} from "../../figures/index.ts";
import type {Workspace} from "../../workspace/index.ts";
import type {SheetRead} from "../api.ts";
import {readCellNumber} from "./cell-number.ts";
import {readCsv} from "./read-csv.ts";
import {readXlsx} from "./read-xlsx.ts";
import {SheetError} from "./sheet-error.ts";
import {addressOf, type Grid, type GridRow, type SentSheets} from "./sheet-grid.ts";
import {aboveHeader, isLastHeader, measureLabel, natureLabel, unitHeader} from "./sheet-layout.ts";
import {findRow, plainName} from "./sheet-units.ts";
import {openTable} from "./table.ts";
import type {TableRow} from "./table-rows.ts";

/** So many problems are told; whoever has more begins with these. */
const mostProblems = 200;

/**
 * The cells of a 填报表 that was sent in, as .xlsx or CSV, however its rows and columns stand: rows are known by the unit,
 * columns by the indicator. A cell left blank says nothing. Undefined when the month has no progress file; throws
 * SheetError for what is no 填报表 of this month.
 */
export async function readSheet(
  period: Period,
  bytes: Uint8Array,
  ground: {readonly workspace: Workspace; readonly figures: Figures},
): Promise<SheetRead | undefined> {
  const opened = openTable(period, ground);
  if (!opened) return undefined;
  const sent = await readSheets(bytes);
  const told = parsePeriod(sent.period ?? "") ?? periodInTitle(sent.grids);
  if (told && told !== period)
    throw new SheetError(
      `这是${formatPeriod(told)}的填报表，现在填的是${formatPeriod(period)}`,
      `换成${formatPeriod(period)}的表，或者到${formatPeriod(told)}里读入`,
    );
  const tables = sent.grids.flatMap(grid => {
    const header = findHeader(grid, ground.figures);
    return header ? [{grid, header}] : [];
  });
  if (tables.length === 0)
    throw new SheetError("没有找到表头", `要有一行写着“${unitHeader}”和各指标的名称，用采编台下载的填报表最稳妥`);
  const read = tables.map(({grid, header}) => readGrid(grid, header, opened.rows, ground.figures));
  return {
    cells: read.flatMap(({cells}) => cells),
    problems: read.flatMap(({problems}) => problems).slice(0, mostProblems),
  };
}

async function readSheets(bytes: Uint8Array): Promise<SentSheets> {
  if (bytes.length === 0) throw new SheetError("这个文件是空的", "送来的文件要是 .xlsx 或者 .csv");
  if (startsWith(bytes, [0x50, 0x4b])) return await readXlsx(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new SheetError("这是旧的 .xls 文件，或者加了密码", "在 Excel 或 WPS 里打开，去掉密码，另存为 .xlsx 再试");
  return readCsv(bytes);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** The month that the lines above the table name: "高青县唐坊镇2019年7月数据填报表". */
function periodInTitle(grids: readonly Grid[]): Period | undefined {
  for (const {rows} of grids) {
    for (const {cells} of rows.slice(0, 3)) {
      for (const {text} of cells.values()) {
        const [written = ""] = /\d{4}年\d{1,2}月(?=.*填报表)/.exec(text.normalize("NFKC").replace(/\s/g, "")) ?? [];
        const period = parsePeriod(written);
        if (period) return period;
      }
    }
  }
  return undefined;
}

interface Header {
  readonly row: number;
  readonly unitColumn: number;
  readonly aboveColumn: number | undefined;
  readonly columns: ReadonlyMap<number, string>;
}

/** The header is looked for in so many rows. */
const headerRows = 20;

/** The first row that has “单位” and, beside it, other names. */
function findHeader({rows}: Grid, {indicators}: Figures): Header | undefined {
  const names = new Set([...indicators.keys()].map(plainName));
  for (const {number, cells} of rows.slice(0, headerRows)) {
    const headers = new Map([...cells].map(([column, {text}]) => [column, plainName(text)] as const));
    const unitColumn = columnNamed(headers, [unitHeader, "单位名称", "村名", "名称"]);
    if (unitColumn === undefined) continue;
    const columns = new Map([...cells].map(([column, {text}]) => [column, text.trim()] as const));
    const aboveColumn = columnNamed(headers, [aboveHeader]);
    columns.delete(unitColumn);
    if (aboveColumn !== undefined) columns.delete(aboveColumn);
    const hasIndicator = [...columns.values()].some(text => names.has(withoutMeasure(text)));
    if (hasIndicator) return {row: number, unitColumn, aboveColumn, columns};
  }
  return undefined;
}

function columnNamed(headers: ReadonlyMap<number, string>, names: readonly string[]): number | undefined {
  return [...headers].find(([, text]) => names.includes(text))?.[0];
}

/** "流转面积（亩）" as "流转面积". */
function withoutMeasure(text: string): string {
  return plainName(text).replace(/\([^()]*\)$/, "");
}

function readGrid({prefix, rows}: Grid, header: Header, tableRows: readonly TableRow[], figures: Figures): SheetRead {
  const cells: {unit: string; indicator: string; text: string}[] = [];
  const problems: {address: string; message: string}[] = [];
  const tell = (row: number, column: number, message: string) =>
    problems.push({address: prefix + addressOf(row, column), message});
  const columns = indicatorsOf(header, figures, (column, message) => tell(header.row, column, message));
  const seen = new Map<TableRow, number>();
  for (const row of rows) {
    if (row.number <= header.row) continue;
    const target = targetOf(row);
    if (target) readRow(row, target);
  }
  return {cells, problems};

  function targetOf(row: GridRow): TableRow | undefined {
    const name = row.cells.get(header.unitColumn)?.text.trim() ?? "";
    const isLabel = [measureLabel, natureLabel, "合计", "总计", "小计", "说明"].includes(plainName(name));
    if (isLabel) return undefined;
    if (name === "") {
      const filled = [...columns.keys()].find(column => row.cells.has(column));
      if (filled !== undefined) tell(row.number, header.unitColumn, "这一行没有写单位，没有读");
      return undefined;
    }
    const above = header.aboveColumn === undefined ? "" : (row.cells.get(header.aboveColumn)?.text ?? "");
    const found = findRow(name, above, tableRows, figures);
    if (typeof found === "string") {
      tell(row.number, header.unitColumn, found);
      return undefined;
    }
    const earlier = seen.get(found);
    if (earlier !== undefined) {
      tell(row.number, header.unitColumn, `“${name}”在第${earlier}行已经有了，这一行没有读`);
      return undefined;
    }
    seen.set(found, row.number);
    return found;
  }

  function readRow(row: GridRow, target: TableRow): void {
    for (const [column, indicator] of columns) {
      const cell = row.cells.get(column);
      if (!cell) continue;
      if (cell.trouble !== undefined) {
        if (target.reported.has(indicator)) tell(row.number, column, cell.trouble);
        continue;
      }
      const number = readCellNumber(cell.text, indicator);
      if ("message" in number) tell(row.number, column, number.message);
      else if (number.text === "") continue;
      else if (!target.reported.has(indicator))
        tell(row.number, column, `${target.unit.type}不填${indicator.name}，没有读`);
      else cells.push({unit: target.name, indicator: indicator.name, text: number.text});
    }
  }
}

/** The columns that are read; those that nobody knows are told, those that are only shown are passed over. */
function indicatorsOf(
  {columns}: Header,
  {indicators}: Figures,
  tell: (column: number, message: string) => void,
): Map<number, Indicator> {
  const byName = new Map([...indicators.values()].map(indicator => [plainName(indicator.name), indicator]));
  const found = new Map<number, Indicator>();
  for (const [column, text] of columns) {
    if (text === "" || isLastHeader(plainName(text))) continue;
    const indicator = byName.get(plainName(text)) ?? byName.get(withoutMeasure(text));
    if (!indicator) {
      const advice = suggestName(text, [...indicators.keys()]);
      tell(column, `没有指标“${text}”，这一列没有读${advice === undefined ? "" : `：${advice}`}`);
    } else if (indicator.nature === "formula" || indicator.nature === "fixed") continue;
    else if ([...found.values()].includes(indicator)) tell(column, `“${text}”有两列，这一列没有读`);
    else found.set(column, indicator);
  }
  return found;
}
