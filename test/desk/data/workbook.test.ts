import ExcelJs, {type Workbook, type Worksheet} from "exceljs";
import {describe, expect, test} from "vitest";
import {readSheet} from "../../../src/desk/engine/read-sheet.ts";
import {writeCsv} from "../../../src/desk/engine/table-csv.ts";
import {writeWorkbook} from "../../../src/desk/engine/workbook.ts";
import type {Period} from "../../../src/figures/index.ts";
import {july, openMonthOf, sampleData} from "./month.ts";

const month = openMonthOf(sampleData);
const ground = month.ground();

async function sentOut(): Promise<Uint8Array> {
  const bytes = await writeWorkbook(july, ground);
  if (!bytes) throw new Error("no workbook");
  return bytes;
}

async function openBook(bytes: Uint8Array): Promise<Workbook> {
  const book = new ExcelJs.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
}

function sheetOf(book: Workbook, name: string): Worksheet {
  const sheet = book.getWorksheet(name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** The workbook as a clerk sends it back. */
async function sentBack(edit: (villages: Worksheet, book: Workbook) => void): Promise<Uint8Array> {
  const book = await openBook(await sentOut());
  edit(sheetOf(book, "村"), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const read = async (bytes: Uint8Array, period = july) => {
  const found = await readSheet(period, bytes, ground);
  if (!found) throw new Error("no table");
  return found;
};

/** All cells of the month that hold something, as the table shows them. */
const reported = month.table().rows.flatMap(({unit, cells}) =>
  month
    .table()
    .indicators.filter(({formula}) => formula === undefined)
    .flatMap(({name}) => {
      const text = cells[name]?.text ?? "";
      return text === "" ? [] : [{unit, indicator: name, text: String(Number(text))}];
    }),
);
const sorted = (cells: readonly {unit: string; indicator: string; text: string}[]) =>
  cells.map(({unit, indicator, text}) => `${unit} ${indicator} ${Number(text)}`).sort();

describe("writeWorkbook", () => {
  test("has a sheet for each type of unit, with title, headers and what is expected of each", async () => {
    const book = await openBook(await sentOut());
    expect(book.worksheets.map(({name, state}) => [name, state])).toEqual([
      ["村", "visible"],
      ["小区", "visible"],
      ["jianbao", "veryHidden"],
    ]);
    const sheet = sheetOf(book, "村");
    expect(sheet.getCell("A1").text).toBe("高青县唐坊镇2019年7月数据填报表（演示数据）");
    const row = (number: number) => (sheet.getRow(number).values as unknown[]).slice(1);
    expect(row(3)).toEqual(
      "上级 单位 领办合作社 流转面积 入社户数 村集体增收 务工人次 流转率 入社率 上月领办合作社 上月流转面积 上月入社户数 上月村集体增收 上月务工人次".split(
        " ",
      ),
    );
    expect(row(4).slice(1, 6)).toEqual(["计量单位", "个", "亩", "户", "万元"]);
    expect(row(5).slice(1, 8)).toEqual(["口径", "期末数", "期末数", "期末数", "当期数", "当期数", "自动算"]);
    expect(row(6).slice(0, 7)).toEqual(["东部片区", "程展村", 1, 897, 128, 2, 129]);
    expect(row(6).slice(9)).toEqual([1, 846, 121, 2.1, 144]);
    expect(sheetOf(book, "小区").getCell("G6").value).toBe(87.6);
  });

  test("locks all but the cells to be filled in, which say what they take", async () => {
    const sheet = sheetOf(await openBook(await sentOut()), "村");
    const protection = (sheet as unknown as {sheetProtection: {sheet: boolean}}).sheetProtection;
    expect(protection.sheet).toBe(true);
    const unlocked: string[] = [];
    sheet.eachRow(row =>
      row.eachCell({includeEmpty: true}, cell => {
        if (cell.protection?.locked === false) unlocked.push(cell.address);
      }),
    );
    expect(unlocked).toHaveLength(32 * 5);
    expect(unlocked[0]).toBe("C6");
    expect(unlocked.at(-1)).toBe("G37");
    expect(sheet.getCell("D6").dataValidation).toMatchObject({
      type: "decimal",
      operator: "greaterThanOrEqual",
      formulae: [0],
      errorStyle: "stop",
      promptTitle: "流转面积（亩）",
      prompt: "上月 846亩。月底在期的土地流转面积，以签订的合同为准",
    });
    const satisfaction = sheetOf(await openBook(await sentOut()), "小区").getCell("G6").dataValidation;
    expect(satisfaction).toMatchObject({operator: "between", formulae: [0, 100]});
    expect(sheet.getCell("F6").numFmt).toBe("0.0##");
  });

  test("computes what is computed with formulas of the row", async () => {
    const book = await openBook(await sentOut());
    const village = sheetOf(book, "村").getCell("H6");
    expect(village.value).toMatchObject({formula: 'IF(COUNT(D6)<1,"",IFERROR((D6/1860),""))', result: 897 / 1860});
    expect(village.numFmt).toBe("0.0%");
    const compounds = sheetOf(book, "小区");
    const pending = compounds.getRow(3).values as unknown[];
    const column = pending.indexOf("在办件数");
    expect(compounds.getRow(6).getCell(column).value).toMatchObject({
      formula: 'IF(COUNT(E6,F6)<2,"",IFERROR((E6-F6),""))',
      result: 4,
    });
  });

  test("is set up for printing and reading", async () => {
    const {pageSetup, views} = sheetOf(await openBook(await sentOut()), "村");
    expect(pageSetup).toMatchObject({
      paperSize: 9,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "1:5",
      printArea: "A1:I37",
    });
    expect(views[0]).toMatchObject({state: "frozen", xSplit: 2, ySplit: 5});
  });
});

describe("readSheet", () => {
  test("reads back what was sent out", async () => {
    const {cells, problems} = await read(await sentOut());
    expect(problems).toEqual([]);
    expect(sorted(cells)).toEqual(sorted(reported));
  });

  test("reads back the CSV, also in GB18030 and UTF-16", async () => {
    const csv = writeCsv(july, ground) ?? "";
    expect(csv.startsWith("\ufeff期间,2019-07\r\n上级,单位,领办合作社（个）,流转面积（亩）")).toBe(true);
    const {cells, problems} = await read(Buffer.from(csv));
    expect(problems).toEqual([]);
    expect(sorted(cells)).toEqual(sorted(reported));
    expect((await read(Buffer.from(csv.replaceAll(",", "\t"), "utf16le"))).cells).toEqual(cells);
    // 单位,流转面积 / 顺德村,399
    const gbk = Buffer.from("b5a5cebb2cc1f7d7aac3e6bbfd0d0acbb3b5c2b4e52c3339390d0a", "hex");
    expect(await read(gbk)).toEqual({cells: [{unit: "顺德村", indicator: "流转面积", text: "399"}], problems: []});
  });

  test("knows rows by their unit and columns by their indicator, wherever they are", async () => {
    const bytes = await sentBack(sheet => {
      sheet.unprotect();
      const [first, second] = [sheet.getCell("B6").value, sheet.getCell("B7").value];
      sheet.getCell("B6").value = second;
      sheet.getCell("B7").value = first;
      sheet.spliceRows(10, 0, [], []);
      sheet.spliceRows(20, 3);
      sheet.getCell("D3").value = "流转面积\n（亩）";
      sheet.getCell("D7").value = {formula: "800+90.5", result: 890.5};
      sheet.getCell("D6").value = "１，２００";
      sheet.getCell("E6").value = {richText: [{text: "18"}, {text: "7 "}]};
      sheet.getCell("F6").value = 0.1 + 0.2;
    });
    const {cells, problems} = await read(bytes);
    expect(problems).toEqual([]);
    const text = (unit: string, indicator: string) =>
      cells.find(cell => cell.unit === unit && cell.indicator === indicator)?.text;
    expect(text("程展村", "流转面积")).toBe("890.5");
    expect(text("凤集村", "流转面积")).toBe("1200");
    expect(text("凤集村", "入社户数")).toBe("187");
    expect(text("凤集村", "村集体增收")).toBe("0.3");
    expect(cells.filter(({indicator}) => indicator === "流转面积")).toHaveLength(29);
  });

  test("tells each problem at its address", async () => {
    const bytes = await sentBack((sheet, book) => {
      sheet.getCell("D6").value = "三百";
      sheet.getCell("D7").value = {error: "#DIV/0!"} as never;
      sheet.getCell("D8").value = new Date(Date.UTC(2019, 6, 1));
      sheet.getCell("D8").style = {...sheet.getCell("D8").style, numFmt: "yyyy-mm-dd"};
      sheet.getCell("E3").value = "入会户数";
      sheet.getCell("B9").value = "风仪村";
      sheet.getCell("B10").value = "程展村";
      sheet.getCell("B11").value = "杜郭胡村";
      sheet.getCell("B12").value = null;
      sheet.mergeCells("F13:F14");
      sheetOf(book, "小区").getCell("C6").value = "3720元";
    });
    const {problems} = await read(bytes);
    expect(problems.map(({address, message}) => `${address}：${message}`)).toEqual([
      "村!E3：没有指标“入会户数”，这一列没有读：是否想写“入社户数”？",
      "村!D6：“三百”不是数，请填阿拉伯数字，没有报的留空",
      "村!D7：是出错的公式（#DIV/0!）",
      "村!D8：是日期，不是数",
      "村!B9：找不到单位“风仪村”，这一行没有读：是否想写“凤仪村”？",
      "村!B10：“程展村”在第6行已经有了，这一行没有读",
      "村!B11：“杜郭胡村”这个月不用填，这一行没有读",
      "村!B12：这一行没有写单位，没有读",
      "村!F13：在合并的单元格里，请拆开，各填各的",
      "村!F14：在合并的单元格里，请拆开，各填各的",
      "小区!C6：“3720元”只写 3720，不带单位“元”",
    ]);
  });

  test("does not take what a unit is not to report", async () => {
    const csv = "单位,流转面积,满意度,耕地面积\n顺德村,1,2,3\n合计,9,9,9\n";
    expect(await read(Buffer.from(csv))).toEqual({
      cells: [{unit: "顺德村", indicator: "流转面积", text: "1"}],
      problems: [{address: "C2", message: "村不填满意度，没有读"}],
    });
  });

  test("refuses another month's sheet", async () => {
    const june = "2019-06" as Period;
    const refusal = {message: "这是2019年7月的填报表，现在填的是2019年6月"};
    await expect(read(await sentOut(), june)).rejects.toMatchObject(refusal);
    const unmarked = await sentBack((_, book) => book.removeWorksheet(sheetOf(book, "jianbao").id));
    await expect(read(unmarked, june)).rejects.toMatchObject(refusal);
    await expect(read(Buffer.from(writeCsv(july, ground) ?? ""), june)).rejects.toMatchObject(refusal);
  });

  test.each([
    ["nothing", Buffer.alloc(0), "这个文件是空的"],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), "这是旧的 .xls 文件，或者加了密码"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "这不是表格文件"],
    ["a text", Buffer.from("你好，这是一篇文章。"), "没有找到表头"],
    ["a broken zip", Buffer.from("504b0304000000000000", "hex"), "这个 .xlsx 文件是坏的，读不了"],
  ])("refuses %s", async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({name: "SheetError", message});
  });
});
