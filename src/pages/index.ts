/**
 * Pages: a bulletin, every figure resolved, becomes one HTML document for screen and print.
 *
 *     BulletinView --renderPage(layout)--> Page --pageToHtml(font faces)--> HTML
 *
 * Layouts are Eta templates and stylesheets under templates/; fonts are cut down to the characters in use.
 */

export {withoutInternal} from "./board-block.ts";
export {type Composed, composeBulletin, type NumberCounts, scopeTexts} from "./compose-bulletin.ts";
export {type DevelopedPhoto, developPhoto, PhotoError, type PhotoWish} from "./develop-photo.ts";
export {charactersByFace, type FaceCharacters, type FaceName, faceName} from "./face-characters.ts";
export type {FigureLedger, LedgerBlock, NoteLine, OriginNote, PrintedFigure, PrintedKind} from "./figure-ledger.ts";
export {commonHanzi} from "./fonts/base-repertoire.ts";
export {
  builtInFonts,
  type FontFace,
  type FontFamily,
  type FontFormat,
  type FontSource,
  findMissingCharacters,
  fontFaceCss,
  recutFace,
  subsetFonts,
  uniqueCharacters,
  withAlwaysKept,
} from "./fonts/fonts.ts";
export {type FittedHead, fitHead} from "./head-fit.ts";
export {type IndexEntry, type IndexView, indexFacts, renderIndexPage} from "./index-page.ts";
export {
  describeLedger,
  fullIssueName,
  type IssueLedger,
  issueName,
  type LedgerEntry,
  nextIssue,
  type PublicationLedger,
  readLedger,
} from "./issue-ledger.ts";
export {type Layout, readBuiltInLayouts, readLayout} from "./layout.ts";
export {damaged, type MeasuredPhoto, measurePhoto, type PhotoType} from "./measure-photo.ts";
export {officeFonts} from "./office-fonts.ts";
export {dropNotes} from "./origin-notes.ts";
export {type NewspaperGrid, newspaperGrid} from "./page-geometry.ts";
export {pageToHtml, splitPage} from "./page-to-html.ts";
export type {PlacedPhoto} from "./photo-block.ts";
export {printedPhotoBox} from "./photo-size.ts";
export {questionScope} from "./question-scope.ts";
export {renderCards, renderChartFigure, renderPhoto, renderTable} from "./render-blocks.ts";
export {type Page, printedCharacters, renderPage, renderPages, renderWebPage} from "./render-page.ts";
export {settleBriefing} from "./settle-briefing.ts";
export {type ShownPhoto, showPhotos} from "./show-photos.ts";
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
