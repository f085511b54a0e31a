/** Where on the page something was found, as the page's own marks tell it. */
export interface PagePlace {
  /** Path of the article in the workspace (data-file); undefined for what belongs to no article. */
  readonly file: string | undefined;
  /** Line and column of the block in it, counted from 1 (data-at). */
  readonly line: number | undefined;
  readonly column: number | undefined;
  /** The first characters of what stands there, for a reader to find it; empty for a picture without words. */
  readonly text: string;
}

import type {MakeUpFinding} from "./make-up/index.ts";

/** Something wrong with the page as it is printed. Plain data: it comes out of the browser. Lengths are in millimetres. */
export type PageFinding =
  | MakeUpFinding
  /** A box hides some of its content. */
  | {readonly kind: "clipped"; readonly place: PagePlace; readonly hiddenMm: number}
  /** Text runs out of its box, its table cell or the type area. */
  | {
      readonly kind: "overflow";
      readonly place: PagePlace;
      readonly where: "box" | "cell" | "page";
      readonly beyondMm: number;
    }
  /** A photo that is too coarse at its printed size. */
  | {readonly kind: "coarse-picture"; readonly place: PagePlace; readonly dpi: number; readonly widthMm: number}
  /** Text set in a font that is not among those of the build: a stand-in from this machine. */
  | {readonly kind: "foreign-font"; readonly font: string; readonly text: string}
  /** Something is wider than the type area, and the browser made all pages smaller for it: 99.2 percent. */
  | {readonly kind: "shrunk"; readonly percent: number}
  /** The PDF's text is not the page's: what should stand there and what the PDF gives. */
  | {readonly kind: "text-differs"; readonly before: string; readonly expected: string; readonly found: string};
