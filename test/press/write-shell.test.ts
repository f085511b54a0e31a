import {expect, test} from "vitest";
import {subsetFonts} from "../../src/pages/index.ts";
import {findBrowser, launchBrowser} from "../../src/press/browser/index.ts";
import {writeShell} from "../../src/press/write-shell.ts";

test("a shell has the browser load every face before anybody asks for one", async () => {
  const fonts = await subsetFonts("简报“字”", undefined, "truetype");
  expect(fonts.filter(({only}) => only !== undefined).length).toBeGreaterThan(0);
  const running = await launchBrowser((await findBrowser(process.env)).path);
  try {
    const page = await running.browser.newPage();
    await page.goto(writeShell(running.folder, fonts).address);
    await page.waitForFunction(() => [...document.fonts].every(({status}) => status === "loaded"));
    expect(await page.evaluate(() => document.fonts.size)).toBe(fonts.length);
  } finally {
    await running.close();
  }
});
