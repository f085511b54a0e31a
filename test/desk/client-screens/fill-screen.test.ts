/** A month filled in with a real browser: keys, pastes, findings, saves, others who save the same cells, a phone. */
import type {KeyInput, Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, violations} from "../desk-in-browser.ts";
import {copySample} from "../web-only.ts";
import {copiedText, pasteText} from "./sheets.ts";

const month = "progress/2019-07.yaml";
let desk: DeskInBrowser;
let page: Page;
beforeAll(async () => {
  desk = await openDeskInBrowser(copySample);
  page = await desk.openPage();
  await page.goto(`${desk.address}#/fill/2019-07`);
  await page.waitForSelector("[role=grid]");
}, 120_000);
afterAll(() => desk?.close());

test("shows the month by type of unit, areas as headings, last month beside, what is missing as 未报", async () => {
  expect(await texts("thead th")).toEqual([
    "单位",
    "领办合作社个",
    "流转面积亩",
    "流转率%，自动算",
    "入社户数户",
    "入社率%，自动算",
    "村集体增收万元",
    "务工人次人次",
  ]);
  expect((await texts(".group th")).slice(0, 2)).toEqual(["东部片区7 个", "西部片区6 个"]);
  expect(await page.$$eval("tbody tr[data-row]", rows => rows.length)).toBe(32);
  expect(await cell("顺德村", "流转面积")).toMatchObject({text: "388", last: expect.stringContaining("371")});
  expect(await cell("柴杨刘村", "务工人次")).toMatchObject({text: "未报"});
  expect(await page.$eval("[role=grid]", grid => grid.getAttribute("aria-rowcount"))).toBe("38");
  expect(await violations(page)).toEqual([]);
});

test("moves by keys as a spreadsheet does; one cell at a time can be tabbed to", async () => {
  await goTo("程展村", "领办合作社");
  await keys("ArrowRight", "ArrowRight", "ArrowDown");
  expect(await active()).toEqual(["凤集村", "流转率"]);
  await keys("ArrowLeft", "Tab", "Tab");
  expect(await active()).toEqual(["凤集村", "村集体增收"]);
  await keys("Enter");
  expect(await active()).toEqual(["凤停村", "流转面积"]);
  await keys("End");
  expect(await active()).toEqual(["凤停村", "务工人次"]);
  await keysWith("Control", "End");
  expect(await active()).toEqual(["于许村", "务工人次"]);
  await keysWith("Control", "Home");
  expect(await active()).toEqual(["程展村", "领办合作社"]);
  await keys("PageDown");
  expect((await active())[1]).toBe("领办合作社");
  expect((await active())[0]).not.toBe("程展村");
  expect(await page.$$eval("[role=grid] [tabindex='0'], [role=grid] input", all => all.length)).toBe(1);
});

test("what is typed replaces, Escape gives up, F2 edits; it is saved by itself and formulas follow", async () => {
  await goTo("顺德村", "流转面积");
  await page.keyboard.type("999");
  await keys("Escape");
  expect(await cell("顺德村", "流转面积")).toMatchObject({text: "388"});
  await keys("F2", "Backspace");
  await page.keyboard.type("9");
  await keys("Enter");
  expect(await active()).toEqual(["王刘村", "流转面积"]);
  await untilSaved();
  expect(desk.read(month)).toContain("顺德村:     {领办合作社: 1, 流转面积:  389, 入社户数:  63");
  // Of 640 亩 of arable land.
  await page.waitForFunction(() => document.querySelector(".fill-save")?.textContent?.includes("存好了"));
  expect((await cell("顺德村", "流转率"))?.text).toBe("60.8");
});

test("input methods work in a cell", async () => {
  await goTo("顺德村", "入社户数");
  const session = await page.createCDPSession();
  await session.send("Input.imeSetComposition", {text: "weibao", selectionStart: 6, selectionEnd: 6});
  await session.send("Input.insertText", {text: "未报"});
  await keys("Enter");
  expect(await cell("顺德村", "入社户数")).toMatchObject({text: "未报"});
  await keysWith("Control", "z");
  expect(await active()).toEqual(["顺德村", "入社户数"]);
  expect(await value()).toBe("63");
  await session.detach();
  await untilSaved();
});

test("pastes 32 × 5 cells from a spreadsheet, saves them, takes them back and does them again", async () => {
  const before = desk.read(month);
  await goTo("程展村", "领办合作社");
  await keysWith("Control", "a");
  const copied = await copiedText(page);
  const rows = copied.split("\r\n").map(row => row.split("\t"));
  expect(rows).toHaveLength(32);
  // 1,000 more of each day's work, in the manner of a sheet with separators.
  const changed = rows.map(row =>
    row.map((text, at) => (at === 6 && text !== "" ? `"1,${text.padStart(3, "0")}"` : text)),
  );
  await pasteText(page, `${changed.map(row => row.join("\t")).join("\r\n")}\r\n`);
  await untilSaved();
  expect(desk.read(month)).toMatch(/程展村:.*务工人次: +1129\}/);
  await keysWith("Control", "z");
  await untilSaved();
  expect(desk.read(month)).toBe(before);
  await keysWith("Control", "y");
  await untilSaved();
  expect(desk.read(month)).toMatch(/程展村:.*务工人次: +1129\}/);
  await keysWith("Control", "z");
  await untilSaved();
}, 60_000);

test("a paste larger than the table is told, one with names goes by them", async () => {
  await goTo("于许村", "务工人次");
  await pasteText(page, "61\t1\n62\t2\n63\t3\n");
  expect(await notice()).toContain("下面多出 2 行，右边多出 1 列，没有贴");
  await goTo("程展村", "领办合作社");
  await pasteText(page, "单位\t务工人次（人次）\t不认识的\n于许村\t66\t1\n程展村\t130\t2\n没有的村\t1\t1\n");
  expect(await notice()).toContain("表里没有“没有的村”“不认识的”，没有贴");
  expect(await cell("于许村", "务工人次")).toMatchObject({text: "66"});
  expect(await value("程展村", "务工人次")).toBe("130");
  await keysWith("Control", "z");
  await untilSaved();
});

test("selects by Shift and by mouse, sums below, fills down, clears", async () => {
  await goTo("程展村", "流转面积");
  await keysWith("Shift", "ArrowDown", "ArrowDown");
  expect(await texts(".fill-foot p span")).toEqual(["选中 3 格", "计数 3", "求和 2,667", "平均 889.0"]);
  await drag(["程展村", "村集体增收"], ["凤停村", "务工人次"]);
  expect((await texts(".fill-foot p span"))[0]).toBe("选中 6 格");
  await keysWith("Control", "d");
  expect(await cell("凤停村", "务工人次")).toMatchObject({text: "129"});
  expect(await cell("凤集村", "村集体增收")).toMatchObject({text: "2.0"});
  await keysWith("Control", "z");
  await keys("Delete");
  expect(await cell("凤停村", "务工人次")).toMatchObject({text: "未报"});
  await keysWith("Control", "z");
  expect(await cell("凤停村", "务工人次")).toMatchObject({text: "79"});
  await untilSaved();
});

test("what is no number stays in its cell, marked, with what is wrong, and is not saved", async () => {
  await goTo("吴家村", "务工人次");
  await page.keyboard.type("三百");
  await keys("Enter");
  await keys("ArrowUp");
  expect(await active()).toEqual(["吴家村", "务工人次"]);
  expect(await value()).toBe("三百");
  expect(await describedBy()).toContain("“三百”不是数");
  expect(await page.$eval("[data-active]", field => field.getAttribute("aria-invalid"))).toBe("true");
  expect(await textOf(".fill-save")).toContain("1 格写得不对，没有存");
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type("219");
  await keys("Enter");
  expect(desk.read(month)).toMatch(/吴家村:.*务工人次: +219\}/);
});

test("tells what the checks of the data found in the cell", async () => {
  await goTo("顺德村", "流转面积");
  await page.keyboard.type("9000");
  await keys("Enter", "ArrowUp");
  await page.waitForSelector("td.is-active.is-error", {timeout: 20_000});
  expect(await describedBy()).toContain("错误");
  expect(await violations(page)).toEqual([]);
  await keysWith("Control", "z");
  await page.waitForFunction(() => !document.querySelector("td.is-error"), {timeout: 20_000});
  await untilSaved();
});

test("another's change of the same cell is asked about, others are taken over", async () => {
  await goTo("名杨村", "流转面积");
  await page.keyboard.type("1021");
  desk.write(
    month,
    desk
      .read(month)
      .replace("名杨村:     {领办合作社: 1, 流转面积: 1020", "名杨村:     {领办合作社: 1, 流转面积: 1025"),
  );
  await new Promise(resolve => setTimeout(resolve, 800));
  await keys("Enter");
  await page.waitForSelector("dialog[open] .conflicts", {timeout: 20_000});
  expect(await textOf("dialog[open]")).toMatch(/名杨村　流转面积.*别人的：1025.*我的：1021/);
  expect(await violations(page)).toEqual([]);
  await keys("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
  expect(desk.read(month)).toMatch(/名杨村:.*流转面积: 1025/);
  await clickButton("现在选");
  await page.waitForSelector("dialog[open] .conflicts");
  await clickButton("都用我的");
  await clickButton("就这样");
  await untilSaved();
  expect(desk.read(month)).toMatch(/名杨村:.*流转面积: 1021/);
  desk.write(month, desk.read(month).replace(/(名杨村:.*流转面积: )1021/, "$11020"));
  await page.waitForFunction(() => document.querySelector("[role=grid]")?.textContent?.includes("1020"));
}, 60_000);

test("reads a returned sheet: shows what would change, by address what is wrong, and fills it in", async () => {
  const csv = await page.evaluate(async () => await (await fetch("/api/table.csv?period=2019-07")).text());
  const changed = csv
    .replace(/^(.*程展村.*)$/m, line => line.replace(/129/, "131"))
    .replace(/^(.*凤集村.*)$/m, line => line.replace(/164/, "好多"));
  await page.evaluate(text => {
    const data = new DataTransfer();
    data.items.add(new File([text], "七月.csv", {type: "text/csv"}));
    document
      .querySelector("main")
      ?.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
  }, changed);
  await page.waitForSelector("dialog[open] .sheet-changes");
  expect(await textOf("dialog[open] .sheet-changes tbody")).toContain("程展村务工人次129131");
  expect(await textOf("dialog[open] .sheet-problems li")).toMatch(/^[A-Z]+\d+.*好多/);
  expect(await violations(page)).toEqual([]);
  await clickButton("填入 1 格");
  await untilSaved();
  expect(desk.read(month)).toMatch(/程展村:.*务工人次: +131\}/);
}, 60_000);

test("leads to the cell that the address names, and shows all types with what is not expected shaded", async () => {
  await page.goto(
    `${desk.address}#/fill/2019-07?unit=${encodeURIComponent("农机公司家属院")}&indicator=${encodeURIComponent("满意度")}`,
  );
  await page.waitForFunction(() => document.querySelector("[data-active]") !== null);
  await page.waitForFunction(() => document.activeElement?.closest("[role=grid]") !== null);
  expect(await active()).toEqual(["农机公司家属院", "满意度"]);
  await clickButton("全部");
  expect(await page.$$eval(".cell-none", cells => cells.length)).toBeGreaterThan(300);
  expect(await violations(page)).toEqual([]);
  await goTo("于许村", "流转面积");
  await keys("ArrowDown");
  expect((await active())[0]).toBe("建筑公司家属院");
});

test("Escape and Tab leave the table", async () => {
  await keys("Escape", "Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("[role=grid]") === null)).toBe(true);
});

test("fits a phone; axe finds nothing there", async () => {
  await page.setViewport({width: 375, height: 740});
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  expect(await violations(page)).toEqual([]);
  expect(desk.complaints).toEqual([]);
});

async function keys(...pressed: readonly KeyInput[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
  await drawn();
}

async function keysWith(modifier: "Control" | "Shift", ...pressed: readonly KeyInput[]): Promise<void> {
  await page.keyboard.down(modifier);
  for (const key of pressed) await page.keyboard.press(key);
  await page.keyboard.up(modifier);
  await drawn();
}

async function drawn(): Promise<void> {
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))));
}

/** Unit and indicator of the cell that has the focus. */
function active(): Promise<(string | undefined)[]> {
  return page.evaluate(() => {
    const at = document.activeElement?.closest("td");
    const column = document.querySelector(`thead [data-column="${at?.dataset.column}"]`);
    return [
      at?.closest("tr")?.querySelector("th")?.textContent ?? undefined,
      column?.firstChild?.textContent ?? undefined,
    ];
  });
}

async function place(unit: string, indicator: string) {
  const found = await page.evaluateHandle(
    (wantedUnit, wantedIndicator) => {
      const heads = [...document.querySelectorAll<HTMLElement>("thead th[data-column]")];
      const column = heads.find(head => head.firstChild?.textContent === wantedIndicator)?.dataset.column;
      const rows = [...document.querySelectorAll("tbody tr[data-row]")];
      const row = rows.find(each => each.querySelector("th")?.textContent === wantedUnit);
      return row?.querySelector(`td[data-column="${column}"]`) ?? null;
    },
    unit,
    indicator,
  );
  const element = found.asElement();
  if (!element) throw new Error(`no cell ${unit} ${indicator}`);
  return element;
}

async function goTo(unit: string, indicator: string): Promise<void> {
  const element = await place(unit, indicator);
  await element.evaluate(cell => (cell as Element).scrollIntoView({block: "center", inline: "center"}));
  const box = await element.boundingBox();
  if (!box) throw new Error(`no place of ${unit} ${indicator}`);
  await page.mouse.click(box.x + box.width - 20, box.y + box.height / 2);
  await drawn();
}

async function drag(from: readonly [string, string], to: readonly [string, string]): Promise<void> {
  const [start, end] = [await (await place(...from)).boundingBox(), await (await place(...to)).boundingBox()];
  if (!start || !end) throw new Error("no place to drag");
  await page.mouse.move(start.x + 20, start.y + 10);
  await page.mouse.down();
  await page.mouse.move(end.x + 20, end.y + 10, {steps: 6});
  await page.mouse.up();
  await drawn();
}

async function cell(unit: string, indicator: string) {
  return await (await place(unit, indicator)).evaluate(element => ({
    text:
      (element as Element).querySelector(".cell-text")?.textContent ??
      (element as Element).querySelector("input")?.value,
    last: (element as Element).querySelector(".cell-last")?.textContent ?? "",
  }));
}

/** What stands in the field of a cell, by default of the active one. */
async function value(unit?: string, indicator?: string): Promise<string> {
  if (unit !== undefined && indicator !== undefined) await goTo(unit, indicator);
  return await page.$eval("[data-active]", field => (field as HTMLInputElement).value);
}

function describedBy(): Promise<string> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-describedby");
    return (id && document.getElementById(id)?.textContent) || "";
  });
}

function texts(selector: string): Promise<(string | null)[]> {
  return page.$$eval(selector, all => all.map(each => each.textContent));
}

async function textOf(selector: string): Promise<string> {
  await page.waitForSelector(selector);
  return await page.$eval(selector, element => element.textContent ?? "");
}

async function notice(): Promise<string> {
  await drawn();
  return await textOf(".notice");
}

async function clickButton(words: string): Promise<void> {
  await page.evaluate(wanted => {
    const inWindow = document.querySelector("dialog[open]") ?? document;
    [...inWindow.querySelectorAll("button")].find(button => button.textContent === wanted)?.click();
  }, words);
  await drawn();
}

async function untilSaved(): Promise<void> {
  await drawn();
  await page.waitForSelector(".save-idle", {timeout: 20_000});
  await page.waitForFunction(() => !document.querySelector("td.is-unsaved"), {timeout: 20_000});
}
