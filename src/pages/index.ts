/**
 * Pages: a bulletin, every figure resolved, becomes one HTML document for screen and print.
 *
 *     BulletinView --renderPage(layout)--> Page --pageToHtml(font faces)--> HTML
 *
 * Layouts are Eta templates and stylesheets under templates/; fonts are cut down to the characters in use.
 */

export {type Composed, composeBulletin, type NumberCounts, scopeTexts} from "./compose-bulletin.ts";
export type {FigureLedger, NoteLine, OriginNote, PrintedFigure, PrintedKind} from "./figure-ledger.ts";
export {
  builtInFonts,
  type FontFace,
  type FontFamily,
  type FontFormat,
  type FontSource,
  findMissingCharacters,
  fontFaceCss,
  recutFonts,
  subsetFonts,
  uniqueCharacters,
} from "./fonts.ts";
export {type FittedHead, fitHead} from "./head-fit.ts";
export {type IndexEntry, type IndexView, renderIndexPage} from "./index-page.ts";
export {type Layout, readBuiltInLayouts, readLayout} from "./layout.ts";
export {officeFonts} from "./office-fonts.ts";
export {type NewspaperGrid, newspaperGrid} from "./page-geometry.ts";
export {pageToHtml} from "./page-to-html.ts";
export {renderCards, renderChartFigure, renderPhoto, renderTable} from "./render-blocks.ts";
export {type Page, printedCharacters, renderPage, renderWebPage} from "./render-page.ts";
export {type SettledPages, settlePages} from "./settle-pages.ts";
export type {
  ArticleView,
  BulletinView,
  CardsView,
  ChartView,
  MeetingView,
  Paper,
  PhotoView,
  PublicationView,
  TableView,
} from "./view.ts";
export {type Layouts, readLayouts} from "./workspace-layouts.ts";
