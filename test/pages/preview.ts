/**
 * Run by hand: `node test/pages/preview.ts [DIR]` writes HTML, PDF and screenshots of the fixtures, to be looked at.
 */
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import chromium from "@sparticuz/chromium";
import puppeteer from "puppeteer";
import {
  findMissingCharacters,
  fontFaceCss,
  pageToHtml,
  readBuiltInLayouts,
  renderPage,
  settleBriefing,
  subsetFonts,
} from "../../src/pages/index.ts";
import {bulletins} from "./fixture.ts";

const folder = process.argv[2] ?? "out/preview";
await mkdir(folder, {recursive: true});
const layouts = readBuiltInLayouts();
const browser = await puppeteer.launch({
  executablePath: await chromium.executablePath(),
  headless: "shell",
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
});
for (const {view, layout} of bulletins) {
  const found = layouts.get(layout);
  if (found === undefined) throw new Error(`no layout ${layout}`);
  const bare = pageToHtml(renderPage(view, found), "");
  const faces = await subsetFonts(bare);
  const html = pageToHtml(renderPage(view, found), fontFaceCss(faces));
  await writeFile(join(folder, `${view.slug}.html`), html);
  const page = await browser.newPage();
  await page.setContent(html);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  for (const width of [375, 1280]) {
    await page.setViewport({width, height: 900});
    await page.screenshot({path: join(folder, `${view.slug}-${width}.png`), fullPage: true});
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) console.log(`${view.slug}: ${overflow} px wider than the screen at ${width}`);
  }
  await page.emulateMediaType("print");
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map(face => face.load()));
  });
  const settled = await page.evaluate(settleBriefing);
  await page.pdf({
    path: join(folder, `${view.slug}.pdf`),
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
  });
  console.log(
    view.slug,
    `${Math.round(html.length / 1024)} KB`,
    settled,
    findMissingCharacters(bare.replace(/<[^>]*>/g, ""), faces).join(""),
  );
  await page.close();
}
await browser.close();
