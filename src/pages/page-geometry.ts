import type {Layout} from "./layout.ts";
import type {Paper} from "./view.ts";

const pixelsPerMm = 96 / 25.4;
/** 9 pt (新五号): the newspaper's unit across. */
const characterPx = 12;
/**
 * 11.5 pt: the unit down. It is a whole number of the browser's own units (1/64 px), so that lines added up and lines
 * placed one by one end at the same height.
 */
const linePx = 981 / 64;
/** Lines above the type area: the folio and the white below it. */
const folioLines = 3;

/** The newspaper's grid on a paper. Across it counts in characters, down in lines. */
export interface NewspaperGrid {
  /** Base columns (基本栏); the gutter between two is one character. */
  readonly columns: number;
  /** Characters of a base column. */
  readonly columnCharacters: number;
  readonly characters: number;
  /** Lines of the type area, the folio not among them. */
  readonly lines: number;
  readonly folioLines: number;
  readonly characterPx: number;
  readonly linePx: number;
  readonly sideMarginMm: number;
  readonly topMarginMm: number;
  readonly bottomMarginMm: number;
  /** From one page's first line to the next page's, in CSS pixels. */
  readonly pageStepPx: number;
}

/**
 * Columns, characters and lines of the usual papers. 四开: 71 × 86 characters; 对开: 8 columns of 13 characters by 120 lines
 * (domain practice of tabloids and broadsheets); the office papers A3 and A4 after their pattern.
 */
const usualGrids: Readonly<Record<string, {columns: number; columnCharacters: number; lines: number}>> = {
  四开: {columns: 6, columnCharacters: 11, lines: 86},
  对开: {columns: 8, columnCharacters: 13, lines: 120},
  A3: {columns: 7, columnCharacters: 11, lines: 93},
  A4: {columns: 4, columnCharacters: 13, lines: 63},
};

export function newspaperGrid(paper: Paper): NewspaperGrid {
  const {columns, columnCharacters, lines} = usualGrids[paper.name] ?? gridFor(paper);
  const characters = columnCharacters * columns + columns - 1;
  // Chromium rounds sheet and margins to points, so a page is up to a pixel higher or lower than asked for. The pages after
  // the first are put a little lower than reckoned (pageStepPx), and the foot has room for that.
  const pageHeightPx = Math.ceil((lines + folioLines) * linePx) + 12;
  const restMm = paper.heightMm - pageHeightPx / pixelsPerMm;
  const topMarginMm = round(restMm / 2);
  const bottomMarginMm = Math.round((restMm - topMarginMm) * 10_000) / 10_000;
  return {
    columns,
    columnCharacters,
    characters,
    lines,
    folioLines,
    characterPx,
    linePx,
    // Type that is a hair wider than the page makes the browser reduce the whole page.
    sideMarginMm: round((paper.widthMm - (characters * characterPx) / pixelsPerMm) / 2 - 0.3),
    topMarginMm,
    bottomMarginMm,
    pageStepPx: pageHeightPx + 1.25,
  };
}

/** For a paper of an office's own: as many columns of 11 characters as fit between margins of 12 mm. */
function gridFor(paper: Paper): {columns: number; columnCharacters: number; lines: number} {
  const columnCharacters = 11;
  const characters = ((paper.widthMm - 24) * pixelsPerMm) / characterPx;
  const columns = Math.min(9, Math.max(2, Math.floor((characters + 1) / (columnCharacters + 1))));
  const lines = Math.floor(((paper.heightMm - 28) * pixelsPerMm) / linePx) - folioLines;
  return {columns, columnCharacters, lines};
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The part of a stylesheet that depends on the paper: page size, and the grid as custom properties. */
export function paperCss(layout: Layout, paper: Paper): string {
  const size = `size: ${paper.widthMm}mm ${paper.heightMm}mm;`;
  if (layout.grid === "office")
    return `@page { ${size} }\n:root { --paper-width: ${paper.widthMm}mm; --paper-height: ${paper.heightMm}mm; }\n`;
  const grid = newspaperGrid(paper);
  return (
    `@page { ${size} margin: ${grid.topMarginMm}mm ${grid.sideMarginMm}mm ${grid.bottomMarginMm}mm; }\n` +
    `:root { --columns: ${grid.columns}; --column: ${grid.columnCharacters * characterPx}px; --cell: ${characterPx}px; ` +
    `--line: ${linePx}px; --type-width: ${grid.characters * characterPx}px; --folio-lines: ${folioLines}; }\n`
  );
}
