import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Block} from "./blocks.ts";

/** A document as it is put into the page that holds fonts and stylesheet. */
export interface FinishedDocument {
  readonly slug: string;
  readonly title: string;
  readonly bodyClass: string;
  readonly bodyHtml: string;
}

/**
 * What the others are given: everything that jianbao does before printing is done.
 *
 *     style.css fonts.css   for all documents
 *     web-fonts.css         fonts of one document, as its web page has them inside
 *     fonts/*.ttf           the one set of subsets, as files
 *     bodies/<slug>.json    FinishedDocument
 *     pages/<slug>.html     the same as one document, fonts inside
 *     typst/<slug>.typ, charts/<slug>-1.svg, markdown/<slug>.md
 */
export interface FinishedWork {
  readonly css: string;
  readonly fontFaces: string;
  readonly webFonts: string;
  readonly fonts: readonly {readonly name: string; readonly bytes: Uint8Array}[];
  readonly documents: readonly (FinishedDocument & {readonly html: string; readonly blocks: readonly Block[]})[];
}

export function readDocuments(folder: string): readonly FinishedDocument[] {
  return readdirSync(join(folder, "bodies"))
    .sort()
    .map(name => JSON.parse(readFileSync(join(folder, "bodies", name), "utf8")) as FinishedDocument);
}

export function readText(folder: string, name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

/** Empties a folder and gives back how to write to it. */
export function openFolder(folder: string): (path: string, content: string | Uint8Array) => void {
  rmSync(folder, {recursive: true, force: true});
  return (path, content) => {
    const target = join(folder, path);
    mkdirSync(join(target, ".."), {recursive: true});
    writeFileSync(target, content);
  };
}
