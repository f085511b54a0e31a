/** 出版 in a real browser: pages drawn, a booklet made, changes seen, an issue marked as issued. */
import {cpSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, press, violations} from "../desk-in-browser.ts";

const sample = fileURLToPath(new URL("../../../content", import.meta.url));
const monthly = "bulletins/2019-07-monthly";

let desk: DeskInBrowser;
let page: Page;
beforeAll(async () => {
  desk = await openDeskInBrowser(content => {
    cpSync(sample, content, {recursive: true});
    for (const slug of ["2019-06-monthly", "2019-07-feature", "2019-07-red-property"])
      rmSync(join(content, "bulletins", slug), {recursive: true});
    rewrite(content, "bulletins/2019-07-handout/bulletin.yaml", text => text.replace(/^输出:.*$/m, "输出: [html]"));
  });
  page = await desk.openPage("#/publish/2019-07-monthly");
  await page.waitForSelector(".pdf-page canvas", {timeout: 120_000});
}, 240_000);
afterAll(() => desk?.close());

test("draws the pages that are in view, with ink on them, and names each", async () => {
  expect(await inkOf(1)).toBeGreaterThan(0.005);
  const names = await page.$$eval(".pdf-page", pages => pages.map(other => other.getAttribute("aria-label")));
  expect(names[2]).toBe(`第3页，共${names.length}页`);
  expect(await page.$$eval(".pdf-page canvas", drawn => drawn.length)).toBeLessThan(names.length);
  expect(await textOf(".publish-side")).toContain(`排的，${names.length} 页。`);
  expect(await violations(page)).toEqual([]);
});

test("goes to a page, keeps it when the zoom changes, and lays pages side by side", async () => {
  await page.focus(".page-field input");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await drawn(5);
  await page.focus(".pdf-view");
  await page.keyboard.press("0");
  await page.waitForFunction(() => document.querySelector(".zoom-shown")?.textContent === "100%");
  expect(await shownPage()).toBe("5");
  await press(page, "两页对开");
  await press(page, "整页");
  await page.waitForFunction(() => document.querySelectorAll(".pdf-row").length === 7);
  const rows = await page.$$eval(".pdf-row", found =>
    found.slice(0, 2).map(row => [...row.children].map(({className}) => className)),
  );
  expect(rows).toEqual([
    ["pdf-empty", "pdf-page"],
    ["pdf-page", "pdf-page"],
  ]);
  expect(await shownPage()).toBe("5");
});

test("makes a booklet, says how to print it, shows it, and gives it under its Chinese name", async () => {
  await page.waitForSelector(".print-form input:checked");
  const progress = await watchProgress();
  await press(page, "生成");
  await page.waitForSelector(".made-files > li", {timeout: 120_000});
  const told = await progress();
  expect(told.slice(0, 2)).toEqual(["等前面的排完", "先排好版面"]);
  expect(told.at(-1)).toBe("正在做印刷文件 3/3");
  const made = await textOf(".made-files");
  expect(made).toContain("小册子（A3）");
  expect(made).toContain("短边翻转");
  await page.focus(".made-files button");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".page-field")?.textContent?.includes("共 6 页"));
  await drawn(1);
  expect(await violations(page)).toEqual([]);

  const address = await page.$eval(".made-files a", link => link.href);
  const file = await page.evaluate(async href => {
    const response = await fetch(href);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return {name: response.headers.get("Content-Disposition"), start: String.fromCharCode(...bytes.slice(0, 5))};
  }, address);
  expect(file.start).toBe("%PDF-");
  expect(decodeURIComponent(file.name ?? "")).toContain("小册子.pdf");

  await press(page, "回去看成品");
  await drawn(5);
  expect(await shownPage()).toBe("5");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("看看");
}, 150_000);

test("shows what was changed without leaving the page, and takes stale files for the printer away", async () => {
  await page.evaluate(() => document.querySelector(".pdf-page canvas")?.classList.add("old"));
  rewrite(desk.content, `${monthly}/practice.md`, text => `${text}\n\n添上这一段，好让版面变一变。\n`);
  await page.waitForFunction(() => !document.querySelector(".pdf-page canvas.old"), {timeout: 120_000});
  await drawn(5);
  expect(await shownPage()).toBe("5");
  await page.waitForFunction(() => !document.querySelector(".made-files"));
}, 150_000);

test("says what stops it and leads to the place", async () => {
  const {content} = desk;
  const whole = readFileSync(join(content, monthly, "practice.md"), "utf8");
  rewrite(content, `${monthly}/practice.md`, text => `${text}\n\n[90户](=顺德村.入社户数)入社。\n`);
  await page.waitForSelector(".publish-side .finding-error", {timeout: 60_000});
  expect(await textOf(".publish-side")).toContain("有错误，没有排成。这里看到的是");
  expect(await page.$eval("#issued-hindrance", said => said.textContent)).toContain("改好了再标");
  await page.focus(".publish-side .finding-error .place");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".cm-activeLine")?.textContent?.includes("90户"));
  rewrite(content, `${monthly}/practice.md`, () => whole);
  await page.goto(`${desk.address}#/publish/2019-07-monthly`);
  await page.waitForFunction(
    () =>
      document.querySelector(".publish-side") &&
      !document.querySelector(".publish-side .finding-error, .build-progress"),
    {timeout: 60_000},
  );
}, 150_000);

test("marks the issue as issued after saying what that means; its print files are made of what was issued", async () => {
  await press(page, "标为已印发");
  await page.waitForSelector("dialog[open]");
  expect(await textOf("dialog")).toContain("从此不再重排");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog"));
  expect(readFileSync(join(desk.content, monthly, "bulletin.yaml"), "utf8")).not.toContain("已印发");

  await press(page, "标为已印发");
  await page.waitForSelector("dialog[open]");
  await page.click("dialog .main");
  await page.waitForFunction(() => document.querySelector(".publish-head .tag")?.textContent === "已印发");
  expect(readFileSync(join(desk.content, monthly, "bulletin.yaml"), "utf8")).toContain("状态: 已印发");
  expect(await page.$(".print-form")).not.toBeNull();
  expect(await textOf(".publish-side")).toContain("这一期已印发");
  expect(await page.$$eval(".publish-side a[download]", links => links.length)).toBe(2);
  expect(await violations(page)).toEqual([]);
}, 60_000);

test("an issued one is printed anew only after saying what that means", async () => {
  await page.waitForFunction(() => !document.querySelector("dialog"));
  expect(await textOf(".publish-side")).not.toMatch(/jianbao|--|figures/);
  await press(page, "重新排印");
  await page.waitForSelector("dialog[open]");
  expect(await textOf("dialog")).toContain("发更正启事");
  expect(await violations(page)).toEqual([]);
  await page.click("dialog .main");
  await page.waitForFunction(() => document.querySelector(".notice")?.textContent?.includes("重新排好了"), {
    timeout: 60_000,
  });
  expect(await textOf(".publish-head .tag")).toBe("已印发");
}, 90_000);

test("tells how an issue without PDF gets one, also on a phone", async () => {
  await page.setViewport({width: 375, height: 800});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  await page.goto(`${desk.address}#/publish/2019-07-handout`);
  await page.waitForSelector(".no-pdf");
  expect(await textOf(".no-pdf")).toContain("输出: [html, pdf]");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await violations(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
}, 60_000);

function rewrite(content: string, path: string, change: (text: string) => string): void {
  const file = join(content, path);
  writeFileSync(file, change(readFileSync(file, "utf8")));
}

function textOf(selector: string): Promise<string> {
  return page.$eval(selector, element => (element as HTMLElement).innerText);
}

/** What is told while files are made, with how far the bar is; each once. */
async function watchProgress(): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told = new Set<string>();
    Object.assign(window, {told});
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLProgressElement>(".print-form progress");
      const words = bar?.parentElement?.innerText ?? "";
      if (bar) told.add(bar.max > 1 ? `${words} ${bar.value}/${bar.max}` : words);
    }).observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  });
  return async () => await page.evaluate(() => [...(window as unknown as {told: Set<string>}).told]);
}

function shownPage(): Promise<string> {
  return page.$eval(".page-field input", field => field.value);
}

function drawn(number: number): Promise<unknown> {
  return page.waitForSelector(`.pdf-page[aria-label^="第${number}页"] canvas`);
}

/** Share of a drawn page that is dark. */
async function inkOf(number: number): Promise<number> {
  await drawn(number);
  return page.$eval(`.pdf-page[aria-label^="第${number}页"] canvas`, element => {
    const canvas = element as HTMLCanvasElement;
    const {data} = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {data: []};
    let dark = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at + 1] ?? 255) < 128) dark += 1;
    return dark / (data.length / 4);
  });
}
