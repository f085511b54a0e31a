import {readFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {fileURLToPath} from "node:url";
import chromium from "@sparticuz/chromium";
import {HtmlValidate} from "html-validate";
import puppeteer, {type Browser, type Page as BrowserPage} from "puppeteer";
import {afterAll, beforeAll, describe, expect, onTestFinished, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {
  fontFaceCss,
  type OriginNote,
  type Page,
  pageToHtml,
  printedCharacters,
  renderPage,
  renderWebPage,
  subsetFonts,
} from "../../src/pages/index.ts";
import {dropNotes, linkNotes, markFigure} from "../../src/pages/origin-notes.ts";
import {bareText, readPdf} from "../press/read-pdf.ts";

const content = fileURLToPath(new URL("../../content/", import.meta.url));
const checked = checkWorkspace(content);
const pages = checked.bulletins.map(({folder: {slug, bulletin}, composed: {view}}) => {
  const layout = checked.layouts.get(bulletin?.版式 ?? "");
  if (!view || !layout) throw new Error(`${slug} has errors`);
  return {slug, view, layout, printed: renderPage(view, layout), web: renderWebPage(view, layout)};
});

const note: OriginNote = {
  id: "o1",
  title: "60.6%",
  expression: "流转率",
  exact: "60.625%",
  lines: [],
  isInternal: false,
};

test("dropNotes leaves what is there without notes", () => {
  const figure = '<data class="figure nb" value="0.6">60%</data>';
  expect(dropNotes(`<p>率为${markFigure(figure, "o1")}。</p>`)).toBe(`<p>率为${figure}。</p>`);
});

test("linkNotes makes a figure a button, with the punctuation that belongs to it", () => {
  const html = linkNotes(`<p>率（${markFigure("<data>60%</data>", "o1")}）。</p>`, [note]);
  expect(html).toContain(
    '<p>率<span class="nb">（<button type="button" class="origin-figure" popovertarget="o1"><data>60%</data></button>）。</span></p>',
  );
  expect(html).toContain('<div class="origin" id="o1" popover');
});

test("linkNotes puts no button into a link, a summary or another button", () => {
  const html = linkNotes(`<p><a href="https://example.com/">率${markFigure("60%", "o1")}</a></p>`, [note]);
  expect(html).toContain('<p><a href="https://example.com/">率60%</a></p>');
});

test("linkNotes puts a sign beside a long list of names, so that the list breaks as text does", () => {
  const names = "顺德村、名杨村、唐坊村、石家村";
  const html = linkNotes(`<p>${markFigure(names, "o1")}。</p>`, [note]);
  expect(html).toContain(
    `<p>${names}<button type="button" class="origin-sign" popovertarget="o1" aria-label="数据来源">`,
  );
});

test.each(pages)("$slug: 数据来源 is printed at the end when the bulletin asks for it", async ({view, layout}) => {
  const page = renderPage({...view, appendix: view.notes ?? []}, layout);
  expect(page.bodyHtml).toContain('<h2 id="origin-appendix-title">数据来源</h2>');
  expect(page.bodyHtml.match(/<li><b>/g)).toHaveLength(view.notes?.length ?? 0);
  const validator = new HtmlValidate({
    extends: ["html-validate:recommended"],
    rules: {"long-title": "off", "prefer-native-element": ["error", {exclude: ["region"]}]},
  });
  const report = await validator.validateString(pageToHtml(page, ""));
  expect(report.results.flatMap(({messages}) => messages.map(({message}) => message))).toEqual([]);
});

describe.each(pages)("the web page of $slug", ({view, printed, web}) => {
  test("is valid HTML", async () => {
    const validator = new HtmlValidate({
      extends: ["html-validate:recommended"],
      // A Markdown table stands in a <div role="region">, whatever notes do.
      rules: {"long-title": "off", "prefer-native-element": ["error", {exclude: ["region"]}]},
    });
    const report = await validator.validateString(pageToHtml(web, ""));
    expect(
      report.results.flatMap(result => result.messages.map(message => `${message.line}: ${message.message}`)),
    ).toEqual([]);
  });

  test("gives each note once, and every button meets its note", () => {
    const ids = [...web.bodyHtml.matchAll(/\sid="([^"]*)"/g)].map(match => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = new Set([...web.bodyHtml.matchAll(/popovertarget="([^"]*)"/g)].map(match => match[1]));
    expect([...targets].filter(target => !ids.includes(target))).toEqual([]);
    expect(targets.size).toBe(view.notes?.length);
  });

  test("shows the same figures as the printed page, which has no trace of notes", () => {
    expect(printed.bodyHtml).not.toMatch(/<!--(?!\/?internal)|popover|origin/);
    const body = web.bodyHtml
      .slice(0, web.bodyHtml.indexOf('<div class="origin-notes">'))
      .replace(/<p class="origin-line">.*?<\/p>/g, "");
    const text = (html: string) => html.replace(/<[^>]*>/g, "").replace(/\s+/g, "");
    expect(text(body)).toBe(text(printed.bodyHtml));
  });

  test("keeps its notes small", () => {
    const size = web.bodyHtml.length - printed.bodyHtml.length;
    expect(size / (view.notes?.length ?? 1)).toBeLessThan(1500);
    expect(size).toBeLessThan(80_000);
  });
});

describe("in the browser", () => {
  let browser: Browser;
  let page: BrowserPage;
  beforeAll(async () => {
    browser = await puppeteer.launch({
      executablePath: await chromium.executablePath(),
      headless: "shell",
      args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
    });
    page = await browser.newPage();
  }, 60_000);
  afterAll(() => browser?.close());

  const open = async (shown: Page | undefined, fontFaces = "") => {
    if (!shown) throw new Error("no page");
    await page.emulateMediaType("screen");
    await page.setContent(pageToHtml(shown, fontFaces));
  };
  const openNotes = () => page.evaluate(() => [...document.querySelectorAll(":popover-open")].map(({id}) => id));
  const monthly = pages.find(({slug}) => slug === "2019-07-monthly");

  test("a figure opens its note by keyboard, Escape closes it and leads back to the figure", async () => {
    await page.setJavaScriptEnabled(false);
    onTestFinished(() => page.setJavaScriptEnabled(true));
    await open(monthly?.web);
    const focused = () =>
      page.evaluate(() => `${document.activeElement?.className} ${document.activeElement?.textContent?.slice(0, 40)}`);
    for (let tabs = 0; tabs < 12 && !(await focused()).startsWith("origin-figure"); tabs++)
      await page.keyboard.press("Tab");
    const figure = await focused();
    expect(figure).toContain("48.3%");
    await page.keyboard.press("Enter");
    const [id] = await openNotes();
    expect(id).toBe("o1");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("o1");
    const text = await page.evaluate(() => document.querySelector(":popover-open")?.textContent?.replace(/\s+/g, " "));
    expect(text).toContain("公式 流转面积 / 耕地面积");
    expect(text).toContain("progress/2019-07.yaml 第9至44行");
    expect(text).toContain("填报：镇党建办 2019-08-02");
    await page.keyboard.press("Escape");
    expect(await openNotes()).toEqual([]);
    expect(await focused()).toBe(figure);
  });

  test.each(pages)(
    "$slug: axe finds nothing, with notes closed and with one open; nothing scrolls sideways",
    async ({web}) => {
      await page.setViewport({width: 375, height: 800});
      await open(web);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
      await page.evaluate(axe);
      const run = () =>
        page.evaluate(async () => {
          const {axe: checker} = globalThis as unknown as {
            axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
          };
          const {violations} = await checker.run();
          return violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
        });
      expect(await run()).toEqual([]);
      await page.evaluate(() => document.querySelector<HTMLElement>("[popover]")?.showPopover());
      expect(await openNotes()).toHaveLength(1);
      expect(await run()).toEqual([]);
    },
    60_000,
  );

  test.each(pages)(
    "$slug: printed from a browser, the web page has the text of the printed page and no notes",
    async ({web, printed}) => {
      // With fonts of their own: those of the machine would break lines elsewhere.
      const fonts = fontFaceCss(await subsetFonts(printedCharacters(web)));
      const print = async (shown: Page) => {
        await open(shown, fonts);
        await page.evaluate(async () => await Promise.all([...document.fonts].map(font => font.load())));
        await page.emulateMediaType("print");
        return readPdf(await page.pdf({preferCSSPageSize: true, printBackground: true, tagged: true}));
      };
      const [fromWeb, plain] = [await print(web), await print(printed)];
      expect(bareText(plain)).not.toContain("数据来源");
      // Charts may come earlier or later in the order of drawing; a line filled to the last point may break elsewhere.
      const characters = (pdf: typeof plain) => [...bareText(pdf)].sort().join("");
      expect(characters(fromWeb) === characters(plain)).toBe(true);
      expect(fromWeb.pages.length).toBe(plain.pages.length);
    },
    60_000,
  );
});
