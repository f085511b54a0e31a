/**
 * Build: which bulletins to make, in what order, and how they reach the output folder.
 *
 *     content/ --checkWorkspace--> bulletins worked out --buildWorkspace--> out/<slug>/index.html, <slug>.pdf
 *     out/<slug>/<slug>.pdf --printBulletin--> <slug>-booklet.pdf, -2up, -proof-a3, -grey …
 *
 * The one place where all stages are joined. A bulletin with a mistake keeps its last good output.
 */

export {
  type BuildOptions,
  type BuildResult,
  type BulletinResult,
  buildWorkspace,
  type Checked,
  checkWorkspace,
  type Format,
} from "./build.ts";
export {type FiguresFile, parseFiguresFile, type RecordedValue} from "./figures-file.ts";
export {type ChangedValue, findChanges, nameOfValue, readRecord, recordPath, withMeasure} from "./issued.ts";
export {type PrintedFile, type PrintedSheets, type PrintKind, type PrintResult, printBulletin} from "./print.ts";
