/** bare-puppeteer.ts HTML OUT BROWSER: prints a finished document as Puppeteer's manual shows it. */
import {readFileSync, writeFileSync} from "node:fs";
import puppeteer from "puppeteer";

const [html = "", out = "", executablePath = ""] = process.argv.slice(2);
const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await puppeteer.launch({executablePath, headless: "shell", args});
const page = await browser.newPage();
await page.setContent(readFileSync(html, "utf8"));
const pdf = await page.pdf({preferCSSPageSize: true, printBackground: true, tagged: true, outline: true});
writeFileSync(out, pdf);
await browser.close();
