/**
 * print-limit.ts FINISHED OUT BROWSER web|system BROWSERS PAGES: finished documents to PDF with nothing else. Fonts and
 * stylesheet stay in the page, each document only brings its body; `web` has the fonts in the stylesheet, `system` offers
 * them to the browser as installed ones.
 */
import {mkdirSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {readDocuments, readText} from "../works/finished-work.ts";
import {startBareChromium} from "./bare-chromium.ts";
import {openLimitPage} from "./limit-printer.ts";
import {writeFontconfig} from "./write-fontconfig.ts";

const [folder = "", out = "", browserPath = "", fonts = "web", browserCount = "1", pageCount = "2"] =
  process.argv.slice(2);
const isSystem = fonts === "system";
const env = isSystem ? {FONTCONFIG_FILE: writeFontconfig(resolve(folder))} : {};
const browsers = Array.from({length: Number(browserCount)}, () => startBareChromium(browserPath, env));
const css = readText(folder, "style.css");
const fontFaces = isSystem ? "" : readText(folder, "fonts.css");
const waiting = [...readDocuments(folder)];
mkdirSync(out, {recursive: true});
const pages = Array.from({length: Number(pageCount)}, (_, at) => browsers[at % browsers.length]);
await Promise.all(
  pages.map(async browser => {
    if (!browser) return;
    const {print} = await openLimitPage(browser, fontFaces, css);
    for (let next = waiting.shift(); next; next = waiting.shift())
      writeFileSync(join(out, `${next.slug}.pdf`), await print(next));
  }),
);
await Promise.all(browsers.map(browser => browser.close()));
