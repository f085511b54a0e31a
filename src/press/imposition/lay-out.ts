import {cropMarks} from "./crop-marks.ts";
import {orderBooklet, orderTwoUp, type PageSlot, type Spread} from "./page-order.ts";
import {
  fitScale,
  type PaperName,
  type Placement,
  papers,
  pointsPerMm,
  type SheetSide,
  type Size,
  turned,
} from "./sheet.ts";

/** Sides to print. */
export interface LaidOut {
  readonly sides: readonly SheetSide[];
  /** How much the pages were made smaller: 1 is not at all; where they differ, that of the smallest. */
  readonly scale: number;
  /** How much nearer to the fold the pages of the innermost sheet stand, in mm; 0 but for thick booklets. */
  readonly creepMm: number;
}

/** A booklet of more pages is thick enough that its inner sheets stick out at the fore-edge. */
export const creepFrom = 24;
/** Paper of 80 g/m² is about 0.1 mm thick: so much each sheet is pushed outward by the next one around it. */
const paperThicknessMm = 0.1;

/**
 * A booklet: front, back, front, back … of sheets laid in one another. Above 24 pages the pages of inner sheets stand
 * nearer to the fold, by the thickness of the sheets around them.
 */
export function layOutBooklet(pages: readonly PageSlot[], sizes: readonly Size[], paper: PaperName): LaidOut {
  const thicknessMm = pages.length > creepFrom ? paperThicknessMm : 0;
  const sheets = orderBooklet(pages);
  const sides = sheets.flatMap(({front, back}, sheet) =>
    [front, back].map(spread => laySpread(spread, sizes, paper, sheet * thicknessMm * pointsPerMm)),
  );
  return laidOut(sides, (sheets.length - 1) * thicknessMm);
}

/** Two pages side by side, in reading order. */
export function layOutTwoUp(sizes: readonly Size[], paper: PaperName): LaidOut {
  return laidOut(orderTwoUp(sizes.length).map(spread => laySpread(spread, sizes, paper, 0)));
}

/** Margin that crop marks need on every side. */
const marksMargin = 8 * pointsPerMm;

/** Each page alone in the middle of a paper: with crop marks when it stands there in its full size with room around it. */
export function layOutProof(sizes: readonly Size[], paper: PaperName): LaidOut & {readonly hasMarks: boolean} {
  const sides = sizes.map((size, index): SheetSide => {
    const room = size.width > size.height ? turned(papers[paper]) : papers[paper];
    const placement = centre(index + 1, size, {x: 0, ...room});
    const hasRoom = placement.scale === 1 && placement.x >= marksMargin && placement.y >= marksMargin;
    return {...room, placements: [placement], ...(hasRoom ? {marks: cropMarks(size, placement, room)} : {})};
  });
  return {...laidOut(sides), hasMarks: sides.some(({marks}) => marks !== undefined)};
}

function laidOut(sides: readonly SheetSide[], creepMm = 0): LaidOut {
  const scale = Math.min(1, ...sides.flatMap(({placements}) => placements.map(page => page.scale)));
  return {sides, scale, creepMm};
}

function laySpread({left, right}: Spread, sizes: readonly Size[], paper: PaperName, creep: number): SheetSide {
  const sheet = turned(papers[paper]);
  const half = {width: sheet.width / 2, height: sheet.height};
  const place = (slot: PageSlot, x: number): Placement[] => {
    const size = slot === "blank" ? undefined : sizes[slot - 1];
    return slot === "blank" || size === undefined ? [] : [centre(slot, size, {x, ...half})];
  };
  return {...sheet, placements: [...place(left, creep), ...place(right, half.width - creep)]};
}

function centre(page: number, size: Size, room: Size & {readonly x: number}): Placement {
  const scale = fitScale(size, room);
  const x = room.x + (room.width - size.width * scale) / 2;
  return {page, scale, x, y: (room.height - size.height * scale) / 2};
}
