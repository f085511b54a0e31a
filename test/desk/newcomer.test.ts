/** Somebody who has never seen the desk makes a whole month's bulletin in a real browser, by mouse and keyboard alone. */
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "puppeteer";
import sharp from "sharp";
import {afterAll, beforeAll, expect, onTestFinished, test} from "vitest";
import {parse} from "yaml";
import {readPdf} from "../press/read-pdf.ts";
import {clickBehind, type DeskInBrowser, editorText, openDeskInBrowser, press} from "./desk-in-browser.ts";
import {sampleContent} from "./engine/sample.ts";

const slug = "2019-08-monthly";
const bulletinFolder = `bulletins/${slug}`;
const progressPath = "progress/2019-08.yaml";

/** A sixth thing that villages report, for which last month has no figures. */
const sixth = "分红户数";

type Rows = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

let desk: DeskInBrowser;
beforeAll(async () => {
  desk = await openDeskInBrowser(content => {
    cpSync(sampleContent, content, {recursive: true});
    const path = join(content, "indicators.yaml");
    const line = `  ${sixth}: {单位: 户, 口径: 当期数, 汇总: 合计, 小数: 0, 填报: 村}\n`;
    writeFileSync(path, readFileSync(path, "utf8").replace("\n  # 红色物业\n", `\n${line}\n  # 红色物业\n`));
  });
}, 120_000);
afterAll(async () => await desk?.close());

const onDisk = (path: string) => desk.read(path);

test("a newcomer's whole month", async () => {
  const page = await desk.openPage();
  await createBulletin(page);
  await fillFigures(page);
  await writeParagraph(page);
  await fixClaim(page);
  await dropPhoto(page);
  await fixWhatWasCopied(page);
  const {text} = await downloadPdf(page);
  expect(text).toContain("顺德村流转土地394亩，近400亩，是今年的新起点。");
  expect(text).toContain("大蒜丰收");
  expect(desk.complaints).toEqual([]);
}, 300_000);

/** 新建 from last month: the month after the newest one, and a table for it. */
async function createBulletin(page: Page): Promise<void> {
  await press(page, "新建一期");
  await page.waitForSelector("dialog[open]");
  await page.select("dialog[open] select", "简报");
  await page.waitForSelector('dialog[open] option[value="2019-07-monthly"]');
  await page.select('dialog[open] label:has(option[value="2019-07-monthly"]) select', "2019-07-monthly");
  expect(await page.$eval('dialog[open] input[type="month"]', input => (input as HTMLInputElement).value)).toBe(
    "2019-08",
  );
  await press(page, "新建");
  await press(page, "先填数");
  await page.waitForSelector('[role="grid"]');
  expect(parse(onDisk(`${bulletinFolder}/bulletin.yaml`))).toMatchObject({期间: "2019-08", 期号: 8, 总期号: 20});
}

/** 32 villages with 6 figures each, as they are copied in Excel: with the header and the names. */
function clipboard(): {readonly text: string; readonly rows: Rows} {
  const july = (parse(onDisk("progress/2019-07.yaml")) as {数据: Rows}).数据;
  const names = ["领办合作社", "流转面积", "入社户数", "村集体增收", "务工人次", sixth];
  const rows: Record<string, Record<string, number>> = {};
  for (const [unit, values] of Object.entries(july)) {
    if (values.流转面积 === undefined) continue;
    const grown = {...values, 流转面积: Number(values.流转面积) + 6, 务工人次: values.务工人次 ?? 61, [sixth]: 20};
    rows[unit] = Object.fromEntries(names.map(name => [name, Number(grown[name as keyof typeof grown])]));
  }
  const lines = Object.entries(rows).map(([unit, values]) => [unit, ...names.map(name => values[name])].join("\t"));
  return {text: [["单位", ...names].join("\t"), ...lines].join("\r\n"), rows};
}

async function fillFigures(page: Page): Promise<void> {
  const {text, rows} = clipboard();
  expect(Object.keys(rows)).toHaveLength(32);
  const before = onDisk(progressPath);
  await page.waitForSelector('[role="grid"] [data-active]');
  await page.focus('[role="grid"] [data-active]');
  await page.evaluate(pasted => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.activeElement?.dispatchEvent(event);
  }, text);
  await page.waitForSelector(".is-unsaved");
  await page.waitForFunction(() => !document.querySelector(".is-unsaved"));
  const {数据: saved} = parse(onDisk(progressPath)) as {数据: Rows};
  for (const [unit, values] of Object.entries(rows)) expect(saved[unit]).toEqual(values);
  const remarks = (yaml: string) => yaml.split("\n").filter(line => /^\s*#/.test(line));
  expect(remarks(onDisk(progressPath))).toEqual(remarks(before));
  expect(await page.$$(".is-error")).toHaveLength(0);
}

/** A paragraph with a reference whose unit and indicator are completed, and a claim that is wrong. */
async function writeParagraph(page: Page): Promise<void> {
  await press(page, "期刊列表");
  await page.locator(`.bulletin-acts a[href="#/write/${slug}"]`).click();
  await page.waitForSelector(".save-saved");
  await clickBehind(page, "## 一、总体情况");
  await page.keyboard.press("End");
  await page.keyboard.type("\n\n顺德村流转土地");
  await page.keyboard.type("{{");
  await page.keyboard.type("顺德");
  await chooseCompletion(page, "顺德村");
  await page.keyboard.type("流转面");
  await chooseCompletion(page, "流转面积");
  await page.keyboard.press("End");
  await page.keyboard.type("，[近500亩](=顺德村.流转面积)，是今年的新起点。");
  await pageShows(page, "近500亩，是今年的新起点。");
  await page.waitForSelector(".cm-lintRange-error");
}

/** Takes what is offered first, when that is it. */
async function chooseCompletion(page: Page, name: string): Promise<void> {
  await page.locator(`.cm-tooltip-autocomplete li[aria-selected]::-p-text(${name})`).click();
  await page.waitForFunction(
    wanted => (document.querySelector(".cm-activeLine")?.textContent ?? "").includes(wanted),
    {},
    name,
  );
}

async function fixClaim(page: Page): Promise<void> {
  await clickBehind(page, "近500");
  await page.keyboard.down("Control");
  await page.keyboard.press(".");
  await page.keyboard.up("Control");
  await pressFix(page, "dialog[open]", "近400亩");
  await page.waitForFunction(() =>
    document.querySelector(".cm-content")?.textContent?.includes("[近400亩](=顺德村.流转面积)"),
  );
  await page.waitForFunction(() => !document.querySelector(".cm-lintRange-error"));
  await pageShows(page, "顺德村流转土地394亩，近400亩，是今年的新起点。");
}

async function pressFix(page: Page, within: string, words: string): Promise<void> {
  await page.waitForFunction(
    (place, wanted) => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>(`${place} .finding-actions button`)];
      const button = buttons.find(({textContent}) => textContent?.includes(wanted));
      button?.click();
      return button !== undefined;
    },
    {},
    within,
    words,
  );
}

/** Waits until the page beside the text shows some words. */
async function pageShows(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    wanted => {
      const frame = document.querySelector<HTMLIFrameElement>(".preview-pane iframe");
      const seen = frame?.contentDocument?.body.textContent ?? "";
      return seen.replace(/\s/g, "").includes(wanted);
    },
    {},
    words,
  );
}

/** A photo as a camera makes it, dropped at the end of the new paragraph. */
async function dropPhoto(page: Page): Promise<void> {
  const noise = {type: "gaussian", mean: 120, sigma: 40} as const;
  const photo = await sharp({create: {width: 1600, height: 1200, channels: 3, background: "#7a5", noise}})
    .jpeg()
    .toBuffer();
  await page.evaluate(
    (base64, name) => {
      const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name, {type: "image/jpeg"}));
      const line = [...document.querySelectorAll(".cm-line")].find(({textContent}) => textContent?.includes("新起点"));
      if (!line) throw new Error("the paragraph is not in sight");
      const {right, bottom} = line.getBoundingClientRect();
      const at = {clientX: right - 4, clientY: bottom - 6, bubbles: true, cancelable: true, dataTransfer};
      line.dispatchEvent(new DragEvent("dragenter", at));
      line.dispatchEvent(new DragEvent("dragover", at));
      line.dispatchEvent(new DragEvent("drop", at));
    },
    photo.toString("base64"),
    "大蒜 丰收.jpg",
  );
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes("![图片说明](images/"));
  // The caption is selected: it is typed over.
  await page.keyboard.type("大蒜丰收");
  await page.waitForFunction(() => {
    const frame = document.querySelector<HTMLIFrameElement>(".preview-pane iframe");
    const image = [...(frame?.contentDocument?.images ?? [])].find(({alt}) => alt.includes("大蒜丰收"));
    return image?.complete && image.naturalWidth > 0;
  });
  await page.waitForSelector(".save-saved");
  expect(await editorText(page)).toMatch(/!\[大蒜丰收\]\(images\/[^)]+\.jpg "宽=2栏"\)/);
  expect(readdirSync(join(desk.content, bulletinFolder, "images")).some(name => name.endsWith(".jpg"))).toBe(true);
}

/** What was true of last month and is copied with its text: found, and fixed from the list of findings. */
async function fixWhatWasCopied(page: Page): Promise<void> {
  await page.locator(`.file-tabs a[title="practice.md"]`).click();
  await page.waitForFunction(() => document.querySelector(".cm-content")?.textContent?.includes("首次迈过60%"));
  await page.locator(".findings-panel summary").click();
  await page.waitForSelector(".cm-lintRange-error");
  await pressFix(page, ".findings-panel", "迈过60%");
  await page.waitForFunction(() => {
    const summary = document.querySelector(".findings-panel summary")?.textContent ?? "错误";
    return !summary.includes("处错误");
  });
  await page.waitForSelector(".save-saved");
  expect(onDisk(`${bulletinFolder}/practice.md`)).toContain("[迈过60%](=顺德村.流转率)");
}

/** 出版: the PDF as the browser saves it. */
async function downloadPdf(page: Page): Promise<{readonly text: string}> {
  const folder = mkdtempSync(join(tmpdir(), "jianbao-download-"));
  onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
  const session = await page.browser().target().createCDPSession();
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder,
    browserContextId: page.browserContext().id ?? "",
    eventsEnabled: true,
  });
  const saved = new Promise<void>((resolve, reject) => {
    session.on("Browser.downloadProgress", ({state}) => {
      if (state === "completed") resolve();
      if (state === "canceled") reject(new Error("the download was cancelled"));
    });
  });
  await page.locator(`nav a[href="#/publish/${slug}"]`).click();
  await page.locator(`main a[href*="/${slug}.pdf"][download]`).setTimeout(90_000).click();
  await saved;
  const [name = ""] = readdirSync(folder);
  expect(name).toMatch(/\.pdf$/);
  const {pages} = await readPdf(readFileSync(join(folder, name)));
  return {
    text: pages
      .map(({text}) => text)
      .join("")
      .replace(/\s/g, ""),
  };
}
