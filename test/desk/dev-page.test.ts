/** `jianbao dev` as a writer has it: the program, a browser beside it, a file saved. */
import {type ChildProcess, spawn} from "node:child_process";
import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import axe from "axe-core";
import puppeteer, {type Browser} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {findBrowser} from "../../src/press/index.ts";
import {batchWorkspace} from "../build/batch-workspace.ts";
import {temporaryFolder} from "../cli/run.ts";
import {article} from "../faults/base-workspace.ts";
import {webOnly} from "./web-only.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const monthly = "bulletins/2019-07-monthly/a.md";
const long = Array.from(
  {length: 60},
  (_, index) => `这是第${"一二三四五六七八九十"[index % 10]}段，说说办社的事。\n`,
).join("\n");
let browser: Browser;

beforeAll(async () => {
  const {path} = await findBrowser(process.env);
  browser = await puppeteer.launch({
    executablePath: path,
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}, 60_000);
afterAll(() => browser?.close());

test("a saved text is seen at once, where the reader was; a mistake is listed; Ctrl-C ends it", async () => {
  const content = temporaryFolder(
    webOnly({...batchWorkspace(), [monthly]: article(`全镇流转{{ 流转面积 }}。\n\n${long}`)}),
  );
  const child = spawn(
    process.execPath,
    [join(root, "bin/jianbao.js"), "dev", "--content", content, "--out", join(content, "out"), "--port", "0"],
    {stdio: ["ignore", "pipe", "pipe"]},
  );
  try {
    const page = await browser.newPage();
    await page.setViewport({width: 1100, height: 700});
    await page.goto(await addressOf(child));
    await page.waitForSelector('#bulletins a[data-slug="2019-07-monthly"]');
    await page.click('#bulletins a[data-slug="2019-07-monthly"]');
    // The frame runs no scripts of its own; the desk's page looks into it.
    const shows = (words: string) =>
      page.waitForFunction(
        expected => {
          const shown = document.querySelector<HTMLIFrameElement>("#page")?.contentDocument;
          return shown?.readyState === "complete" && shown.body.textContent.includes(expected);
        },
        {},
        words,
      );
    await shows("全镇流转1618亩");
    await page.evaluate(() => document.querySelector<HTMLIFrameElement>("#page")?.contentWindow?.scrollTo(0, 500));

    writeFileSync(join(content, monthly), article(`全镇已经流转{{ 流转面积 }}。\n\n${long}`));
    await shows("全镇已经流转1618亩");
    await page.waitForFunction(
      () => document.querySelector<HTMLIFrameElement>("#page")?.contentWindow?.scrollY === 500,
    );

    writeFileSync(join(content, monthly), article("全镇流转{{ 流转面机 }}。"));
    await page.waitForFunction(() => document.querySelector("#findings")?.textContent?.includes("流转面机"));
    expect(await page.$eval("#findings", box => box.textContent)).toContain(`${monthly} 第4行`);
    expect(await page.$eval("#bulletins .failed small", note => note.textContent)).toContain("有错误，没有排");

    for (const width of [375, 1100]) {
      await page.setViewport({width, height: 700});
      await page.evaluate(axe.source);
      const violations = await page.evaluate(async () => {
        const results = await (window as unknown as {axe: typeof axe}).axe.run(document, {iframes: false});
        return results.violations.map(({id}) => id);
      });
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
    await page.close();
    child.kill("SIGINT");
    expect(await new Promise(resolve => child.once("exit", resolve))).toBe(0);
  } finally {
    child.kill("SIGKILL");
  }
}, 120_000);

/** The address that the program prints. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", piece => {
      said += piece;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address) resolve(address);
    });
    child.once("exit", () => reject(new Error(said)));
  });
}
