/** What comes into a text by other ways than keys: an input method, the clipboard, a photo that is dragged, a form, the history. */
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {CDPSession, ElementHandle, Page} from "puppeteer";
import sharp from "sharp";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, press} from "../desk-in-browser.ts";
import {copySample} from "../web-only.ts";

const article = "bulletins/2019-07-feature/cooperatives.md";
const last = "这是最后一段。";
let desk: DeskInBrowser;
let page: Page;
let cdp: CDPSession;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "jianbao-photos-"));
  desk = await openDeskInBrowser(copySample);
  desk.write(article, `${desk.read(article).trimEnd()}\n\n${last}\n`);
  page = await desk.openPage("#/write/2019-07-feature", ".cm-content");
  cdp = await page.createCDPSession();
  await page.waitForSelector(".save-saved");
}, 120_000);
afterAll(async () => {
  await desk?.close();
  rmSync(folder, {recursive: true, force: true});
});

/** Puts characters together as an input method does, and leaves them so. */
async function compose(...steps: readonly string[]): Promise<void> {
  for (const text of steps)
    await cdp.send("Input.imeSetComposition", {text, selectionStart: text.length, selectionEnd: text.length});
}

/** Requests of this method to these addresses wait until they are let go. */
async function hold(method: string, address: string): Promise<() => Promise<void>> {
  await page.evaluate(
    (heldMethod, heldAddress) => {
      const send = window.fetch;
      const held = new Promise<void>(resolve => {
        Object.assign(window, {
          isHeld: false,
          release: () => {
            window.fetch = send;
            resolve();
          },
        });
      });
      window.fetch = async (input, init) => {
        if (init?.method === heldMethod && String(input).startsWith(heldAddress)) {
          Object.assign(window, {isHeld: true});
          await held;
        }
        return await send(input, init);
      };
    },
    method,
    address,
  );
  return async () => await page.evaluate(() => (window as unknown as {release(): void}).release());
}

const holdSaves = () => hold("PUT", "/api/file");
const holdPhotos = () => hold("POST", "/api/photos");
const untilHeld = () => until(() => (window as unknown as {isHeld: boolean}).isHeld);

/** Photos of different colours, so that none is another's. */
async function makePhoto(name: string): Promise<string> {
  const path = join(folder, name);
  const red = [...name].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 256, 0);
  await sharp({create: {width: 900, height: 600, channels: 3, background: {r: red, g: 120, b: 60}}}).toFile(path);
  return path;
}

async function choosePhotos(...names: readonly string[]): Promise<void> {
  const input = (await page.$("input[type=file]")) as ElementHandle<HTMLInputElement> | null;
  await input?.uploadFile(...(await Promise.all(names.map(makePhoto))));
}

async function openArticle(): Promise<void> {
  await page.evaluate(() => location.assign("#/write/2019-07-feature"));
  await page.waitForSelector(".cm-content");
  await page.waitForSelector(".save-saved");
}

async function toEnd(): Promise<void> {
  await page.focus(".cm-content");
  await page.keyboard.down("Control");
  await page.keyboard.press("End");
  await page.keyboard.up("Control");
}

/** The end of the last line that has words. */
async function toLastLine(): Promise<void> {
  await toEnd();
  await page.keyboard.press("ArrowLeft");
}

async function until(isSo: (...given: string[]) => unknown, ...given: readonly string[]): Promise<void> {
  await page.waitForFunction(isSo, {polling: 50, timeout: 20_000}, ...given);
}

async function onDisk(wanted: RegExp): Promise<void> {
  await expect.poll(() => desk.read(article), {timeout: 20_000, interval: 100}).toMatch(wanted);
}

test("a conflict waits for the characters that an input method puts together, and has them in what is mine", async () => {
  await toLastLine();
  const release = await holdSaves();
  await page.keyboard.type("乙");
  await untilHeld();
  desk.write(article, desk.read(article).replace(last, "对方改了最后一段。"));
  await compose("j", "ji", "jia");
  const refused = page.waitForResponse(response => response.status() === 409);
  await release();
  await refused;
  await new Promise(resolve => setTimeout(resolve, 300));
  expect(await page.$("dialog[open]")).toBeNull();
  await cdp.send("Input.insertText", {text: "甲"});
  await page.waitForSelector("dialog[open] .cm-mergeView");
  await until(wanted => document.querySelector("dialog .cm-merge-b")?.textContent?.includes(wanted), `${last}乙甲`);
  await press(page, "用我的");
  await onDisk(new RegExp(`${last}乙甲`));
}, 60_000);

test("a photo whose screen was left while it was sent is in the article all the same", async () => {
  await toLastLine();
  await page.keyboard.type("照片前。");
  await onDisk(/照片前。\n$/);
  const release = await holdPhotos();
  await choosePhotos("left.png", "left-too.png");
  await page.waitForSelector(".jb-upload");
  await page.evaluate(() => location.assign("#/"));
  await page.waitForSelector(".bulletin");
  await release();
  await onDisk(
    /照片前。\n\n!\[图片说明\]\(images\/2019-06-left\.png "宽=2栏"\)\n\n!\[图片说明\]\(images\/2019-06-left-too\.png "宽=2栏"\)\n/,
  );
  await until(() => document.querySelector(".notice")?.textContent?.includes("left-too.png 存好了"));
}, 60_000);

test("a photo that arrives when the article was opened again is written into what stands there now", async () => {
  await openArticle();
  await toEnd();
  await page.keyboard.type("\n又一段。");
  await page.waitForSelector(".save-saved");
  const release = await holdPhotos();
  await choosePhotos("again.png");
  await page.waitForSelector(".jb-upload");
  await page.evaluate(() => location.assign("#/"));
  await page.waitForSelector(".bulletin");
  await openArticle();
  await toEnd();
  await page.keyboard.type("接着写");
  await release();
  await onDisk(/又一段。接着写\n\n!\[图片说明\]\(images\/2019-06-again\.png "宽=2栏"\)\n/);
  await page.keyboard.type("，没有打断");
  await onDisk(/又一段。接着写，没有打断\n\n!\[/);
}, 60_000);
