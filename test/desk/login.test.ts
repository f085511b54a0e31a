import {cpSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type DeskInBrowser, openDeskInBrowser, violations} from "./desk-in-browser.ts";
import {sampleContent} from "./engine/sample.ts";

const folder = mkdtempSync(join(tmpdir(), "jianbao-login-"));
let desk: DeskInBrowser;
beforeAll(async () => {
  const password = join(folder, "password.txt");
  writeFileSync(password, "唐坊1234党建\n");
  desk = await openDeskInBrowser(
    content => cpSync(sampleContent, content, {recursive: true}),
    ["--host", "0.0.0.0", "--password-file", password],
  );
}, 120_000);
afterAll(async () => {
  await desk?.close();
  rmSync(folder, {recursive: true, force: true});
});

test("whoever comes from another machine gives the password, goes on where they wanted, and may leave", async () => {
  const page = await desk.openPage("#/numbers/2019-07-monthly", 'input[type="password"]');
  expect(await violations(page)).toEqual([]);
  await page.setViewport({width: 375, height: 800});
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);

  await page.type('input[type="password"]', "猜一个试试看");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.body.textContent?.includes("密码不对"), {polling: 50});
  expect(await violations(page)).toEqual([]);
  await page.$eval('input[type="password"]', input => (input as HTMLInputElement).select());
  await page.keyboard.type("唐坊1234党建");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("h1")?.textContent?.includes("核数"), {polling: 50});

  await page.locator("::-p-xpath(//button[normalize-space()='退出'])").click();
  await page.waitForSelector('input[type="password"]');
  expect(desk.complaints).toEqual([]);
}, 60_000);
