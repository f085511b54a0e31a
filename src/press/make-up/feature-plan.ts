/*
 * The finished make-up as the browser lays it out. Lengths are CSS pixels from the upper left corner of the first page's
 * type area; a page further down begins `page * pageStep` below. Elements are named by the numbers they were measured under.
 */

export interface FeaturePlan {
  readonly pages: number;
  readonly heads: readonly PlannedHead[];
  readonly boxes: readonly PlannedBox[];
  readonly paragraphs: readonly PlannedParagraph[];
  readonly frames: readonly Rectangle[];
  readonly rules: readonly PlannedRule[];
  readonly jumps: readonly PlannedJump[];
  /** Foot of the last page's type area, where the notes stand. */
  readonly notesBottom: {readonly page: number; readonly y: number};
}

export interface Rectangle {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PlannedHead extends Rectangle {
  readonly id: number;
  readonly sizePt: number;
  /** Where the title's lines begin. */
  readonly breaks: readonly number[];
  /** A head repeated over text that goes on: "（上接A06版）"; undefined for the head itself. */
  readonly jumpFrom: string | undefined;
}

/** A picture, chart, table, box, subhead or other whole block. */
export interface PlannedBox extends Rectangle {
  readonly id: number;
}

export interface PlannedParagraph {
  readonly id: number;
  readonly pieces: readonly PlannedPiece[];
}

/** Lines of a paragraph that stand together in one column. */
export interface PlannedPiece extends Rectangle {
  readonly lines: readonly {
    readonly start: number;
    readonly end: number;
    readonly halved: readonly number[];
    /** False for the last line of a paragraph, which is not justified. */
    readonly justified: boolean;
    readonly indent: number;
  }[];
}

export interface PlannedRule extends Rectangle {
  /** `column`: hairline between columns (栏线); `story`: between stories side by side; `row`: 文武线. */
  readonly kind: "column" | "story" | "row";
}

/** "（下转A07版）" at the end of a page's text. */
export interface PlannedJump extends Rectangle {
  readonly text: string;
  /** The paragraph that it follows. */
  readonly after: number;
}
