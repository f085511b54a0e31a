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

async function typeByInputMethod(spelled: string, text: string): Promise<void> {
  await compose(...[...spelled].map((_, index) => spelled.slice(0, index + 1)), text);
  await cdp.send("Input.insertText", {text});
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

/** As a screenshot is copied. */
async function copyPicture(): Promise<void> {
  await page
    .browserContext()
    .overridePermissions(new URL(desk.address).origin, [
      "clipboard-read",
      "clipboard-write",
      "clipboard-sanitized-write",
    ]);
  const picture = (await sharp(await makePhoto("shot.png")).toBuffer()).toString("base64");
  await page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({"image/png": new Blob([bytes], {type: "image/png"})})]);
  }, picture);
}

/** As a file is dragged from its folder onto the end of a line. */
async function dragPhoto(name: string, words: string): Promise<void> {
  const path = await makePhoto(name);
  const {x, y} = await page.evaluate(wanted => {
    const line = [...document.querySelectorAll(".cm-line")].find(({textContent}) => textContent === wanted);
    const {left, top, height} = line?.getBoundingClientRect() ?? new DOMRect();
    return {x: left + 40, y: top + height / 2};
  }, words);
  const data = {items: [], files: [path], dragOperationsMask: 1};
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await cdp.send("Input.dispatchDragEvent", {type, x, y, data});
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

test("a picture pasted from the clipboard comes in while an input method is at work, and does not disturb it", async () => {
  await openArticle();
  await toEnd();
  await page.keyboard.type("\n贴图：");
  await copyPicture();
  const release = await holdPhotos();
  await page.keyboard.down("Control");
  await page.keyboard.press("v", {commands: ["Paste"]});
  await page.keyboard.up("Control");
  await page.waitForSelector(".jb-upload");
  await untilHeld();
  await compose("z", "zh", "zhe");
  await release();
  await new Promise(resolve => setTimeout(resolve, 500));
  await compose("zheli", "这里");
  await cdp.send("Input.insertText", {text: "这里"});
  await onDisk(/贴图：这里\n\n!\[图片说明\]\(images\/2019-06-[\w-]+\.png "宽=2栏"\)\n/);
  await typeByInputMethod("haiyou", "还有");
  await onDisk(/贴图：这里还有\n\n!\[/);
}, 60_000);

test("a photo dragged onto a line is written below it, and its caption is typed over by an input method", async () => {
  await toEnd();
  await page.keyboard.type("\n拖到这一行。\n\n最后的话。\n");
  await page.waitForSelector(".save-saved");
  await dragPhoto("dragged.jpg", "拖到这一行。");
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes('-dragged.jpg "宽'));
  await typeByInputMethod("fengshou", "丰收");
  await onDisk(/拖到这一行。\n\n!\[丰收\]\(images\/2019-06-dragged\.jpg "宽=2栏"\)\n\n最后的话。\n/);
}, 60_000);

test("a chart set up in its form by an input method is inserted as it was said, each name once", async () => {
  await toEnd();
  await typeByInputMethod("kantu", "看图：");
  await press(page, "图表");
  await page.waitForSelector("dialog[open] .names input");
  await page.focus("dialog[open] .names input");
  await typeByInputMethod("liuzhuanlv", "流转率");
  await until(() => document.querySelectorAll("dialog .names .name").length === 2);
  expect(await page.$eval("dialog .names input", input => (input as HTMLInputElement).value)).toBe("");
  const title = await page.waitForSelector('::-p-xpath(//dialog//label[span="标题"]//input)');
  await title?.click({count: 3});
  await typeByInputMethod("gepianqu", "各片区的流转率");
  await press(page, "插入");
  await onDisk(/看图：\n\n```图表\n类型: 柱状图\n标题: "各片区的流转率"\n单位: 各片区\n指标: 流转率\n```\n/);
  await typeByInputMethod("wanle", "完了。");
  await onDisk(/```\n*完了。/);
}, 60_000);

test("an earlier save is gone back to from the history, and undone", async () => {
  await page.waitForSelector(".save-saved");
  const before = desk.read(article);
  await toEnd();
  await typeByInputMethod("xiecuo", "写错的一段。");
  await onDisk(/写错的一段。/);
  await page.waitForSelector(".save-saved");
  const wrong = desk.read(article);
  await press(page, "历史");
  await page.waitForSelector("dialog[open] .versions button");
  expect(await page.$eval("dialog[open] h2", heading => heading.textContent)).toBe("“支部牵头办社 小田连片生金”的历史");
  await page.locator("dialog[open] .versions li:nth-child(2) button").click();
  await page.waitForSelector("dialog[open] .comparison .cm-mergeView");
  await press(page, "恢复成这一份");
  await expect.poll(() => desk.read(article), {timeout: 20_000}).toBe(before);
  await page.waitForSelector(".save-saved");
  await page.keyboard.down("Control");
  await page.keyboard.press("z");
  await page.keyboard.up("Control");
  await expect.poll(() => desk.read(article), {timeout: 20_000}).toBe(wrong);
  expect(desk.complaints).toEqual([]);
}, 60_000);
