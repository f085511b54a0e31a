import type {Cell, Worksheet} from "exceljs";
import type {Figures, Indicator, Period} from "../../figures/index.ts";
import type {Workspace} from "../../workspace/index.ts";
import {
  aboveHeader,
  groupByType,
  lastHeader,
  markSheet,
  measureLabel,
  natureLabel,
  type RowGroup,
  titleOf,
  unitHeader,
} from "./sheet-layout.ts";
import {openTable} from "./table.ts";
import {cellText, findCell} from "./table-files.ts";
import {columnsOf, lastText, type TableRow} from "./table-rows.ts";
import {cellFormula} from "./workbook-formula.ts";
import {
  displayFormat,
  inputFormat,
  styleComputed,
  styleHeader,
  styleInput,
  styleLast,
  styleNote,
  styleTitle,
  styleUnit,
} from "./workbook-style.ts";
import {validationOf} from "./workbook-validation.ts";

const headerRow = 3;
const firstRow = 6;
const firstColumn = 3;
/** So many input cells each tell last month's figure when they are entered; of more only what they are for. */
const mostPrompts = 5000;

/** The 填报表 of a month, one worksheet for each type of unit; undefined when the month has no progress file. */
export async function writeWorkbook(
  period: Period,
  {workspace, figures}: {readonly workspace: Workspace; readonly figures: Figures},
): Promise<Uint8Array | undefined> {
  const opened = openTable(period, {workspace, figures});
  if (!opened) return undefined;
  const {Workbook} = (await import("exceljs")).default;
  const book = new Workbook();
  const office = workspace.office?.单位 ?? "";
  const isDemo = workspace.office?.演示 === true;
  for (const group of groupByType(opened.rows, columnsOf(opened.rows, figures))) {
    const sheet = book.addWorksheet(group.name, {
      views: [{state: "frozen", xSplit: firstColumn - 1, ySplit: firstRow - 1}],
      pageSetup: {
        paperSize: 9,
        orientation: "landscape",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        horizontalCentered: true,
        margins: {left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3},
        printTitlesRow: `1:${firstRow - 1}`,
      },
      headerFooter: {oddFooter: `&L${isDemo ? "演示数据" : ""}&C第 &P 页，共 &N 页`},
    });
    fillSheet(sheet, group, titleOf(office, period, isDemo), period, figures);
    await sheet.protect("", {
      selectLockedCells: true,
      selectUnlockedCells: true,
      formatColumns: true,
      formatRows: true,
    });
  }
  const mark = book.addWorksheet(markSheet, {state: "veryHidden"});
  mark.addRow(["jianbao-table", period, 1]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function fillSheet(sheet: Worksheet, group: RowGroup, title: string, period: Period, figures: Figures): void {
  const {rows, reported, computed} = group;
  const inputs = new Map(reported.map((indicator, index) => [indicator, firstColumn + index]));
  const firstComputed = firstColumn + reported.length;
  const firstLast = firstComputed + computed.length;
  const withPrompts = rows.length * reported.length <= mostPrompts;

  writeLine(sheet, 1, title, firstLast - 1, styleTitle);
  writeLine(
    sheet,
    2,
    "只填黄色的格子：没有报的留空，确实没有的填 0。灰色的是自动算的和上月的数，不用填。填好存盘，原样发回。",
    firstLast - 1,
    styleNote,
  );
  const header = (column: number, texts: readonly [string, string, string], width: number) => {
    for (const [index, text] of texts.entries()) {
      const cell = sheet.getCell(headerRow + index, column);
      cell.value = text;
      styleHeader(cell, index === 0);
    }
    sheet.getColumn(column).width = width;
  };
  const unitWidth = Math.max(10, ...rows.map(({name}) => 2 * name.length + 2));
  header(1, [aboveHeader, "", ""], Math.max(10, ...rows.map(({unit}) => 2 * (unit.parent?.name.length ?? 0) + 2)));
  header(2, [unitHeader, measureLabel, natureLabel], unitWidth);
  const width = ({name}: Indicator) => Math.max(9, Math.min(2 * name.length + 3, 18));
  for (const [indicator, column] of inputs) {
    header(column, [indicator.name, indicator.measure, natures[indicator.nature]], width(indicator));
  }
  for (const [index, indicator] of computed.entries()) {
    header(firstComputed + index, [indicator.name, indicator.measure, natures.formula], width(indicator));
  }
  for (const [index, {name, measure}] of reported.entries()) {
    header(firstLast + index, [lastHeader(name), measure, "上月的数"], Math.max(9, Math.min(2 * name.length + 7, 20)));
  }
  for (const [index, row] of rows.entries()) writeRow(row, firstRow + index);
  const corner = sheet.getCell(firstRow + rows.length - 1, Math.max(1, firstLast - 1)).address;
  sheet.pageSetup.printArea = `A1:${corner}`;

  function writeRow(row: TableRow, number: number): void {
    const {unit, file} = row;
    const at = (column: number) => sheet.getCell(number, column);
    at(1).value = unit.parent?.name ?? "";
    at(2).value = row.name;
    styleUnit(at(1));
    styleUnit(at(2));
    for (const [indicator, column] of inputs) {
      if (!row.reported.has(indicator)) continue;
      const cell = at(column);
      const entry = findCell(file, unit, indicator.name);
      const last = lastText(unit, indicator, period, figures);
      putNumber(cell, entry ? cellText(entry) : "");
      cell.dataValidation = validationOf(indicator, withPrompts ? last : "");
      cell.numFmt = inputFormat(indicator);
      styleInput(cell);
      const lastCell = at(firstLast + (column - firstColumn));
      putNumber(lastCell, last);
      lastCell.numFmt = inputFormat(indicator);
      styleLast(lastCell);
    }
    for (const [index, indicator] of computed.entries()) {
      if (row.computed.has(indicator)) writeComputed(row, indicator, at(firstComputed + index), number);
    }
  }

  function writeComputed({unit}: TableRow, indicator: Indicator, cell: Cell, number: number): void {
    const {value} = figures.compute(unit, indicator, {from: period, to: period});
    const result = value?.toNumber() ?? "";
    const written = cellFormula(indicator, unit, figures, used => {
      const column = inputs.get(used);
      return column === undefined ? undefined : sheet.getCell(number, column).address;
    });
    cell.value = written ? {formula: written.formula, result} : result;
    cell.numFmt = displayFormat(indicator);
    styleComputed(cell);
  }
}

const natures = {stock: "期末数", flow: "当期数", fixed: "属性", formula: "自动算"} as const;

/** A number as a number; what is wrong in the file as it is written there. */
function putNumber(cell: Cell, text: string): void {
  if (text === "") return;
  cell.value = /^[-+]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function writeLine(sheet: Worksheet, row: number, text: string, lastColumn: number, style: (cell: Cell) => void): void {
  const cell = sheet.getCell(row, 1);
  cell.value = text;
  style(cell);
  if (lastColumn > 1) sheet.mergeCells(row, 1, row, lastColumn);
  sheet.getRow(row).height = row === 1 ? 30 : 20;
}
