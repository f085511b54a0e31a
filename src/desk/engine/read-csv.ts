import {SheetError} from "./sheet-error.ts";
import type {GridCell, SentSheets} from "./sheet-grid.ts";

const mostCells = 300_000;

/** Reads a text of cells in UTF-8, GB18030 or UTF-16, with commas, tabs or semicolons between them. */
export function readCsv(bytes: Uint8Array): SentSheets {
  const text = decode(bytes);
  const lines = parse(text, separatorOf(text));
  const rows = lines.map((cells, index) => ({
    number: index + 1,
    cells: new Map(
      cells.flatMap((cell, column): [number, GridCell][] => (cell === "" ? [] : [[column + 1, {text: cell}]])),
    ),
  }));
  const [first = []] = lines;
  const period = first[0]?.trim() === "期间" ? first[1]?.trim() : undefined;
  return {period, grids: [{prefix: "", rows: rows.filter(({cells}) => cells.size > 0)}]};
}

function decode(bytes: Uint8Array): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes);
  for (const encoding of bytes.includes(0) ? [] : ["utf-8", "gb18030"]) {
    try {
      return new TextDecoder(encoding, {fatal: true}).decode(bytes);
    } catch {
      // Then it is in the other one, or no text.
    }
  }
  throw new SheetError("这不是表格文件", "送来的文件要是 .xlsx 或者 .csv");
}

/** The sign that the first lines have most of. */
function separatorOf(text: string): string {
  const start = text.slice(0, 5000);
  const counts = [",", "\t", ";"].map(sign => ({sign, count: start.split(sign).length}));
  return counts.sort((a, b) => b.count - a.count)[0]?.sign ?? ",";
}

function parse(text: string, separator: string): string[][] {
  const lines: string[][] = [[]];
  let cell = "";
  let isQuoted = false;
  let count = 0;
  const endCell = () => {
    lines.at(-1)?.push(cell);
    cell = "";
    count += 1;
    if (count > mostCells) throw new SheetError("表格太大，读不了", "只留要填报的表再试");
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === "") isQuoted = true;
    else if (character === separator) endCell();
    else if (character === "\n" || character === "\r") {
      if (character === "\r" && text[at + 1] === "\n") at += 1;
      endCell();
      lines.push([]);
    } else cell += character;
  }
  endCell();
  return lines;
}
