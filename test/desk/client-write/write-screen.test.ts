/** Writing in a real browser: completion, a wrong claim and its fix, others who change the same file, a form, a phone. */
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
}, 120_000);
afterAll(() => desk?.close());

test("lists the bulletins, narrows them by words, and says what a new one will be", async () => {
  await page.goto(desk.address);
  await page.waitForSelector(".bulletin");
  expect(await page.$$eval(".bulletin", rows => rows.length)).toBe(5);
  await page.type("input[type=search]", "红色物业");
  await until(() => document.querySelectorAll(".bulletin").length === 1);
  expect(await textOf(".bulletin h2")).toBe("7月试点小区红色物业运行情况");
  expect(await violations(page)).toEqual([]);

  await page.click(".page-head button.main");
  await page.waitForSelector("dialog[open]");
  await page.select("dialog select", "简报");
  await until(() => document.querySelector("dialog .will-be-made")?.textContent?.includes("新建2019年8月的数据表"));
  expect(await violations(page)).toEqual([]);
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("dialog, body")?.tagName)).toMatch(/DIALOG|BODY/);
  }
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", {hidden: true});
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("新建一期");
});

test("completes a unit and its indicator, shows them in the page, and saves by itself", async () => {
  await openAtEnd();
  await page.keyboard.type("\n\n顺德村土地流转率{{顺德");
  await choose("顺德村");
  await page.keyboard.type("流转率");
  await choose("流转率");
  await page.keyboard.press("End");
  await page.keyboard.type("。");
  await untilPage("顺德村土地流转率58.0%。");
  await untilSaved();
  expect(desk.read(article)).toMatch(/顺德村土地流转率\{\{ 顺德村\.流转率 \}\}。$/);
}, 60_000);

test("underlines a wrong claim; its fix is chosen by keys alone", async () => {
  await page.keyboard.type("[90户](=顺德村.入社户数)入社。");
  await page.waitForSelector(".cm-lintRange-error");
  await press("Control", ".");
  await page.waitForSelector("dialog[open] .finding-actions button");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("57户");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await untilPage("57户入社。");
  await until(() => !document.querySelector(".cm-lintRange-error"));
  expect(await page.evaluate(() => document.activeElement?.className)).toContain("cm-content");
}, 60_000);

test("ties the number before the cursor to a figure that is chosen", async () => {
  await page.keyboard.press("End");
  await page.keyboard.type("种了近400亩");
  await press("Alt", "n");
  await page.waitForSelector(".candidates button");
  const figures = await page.$$eval(".candidates button span", spans => spans.map(span => span.textContent));
  expect(figures).toContain("顺德村.流转面积");
  await page.evaluate(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>(".candidates button")];
    buttons.find(button => button.textContent?.includes("顺德村.流转面积"))?.click();
  });
  await page.keyboard.press("End");
  await untilSaved();
  expect(desk.read(article)).toMatch(/种了\[近400亩\]\(=顺德村\.流转面积\)$/);
}, 60_000);

test("takes over what another wrote, merges it with what is being written, and lets the writer choose in a conflict", async () => {
  desk.write(article, desk.read(article).replace("办合作社，难在起步", "外面改的，难在起步"));
  await untilEditor("外面改的，难在起步");

  await page.keyboard.type("，我接着写");
  desk.write(article, desk.read(article).replace("外面改的，难在起步", "外面又改，难在起步"));
  await untilEditor("外面又改，难在起步");
  await untilSaved();
  expect(desk.read(article)).toMatch(/，我接着写$/);

  await holdSaves();
  await page.keyboard.type("甲");
  desk.write(article, desk.read(article).replace(/，我接着写$/, "，对方写的"));
  await page.evaluate(() => (window as Window & {release?: () => void}).release?.());
  await page.waitForSelector("dialog[open] .cm-mergeView");
  expect(desk.read(article)).toMatch(/，对方写的$/);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  expect(desk.read(article)).toMatch(/，对方写的$/);
  await clickButton("现在选");
  await page.waitForSelector("dialog[open] .cm-mergeView");
  await clickButton("用我的");
  await untilSaved();
  expect(desk.read(article)).toMatch(/，我接着写甲$/);
}, 60_000);

test("sets a chart up in a form with its picture, and opens it again from the text", async () => {
  await page.keyboard.press("End");
  await clickButton("图表");
  await page.waitForSelector("dialog .names input");
  await page.type("dialog .names input", "入社户数");
  await page.keyboard.press("Enter");
  await untilFrame("图表的样子", "2019年6月各片区入社户数");
  expect(await violations(page)).toEqual([]);
  await clickButton("插入");
  await untilPage("2019年6月各片区入社户数");
  await untilSaved();
  expect(desk.read(article)).toContain(
    '```图表\n类型: 柱状图\n标题: "{{ 期间 }}各片区入社户数"\n单位: 各片区\n指标: 入社户数\n```',
  );
  await clickButton("图表");
  expect(await textOf("dialog h2")).toBe("改图表");
  await page.keyboard.press("Escape");
}, 60_000);

test("goes to the source of what is clicked in the page", async () => {
  const frame = await (await page.$(".preview-pane iframe"))?.contentFrame();
  const block = await frame?.$("p[data-at^='15:']");
  await block?.scrollIntoView();
  await block?.click();
  await until(() => document.querySelector(".cm-activeLine")?.textContent?.startsWith("外面又改"));
}, 60_000);

test("axe finds no violation on a desk and on a phone; the browser refused nothing", async () => {
  expect(await violations(page)).toEqual([]);
  await page.setViewport({width: 375, height: 800});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await violations(page)).toEqual([]);
  await clickButton("版面");
  await page.waitForSelector(".preview-pane", {visible: true});
  expect(await violations(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
}, 60_000);

/** Looked at by the clock: a browser that is short of time leaves out frames. */
async function until(isSo: (...given: string[]) => unknown, ...given: readonly string[]): Promise<void> {
  await page.waitForFunction(isSo, {polling: 100, timeout: 20_000}, ...given);
}

async function openAtEnd(): Promise<void> {
  await page.goto(`${desk.address}#/write/2019-07-feature`);
  await page.waitForSelector(".cm-content");
  await page.focus(".cm-content");
  await press("Control", "End");
}

/** Takes the first that is offered. An offer takes no key in the first 75 ms, so that none is taken by mistake. */
async function choose(name: string): Promise<void> {
  await until(
    wanted =>
      document.querySelector(".cm-tooltip-autocomplete [aria-selected] .cm-completionLabel")?.textContent === wanted,
    name,
  );
  await new Promise(resolve => setTimeout(resolve, 150));
  await page.keyboard.press("Enter");
}

async function press(modifier: "Control" | "Alt", key: "." | "n" | "End"): Promise<void> {
  await page.keyboard.down(modifier);
  await page.keyboard.press(key);
  await page.keyboard.up(modifier);
}

async function clickButton(words: string): Promise<void> {
  await page.evaluate(wanted => {
    const inWindow = document.querySelector("dialog[open]") ?? document;
    [...inWindow.querySelectorAll("button")].find(button => button.textContent === wanted)?.click();
  }, words);
}

async function textOf(selector: string): Promise<string> {
  await page.waitForSelector(selector);
  return await page.$eval(selector, element => element.textContent ?? "");
}

/** Saves wait until they are let go, however slow the machine: what another writes meanwhile comes first. */
async function holdSaves(): Promise<void> {
  await page.evaluate(() => {
    const send = window.fetch;
    const held = new Promise<void>(resolve => {
      (window as Window & {release?: () => void}).release = resolve;
    });
    window.fetch = async (input, init) => {
      if (init?.method === "PUT") await held;
      return await send(input, init);
    };
  });
}

async function untilSaved(): Promise<void> {
  await page.waitForSelector(".save-saved");
}

async function untilEditor(words: string): Promise<void> {
  // What is out of view is not in the document: the line is looked for from the top.
  await until(() => document.querySelector(".notice"));
  await page.$eval(".cm-scroller", scroller => scroller.scrollTo(0, 0));
  await until(wanted => document.querySelector(".cm-content")?.textContent?.includes(wanted), words);
}

/** A frame without scripts runs no timers of its own: it is looked into from the page around it. */
async function untilFrame(title: string, words: string): Promise<void> {
  await until(
    (name, wanted) => {
      const frame = document.querySelector<HTMLIFrameElement>(`iframe[title="${name}"]`);
      return frame?.contentDocument?.body?.textContent?.includes(wanted);
    },
    title,
    words,
  );
}

const untilPage = (words: string) => untilFrame("排出来的版面", words);
