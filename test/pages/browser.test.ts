/** What only a browser can say: pages of the PDF, width on a phone, accessibility. */
import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import chromium from "@sparticuz/chromium";
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";
import puppeteer, {type Browser, type Page as BrowserPage} from "puppeteer";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {
  builtInFonts,
  fontFaceCss,
  newspaperGrid,
  type Paper,
  pageToHtml,
  readBuiltInLayouts,
  renderPage,
  settleBriefing,
  subsetFonts,
} from "../../src/pages/index.ts";
import {makeUpPage, type RunInPage} from "../../src/press/index.ts";
import {bulletins} from "./fixture.ts";

/** Makes the newspaper page up; gives what was found. */
function makeUp(page: BrowserPage, paper: Paper) {
  const grid = newspaperGrid(paper);
  const run = (act: (argument: never) => unknown, argument: unknown) =>
    page.evaluate(act as (argument: unknown) => never, argument);
  const wishes = {mayTurn: false, pageNumber: "A06"};
  return makeUpPage(run as RunInPage, {grid, pageStep: grid.pageStepPx, wishes});
}

let browser: Browser;
beforeAll(async () => {
  browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}, 60_000);
afterAll(() => browser?.close());

const layouts = readBuiltInLayouts();
const expectedPages: Record<string, number> = {专题: 1, 简报: 6, 会议材料: 3};
// Lines of body text are this far apart in print, when Chromium has not shrunk the page to fit something too wide.
const linePt: Record<string, number> = {专题: 11.5, 简报: 28.95, 会议材料: 29};

describe.each(bulletins)("$layout in the browser", ({view, layout}) => {
  let page: BrowserPage;
  beforeAll(async () => {
    const found = layouts.get(layout);
    if (found === undefined) throw new Error(`no layout ${layout}`);
    const built = renderPage(view, found);
    const html = pageToHtml(built, fontFaceCss(await subsetFonts(pageToHtml(built, ""), builtInFonts(), "woff")));
    page = await browser.newPage();
    await page.setContent(html);
    await page.evaluate(async () => {
      await Promise.all([...document.fonts].map(face => face.load()));
    });
  }, 60_000);
  afterAll(() => page?.close());

  test("fits a phone and a desk without scrolling sideways", async () => {
    for (const width of [320, 375, 768, 1280]) {
      await page.setViewport({width, height: 800});
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

  test("has no accessibility fault that axe finds", async () => {
    await page.setViewport({width: 375, height: 800});
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(axe);
    const faults = await page.evaluate(async () => {
      const {axe} = globalThis as unknown as {
        axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
      };
      const {violations} = await axe.run();
      return violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
    expect(faults).toEqual([]);
  }, 60_000);

  test("prints as many pages as it should, at full size, in reading order", async () => {
    await page.emulateMediaType("print");
    const settled = layout === "专题" ? await makeUp(page, view.paper) : await page.evaluate(settleBriefing);
    const bytes = await page.pdf({preferCSSPageSize: true, printBackground: true, tagged: true, outline: true});
    const document = await getDocument({data: bytes, verbosity: 0}).promise;
    expect(document.numPages).toBe(expectedPages[layout]);
    if (layout === "简报") expect(settled).toMatchObject({pages: document.numPages});
    if (layout === "专题") expect(settled).toEqual([]);
    expect(await document.getOutline()).not.toHaveLength(0);

    const ends: number[] = [];
    let text = "";
    for (let number = 1; number <= document.numPages; number += 1) {
      const {items} = await (await document.getPage(number)).getTextContent();
      for (const item of items) {
        if (!("str" in item)) continue;
        text += item.str;
        if (item.str.length > 6) ends.push(item.transform[5] as number);
      }
    }
    // Chromium puts lines on whole device pixels (0.75 pt): a pitch is right when the commonest ones lie that near.
    const pitch = linePt[layout] ?? 0;
    const near = ends.filter((end, index) => Math.abs((ends[index - 1] ?? 0) - end - pitch) < 0.8);
    expect(near.length).toBeGreaterThan(10);

    const flat = text.replace(/\s/g, "");
    for (const article of view.articles) {
      const first = article.bodyHtml.match(/<p>([^<]{12})/)?.[1];
      if (first !== undefined) expect(flat).toContain(first.replace(/\s/g, ""));
    }
  }, 60_000);
});
