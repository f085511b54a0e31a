import stringWidth from "string-width";
import type {Unit, UnitTree} from "../../figures/index.ts";
import type {YamlEntry} from "../../workspace/index.ts";
import {openColumns} from "./progress-columns.ts";
import {clearName, findCell, type MonthFile, type MonthRow} from "./table-files.ts";
import type {TextEdit} from "./text-edits.ts";

/** A cell to be changed; "" is 未报. */
export interface CellEdit {
  readonly unit: Unit;
  readonly indicator: string;
  readonly text: string;
}

/** What the edits rest on besides the file: the order of rows and of indicators. */
export interface EditOrder {
  readonly units: UnitTree;
  readonly indicators: readonly string[];
}

/**
 * The changes to a progress file's text that give its cells other values. Nothing else changes: numbers keep the width of
 * their column where they fit, and what is new is written the way its neighbours are.
 */
export function editProgress(file: MonthFile, cells: readonly CellEdit[], order: EditOrder): TextEdit[] {
  const {yaml, group} = file;
  if (!yaml) throw new Error(`${file.path} cannot be read`);
  const text = yaml.source.text;
  const columns = openColumns(file, cells);
  const edits: TextEdit[] = [];
  const added = new Map<Unit, CellEdit[]>();
  for (const cell of cells) {
    const entry = findCell(file, cell.unit, cell.indicator);
    if (entry) edits.push(replaceValue(entry, cell));
    else if (cell.text !== "") added.set(cell.unit, [...(added.get(cell.unit) ?? []), cell]);
  }
  const places = new Map(order.units.all.map((unit, index) => [unit, index]));
  const place = (unit: Unit) => places.get(unit) ?? -1;
  for (const [unit, list] of [...added].sort(([a], [b]) => place(a) - place(b))) {
    const sorted = [...list].sort((a, b) => rank(a.indicator) - rank(b.indicator));
    const row = file.rows.get(unit)?.[0];
    edits.push(...(row ? addCells(row, sorted) : addRow(unit, sorted)));
  }
  return edits;

  function rank(indicator: string): number {
    return order.indicators.indexOf(indicator);
  }

  function replaceValue(entry: YamlEntry, cell: CellEdit): TextEdit {
    const {start, end} = spanOfValue(entry);
    const written = cell.text === "" ? "未报" : cell.text;
    const colonEnd = afterColon(entry);
    const isBehindColon = /^ *$/.test(text.slice(colonEnd, start));
    // A value in a line of its own has no column to keep.
    if (isBehindColon && columns.isInBraces(entry))
      return {start: colonEnd, end, text: ` ${columns.pad(cell.indicator, written)}`};
    return {start, end, text: isLeftOut(entry) ? ` ${written}` : written};
  }

  /** Where the value stands; where it would when it is left out. */
  function spanOfValue(entry: YamlEntry): {start: number; end: number} {
    return isLeftOut(entry) ? {start: afterColon(entry), end: afterColon(entry)} : entry.valueSpan;
  }

  function isLeftOut({keySpan, valueSpan}: YamlEntry): boolean {
    return valueSpan.start < keySpan.end || valueSpan.start === valueSpan.end;
  }

  function afterColon({keySpan}: YamlEntry): number {
    return text.indexOf(":", keySpan.end) + 1;
  }

  function addCells(row: MonthRow, list: readonly CellEdit[]): TextEdit[] {
    const [first] = row.cells;
    if (!first) {
      const {start, end} = spanOfValue(row.entry);
      const gap = start === afterColon(row.entry) ? " " : "";
      return [{start, end, text: `${gap}{${inBraces(list)}}`}];
    }
    return list.map(cell => {
      const before = row.cells.filter(({key}) => rank(key) !== -1 && rank(key) < rank(cell.indicator));
      const previous = before.toSorted((a, b) => rank(a.key) - rank(b.key)).at(-1);
      if (columns.isInBraces(first)) {
        if (!previous) return insert(first.keySpan.start, `${inBraces([cell])}, `);
        return insert(spanOfValue(previous).end, `, ${inBraces([cell])}`);
      }
      const {after, indent} = lineOf(previous ?? row.cells.at(-1) ?? first);
      return insertLine(after, `${indent}${key(cell.indicator)}: ${cell.text}`);
    });
  }

  function inBraces(list: readonly CellEdit[]): string {
    return list.map(cell => `${key(cell.indicator)}: ${columns.pad(cell.indicator, cell.text)}`).join(", ");
  }

  function addRow(unit: Unit, list: readonly CellEdit[]): TextEdit[] {
    const name = key(clearName(unit, order.units, group));
    const neighbour = findNeighbour(unit);
    if (!neighbour) return addFirstRow(`  ${name}: {${inBraces(list)}}`);
    const {row, isBefore} = neighbour;
    const {entry} = row;
    const lineStart = text.lastIndexOf("\n", entry.keySpan.start - 1) + 1;
    const indent = text.slice(lineStart, entry.keySpan.start);
    if (indent.trim() !== "") {
      const written = `${name}: {${inBraces(list)}}`;
      return isBefore
        ? [insert(spanOfValue(entry).end, `, ${written}`)]
        : [insert(entry.keySpan.start, `${written}, `)];
    }
    const [first] = row.cells;
    const lines =
      first && !columns.isInBraces(first)
        ? [
            `${indent}${name}:`,
            ...list.map(cell => `${lineOf(first).indent}${key(cell.indicator)}: ${cell.text}`),
          ].join("\n")
        : `${indent}${name}:${gapAfter(name, entry)}{${inBraces(list)}}`;
    if (!isBefore) return [insert(lineStart, `${lines}\n`)];
    return [insertLine(lineEnd(endOf(row)), lines)];
  }

  /** Spaces that put the brace below that of another row. */
  function gapAfter(name: string, other: YamlEntry): string {
    const width = (part: string) => stringWidth(part);
    const written = text.slice(other.keySpan.start, other.keySpan.end);
    const gap = Math.max(1, other.valueSpan.start - afterColon(other));
    return " ".repeat(Math.max(1, width(written) + gap - width(name)));
  }

  function addFirstRow(line: string): TextEdit[] {
    const data = yaml?.entriesAt([]).find(entry => entry.key === "数据");
    if (!data) return [insertLine(text.length, `数据:\n${line}`)];
    if (isLeftOut(data)) return [insertLine(lineEnd(data.keySpan.end), line)];
    return [{start: afterColon(data), end: data.valueSpan.end, text: `\n${line}`}];
  }

  /** The row beside which a new one stands: a sibling that comes before it or after it, else what comes before it. */
  function findNeighbour(unit: Unit): {row: MonthRow; isBefore: boolean} | undefined {
    const at = place(unit);
    const rows = [...file.rows].map(([other, parts]) => ({other, row: parts.at(-1), at: place(other)}));
    const sorted = rows.toSorted((a, b) => a.at - b.at);
    const siblings = sorted.filter(({other}) => other.parent === unit.parent);
    const before = (list: typeof sorted) => list.filter(other => other.at < at).at(-1)?.row;
    const after = (list: typeof sorted) => list.find(other => other.at > at)?.row;
    const ahead = before(siblings);
    if (ahead) return {row: ahead, isBefore: true};
    const behind = after(siblings);
    if (behind) return {row: behind, isBefore: false};
    const any = before(sorted);
    if (any) return {row: any, isBefore: true};
    const next = after(sorted);
    return next && {row: next, isBefore: false};
  }

  function endOf({entry, cells}: MonthRow): number {
    const last = cells.at(-1);
    if (!last) return spanOfValue(entry).end;
    return columns.isInBraces(last) ? entry.valueSpan.end : spanOfValue(last).end;
  }

  function lineOf(entry: YamlEntry): {after: number; indent: string} {
    const start = text.lastIndexOf("\n", entry.keySpan.start - 1) + 1;
    return {
      after: lineEnd(spanOfValue(entry).end),
      indent: /^ */.exec(text.slice(start, entry.keySpan.start))?.[0] ?? "",
    };
  }

  function lineEnd(offset: number): number {
    const end = text.indexOf("\n", offset);
    return end === -1 ? text.length : end;
  }

  /** Puts a line below the one that ends at an offset. */
  function insertLine(end: number, line: string): TextEdit {
    if (end < text.length) return insert(end, `\n${line}`);
    return insert(end, text === "" || text.endsWith("\n") ? `${line}\n` : `\n${line}`);
  }
}

function insert(start: number, text: string): TextEdit {
  return {start, end: start, text};
}

/** A name as a key: in quotes when YAML would take it for something else. */
function key(name: string): string {
  return /^\p{Script=Han}[\p{L}\p{N}_·（）—-]*$/u.test(name) ? name : JSON.stringify(name);
}
