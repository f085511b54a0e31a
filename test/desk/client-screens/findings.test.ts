/** Where findings of the list of bulletins lead, in a real browser; and the numbers of blocks on the screen 核数. */
import type {Page} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, violations} from "../desk-in-browser.ts";
import {copySample} from "../web-only.ts";

let desk: DeskInBrowser;
let page: Page;
beforeAll(async () => {
  desk = await openDeskInBrowser(copySample);
  page = await desk.openPage();
}, 120_000);
afterAll(() => desk?.close());

test("核数 lists what 政策, 红黑榜 and 综述 work out, and leads to their lines", async () => {
  await page.goto(`${desk.address}#/numbers/2019-07-monthly`);
  await page.waitForSelector(".numbers");
  const rows = await page.$$eval(".numbers tbody tr:not(.article)", all =>
    all.map(row => `${row.querySelector(".kind")?.textContent} ${row.querySelector(".context")?.textContent}`),
  );
  expect(rows[0]).toBe("引用 标题：7月党支部领办合作社进展情况");
  expect(rows).toContain("政策 千乘村 与条件相比 还差1.4个百分点（27亩）");
  expect(rows).toContain("红黑榜 唐坊村 流转率位次 1");
  expect(rows.some(row => /^综述 土地流转率60%以上的有9个村，/.test(row))).toBe(true);
  expect(rows.some(row => /^数据说明 唐坊镇2019年7月务工人次：32个村中31个填报/.test(row))).toBe(true);
  const heads = await page.$$eval(".numbers .article th", all => all.map(({textContent}) => textContent));
  expect(heads[0]).toBe("这一期的设置");
  const address = await page.evaluate(() => {
    const row = [...document.querySelectorAll(".numbers tbody tr")].find(each =>
      each.textContent?.includes("（27亩）"),
    );
    return row?.querySelector(".context a")?.getAttribute("href") ?? "";
  });
  expect(decodeURIComponent(address)).toBe(
    "#/write/2019-07-monthly?file=bulletins/2019-07-monthly/overview.md&line=122",
  );
  expect(await violations(page)).toEqual([]);
}, 60_000);

test("a finding in a month's data leads to the cell, one in a shared file tells the file and the line", async () => {
  const month = "progress/2019-07.yaml";
  desk.write("units.yaml", `${desk.read("units.yaml")}  - {名称: 另县, 类型: 县, 属性: {耕地面积: 很多}}\n`);
  desk.write(month, desk.read(month).replace(/(\n {2}顺德村:.*?流转面积: *)\d+/, "$1100"));
  await page.goto(`${desk.address}#/`);
  // The first of the two files may be built by itself.
  await page.waitForFunction(
    () => {
      const places = [...document.querySelectorAll(".list-aside .finding .place")].map(
        place => place.textContent ?? "",
      );
      return ["units.yaml", "2019年7月的数"].every(file => places.some(words => words.includes(file)));
    },
    {timeout: 30_000},
  );
  const told = await page.$$eval(".list-aside .finding .place", all =>
    all.map(place => `${place.tagName} ${place.textContent}`),
  );
  expect(told.some(words => /^SPAN 在 units\.yaml 第 \d+ 行/.test(words))).toBe(true);
  expect(told.some(words => /^BUTTON 2019年7月的数 第\d+行：顺德村 流转面积$/.test(words))).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => {
    const places = [...document.querySelectorAll<HTMLElement>(".list-aside button.place")];
    places.find(place => place.textContent?.includes("顺德村"))?.click();
  });
  await page.waitForSelector("[role=grid] [data-active]");
  await page.waitForFunction(() => document.activeElement?.closest("[role=grid]") !== null);
  expect(decodeURIComponent(await page.evaluate(() => location.hash))).toBe(
    "#/fill/2019-07?unit=顺德村&indicator=流转面积",
  );
  expect(await page.evaluate(() => document.activeElement?.closest("tr")?.querySelector("th")?.textContent)).toBe(
    "顺德村",
  );
  expect(desk.complaints).toEqual([]);
}, 90_000);
