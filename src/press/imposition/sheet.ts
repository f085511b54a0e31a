/** Sizes in the units of a PDF: 1/72 inch. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A source page on a side of a sheet: its lower left corner, and how much smaller it is. */
export interface Placement {
  /** Counted from 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** One side of a sheet, ready to be printed. */
export interface SheetSide extends Size {
  readonly placements: readonly Placement[];
  /** Lines drawn beside the pages, as PDF operators: crop marks. */
  readonly marks?: string;
}

export const pointsPerMm = 72 / 25.4;

/** Upright sizes of the papers that an office has. */
export const papers = {
  A3: {width: 297 * pointsPerMm, height: 420 * pointsPerMm},
  A4: {width: 210 * pointsPerMm, height: 297 * pointsPerMm},
} as const satisfies Record<string, Size>;

export type PaperName = keyof typeof papers;

export function turned({width, height}: Size): Size {
  return {width: height, height: width};
}

/** Chromium rounds pages to its pixels: 275 mm comes out as 275.2 mm. What differs by less is the same size. */
const sameSizeTolerance = 0.003;

/** How much a page is made smaller to fit; 1 when it fits as it is. Nothing is made larger. */
export function fitScale(page: Size, room: Size): number {
  const scale = Math.min(room.width / page.width, room.height / page.height);
  return scale >= 1 - sameSizeTolerance ? 1 : scale;
}

/** A number as PDF operators and arrays have it, the same on every machine. */
export function pdfNumber(value: number): string {
  return String(Number(value.toFixed(4)) + 0);
}
