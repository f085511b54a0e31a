/**
 * Cells as Excel and WPS put them on the clipboard: tabs between cells, a line end after each row, cells that hold either in
 * quotes. Rows may differ in length.
 */
export function parseTabSeparated(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at <= text.length) {
    const [cell, end] = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    rows.at(-1)?.push(cell);
    if (text[end] === "\t") {
      at = end + 1;
      continue;
    }
    const next = end + (text.startsWith("\r\n", end) ? 2 : 1);
    if (next >= text.length) break;
    rows.push([]);
    at = next;
  }
  return rows;
}

export function toTabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map(row => row.map(quoted).join("\t")).join("\r\n");
}

function readPlain(text: string, start: number): [string, number] {
  const length = text.slice(start).search(/[\t\r\n]/);
  const end = length === -1 ? text.length : start + length;
  return [text.slice(start, end), end];
}

/** A quote that nothing closes, or that text follows, is a character like any other. */
function readQuoted(text: string, start: number): [string, number] {
  const found = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;
  found.lastIndex = start;
  const [whole, inner] = found.exec(text) ?? [];
  if (whole === undefined || inner === undefined) return readPlain(text, start);
  return [inner.replaceAll('""', '"'), start + whole.length];
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
