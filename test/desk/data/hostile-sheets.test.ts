import {crc32, deflateRawSync} from "node:zlib";
import ExcelJs from "exceljs";
import {expect, test} from "vitest";
import {readSheet} from "../../../src/desk/engine/read-sheet.ts";
import {readZip, writeZip, type ZipPart} from "../../../src/desk/engine/zip-parts.ts";
import {july, openMonthOf, sampleData} from "./month.ts";

const ground = openMonthOf(sampleData).ground();
const read = (bytes: Uint8Array) => readSheet(july, bytes, ground);
const tooLarge = {name: "SheetError", message: "表格太大，读不了"};
const damaged = {name: "SheetError", message: "这个 .xlsx 文件是坏的，读不了"};

/** A small workbook, its files unpacked. */
async function plainParts(): Promise<ZipPart[]> {
  const book = new ExcelJs.Workbook();
  book.addWorksheet("表").addRows([
    ["单位", "流转面积"],
    ["顺德村", 399],
  ]);
  return readZip(new Uint8Array(await book.xlsx.writeBuffer()), () => true);
}

const part = (name: string, text: string): ZipPart => ({name, bytes: Buffer.from(text), checksum: 0});

async function withSheet(change: (xml: string) => string): Promise<Uint8Array> {
  const parts = await plainParts();
  return writeZip(
    parts.map(({name, bytes, checksum}) =>
      name === "xl/worksheets/sheet1.xml" ? part(name, change(Buffer.from(bytes).toString())) : {name, bytes, checksum},
    ),
  );
}

/** A zip with one packed file that says it has another size than it has. */
function lyingZip(name: string, size: number, told: number): Buffer {
  const bytes = Buffer.alloc(size, 32);
  const packed = deflateRawSync(bytes);
  const encoded = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(crc32(bytes), 14);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(told, 22);
  local.writeUInt16LE(encoded.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  local.copy(entry, 6, 4, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + encoded.length, 12);
  end.writeUInt32LE(local.length + encoded.length + packed.length, 16);
  return Buffer.concat([local, encoded, packed, entry, encoded, end]);
}

test("a zip is written and read as it was", async () => {
  const parts = await plainParts();
  expect(readZip(writeZip(parts), () => true)).toEqual(parts);
  expect(await read(writeZip(parts))).toEqual({
    cells: [{unit: "顺德村", indicator: "流转面积", text: "399"}],
    problems: [],
  });
});

test("a bomb is refused by the size that it tells, and by the one that it hides", async () => {
  await expect(read(lyingZip("xl/workbook.xml", 40_000_000, 40_000_000))).rejects.toMatchObject(tooLarge);
  await expect(read(lyingZip("xl/workbook.xml", 40_000_000, 1000))).rejects.toMatchObject(damaged);
  await expect(read(lyingZip("xl/worksheets/sheet1.xml", 1000, 30_000_000))).rejects.toMatchObject(damaged);
});

test("a zip of more files than a workbook has is refused", async () => {
  const many = Array.from({length: 1001}, (_, index) => part(`xl/media/${index}.png`, ""));
  await expect(read(writeZip([...(await plainParts()), ...many]))).rejects.toMatchObject(tooLarge);
});

test("macros and other kinds of document are refused", async () => {
  const parts = await plainParts();
  await expect(read(writeZip([...parts, part("xl/vbaProject.bin", "x")]))).rejects.toMatchObject({
    message: "表格里带有宏，不能读",
  });
  await expect(read(writeZip([part("word/document.xml", "<w/>")]))).rejects.toMatchObject({
    message: "这不是 Excel 表格",
  });
});

test("a sheet whose few signs stand for millions of cells does not grow", async () => {
  const whole = "A1:XFD1048576";
  const grown = (xml: string) =>
    xml.replace(
      "</sheetData>",
      `</sheetData><dataValidations count="1"><dataValidation type="decimal" sqref="${whole}"><formula1>0</formula1></dataValidation></dataValidations>`,
    );
  const columns = (xml: string) =>
    xml.replace("<sheetData>", '<cols><col min="1" max="999999999" width="9"/></cols><sheetData>');
  expect(await read(await withSheet(xml => columns(grown(xml))))).toMatchObject({problems: []});
  const merged = (xml: string) =>
    xml.replace("</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="${whole}"/></mergeCells>`);
  await expect(read(await withSheet(merged))).rejects.toMatchObject(tooLarge);
  const far = (xml: string) => xml.replace('<row r="2"', '<row r="4000000000"');
  await expect(read(await withSheet(far))).rejects.toMatchObject(tooLarge);
});

test("names of ranges that span everything are passed over", async () => {
  const parts = (await plainParts()).map(({name, bytes, checksum}) =>
    name === "xl/workbook.xml"
      ? part(
          name,
          Buffer.from(bytes)
            .toString()
            .replace(
              "</sheets>",
              '</sheets><definedNames><definedName name="a">表!$A$1:$XFD$1048576</definedName></definedNames>',
            ),
        )
      : {name, bytes, checksum},
  );
  expect(await read(writeZip(parts))).toMatchObject({problems: []});
});

test("XML that is none, and entities, are refused with a sentence", async () => {
  await expect(read(await withSheet(() => "<worksheet><"))).rejects.toMatchObject({message: "这个 .xlsx 文件读不懂"});
  const entities = (xml: string) =>
    xml.replace("<worksheet", '<!DOCTYPE w [<!ENTITY a "x">]><worksheet').replace(/>399</, ">&a;<");
  await expect(read(await withSheet(entities))).rejects.toMatchObject({message: "这个 .xlsx 文件读不懂"});
});
