/** The sample's bulletins as a reader gets them: files written, PDF read back, HTML held against standards. */
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {HtmlValidate} from "html-validate";
import puppeteer, {type Browser} from "puppeteer";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {type BuildResult, buildWorkspace} from "../../src/build/index.ts";
import {findBrowser} from "../../src/press/index.ts";
import {linesOf, measurePdf, readContents} from "../pages/measure-pdf.ts";
import {type ReadPdf, readPdf} from "../press/read-pdf.ts";
import {contentFolder} from "./town.ts";

const out = mkdtempSync(join(tmpdir(), "jianbao-sample-"));
const checked = checkWorkspace(contentFolder);
const slugs = checked.workspace.bulletins.map(({slug}) => slug);
let result: BuildResult;
let browser: Browser;

beforeAll(async () => {
  result = await buildWorkspace({content: contentFolder, out});
  const {path} = await findBrowser(process.env);
  browser = await puppeteer.launch({executablePath: path, headless: "shell", args: ["--no-sandbox"]});
}, 180_000);

afterAll(async () => {
  await browser?.close();
  rmSync(out, {recursive: true, force: true});
});

test("the sample has five bulletins at least, in all three layouts, and no finding", () => {
  expect(result.diagnostics).toEqual([]);
  expect(result.bulletins.filter(({status}) => status === "built").length).toBeGreaterThanOrEqual(5);
  const layouts = new Set(checked.workspace.bulletins.map(({bulletin}) => bulletin?.版式));
  expect([...layouts].sort()).toEqual(["专题", "会议材料", "简报"].sort());
});

test("the list of bulletins leads to every web page and PDF", () => {
  const html = readFileSync(join(out, "index.html"), "utf8");
  for (const slug of slugs) {
    expect(html).toContain(`href="${slug}/index.html"`);
    expect(html).toContain(`href="${slug}/${slug}.pdf"`);
  }
});

const briefings = checked.bulletins.filter(({folder}) => folder.bulletin?.版式 === "简报");

test.each(briefings.map(({folder, composed}) => ({slug: folder.slug, articles: composed.view?.articles ?? []})))(
  "$slug: 目录 is true, and text stands above the closing block on the last page",
  async ({slug, articles}) => {
    const pages = await measurePdf(readFileSync(join(out, slug, `${slug}.pdf`)));
    expect(articles.length).toBeGreaterThan(1);
    const titles = articles.map(({titleText}) => titleText);
    for (const {title, said, printed} of readContents(pages, titles)) expect(said, title).toBe(printed);
    const lines = linesOf(pages.at(-1)?.texts ?? []);
    const closing = lines.findIndex(([first]) => first?.text.startsWith("报："));
    expect(closing).toBeGreaterThan(0);
    // Text, not notes alone, which are smaller, nor a byline alone.
    const text = lines.slice(0, closing).filter(([first]) => Math.abs((first?.sizePt ?? 0) - 16) < 0.01);
    expect(text.length).toBeGreaterThan(2);
  },
);

describe.each(slugs)("%s", slug => {
  const composed = checked.bulletins.find(({folder}) => folder.slug === slug)?.composed;
  const html = () => readFileSync(join(out, slug, "index.html"), "utf8");
  let pdf: ReadPdf;
  let text: string;
  beforeAll(async () => {
    pdf = await readPdf(readFileSync(join(out, slug, `${slug}.pdf`)));
    text = pdf.pages.map(({taggedText}) => taggedText.replaceAll(/\s/g, "")).join("");
  });

  test("the PDF holds every sentence of its articles, character for character", () => {
    const missing: string[] = [];
    for (const article of composed?.view?.articles ?? []) {
      // A chart's text alternative is for those who do not see the drawing; in print the drawing is there.
      const printed = article.bodyHtml
        .replaceAll(/<figure class="chart[\s\S]*?<\/figure>/g, "")
        // Says on the web page alone what only the print holds.
        .replaceAll(/<p class="note internal-note"[^>]*>.*?<\/p>/g, "");
      for (const block of printed.matchAll(/<(p|h3|h4|li)\b[^>]*>([\s\S]*?)<\/\1>/g)) {
        const plain = plainText((block[2] ?? "").replace(/<[^>]*>/g, "")).replaceAll(/\s/g, "");
        for (const sentence of plain.match(/[^。？！]+[。？！]?/g) ?? []) {
          if (!text.includes(sentence)) missing.push(sentence);
        }
      }
      expect(text).toContain(article.titleText.replaceAll(/\s/g, ""));
    }
    expect(missing).toEqual([]);
  });

  test("sentences typed without a reference reach the PDF as they stand in the file", () => {
    const articles = [...(checked.workspace.bulletins.find(folder => folder.slug === slug)?.articles.values() ?? [])];
    const sentences = articles.flatMap(({text: source}) =>
      source
        .replace(/^---[\s\S]*?\n---\n/, "")
        .replace(/```[\s\S]*?```/g, "")
        .split("\n")
        .filter(line => !/^[#|:>!\-\d]/.test(line.trim()))
        .flatMap(line => line.match(/[^。？！]+[。？！]/g) ?? [])
        .filter(sentence => !/[{}[\]*_`]/.test(sentence))
        .map(sentence => sentence.replaceAll(/\s/g, "")),
    );
    expect(articles.length).toBeGreaterThan(0);
    expect(sentences.filter(sentence => !text.includes(sentence))).toEqual([]);
  });

  test("every font of the PDF is embedded and cut to what is used", () => {
    expect(pdf.fonts.length).toBeGreaterThan(0);
    expect(pdf.fonts.filter(({embedded}) => !embedded)).toEqual([]);
    expect(pdf.fonts.filter(({subset}) => !subset)).toEqual([]);
  });

  test("no radical code points in PDF or HTML", () => {
    expect(text.match(/[\u2e80-\u2fdf]/g)).toBeNull();
    expect(html().match(/[\u2e80-\u2fdf]/g)).toBeNull();
  });

  test("the PDF has its paper, tags, outline, title, author and language", () => {
    const view = composed?.view;
    for (const page of pdf.pages) {
      expect(Math.abs(page.widthMm - (view?.paper.widthMm ?? 0))).toBeLessThan(0.5);
      expect(Math.abs(page.heightMm - (view?.paper.heightMm ?? 0))).toBeLessThan(0.5);
    }
    expect(pdf.tagged).toBe(true);
    expect(pdf.lang).toBe("zh-CN");
    expect(pdf.info.Title).toBe(view?.title);
    expect(pdf.info.Author).toBeTruthy();
    expect(pdf.outline.length).toBeGreaterThan(0);
    expect(pdf.displaysTitle).toBe(true);
  });

  test("the demonstration mark stands on every page and on the web page", () => {
    for (const page of pdf.pages) expect(page.text.replaceAll(/\s/g, "")).toContain("演示数据");
    expect(html()).toContain("演示数据");
  });

  test("the HTML passes a standards checker and reaches for nothing outside itself", async () => {
    const report = await new HtmlValidate({extends: ["html-validate:recommended"]}).validateString(html());
    const messages = report.results.flatMap(({messages: found}) =>
      found.map(({ruleId, message, line}) => `${ruleId} ${line}: ${message}`),
    );
    expect(messages).toEqual([]);
    expect(html()).not.toMatch(/<(script|link|iframe)\b|\bsrc="(?!data:)|url\((?!data:|#|&)/);
  });

  test("axe finds no violation on a phone and on a desk", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(out, slug, "index.html")).href);
    for (const width of [375, 1280]) {
      await page.setViewport({width, height: 800});
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
      const violations = await page.evaluate(async () => {
        const {axe} = globalThis as unknown as {
          axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
        };
        return (await axe.run()).violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
      });
      expect(violations).toEqual([]);
    }
    await page.close();
  }, 300_000);
});

function plainText(html: string): string {
  return html
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"');
}
