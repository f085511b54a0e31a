/** Where the blank pages of a booklet stand: before the last page, which becomes the back cover, or at the end. */
export type BlankPlace = "before-last" | "end";

/** A source page, counted from 1, or a blank one. */
export type PageSlot = number | "blank";

/** One side of a folded sheet as it lies on the table, the fold in the middle. */
export interface Spread {
  readonly left: PageSlot;
  readonly right: PageSlot;
}

/** A sheet of a booklet; the first one is the outermost. */
export interface BookletSheet {
  readonly front: Spread;
  readonly back: Spread;
}

/**
 * The pages of a booklet in reading order, filled up with blanks to a multiple of 4 (a folded sheet has 4 pages).
 * A single page is followed by its blanks, whatever the place asked for: a booklet has a front cover.
 */
export function padPages(count: number, blanks: BlankPlace): PageSlot[] {
  const pages: PageSlot[] = Array.from({length: count}, (_, index) => index + 1);
  const added = Array.from({length: missingPages(count)}, (): PageSlot => "blank");
  if (blanks === "end" || count < 2) return [...pages, ...added];
  return [...pages.slice(0, -1), ...added, count];
}

/** How many blanks fill `count` pages up to a multiple of 4. */
export function missingPages(count: number): number {
  return (4 - (count % 4)) % 4;
}

/**
 * Saddle stitch (骑马钉): sheets laid in one another and stapled in the fold. Of 4n pages the outer sheet has [4n, 1] on
 * its front and [2, 4n-1] on its back, the next [4n-2, 3] and [4, 4n-3]. Takes a multiple of 4 pages.
 */
export function orderBooklet(pages: readonly PageSlot[]): BookletSheet[] {
  if (pages.length % 4 !== 0) throw new Error(`A booklet of ${pages.length} pages cannot be folded.`);
  const at = (number: number): PageSlot => pages[number - 1] ?? "blank";
  return Array.from({length: pages.length / 4}, (_, sheet) => {
    const first = 2 * sheet + 1;
    const last = pages.length - 2 * sheet;
    return {front: {left: at(last), right: at(first)}, back: {left: at(first + 1), right: at(last - 1)}};
  });
}

/** Two pages a side in reading order; an odd last page has an empty half beside it. */
export function orderTwoUp(count: number): Spread[] {
  return Array.from({length: Math.ceil(count / 2)}, (_, side) => ({
    left: 2 * side + 1,
    right: 2 * side + 2 <= count ? 2 * side + 2 : "blank",
  }));
}
