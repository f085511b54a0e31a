/** 转版: a story that goes on on another page, in its PDF. */
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";
import {expect, test} from "vitest";
import {newspaperGrid, printedCharacters, subsetFonts} from "../../src/pages/index.ts";
import {openPress} from "../../src/press/index.ts";
import {findStructureFaults} from "../press/check-structure.ts";
import {readPdf} from "../press/read-pdf.ts";
import {generatePage} from "./generate-page.ts";
import {pageOf} from "./stage.ts";

test("下转 and 上接 name each other's page and lead there, and the tags stay sound", async () => {
  const view = generatePage(9017);
  const page = pageOf(view);
  const press = await openPress({
    fonts: await subsetFonts(printedCharacters(page), undefined, "truetype"),
    workers: 1,
  });
  try {
    const grid = newspaperGrid(view.paper);
    const makeUp = {grid, pageStep: grid.pageStepPx, wishes: {mayTurn: true, pageNumber: "A06"}};
    const {pdf, pages, findings} = await press.print({...page, date: view.isoDate, makeUp});
    expect(pages).toBe(2);
    expect(findings).toEqual([]);
    expect(await readLinks(pdf)).toEqual([
      {page: 1, leadsTo: 2, words: "（下转A07版）"},
      {page: 2, leadsTo: 1, words: "（上接A06版）"},
    ]);
    expect(await findStructureFaults(pdf)).toEqual([]);
    // To a screen reader the text goes on after the words that say where from, under one head.
    const tagged = (await readPdf(pdf)).pages.map(({taggedText}) => taggedText.replaceAll(/\s/g, "")).join("");
    expect(tagged.indexOf("（上接A06版）")).toBeGreaterThan(tagged.indexOf("（下转A07版）"));
    expect(tagged.split("（下转A07版）")).toHaveLength(2);
    expect(tagged.split("地连成片心聚成团")).toHaveLength(2);
  } finally {
    await press.close();
  }
}, 120_000);

/** Links of the PDF that lead to another of its pages. */
async function readLinks(pdf: Uint8Array) {
  const task = getDocument({data: Uint8Array.from(pdf), verbosity: 0, useSystemFonts: false});
  const document = await task.promise;
  try {
    const links: {page: number; leadsTo: number; words: string}[] = [];
    for (let page = 1; page <= document.numPages; page += 1) {
      const annotations = await (await document.getPage(page)).getAnnotations();
      for (const {subtype, dest, contentsObj} of annotations) {
        if (subtype !== "Link") continue;
        const target = typeof dest === "string" ? await document.getDestination(dest) : dest;
        const leadsTo = (await document.getPageIndex(target?.[0])) + 1;
        links.push({page, leadsTo, words: contentsObj?.str ?? ""});
      }
    }
    return links;
  } finally {
    await task.destroy();
  }
}
