import type {MakeUpRequest} from "./make-up/index.ts";
import type {PageFinding} from "./page-finding.ts";

/** A finished document, ready to print. Its content is sanitised already; it runs no scripts and reaches no network. */
export interface PrintablePage {
  /** BCP 47: "zh-CN". */
  readonly lang: string;
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly keywords?: readonly string[] | undefined;
  /** ISO date of the bulletin, "2019-08-05": the PDF's creation date, so that two builds give the same bytes. */
  readonly date: string;
  /** The whole stylesheet without font faces; `@page` sets size and margins. */
  readonly css: string;
  /** What goes inside <body>; images are data: URIs or inline SVG. */
  readonly bodyHtml: string;
  readonly bodyClass: string;
  /**
   * Runs inside the browser when the document is laid out for print, before it is printed: what CSS cannot say. Sent
   * there as source text, so it uses nothing from outside.
   */
  readonly settle?: (() => unknown) | undefined;
  /** Called once the browser has been told to print: what can wait until then is done while it does. */
  readonly underWay?: (() => void) | undefined;
  /** Characters that no font has, told already; the proof of the text does without them. */
  readonly missingCharacters?: readonly string[] | undefined;
  /** For a newspaper page: its grid and what the author wishes. */
  readonly makeUp?: MakeUpRequest | undefined;
}

export interface PrintedPdf {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /** What is wrong with the pages as they are printed. */
  readonly findings: readonly PageFinding[];
}
