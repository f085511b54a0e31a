import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import puppeteer, {type Browser, type Page} from "puppeteer";
import {findBrowser} from "../../src/press/index.ts";
import {addressOf, startDesk} from "./desk-program.ts";

/** `jianbao dev` as a program, and a browser to open it with. */
export interface DeskInBrowser {
  readonly content: string;
  /** "http://127.0.0.1:34567/" */
  readonly address: string;
  /** A page of a person of their own: no cookies or storage shared with others. `shown`: what is waited for. */
  openPage(path?: string, shown?: string): Promise<Page>;
  /** A file of the workspace: "bulletins/x/a.md". */
  read(path: string): string;
  write(path: string, text: string): void;
  /** What a page said went wrong in it: thrown, or refused by its policy. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** `fill` puts the workspace into a new folder; `more` are further words for the command. */
export async function openDeskInBrowser(
  fill: (content: string) => void,
  more: readonly string[] = [],
): Promise<DeskInBrowser> {
  const folder = mkdtempSync(join(tmpdir(), "jianbao-desk-"));
  const content = join(folder, "content");
  mkdirSync(content);
  fill(content);
  const complaints: string[] = [];
  let browser: Browser | undefined;
  const child = startDesk({content, out: join(folder, "out")}, more);
  const close = async () => {
    await browser?.close();
    const ended = new Promise(resolve => child.once("exit", resolve));
    if (child.exitCode === null && child.kill("SIGINT")) await ended;
    rmSync(folder, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const address = await addressOf(child);
    const {path: executablePath} = await findBrowser(process.env);
    browser = await puppeteer.launch({
      executablePath,
      headless: "shell",
      args: ["--no-sandbox", "--disable-gpu", "--lang=zh-CN"],
    });
    const launched = browser;
    return {
      content,
      address,
      complaints,
      close,
      read: path => readFileSync(join(content, path), "utf8"),
      write: (path, text) => writeFileSync(join(content, path), text),
      async openPage(path = "", shown = ".top-bar") {
        const context = await launched.createBrowserContext();
        const page = await context.newPage();
        await page.setViewport({width: 1440, height: 900});
        page.setDefaultTimeout(30_000);
        page.on("pageerror", error => complaints.push(String(error)));
        page.on("console", message => {
          if (message.type() === "error" && !answered.test(message.text())) complaints.push(message.text());
        });
        await page.goto(address + path);
        await page.waitForSelector(shown);
        return page;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** No fault of a page: a refusal, which it tells in its own words, or a server that is not there. */
const answered = /status of 4\d\d|net::ERR_(?:INTERNET_DISCONNECTED|CONNECTION_REFUSED)/;

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds on the page as it is: "rule: element". */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const {axe} = globalThis as unknown as {
      axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    // A button that was grey until now turns red by and by, while its letters are white at once.
    const turning = document.getAnimations().filter(animation => animation instanceof CSSTransition);
    await Promise.all(turning.map(({finished}) => finished.catch(() => undefined)));
    return (await axe.run()).violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html.slice(0, 200)}`);
  });
}

/** The text in the editor as it is, also what is scrolled away. */
export function editorText(page: Page): Promise<string> {
  return page.$eval(".cm-content", content => {
    const lines = [...content.querySelectorAll(".cm-line")].map(line => line.textContent ?? "");
    return lines.join("\n");
  });
}

/** Puts the cursor behind a text in the editor, at the first line that has it. */
export async function clickBehind(page: Page, text: string): Promise<void> {
  const place = await page.waitForFunction(
    wanted => {
      const lines = [...document.querySelectorAll(".cm-content .cm-line")];
      const line = lines.find(({textContent}) => textContent?.includes(wanted));
      if (!line) return undefined;
      let left = (line.textContent ?? "").indexOf(wanted) + wanted.length;
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const {length} = node.textContent ?? "";
        if (left > length) {
          left -= length;
          continue;
        }
        const range = document.createRange();
        range.setStart(node, left - 1);
        range.setEnd(node, left);
        const {right, top, bottom} = range.getBoundingClientRect();
        const y = (top + bottom) / 2;
        const seen = document.elementFromPoint(right - 1, y);
        return seen && line.contains(seen) ? {x: right - 1, y} : undefined;
      }
      return undefined;
    },
    {},
    text,
  );
  const {x, y} = (await place.jsonValue()) as {x: number; y: number};
  await page.mouse.click(x, y);
}

/** Presses the button with these words, when it is there and can be pressed. */
export async function press(page: Page, words: string): Promise<void> {
  await page.locator(`::-p-xpath(//*[self::button or self::a][normalize-space()="${words}"])`).click();
}
