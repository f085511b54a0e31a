import type {Layout} from "./layout.ts";
import type {Paper} from "./view.ts";

const pointsPerMm = 72 / 25.4;
const characterPt = 9;
const linePt = 11.5;
const columnCharacters = 11;
/** Lines of the folio above the type area, and the white below it. */
const folioLines = 3;

/** The newspaper's grid on a paper: 四开 gives 6 columns, 71 characters, 86 lines. */
export interface NewspaperGrid {
  readonly columns: number;
  readonly characters: number;
  readonly lines: number;
  readonly widthPt: number;
  readonly sideMarginMm: number;
  readonly topMarginMm: number;
  readonly bottomMarginMm: number;
}

export function newspaperGrid(paper: Paper): NewspaperGrid {
  const usableWidthPt = (paper.widthMm - 24) * pointsPerMm;
  const columns = Math.max(2, Math.floor((usableWidthPt + characterPt) / ((columnCharacters + 1) * characterPt)));
  const characters = columnCharacters * columns + columns - 1;
  const widthPt = characters * characterPt;
  const lines = Math.floor(((paper.heightMm - 28) * pointsPerMm) / linePt) - folioLines;
  const restMm = paper.heightMm - ((lines + folioLines) * linePt) / pointsPerMm;
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    columns,
    characters,
    lines,
    widthPt,
    sideMarginMm: round((paper.widthMm - widthPt / pointsPerMm) / 2),
    topMarginMm: round(restMm * 0.5),
    // Rounding must never push the last line to a second page.
    bottomMarginMm: round(restMm * 0.5 - 0.5),
  };
}

/** The part of a stylesheet that depends on the paper: page size, and the grid as custom properties. */
export function paperCss(layout: Layout, paper: Paper): string {
  const size = `size: ${paper.widthMm}mm ${paper.heightMm}mm;`;
  if (layout.grid === "office") return `@page { ${size} }\n`;
  const grid = newspaperGrid(paper);
  return (
    `@page { ${size} margin: ${grid.topMarginMm}mm ${grid.sideMarginMm}mm ${grid.bottomMarginMm}mm; }\n` +
    `:root { --columns: ${grid.columns}; --lines: ${grid.lines}; --sheet-lines: ${grid.lines + folioLines}; --type-width: ${grid.widthPt}pt; }\n`
  );
}
