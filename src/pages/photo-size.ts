import type {Layout} from "./layout.ts";
import {newspaperGrid} from "./page-geometry.ts";
import type {Paper} from "./view.ts";

/** More is not seen in print, and only makes the file larger. */
const dotsPerInch = 300;

/**
 * The largest box, in pixels at 300 dpi, that a photo of some columns takes up in print: whole columns of a newspaper
 * page, one more than it asks for, as high as the page; elsewhere what the layout gives photos.
 */
export function printedPhotoBox(layout: Layout, paper: Paper, columns: number): {width: number; height: number} {
  if (layout.grid === "newspaper") {
    const {columns: all, columnCharacters, characterPx, lines, linePx} = newspaperGrid(paper);
    // Make-up may give it a column more than was written.
    const width = ((columnCharacters + 1) * Math.min(columns + 1, all) - 1) * characterPx;
    return inPixels(width / 96, (lines * linePx) / 96);
  }
  // The stylesheet of an office's own layout may give photos the whole sheet.
  const {photoMm} = layout;
  if (!photoMm || !layout.isBuiltIn) return inPixels(paper.widthMm / 25.4, paper.heightMm / 25.4);
  return inPixels((photoMm.width + paper.widthMm - layout.paper.widthMm) / 25.4, photoMm.height / 25.4);
}

function inPixels(widthInch: number, heightInch: number): {width: number; height: number} {
  return {width: Math.floor(widthInch * dotsPerInch), height: Math.floor(heightInch * dotsPerInch)};
}
