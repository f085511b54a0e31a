/**
 * Press: a finished HTML document becomes a PDF.
 *
 *     findBrowser --path--> openPress --> Press.print(PrintablePage) --> browser's PDF --finishPdf--> PDF
 *
 * The browser runs no scripts of the content and reaches no network. The same page and fonts give the same bytes.
 */
export {
  type BrowserSettings,
  type Environment,
  type FoundBrowser,
  findBrowser,
} from "./find-browser.ts";
export {finishPdf, type PdfProperties} from "./finish-pdf.ts";
export {openPress, type Press, type PressOptions} from "./press.ts";
export {PrintError} from "./print-error.ts";
export type {PrintablePage, PrintedPdf} from "./printable-page.ts";
