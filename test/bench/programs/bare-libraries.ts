/**
 * bare-libraries.ts CONTENT FINISHED OUT [BROWSER [WORKSPACE]]: the same files from the same sources by the libraries that jianbao is
 * built with, and nothing else: YAML is parsed and not checked, references stay as they are written, charts are plain, one
 * set of fonts, ready, goes into each page, and what is printed was laid out before. Files are written in place and none
 * is remembered. What this takes, no program with these libraries can do without.
 *
 * WORKSPACE: before that every file in it is read and fingerprinted, as it has to be when changes are told by content.
 */
import {hash} from "node:crypto";
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import type {ChartJSNodeCanvas} from "chartjs-node-canvas";
import {Eta} from "eta";
import {marked} from "marked";
import {parse} from "yaml";
import {type FinishedDocument, readDocuments, readText} from "../works/finished-work.ts";
import {startBareChromium} from "./bare-chromium.ts";
import {openLimitPage} from "./limit-printer.ts";
import {writeFontconfig} from "./write-fontconfig.ts";

const [content = "", finished = "", out = "", browserPath, workspace] = process.argv.slice(2);

const browser = browserPath
  ? startBareChromium(browserPath, {FONTCONFIG_FILE: writeFontconfig(resolve(finished))})
  : undefined;
if (workspace !== undefined) {
  const prints = filesBelow(workspace).map(path => hash("sha256", readFileSync(path)));
  if (prints.length === 0) throw new Error("The workspace is empty.");
}
const data = [
  ...["jianbao.yaml", "units.yaml", "indicators.yaml"],
  ...readdirSync(join(content, "progress")).map(name => join("progress", name)),
].map((name): unknown => parse(readText(content, name)));
if (data.some(file => file === null)) throw new Error("The workspace has an empty file.");

const css = readText(finished, "style.css");
const fonts = Buffer.from(readText(finished, "web-fonts.css"));
const page = new Eta({autoEscape: false}).compile(
  "<body><h1><%= it.bulletin.标题 %></h1><% for (const article of it.articles) { %><article><%= article %></article><% } %>" +
    "<% for (const chart of it.charts) { %><figure><%= chart %></figure><% } %></body></html>\n",
);
const render = new Eta({autoEscape: false});
const waiting = readdirSync(join(content, "bulletins")).sort();
const documents = new Map(browser ? readDocuments(finished).map(document => [document.slug, document]) : []);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : filesBelow(path);
    return [path];
  });
}

/** Two bulletins at a time, so that pages are made while others are printed. */
async function makeInTurn(print: ((document: FinishedDocument) => Promise<Uint8Array>) | undefined): Promise<void> {
  for (let slug = waiting.shift(); slug !== undefined; slug = waiting.shift()) {
    mkdirSync(join(out, slug), {recursive: true});
    const document = documents.get(slug);
    const printed = document && print?.(document);
    makeWebPage(slug);
    if (printed) writeFileSync(join(out, slug, `${slug}.pdf`), await printed);
  }
}

function makeWebPage(slug: string): void {
  const read = (name: string) => readFileSync(join(content, "bulletins", slug, name), "utf8");
  const bulletin = parse(read("bulletin.yaml")) as {稿件: readonly string[]};
  const texts = bulletin.稿件.map(read);
  const heads = texts.map((text): unknown => parse(text.slice(4, text.indexOf("\n---", 4))));
  const articles = texts.map(text => marked.parse(text.slice(text.indexOf("\n---", 4) + 4)));
  const charts = texts.flatMap(text => text.match(/(?<=\n```图表\n)[^`]*/g) ?? []).map(drawChart);
  const body = render.render(page, {bulletin, heads, articles, charts});
  const before = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${css}</style><style>`;
  writeFileSync(
    join(out, slug, "index.html"),
    Buffer.concat([Buffer.from(before), fonts, Buffer.from(`</style>${body}`)]),
  );
}

let canvas: ChartJSNodeCanvas | undefined;

/** A chart of as many figures as the bulletin's own, its legend and axes left to Chart.js. */
function drawChart(spec: string): string {
  const {类型, 指标} = parse(spec) as {类型: string; 指标: string | readonly string[]};
  if (!canvas) {
    // Loaded as jianbao does it: for the first chart.
    const {ChartJSNodeCanvas} = createRequire(import.meta.url)(
      "chartjs-node-canvas",
    ) as typeof import("chartjs-node-canvas");
    canvas = new ChartJSNodeCanvas({type: "svg", width: 680, height: 300});
  }
  const datasets = [指标].flat().map((label, at) => ({label, data: [at + 1, at + 2, at + 4]}));
  const type = 类型 === "折线图" ? "line" : "bar";
  const options = {animation: false, responsive: false} as const;
  return canvas.renderToBufferSync({type, data: {labels: ["5月", "6月", "7月"], datasets}, options}).toString("utf8");
}

mkdirSync(out, {recursive: true});
if (browser) {
  const pages = [0, 1].map(async () => {
    const {print} = await openLimitPage(browser, "", css);
    await makeInTurn(print);
  });
  await Promise.all(pages);
  await browser.close();
} else await makeInTurn(undefined);
