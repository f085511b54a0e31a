/** "width": the row is as wide as the view; "page": it is seen whole; else a ratio, 1 is the size on paper. */
export type Zoom = "width" | "page" | number;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels around a row of pages; publish.css keeps the same. */
export const margin = 12;

const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2, 3, 4];

/** Indexes of the pages of each row; undefined is the empty side of a spread: page one stands alone on the right. */
export function arrangeRows(count: number, isFacing: boolean): readonly (readonly (number | undefined)[])[] {
  const indexes = Array.from({length: count}, (_, index) => index);
  if (!isFacing || count < 2) return indexes.map(index => [index]);
  const [first, ...others] = indexes;
  const rows: (number | undefined)[][] = [[undefined, first]];
  for (let at = 0; at < others.length; at += 2) rows.push([others[at], others[at + 1]]);
  return rows;
}

/** One scale for all pages, by the largest of them. */
export function scaleOf(zoom: Zoom, pages: readonly Size[], isFacing: boolean, view: Size): number {
  if (typeof zoom === "number") return zoom;
  const inRow = isFacing && pages.length > 1 ? 2 : 1;
  const widest = Math.max(1, ...pages.map(({width}) => width)) * inRow;
  const highest = Math.max(1, ...pages.map(({height}) => height));
  const fitsWidth = Math.max(view.width - 2 * margin, 1) / widest;
  const fitsHeight = Math.max(view.height - 2 * margin, 1) / highest;
  return zoom === "width" ? fitsWidth : Math.min(fitsWidth, fitsHeight);
}

/** The next step up or down from a scale; the scale itself at the end of the steps. */
export function stepFrom(scale: number, direction: 1 | -1): number {
  const next = direction > 0 ? steps.find(step => step > scale + 0.005) : steps.findLast(step => step < scale - 0.005);
  return next ?? scale;
}
