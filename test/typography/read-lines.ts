/**
 * The lines of a printed page, for any layout:
 *
 *     PDF --readGlyphs--> glyphs with their tags --readLines(pages, columns)--> lines --judgeLines--> faults
 */
import type {Block, Dot, Glyph, GlyphPage} from "./read-glyphs.ts";

/** A box that text runs in, in points from the upper left corner of its page; columns are given in reading order. */
export interface Column {
  /** From 1. */
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** One line of one block. */
export interface Line {
  readonly block: Block;
  /** Index into the columns. */
  readonly column: number;
  readonly page: number;
  /** Of the baseline. */
  readonly y: number;
  /** Of the letters, in points. */
  readonly size: number;
  /** From left to right. */
  readonly glyphs: readonly Glyph[];
  /** 着重号 that stand right under this line. */
  readonly dots: readonly Dot[];
  readonly text: string;
  /** First and last line of the whole block, over all columns and pages. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Edges of the measure that the block is set to, as its lines and those of its like show it. */
  readonly left: number;
  readonly right: number;
  /** True when nothing that is read stands over it, or under it, in its column. */
  readonly isColumnTop: boolean;
  readonly isColumnFoot: boolean;
  /** True when another block stands at its left on the same line: 编者按 that opens a paragraph. */
  readonly followsOther: boolean;
}

/** Whole pages as columns, for layouts that set one column. */
export function wholePages(pages: readonly GlyphPage[]): Column[] {
  return pages.map(({number, widthPt, heightPt}) => ({
    page: number,
    left: 0,
    right: widthPt,
    top: 0,
    bottom: heightPt,
  }));
}

/**
 * Lines of running text in reading order: paragraphs, heads, list items, captions. Tables, drawings and what has no tag
 * (page numbers) give no lines, but count where the top and the foot of a column are asked for.
 */
export function readLines(pages: readonly GlyphPage[], columns: readonly Column[] = wholePages(pages)): Line[] {
  const rows = columns.flatMap((column, index) => rowsIn(column, index, pages[column.page - 1]));
  const last = new Map<Block, Row>();
  const first = new Map<Block, Row>();
  for (const row of rows) {
    if (!first.has(row.block)) first.set(row.block, row);
    last.set(row.block, row);
  }
  const measures = measuresOf(rows);
  return rows
    .filter(({block}) => isText(block))
    .map(row => {
      const measure = measures.get(row) ?? {left: startOf(row), right: endOf(row)};
      const inColumn = rows.filter(({column}) => column === row.column);
      const page = pages[row.page - 1];
      return {
        ...row,
        ...measure,
        text: row.glyphs.map(({text}) => text).join(""),
        dots: (page?.dots ?? []).filter(dot => isUnder(dot, row)),
        isFirst: first.get(row.block) === row,
        isLast: last.get(row.block) === row,
        isColumnTop: inColumn.every(({y}) => y > row.y - row.size / 2),
        isColumnFoot: inColumn.every(({y}) => y < row.y + row.size / 2),
        followsOther: inColumn.some(
          other =>
            other.block !== row.block && Math.abs(other.y - row.y) < row.size / 2 && startOf(other) < startOf(row),
        ),
      };
    })
    .sort((a, b) => a.column - b.column || a.y - b.y || a.block.index - b.block.index);
}

interface Row {
  readonly block: Block;
  readonly column: number;
  readonly page: number;
  readonly y: number;
  readonly size: number;
  readonly glyphs: readonly Glyph[];
}

const notRead = new Set(["Table", "TR", "TH", "TD", "THead", "TBody", "Figure", "Art", "Formula", "Document", "Sect"]);

/** Running text: no cell, no drawing, no card of key figures. */
function isText(block: Block): boolean {
  const isDrawn = block.within.some(role => role === "Table" || role === "Figure");
  return block.role === "Caption" || (!notRead.has(block.role) && !isDrawn);
}

/** Glyphs of a block that share a baseline. */
function rowsIn(column: Column, index: number, page: GlyphPage | undefined): Row[] {
  const blocks = new Map<Block, Glyph[]>();
  for (const glyph of page?.glyphs ?? []) {
    const middle = glyph.x + glyph.advance / 2;
    const isInside =
      middle >= column.left - 1 &&
      middle <= column.right + 1 &&
      glyph.y >= column.top - 1 &&
      glyph.y <= column.bottom + 1;
    if (glyph.block && isInside) blocks.set(glyph.block, [...(blocks.get(glyph.block) ?? []), glyph]);
  }
  return [...blocks].flatMap(([block, glyphs]) => {
    const size = commonest(glyphs.map(glyph => Math.round(glyph.size * 10) / 10));
    const rows: Glyph[][] = [];
    for (const glyph of [...glyphs].sort((a, b) => a.y - b.y)) {
      const row = rows.at(-1);
      if (row?.[0] && Math.abs(row[0].y - glyph.y) < size * 0.4) row.push(glyph);
      else rows.push([glyph]);
    }
    return rows
      .map(row => trimSpaces(row.sort((a, b) => a.x - b.x)))
      .filter(row => row.length > 0)
      .map(row => ({block, column: index, page: column.page, y: row[0]?.y ?? 0, size, glyphs: row}));
  });
}

/** A space at the end of a line is painted by some engines; it is no part of the line. */
function trimSpaces(row: Glyph[]): Glyph[] {
  while (row.at(-1)?.text.trim() === "" && row.at(-1)?.text !== "\u3000") row.pop();
  while (row[0]?.text === " ") row.shift();
  return row;
}

/** The commonest value; 0 of none. */
export function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Items of one key, in the order in which keys are met first. */
export function groupsOf<T, K>(items: readonly T[], keyOf: (item: T) => K): T[][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

export function startOf(line: Pick<Row, "glyphs">): number {
  return line.glyphs[0]?.x ?? 0;
}

export function endOf(line: Pick<Row, "glyphs">): number {
  const last = line.glyphs.at(-1);
  return last ? last.x + last.advance : 0;
}

const opening = /[“‘（《〈「『【〔［｛]/;
const closing = /[”’）》〉」』】〕］｝，。、；：！？]/;

/**
 * The measure of each line: the outermost edges of its block in this column, an indent and marks with half a cell of white
 * aside. A block of one line takes the measure of others of its size that begin where it begins.
 */
function measuresOf(rows: readonly Row[]): Map<Row, {left: number; right: number}> {
  const found = new Map<Row, {left: number; right: number}>();
  for (const group of groupsOf(rows, row => `${row.block.index} ${row.column}`)) {
    const later = group.length > 1 ? group.slice(1) : group;
    const starts = later.filter(row => !opening.test(row.glyphs[0]?.text ?? "")).map(startOf);
    const ends = group.map(row => endOf(row) - (closing.test(row.glyphs.at(-1)?.text ?? "") ? row.size / 2 : 0));
    const left = Math.min(...(starts.length > 0 ? starts : later.map(startOf)));
    for (const row of group) found.set(row, {left, right: Math.max(...ends)});
  }
  // Blocks of two or three lines may all end early: those that begin at the same edge show where the measure ends.
  const edges = new Map<string, number>();
  const key = (row: Row) => `${row.column} ${Math.round(found.get(row)?.left ?? 0)} ${row.block.role} ${row.size}`;
  for (const row of rows) edges.set(key(row), Math.max(edges.get(key(row)) ?? 0, found.get(row)?.right ?? 0));
  for (const row of rows) {
    const own = found.get(row);
    if (own) found.set(row, {left: own.left, right: edges.get(key(row)) ?? own.right});
  }
  return found;
}

/** Dots lie between the foot of the letters and the next line. */
function isUnder(dot: Dot, row: Row): boolean {
  const under = dot.y - row.y;
  return under > 0 && under < row.size * 0.75 && dot.x > startOf(row) - 1 && dot.x < endOf(row) + 1;
}
