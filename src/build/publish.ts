import {relative} from "node:path";
import {type Diagnostic, diagnose, hasErrors, spanOf} from "../diagnostics/index.ts";
import {
  type BulletinView,
  type FaceCharacters,
  findMissingCharacters,
  type Layout,
  newspaperGrid,
  type Page,
  printedCharacters,
  settleBriefing,
  showPhotos,
  splitPage,
} from "../pages/index.ts";
import {type MakeUpRequest, type Press, type PrintablePage, PrintError, type PrintedPdf} from "../press/index.ts";
import type {BulletinFolder} from "../workspace/index.ts";
import type {MadeRecord} from "./bulletin-records.ts";
import {ofUnit} from "./check-workspace.ts";
import {fingerprint} from "./fingerprint.ts";
import type {KeptPdfs} from "./kept-pdfs.ts";
import {lately} from "./lately.ts";
import {HeldFileError, type Output} from "./output.ts";
import type {OutputRecord} from "./output-record.ts";
import {tellPageFindings} from "./page-findings.ts";
import type {FileContent} from "./part-file.ts";
import {type BulletinPhotos, type DarkRoom, type PhotoJob, photoFile} from "./photos.ts";
import {outputPath, pdfPath, removePrints, replacePdf} from "./print-files.ts";
import {programDigest} from "./program-digest.ts";
import {storeDiagnostic} from "./stored-diagnostic.ts";
import type {TypeCase} from "./type-case.ts";

export type Format = "html" | "pdf";

/** A bulletin worked out, whose pages are to be made. */
export interface PageWork {
  readonly folder: BulletinFolder;
  readonly view: BulletinView;
  readonly layout: Layout;
  readonly photoJob: PhotoJob;
  /** To be printed, and to be read on a screen. */
  readonly page: Page;
  readonly webPage: Page;
  readonly figuresFile: string;
  readonly formats: readonly Format[];
  /** Some of an issued bulletin's output is there already: its figures stay with it. */
  readonly isPart: boolean;
  /** A format that the bulletin no longer asks for is to go. */
  readonly unwanted: readonly Format[];
}

/** What pages are made with. */
export interface Workshop {
  readonly output: Output;
  readonly outputs: OutputRecord;
  readonly typeCase: TypeCase;
  readonly darkRoom: DarkRoom;
  readonly pdfs: KeptPdfs;
  /** Names the browser: another one prints other bytes. */
  readonly browserName: string;
  /** Started when it is first needed, with all type that was asked for. */
  press(): Promise<Press>;
}

/** What became of a bulletin's pages. */
export interface Made {
  /** Undefined when the machine failed, not the content: the next build tries again. */
  readonly record: MadeRecord | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** True when some file was written. */
  readonly isNew: boolean;
}

/** Makes a bulletin's files where they are not there already, made of the same. Nothing good is replaced by something bad. */
export async function publish(work: PageWork, workshop: Workshop): Promise<Made> {
  const {folder, webPage, formats} = work;
  const {slug} = folder;
  const {output, outputs, typeCase} = workshop;
  const asked = {formats, ...(formats.includes("pdf") ? {browserName: workshop.browserName} : {})};
  const characters = printedCharacters(webPage);
  const fonts = await typeCase.hold(characters);
  const missing = findMissingCharacters(characters, fonts);
  const told: Diagnostic[] = [...tellMissingCharacters(folder, missing)];
  const pdfMadeOf = fingerprint([
    programDigest(),
    typeCase.fontsName,
    workshop.browserName,
    withNamedStyles(printSettings(work, missing)),
  ]);
  const isPdfIntact = !formats.includes("pdf") || outputs.isIntact(pdfPath(slug), pdfMadeOf);
  const kept = formats.includes("pdf") ? workshop.pdfs.find(pdfMadeOf) : undefined;
  const photos = work.photoJob.photos.length > 0 ? await workshop.darkRoom.develop(work.photoJob) : none;
  if (!("print" in photos)) return {record: notPublished(photos), diagnostics: ofUnit(photos, folder), isNew: false};

  // The web page is thought of while the browser prints, and not before: it would have to wait.
  let isUnderWay = () => {};
  const underWay = new Promise<void>(resolve => {
    isUnderWay = resolve;
  });
  const printing =
    formats.includes("pdf") && !kept ? print(work, photos, missing, workshop, isUnderWay) : Promise.resolve(kept);
  const [printed, web] = await Promise.all([
    printing
      .catch((error: unknown) => {
        if (error instanceof PrintError) return error;
        throw error;
      })
      .finally(isUnderWay),
    underWay.then(() => makeHtml(photos.screen)),
  ]);
  if (printed instanceof PrintError) {
    const failure = diagnose("JB-7003", folder.yaml?.spanAt([]), {slug, reason: printed.reason});
    return {record: undefined, diagnostics: ofUnit([...told, failure], folder), isNew: false};
  }
  const pdf: PrintedPdf | undefined = printed;
  if (pdf) told.push(...tellPageFindings(folder, pdf.findings));
  const diagnostics = ofUnit(told, folder);

  try {
    if (hasErrors(diagnostics)) return {record: notPublished(diagnostics), diagnostics, isNew: false};
    const madeOf = {pdf: pdfMadeOf, html: web.madeOf, figures: fingerprint(work.figuresFile)};
    const made = {pdf: isPdfIntact ? undefined : pdf, html: web.html, photos};
    const {files, isNew} = writeFiles(work, made, madeOf, workshop);
    const stored = diagnostics.map(storeDiagnostic);
    const record = {files, pages: pdf?.pages, diagnostics: stored, isPublished: true, ...asked};
    return {record, diagnostics, isNew};
  } catch (error) {
    if (!(error instanceof HeldFileError)) throw error;
    const held = diagnose("JB-7004", folder.yaml?.spanAt([]), {path: relative(output.folder, error.path)});
    return {record: undefined, diagnostics: [...diagnostics, ...ofUnit([held], folder)], isNew: false};
  } finally {
    // After it was put into its place: somebody may be waiting for that.
    if (pdf && !kept) workshop.pdfs.keep(pdfMadeOf, pdf);
  }

  /** The web page, where it is wanted and not there already, and what it is made of. */
  async function makeHtml(screen: BulletinPhotos["screen"]): Promise<{madeOf: string; html: NewFiles["html"]}> {
    const webCharacters = typeCase.webCharacters(webPage, fonts);
    const madeOf = fingerprint([programDigest(), typeCase.fontsName, withNamedStyles(webPage), [...webCharacters]]);
    if (!formats.includes("html") || outputs.isIntact(`${slug}/index.html`, madeOf)) return {madeOf, html: undefined};
    const shown = {...webPage, bodyHtml: showPhotos(webPage.bodyHtml, screen)};
    return {madeOf, html: await withFonts(shown, webCharacters, typeCase)};
  }

  function notPublished(found: readonly Diagnostic[]): MadeRecord {
    const stored = ofUnit(found, folder).map(storeDiagnostic);
    return {files: {}, pages: undefined, diagnostics: stored, isPublished: false, ...asked};
  }
}

/** What is to be written anew. */
interface NewFiles {
  readonly pdf: PrintedPdf | undefined;
  readonly html: readonly Uint8Array[] | undefined;
  readonly photos: BulletinPhotos;
}

/** Puts a bulletin's files into their places. Gives all that it has, with what they are made of. */
function writeFiles(
  work: PageWork,
  {pdf, html, photos}: NewFiles,
  madeOf: Readonly<Record<Format | "figures", string>>,
  {output, outputs}: Workshop,
): {files: Record<string, string>; isNew: boolean} {
  const {slug} = work.folder;
  const isOutdated =
    isAnother(`${slug}/figures.json`, madeOf.figures, outputs) ||
    work.formats.some(format => isAnother(outputPath(slug, format), madeOf[format], outputs));
  const files: Record<string, string> = {};
  let isNew = false;
  const write = (path: string, content: FileContent, from: string) => {
    outputs.note(path, from, output.write(path, content));
    isNew = true;
  };
  if (work.formats.includes("pdf")) {
    files[pdfPath(slug)] = madeOf.pdf;
    if (pdf) {
      outputs.note(pdfPath(slug), madeOf.pdf, replacePdf(slug, pdf.pdf, output));
      isNew = true;
    }
  }
  if (work.formats.includes("html")) {
    // The page comes after the pictures that it shows, and before those that it no longer shows go.
    for (const [name, bytes] of photos.files) {
      const path = `${slug}/${name}`;
      // Its name tells the photo; how it is developed is the program's.
      const from = fingerprint([programDigest(), name]);
      files[path] = from;
      if (!outputs.isIntact(path, from)) write(path, bytes, from);
    }
    files[`${slug}/index.html`] = madeOf.html;
    if (html) write(`${slug}/index.html`, html, madeOf.html);
    removeOldPhotos(slug, photos.files, output);
  }
  if (!work.isPart) {
    files[`${slug}/figures.json`] = madeOf.figures;
    if (!outputs.isIntact(`${slug}/figures.json`, madeOf.figures))
      write(`${slug}/figures.json`, work.figuresFile, madeOf.figures);
    const outdated = isOutdated ? formatsOf(work).filter(format => !work.formats.includes(format)) : [];
    removeFormats(slug, [...work.unwanted, ...outdated], output);
  }
  return {files, isNew};
}

/** True when a file was made before, of something else. */
function isAnother(path: string, madeOf: string, outputs: OutputRecord): boolean {
  const before = outputs.madeOf(path);
  return before !== undefined && before !== madeOf;
}

function formatsOf({folder}: PageWork): readonly Format[] {
  return folder.bulletin?.输出 ?? [];
}

async function print(
  work: PageWork,
  photos: BulletinPhotos,
  missing: readonly string[],
  workshop: Workshop,
  underWay: () => void,
): Promise<PrintedPdf> {
  const press = await workshop.press();
  const bodyHtml = showPhotos(work.page.bodyHtml, photos.print);
  const settle = work.layout.grid === "newspaper" ? {} : {settle: settleBriefing};
  return await press.print({...printSettings(work, missing), ...settle, bodyHtml, underWay});
}

/** The whole web page in pieces, one after another: its fonts are many times as large as the rest, and pages share them. */
export async function withFonts(
  page: Page,
  webCharacters: FaceCharacters,
  typeCase: TypeCase,
): Promise<readonly Uint8Array[]> {
  const [before, after] = splitPage(page);
  return [Buffer.from(before), ...(await typeCase.webFonts(webCharacters)), Buffer.from(after)];
}

const none: BulletinPhotos = {print: new Map(), screen: new Map(), files: new Map()};

/** What decides how a bulletin is printed, as plain data; the photos are named in its body by their content. */
function printSettings(
  work: PageWork,
  missingCharacters: readonly string[],
): Omit<PrintablePage, "settle" | "underWay"> {
  const {page, view, layout} = work;
  const makeUp = layout.grid === "newspaper" ? {makeUp: makeUpOf(work)} : {};
  return {...page, ...makeUp, date: view.isoDate, missingCharacters};
}

const latelyNamed = lately<string>(8);

/** A page to be fingerprinted: its stylesheet, which others share, in one name. */
function withNamedStyles<P extends {readonly css: string}>(page: P): P {
  return {...page, css: latelyNamed(page.css, () => fingerprint(page.css))};
}

/** 专题 is made up before it is printed: the grid of its paper, and what the bulletin wishes. */
function makeUpOf({view, folder}: PageWork): MakeUpRequest {
  const grid = newspaperGrid(view.paper);
  const mayTurn = folder.bulletin?.版面?.转版 ?? false;
  return {grid, pageStep: grid.pageStepPx, wishes: {mayTurn, pageNumber: folder.bulletin?.版面?.版次}};
}

/** A format that is asked for no more, or not this time, would otherwise stay behind with old figures. */
function removeFormats(slug: string, formats: readonly Format[], output: Output): void {
  if (formats.includes("pdf")) {
    removePrints(slug, output);
    output.remove(pdfPath(slug));
  }
  if (formats.includes("html")) {
    output.remove(`${slug}/index.html`);
    removeOldPhotos(slug, new Map(), output);
  }
}

/** Takes away the pictures beside a page that it no longer shows. */
function removeOldPhotos(slug: string, kept: BulletinPhotos["files"], output: Output): void {
  const folder = `${slug}/images`;
  if (!output.has(folder)) return;
  for (const name of output.list(folder)) {
    if (photoFile.test(name) && !kept.has(`images/${name}`)) output.remove(`${folder}/${name}`);
  }
  output.removeEmptyFolder(folder);
}

/** Points at the first place in the bulletin's texts where a character stands that no font has. */
function tellMissingCharacters(folder: BulletinFolder, missing: readonly string[]): Diagnostic[] {
  if (missing.length === 0) return [];
  const sources = [...folder.articles.values(), ...(folder.yaml ? [folder.yaml.source] : [])];
  return missing.map(character => {
    const source = sources.find(({text}) => text.includes(character));
    const start = source?.text.indexOf(character) ?? 0;
    return diagnose("JB-7001", source && spanOf(source, start, start + character.length), {characters: character});
  });
}
