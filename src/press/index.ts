/**
 * Press: a finished HTML document becomes a PDF.
 *
 *     findBrowser --path--> openPress --> Press.print(PrintablePage) --> browser's PDF --finishPdf--> PDF
 *     finished PDF --layOutBooklet, layOutTwoUp, layOutProof--> sides of sheets --printSheets--> PDF for the printer
 *
 * The browser runs no scripts of the content and reaches no network. The same page and fonts give the same bytes.
 */
export {
  type BrowserSettings,
  type Environment,
  type FoundBrowser,
  findBrowser,
  removeAbandonedProfiles,
} from "./browser/index.ts";
export {finishPdf, type PdfProperties} from "./finish-pdf.ts";
export {creepFrom, type LaidOut, layOutBooklet, layOutProof, layOutTwoUp} from "./imposition/lay-out.ts";
export {type BlankPlace, missingPages, padPages} from "./imposition/page-order.ts";
export type {PaperName} from "./imposition/sheet.ts";
export {printSheets, readPageFacts} from "./load-print-sheets.ts";
export {type MakeUpFinding, type MakeUpRequest, makeUpPage, type PageGrid, type RunInPage} from "./make-up/index.ts";
export type {PageFinding, PagePlace} from "./page-finding.ts";
export {openPress, type Press, type PressOptions} from "./press.ts";
export {PrintError} from "./print-error.ts";
export type {PageFacts} from "./print-sheets.ts";
export type {PrintablePage, PrintedPdf} from "./printable-page.ts";
