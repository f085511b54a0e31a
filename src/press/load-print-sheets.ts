import type {PageFacts, PrintWish} from "./print-sheets.ts";

/*
 * What `print-sheets.ts` needs to take a PDF apart (pdf-lib, 350 files, and a canvas for grey pictures) costs as much to
 * load as a bulletin to print, so it waits until somebody wants sheets.
 */
const load = () => import("./print-sheets.ts");

/** What has to be known of a finished PDF before its pages are put on sheets. */
export async function readPageFacts(pdf: Uint8Array): Promise<PageFacts> {
  return await (await load()).readPageFacts(pdf);
}

/** Makes a file for the printer of a finished PDF. */
export async function printSheets(pdf: Uint8Array, wish: PrintWish): Promise<Uint8Array> {
  return await (await load()).printSheets(pdf, wish);
}
