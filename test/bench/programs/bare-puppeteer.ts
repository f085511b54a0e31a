/** bare-puppeteer.ts OUT BROWSER HTML...: prints finished documents, one after the other, as Puppeteer's manual shows it. */
import {readFileSync, writeFileSync} from "node:fs";
import puppeteer from "puppeteer";

const [out = "", executablePath = "", ...documents] = process.argv.slice(2);
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({executablePath, headless: "shell", args});
const page = await browser.newPage();
for (const [at, html] of documents.entries()) {
  await page.setContent(readFileSync(html, "utf8"));
  const pdf = await page.pdf({preferCSSPageSize: true, printBackground: true, tagged: true, outline: true});
  writeFileSync(`${out}-${at + 1}.pdf`, pdf);
}
await browser.close();
