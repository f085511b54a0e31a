import type {MeasuredText} from "./break-lines.ts";

/*
 * What the browser tells of a newspaper page before make-up. Lengths are CSS pixels. `id` is the number that the browser
 * gave the element; the finished plan names elements by it.
 */

export interface MeasuredPage {
  readonly stories: readonly MeasuredStory[];
  /** Height of the notes at the page's foot; 0 when there are none. */
  readonly notesHeight: number;
}

export interface MeasuredStory {
  readonly id: number;
  /** Wishes of the author. */
  readonly boxed: boolean;
  readonly head: MeasuredHead;
  readonly items: readonly MeasuredItem[];
  readonly units: readonly MeasuredUnit[];
  /** The article's file, for findings. */
  readonly file: string | undefined;
}

export interface MeasuredHead {
  readonly id: number;
  /** The title in its own face; `em` is the size it was measured at. */
  readonly title: MeasuredText;
  /** Kicker, deck and byline, in order: natural width on one line, height of one line. */
  readonly others: readonly {readonly id: number; readonly width: number; readonly lineHeight: number}[];
  /** A head repeated over text that goes on: smaller, without kicker and deck. */
  readonly isJump?: boolean | undefined;
}

/** What stands beside the text: pictures, charts, tables, boxes. */
export interface MeasuredItem {
  readonly id: number;
  readonly kind: "lead" | "photo" | "chart" | "table" | "box";
  /** Base columns that the author asked for. */
  readonly columns: number;
  /** True when the author named the columns; otherwise they are a default. */
  readonly isWish: boolean;
  /** Photos: width by height. */
  readonly ratio: number;
  /** Photos: the caption on one line. */
  readonly captionWidth: number;
  /** All but photos: height at each width in characters that was asked for; missing where it does not fit. */
  readonly heights: Readonly<Record<number, number>>;
}

/** What is threaded through the columns, in order. */
export interface MeasuredUnit {
  readonly id: number;
  readonly kind: "paragraph" | "subhead" | "block";
  /** Paragraphs. */
  readonly text: MeasuredText | undefined;
  /** Characters of the element before this text, when it goes on from another page; 0 otherwise. */
  readonly offset?: number | undefined;
  /** Paragraphs: indent of the first line, and of all lines (lists, quotations). */
  readonly indent: number;
  readonly inset: number;
  /** Subheads and blocks: height at each width in characters. */
  readonly heights: Readonly<Record<number, number>>;
  /** "12:1", where it stands in the article's file. */
  readonly at: string | undefined;
}
