/** Two people in two browsers and an editor outside write one file: nothing that anyone wrote is lost. */
import {closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync} from "node:fs";
import {dirname, join} from "node:path";
import type {Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {HistoryEntry} from "../../src/desk/api.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";
import {clickBehind, type DeskInBrowser, editorText, openDeskInBrowser, press} from "./desk-in-browser.ts";
import {webOnly} from "./web-only.ts";

const path = "bulletins/2019-07-monthly/a.md";
const write = "#/write/2019-07-monthly";
const start = article("第一段。\n\n第二段。\n\n第三段。");

let desk: DeskInBrowser;
beforeAll(async () => {
  desk = await openDeskInBrowser(content => {
    for (const [name, text] of Object.entries(webOnly({...baseWorkspace, [path]: start}))) {
      mkdirSync(dirname(join(content, name)), {recursive: true});
      writeFileSync(join(content, name), text);
    }
  });
}, 120_000);
afterAll(async () => await desk?.close());

const onDisk = () => readFileSync(join(desk.content, path), "utf8");
const writeOutside = (change: (text: string) => string) => writeFileSync(join(desk.content, path), change(onDisk()));

async function openWriter(): Promise<Page> {
  const page = await desk.openPage(write);
  await page.waitForSelector(".cm-content");
  await page.waitForSelector(".save-saved");
  return page;
}

async function writeBehind(page: Page, place: string, text: string): Promise<void> {
  await clickBehind(page, place);
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

const saved = (page: Page) => page.waitForSelector(".save-saved");

async function shows(page: Page, ...texts: readonly string[]): Promise<void> {
  await page.waitForFunction(
    wanted => {
      const text = document.querySelector(".cm-content")?.textContent ?? "";
      return wanted.every(part => text.includes(part));
    },
    {},
    texts,
  );
}

test("changes in different places come together in the file and in both browsers", async () => {
  const [first, second] = [await openWriter(), await openWriter()];
  await Promise.all([writeBehind(first, "第一段。", "甲写的。"), writeBehind(second, "第二段。", "乙写的。")]);
  writeOutside(text => text.replace("第三段。", "第三段。外面写的。"));
  for (const page of [first, second]) {
    await shows(page, "第一段。甲写的。", "第二段。乙写的。", "第三段。外面写的。");
    await saved(page);
  }
  const all = start.replace("第一段。", "第一段。甲写的。").replace("第二段。", "第二段。乙写的。");
  expect(onDisk()).toBe(all.replace("第三段。", "第三段。外面写的。"));
  expect(await editorText(first)).toBe(await editorText(second));
  await Promise.all([first.close(), second.close()]);
}, 120_000);

test("two changes of one line are both shown to choose from, and the one that is not chosen stays in the history", async () => {
  writeOutside(() => start);
  const [first, second] = [await openWriter(), await openWriter()];
  await second.setOfflineMode(true);
  await writeBehind(second, "第二段。", "乙改了。");
  await second.waitForSelector(".save-failed");
  await writeBehind(first, "第二段。", "甲改了。");
  await saved(first);
  await second.setOfflineMode(false);
  await second.waitForSelector("dialog[open] .side-by-side");
  const dialog = await second.$eval("dialog[open]", element => element.textContent ?? "");
  expect(dialog).toContain("第二段。甲改了。");
  expect(dialog).toContain("第二段。乙改了。");
  expect(onDisk()).toContain("第二段。甲改了。");
  await press(second, "用我的");
  await saved(second);
  await shows(first, "第二段。乙改了。");
  expect(onDisk()).toBe(start.replace("第二段。", "第二段。乙改了。"));
  const kept = await historyTexts();
  expect(kept.some(text => text.includes("第二段。甲改了。"))).toBe(true);
  await Promise.all([first.close(), second.close()]);
}, 120_000);

test("a line changed outside while it is being changed here is a choice too", async () => {
  writeOutside(() => start);
  const page = await openWriter();
  await page.setOfflineMode(true);
  await writeBehind(page, "第三段。", "我改了。");
  await page.waitForSelector(".save-failed");
  writeOutside(text => text.replace("第三段。", "第三段，外面改了。").replace("第一段。", "第一段，外面也改了。"));
  await page.setOfflineMode(false);
  await page.waitForSelector("dialog[open] .side-by-side");
  await press(page, "用对方的");
  await saved(page);
  await shows(page, "第一段，外面也改了。", "第三段，外面改了。");
  expect(onDisk()).toBe(start.replace("第三段。", "第三段，外面改了。").replace("第一段。", "第一段，外面也改了。"));
  await page.close();
}, 120_000);

test("a program that had the file open all the while writes the same line: it is told, and can be gone back to", async () => {
  writeOutside(() => start);
  const page = await openWriter();
  const other = openSync(join(desk.content, path), "r+");
  await writeBehind(page, "第二段。", "采编台写的。");
  await saved(page);
  // What it writes into is no longer the file of this name.
  ftruncateSync(other);
  writeSync(other, start.replace("第二段。", "第二段，迟来的。"), 0);
  closeSync(other);
  await page.waitForFunction(() => document.querySelector(".notice-place")?.textContent?.includes("没有合进来"));
  const notice = await page.$eval(".notice-place", element => element.textContent ?? "");
  expect(notice).toContain("别的程序刚才也在存");
  expect(notice).toContain("在“历史”里选");
  expect(onDisk()).toBe(start.replace("第二段。", "第二段。采编台写的。"));
  expect((await historyTexts()).some(text => text.includes("第二段，迟来的。"))).toBe(true);
  await page.close();
}, 120_000);

test("cells of one table that two fill in are all saved", async () => {
  const send = (unit: string, text: string, before: string) =>
    fetch(new URL("/api/table", desk.address), {
      method: "PUT",
      headers: {"X-Jianbao-Desk": "1", "Content-Type": "application/json", Origin: new URL(desk.address).origin},
      body: JSON.stringify({period: "2019-07", base: "", cells: [{unit, indicator: "流转面积", text, before}]}),
    });
  const table = join(desk.content, "progress/2019-07.yaml");
  writeFileSync(table, `${readFileSync(table, "utf8")}# 外面加的一行\n`);
  const answers = await Promise.all([send("顺德村", "390", "388"), send("名杨村", "1030", "1020")]);
  expect(answers.map(({status}) => status)).toEqual([200, 200]);
  expect(readFileSync(table, "utf8")).toBe(
    "期间: 2019-07\n数据:\n  顺德村: {流转面积: 390, 村集体增收: 1.6}\n  名杨村: {流转面积: 1030, 村集体增收: 2.2}\n# 外面加的一行\n",
  );
  const late = await send("顺德村", "400", "388");
  expect(late.status).toBe(409);
  expect(await late.json()).toMatchObject({kind: "conflict", cells: [{unit: "顺德村", theirs: "390"}]});
  expect(desk.complaints).toEqual([]);
}, 60_000);

async function historyTexts(): Promise<string[]> {
  const get = async (address: string) => await (await fetch(new URL(address, desk.address))).json();
  const entries = (await get(`/api/history?${new URLSearchParams({path})}`)) as HistoryEntry[];
  const texts = entries.map(({id}) => get(`/api/history/text?${new URLSearchParams({path, id})}`));
  return (await Promise.all(texts)).map(({text}: {text: string}) => text);
}
