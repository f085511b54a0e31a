import {PDFDocument, PDFRef} from "@cantoo/pdf-lib";
import {makeGrey, picturesOf} from "./grey/make-grey.ts";
import {impose, type PrintAdvice} from "./imposition/impose.ts";
import {runsOntoLastPage} from "./imposition/runs-over.ts";
import type {SheetSide, Size} from "./imposition/sheet.ts";
import {sweep} from "./imposition/sweep.ts";
import {writePdfObjects} from "./pdf-objects.ts";

/** What has to be known of a finished PDF before its pages are put on sheets. */
export interface PageFacts {
  /** Of each page, in points. */
  readonly sizes: readonly Size[];
  /** True when blank pages before the last page would tear a paragraph or a table apart. */
  readonly runsOntoLastPage: boolean;
}

export async function readPageFacts(pdf: Uint8Array): Promise<PageFacts> {
  const document = await load(pdf);
  const sizes = document.getPages().map(page => {
    const {width, height} = page.getMediaBox();
    return {width, height};
  });
  return {sizes, runsOntoLastPage: runsOntoLastPage(document)};
}

/** What becomes of the pages: sheets with their order and places, or nothing; and all colours grey, or not. */
export interface PrintWish {
  readonly sheets?: {readonly sides: readonly SheetSide[]; readonly advice: PrintAdvice} | undefined;
  readonly grey: boolean;
  /** Told of each step; the next one waits for it. */
  readonly tell?: TellSteps | undefined;
}

export type TellSteps = (done: number, total: number) => Promise<void>;

/**
 * Makes a file for the printer of a finished PDF. Fonts, text, tags, outline, language and properties stay; the same PDF
 * and the same wish give the same bytes.
 */
export async function printSheets(pdf: Uint8Array, {sheets, grey, tell}: PrintWish): Promise<Uint8Array> {
  const document = await load(pdf);
  let done = 0;
  const step = async (left: number) => {
    done += 1;
    await tell?.(done, done + left);
  };
  await step(grey ? picturesOf(document).length + 3 : 2);
  if (grey) await makeGrey(document, left => step(left + 2));
  if (sheets) impose(document, sheets.sides, sheets.advice);
  await step(1);
  sweep(document);
  const bytes = write(document);
  await step(0);
  return bytes;
}

function write({context}: PDFDocument): Uint8Array {
  const objects = new Map<number, Buffer>();
  for (const [{objectNumber}, object] of context.enumerateIndirectObjects()) {
    const bytes = Buffer.alloc(object.sizeInBytes());
    object.copyBytesInto(bytes, 0);
    objects.set(objectNumber, bytes);
  }
  const {Root: root, Info: info} = context.trailerInfo;
  if (!(root instanceof PDFRef)) throw new Error("The document has no catalog.");
  return writePdfObjects({
    objects,
    root: root.objectNumber,
    info: info instanceof PDFRef ? info.objectNumber : undefined,
  });
}

function load(pdf: Uint8Array): Promise<PDFDocument> {
  return PDFDocument.load(pdf, {updateMetadata: false});
}
