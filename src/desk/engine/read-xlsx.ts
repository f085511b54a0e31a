import type {CellValue, Worksheet} from "exceljs";
import {Decimal} from "../../figures/index.ts";
import {SheetError} from "./sheet-error.ts";
import type {GridCell, GridRow, SentSheets} from "./sheet-grid.ts";
import {markSheet} from "./sheet-layout.ts";
import {namesInZip, readZip, writeZip, type ZipPart} from "./zip-parts.ts";

const mostCells = 300_000;
const mostColumns = 300;
const mostRow = 1_048_576;

/** All that is needed of a workbook: no pictures, comments, links or tables. */
const neededParts =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/;

/** Parts of a worksheet that say nothing about its values, and of which a few signs can stand for millions of cells. */
const ignoreNodes = [
  "autoFilter",
  "cols",
  "colBreaks",
  "conditionalFormatting",
  "dataValidations",
  "drawing",
  "extLst",
  "headerFooter",
  "hyperlinks",
  "legacyDrawing",
  "pageSetup",
  "picture",
  "rowBreaks",
  "sheetProtection",
  "sheetViews",
  "tableParts",
];

/** Reads the sheets of an .xlsx. Throws SheetError for what is damaged, too large or has macros. */
export async function readXlsx(bytes: Uint8Array): Promise<SentSheets> {
  if (namesInZip(bytes).some(name => /vbaProject|macrosheets/i.test(name)))
    throw new SheetError("表格里带有宏，不能读", "另存为不带宏的 .xlsx 再试");
  const parts = readZip(bytes, name => neededParts.test(name));
  if (!parts.some(({name}) => name === "xl/workbook.xml"))
    throw new SheetError("这不是 Excel 表格", "送来的文件要是 .xlsx 或者 .csv");
  for (const {name, bytes: sheet} of parts) {
    if (name.startsWith("xl/worksheets/")) checkExtent(new TextDecoder().decode(sheet));
  }
  const {Workbook} = (await import("exceljs")).default;
  const book = new Workbook();
  try {
    await book.xlsx.load(writeZip(parts.map(withoutNames)) as never, {ignoreNodes});
  } catch (error) {
    throw new SheetError("这个 .xlsx 文件读不懂", "在 Excel 或 WPS 里打开，另存为 .xlsx 再试", error);
  }
  const mark = book.getWorksheet(markSheet);
  const shown = book.worksheets.filter(sheet => sheet !== mark && sheet.state === "visible");
  const period = mark?.getCell("A1").value === "jianbao-table" ? textOf(mark.getCell("B1").value).text : undefined;
  return {
    period,
    grids: shown.map(sheet => ({
      prefix: shown.length > 1 ? `${sheet.name}!` : "",
      rows: rowsOf(sheet),
    })),
  };
}

function checkExtent(xml: string): void {
  const tooLarge = () => new SheetError("表格太大，读不了", "只留要填报的表再试");
  if (count(xml, /<c[\s>/]/g) > mostCells) throw tooLarge();
  for (const [, row] of xml.matchAll(/<row\b[^>]*?\br="(\d+)"/g)) if (Number(row) > mostRow) throw tooLarge();
  const merged = [...xml.matchAll(/<mergeCell\b[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)];
  const area = merged.reduce((sum, [, left = "", top, right = "", bottom]) => {
    return sum + (columnOf(right) - columnOf(left) + 1) * (Number(bottom) - Number(top) + 1);
  }, 0);
  if (area > mostCells) throw tooLarge();
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found += 1;
  return found;
}

function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Names of ranges are not needed, and one may span a whole sheet. */
function withoutNames(part: ZipPart): ZipPart {
  if (part.name !== "xl/workbook.xml") return part;
  const text = new TextDecoder().decode(part.bytes).replace(/<definedNames\b[\s\S]*?<\/definedNames>/g, "");
  return {...part, bytes: new TextEncoder().encode(text)};
}

function rowsOf(sheet: Worksheet): GridRow[] {
  const rows: GridRow[] = [];
  sheet.eachRow((row, number) => {
    const cells = new Map<number, GridCell>();
    for (let column = 1; column <= Math.min(row.cellCount, mostColumns); column++) {
      const {isMerged, master, address, value} = row.getCell(column);
      const found = isMerged && master.address !== address ? {text: ""} : textOf(value);
      const cell = isMerged ? {...found, trouble: "在合并的单元格里，请拆开，各填各的"} : found;
      if (cell.text !== "" || cell.trouble !== undefined) cells.set(column, cell);
    }
    if (cells.size > 0) rows.push({number, cells});
  });
  return rows;
}

/** A cell as a person sees it; a formula as its result. */
function textOf(value: CellValue): GridCell {
  if (value === null || value === undefined) return {text: ""};
  if (typeof value === "number") return {text: numberText(value)};
  if (typeof value === "string") return {text: value};
  if (typeof value === "boolean") return {text: value ? "TRUE" : "FALSE"};
  if (value instanceof Date) return {text: "", trouble: "是日期，不是数"};
  if ("error" in value) return {text: "", trouble: `是出错的公式（${value.error}）`};
  if ("richText" in value) return {text: value.richText.map(({text}) => text).join("")};
  if ("result" in value || "formula" in value || "sharedFormula" in value) {
    const {result} = value;
    return result === undefined ? {text: "", trouble: "是公式，没有算出的数"} : textOf(result as CellValue);
  }
  if ("hyperlink" in value) return textOf(value.text as CellValue);
  return {text: ""};
}

/** Fifteen digits, as a spreadsheet shows them: 0.1 + 0.2 is 0.3. */
function numberText(value: number): string {
  return Number.isFinite(value) ? new Decimal(value).toSignificantDigits(15).toFixed() : String(value);
}
