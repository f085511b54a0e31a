/** The numbers of a bulletin gone through in a real browser: by kind, to their places and origins, ticked, printed. */
import type {Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, violations} from "../desk-in-browser.ts";
import {copySample} from "../web-only.ts";

const article = "bulletins/2019-07-feature/cooperatives.md";
let desk: DeskInBrowser;
let page: Page;
beforeAll(async () => {
  desk = await openDeskInBrowser(copySample);
  page = await desk.openPage();
  await open();
}, 120_000);
afterAll(() => desk?.close());

test("lists all numbers in their order, with what they are held against", async () => {
  const rows = await page.$$eval(".numbers tbody tr:not(.article)", all => all.length);
  expect(await textOf(".number-filters button")).toBe(`全部${rows}`);
  expect(rows).toBeGreaterThan(50);
  expect(await rowOf("近400亩")).toMatch(/核对✓ 对371亩顺德村\.流转面积.*顺德村 2019年6月 流转面积 = 371亩/);
  expect(await violations(page)).toEqual([]);
});

test("a claim that becomes wrong is seen at once, and found by its filter", async () => {
  desk.write(article, desk.read(article).replace("[近400亩](=顺德村.流转面积)", "[近900亩](=顺德村.流转面积)"));
  await page.waitForSelector(".is-bad-red", {timeout: 20_000});
  await clickButton("不对1");
  expect(await page.$$eval(".numbers tbody tr:not(.article)", all => all.length)).toBe(1);
  expect(await rowOf("近900亩")).toMatch(/✕ 不对371亩/);
  expect(await violations(page)).toEqual([]);
});

test("leads to the place in the text and to the cell of the origin", async () => {
  const leads = await page.$$eval(".numbers tbody td a", links => links.map(link => link.getAttribute("href") ?? ""));
  expect(decodeURIComponent(leads[0] ?? "")).toBe(`#/write/2019-07-feature?file=${article}&line=46`);
  await page.click(".numbers .origin a");
  await page.waitForSelector("[role=grid] [data-active]");
  await page.waitForFunction(() => document.activeElement?.closest("[role=grid]") !== null);
  const row = await page.evaluate(() => document.activeElement?.closest("tr")?.querySelector("th")?.textContent);
  expect(row).toBe("顺德村");
  expect(await page.evaluate(() => location.hash)).toMatch(/^#\/fill\/2019-06\?/);
});

test("ticks are kept, and lost by a number that changes", async () => {
  await open();
  await tick("57户");
  await tick("近900亩");
  expect(await textOf(".ticked")).toMatch(/^已核 2 \//);
  await page.reload();
  await page.waitForSelector(".numbers");
  expect(await textOf(".ticked")).toMatch(/^已核 2 \//);
  desk.write(article, desk.read(article).replace("[近900亩](=顺德村.流转面积)", "[近400亩](=顺德村.流转面积)"));
  await page.waitForFunction(() => document.querySelector(".ticked")?.textContent?.startsWith("已核 1 /"), {
    timeout: 20_000,
  });
});

test("prints a sheet to be signed, without the desk around it", async () => {
  await page.emulateMediaType("print");
  const shown = (selector: string) => page.$eval(selector, element => getComputedStyle(element).display !== "none");
  expect(await shown(".sign-here")).toBe(true);
  expect(await shown(".numbers thead")).toBe(true);
  expect(await shown(".top-bar")).toBe(false);
  expect(await shown(".number-filters")).toBe(false);
  await page.emulateMediaType("screen");
});

test("fits a phone; axe finds nothing there", async () => {
  await page.setViewport({width: 375, height: 740});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await violations(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
});

async function open(): Promise<void> {
  await page.goto(`${desk.address}#/numbers/2019-07-feature`);
  await page.waitForSelector(".numbers");
}

function rowOf(number: string): Promise<string> {
  return page.evaluate(wanted => {
    const rows = [...document.querySelectorAll(".numbers tbody tr")];
    return rows.find(row => row.querySelector("mark")?.textContent === wanted)?.textContent ?? "";
  }, number);
}

async function tick(number: string): Promise<void> {
  await page.evaluate(wanted => {
    const rows = [...document.querySelectorAll(".numbers tbody tr")];
    const row = rows.find(each => each.querySelector("mark")?.textContent === wanted);
    row?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
  }, number);
}

async function clickButton(words: string): Promise<void> {
  await page.evaluate(wanted => {
    [...document.querySelectorAll("button")].find(button => button.textContent === wanted)?.click();
  }, words);
  await page.waitForFunction(
    () => document.querySelector(".number-filters [aria-pressed=true]")?.textContent !== "全部",
  );
}

async function textOf(selector: string): Promise<string> {
  await page.waitForSelector(selector);
  return await page.$eval(selector, element => element.textContent ?? "");
}
