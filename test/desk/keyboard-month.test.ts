/** A whole month's bulletin made in a real browser without a mouse: every step is a key. */
import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import type {KeyInput, Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {parse} from "yaml";
import {type DeskInBrowser, openDeskInBrowser} from "./desk-in-browser.ts";
import {sampleContent} from "./engine/sample.ts";

const slug = "2019-08-monthly";
const progressPath = "progress/2019-08.yaml";

let desk: DeskInBrowser;
let page: Page;
beforeAll(async () => {
  desk = await openDeskInBrowser(content => {
    cpSync(sampleContent, content, {recursive: true});
    const july = readFileSync(join(content, "progress/2019-07.yaml"), "utf8");
    const [data = ""] = july.replace("期间: 2019-07", "期间: 2019-08").split("\n# 备注");
    // One village is still missing.
    writeFileSync(
      join(content, progressPath),
      `${data.replace(/^( {2}顺德村: +)\{.*\}$/m, "$1{领办合作社: 未报, 流转面积: 未报, 入社户数: 未报, 村集体增收: 未报, 务工人次: 未报}")}\n`,
    );
  });
  page = await desk.openPage();
}, 120_000);
afterAll(async () => await desk?.close());

const onDisk = (path: string) => desk.read(path);
const numbersOf = (unit: string) => (parse(onDisk(progressPath)) as {数据: Record<string, unknown>}).数据[unit];

test("新建: a copy of last month's bulletin", async () => {
  await tabTo("新建一期");
  await keys("Enter");
  await page.waitForSelector("dialog[open]");
  await until(() => document.activeElement?.matches("dialog select") === true);
  await chooseIn("简报");
  await tabTo("照哪一期");
  await chooseIn("2019-07-monthly");
  await tabTo("新建");
  await keys("Enter");
  await until(() => document.querySelector(".made-notes") !== null);
  await tabTo("先填数");
  await keys("Enter");
  await page.waitForSelector('[role="grid"] [data-active]');
  expect(parse(onDisk(`bulletins/${slug}/bulletin.yaml`))).toMatchObject({期间: "2019-08", 期号: 8});
}, 60_000);

test("填数: five figures of the village that was missing, one of them taken back", async () => {
  await tabTo("找单位");
  await page.keyboard.type("顺德村");
  await keys("Enter");
  await until(() => document.activeElement?.closest("tr")?.querySelector("th")?.textContent === "顺德村");
  await keys("Home");
  for (const [at, figure] of ["1", "394", "63", "1.8", "92"].entries()) {
    const column = ["领办合作社", "流转面积", "入社户数", "村集体增收", "务工人次"][at] ?? "";
    await goToColumn(column);
    await page.keyboard.type(figure);
    await keys("Enter", "ArrowUp");
  }
  await until(() => !document.querySelector(".is-unsaved"));
  expect(numbersOf("顺德村")).toEqual({领办合作社: 1, 流转面积: 394, 入社户数: 63, 村集体增收: 1.8, 务工人次: 92});
  await chord("Control", "z");
  await until(() => !document.querySelector(".is-unsaved"));
  expect(numbersOf("顺德村")).toMatchObject({村集体增收: 1.8, 务工人次: "未报"});
  await chord("Control", "y");
  await until(() => !document.querySelector(".is-unsaved"));
  expect(numbersOf("顺德村")).toMatchObject({务工人次: 92});
  // Tab goes from cell to cell; Escape lets it leave the table.
  await keys("Escape");
}, 60_000);

test("写稿: a reference by completion, a wrong claim put right, what was copied put right", async () => {
  await tabTo("写稿");
  await keys("Enter");
  await page.waitForSelector(".save-saved");
  await tabTo(".cm-content");
  await chord("Control", "End");
  await page.keyboard.type("\n\n顺德村流转土地{{顺德");
  await complete("顺德村");
  await page.keyboard.type("流转面");
  await complete("流转面积");
  await keys("End");
  await page.keyboard.type("，[近500亩](=顺德村.流转面积)。");
  // What was wrong of the words while they were typed is told of no more.
  await until(() => {
    const wrong = [...document.querySelectorAll(".cm-lintRange-error")].map(({textContent}) => textContent);
    return wrong.join("").includes("近500");
  });
  await useFix("近400亩");
  expect(await page.$eval(".cm-activeLine", line => line.textContent)).toBe(
    "顺德村流转土地{{ 顺德村.流转面积 }}，[近400亩](=顺德村.流转面积)。",
  );
  await until(() => document.querySelector(".preview-pane iframe") !== null);
  await until(() => {
    const seen = document.querySelector<HTMLIFrameElement>(".preview-pane iframe")?.contentDocument?.body.textContent;
    return (seen ?? "").replace(/\s/g, "").includes("顺德村流转土地394亩，近400亩。");
  });
  await tabTo('.file-tabs a[title$="practice.md"]');
  await keys("Enter");
  await until(() => document.querySelector(".cm-lintRange-error") !== null);
  await tabTo(".cm-content");
  await keys("F8");
  await useFix("迈过60%");
  await until(() => !document.querySelector(".cm-lintRange-error"));
  await page.waitForSelector(".save-saved");
  expect(onDisk(`bulletins/${slug}/practice.md`)).toContain("[迈过60%](=顺德村.流转率)");
}, 90_000);

test("核数: the new number is looked up and ticked", async () => {
  await tabTo("核数");
  await keys("Enter");
  await until(() => document.body.textContent?.includes("近400亩") === true);
  await tabTo('input[type="checkbox"]');
  await keys("Space");
  await until(() => document.body.textContent?.includes("已核 1 /") === true);
}, 60_000);

test("出版: a booklet, then issued", async () => {
  await tabTo("出版", "backwards");
  await keys("Enter");
  await until(() => document.querySelector('.publish-side a[href*=".pdf"][download]') !== null, 90_000);
  await tabTo("生成");
  await keys("Enter");
  await until(() => document.querySelector('a[href*="-booklet.pdf"]') !== null, 60_000);
  await tabTo("标为已印发");
  await keys("Enter");
  await page.waitForSelector("dialog[open]");
  await tabTo("dialog .main");
  await keys("Enter");
  await until(() => document.querySelector(".publish-head .tag")?.textContent === "已印发");
  expect(onDisk(`bulletins/${slug}/bulletin.yaml`)).toContain("状态: 已印发");
  expect(desk.complaints).toEqual([]);
}, 240_000);

async function keys(...pressed: readonly KeyInput[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
}

async function chord(held: KeyInput, key: KeyInput): Promise<void> {
  await page.keyboard.down(held);
  await page.keyboard.press(key);
  await page.keyboard.up(held);
}

/** By the clock: a busy machine draws few frames. */
async function until(isSo: () => boolean, timeout = 30_000): Promise<void> {
  await page.waitForFunction(isSo, {polling: 50, timeout});
}

/** Tab after Tab until the focus is on what has these words or fits this selector. */
async function tabTo(wanted: string, direction: "forwards" | "backwards" = "forwards"): Promise<void> {
  const mostSteps = 150;
  for (let step = 0; step < mostSteps; step++) {
    const isThere = await page.evaluate(words => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return false;
      if (/[.[=]/.test(words)) return element.matches(words);
      const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? "";
      const names = [
        element.textContent,
        element.getAttribute("aria-label"),
        element.getAttribute("placeholder"),
        label,
      ];
      return names.some(name => name?.trim() === words || (name !== element.textContent && name?.includes(words)));
    }, wanted);
    if (isThere) return;
    if (direction === "forwards") await keys("Tab");
    else await chord("Shift", "Tab");
  }
  throw new Error(`Tab never comes to ${wanted}.`);
}

/** Chooses in the select at hand by the arrow keys. */
async function chooseIn(value: string): Promise<void> {
  await keys("Home");
  for (let step = 0; step < 20; step++) {
    if (await page.evaluate(wanted => (document.activeElement as HTMLSelectElement).value === wanted, value)) return;
    await keys("ArrowDown");
  }
  throw new Error(`The arrow keys never come to ${value}.`);
}

/** Along the row to the cell below a column's head. */
async function goToColumn(name: string): Promise<void> {
  for (let step = 0; step < 20; step++) {
    const isThere = await page.evaluate(column => {
      const heads = document.activeElement?.getAttribute("aria-labelledby")?.split(" ") ?? [];
      return heads.some(id => document.getElementById(id)?.textContent?.startsWith(column));
    }, name);
    if (isThere) return;
    await keys("ArrowRight");
  }
  throw new Error(`The arrow keys never come to ${name}.`);
}

/** Enter takes what completion offers first, when that is it. */
async function complete(name: string): Promise<void> {
  await page.waitForFunction(
    wanted => document.querySelector(".cm-tooltip-autocomplete li[aria-selected]")?.textContent?.includes(wanted),
    {polling: 50},
    name,
  );
  // What has just been offered is not taken yet: a key meant for something else may have been on its way.
  await wait(200);
  await keys("Enter");
  await page.waitForFunction(
    wanted => document.querySelector(".cm-activeLine")?.textContent?.includes(wanted),
    {polling: 50},
    name,
  );
}

/** The fixes for the place of the cursor, from the window that Ctrl+. opens. */
async function useFix(words: string): Promise<void> {
  await chord("Control", ".");
  await page.waitForSelector("dialog[open] .finding-actions button");
  for (let step = 0; ; step++) {
    const isThere = await page.evaluate(
      wanted =>
        document.activeElement?.matches(".finding-actions button") &&
        document.activeElement.textContent?.includes(wanted),
      words,
    );
    if (isThere) break;
    if (step > 30) throw new Error(`No fix says ${words}.`);
    await keys("Tab");
  }
  await keys("Enter");
  await until(() => !document.querySelector("dialog[open]"));
}
