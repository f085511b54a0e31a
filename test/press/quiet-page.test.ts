import type {Browser} from "puppeteer";
import {afterAll, beforeAll, expect, test} from "vitest";
import {findBrowser, launchBrowser, type RunningBrowser} from "../../src/press/browser/index.ts";
import {openQuietPage} from "../../src/press/browser/quiet-page.ts";

let running: RunningBrowser;

beforeAll(async () => {
  running = await launchBrowser((await findBrowser(process.env)).path);
});

afterAll(async () => await running.close());

/** Runs inside the browser: true when it draws within a third of a second. */
const draws = () =>
  new Promise<boolean>(resolve => {
    requestAnimationFrame(() => resolve(true));
    setTimeout(resolve, 300, false);
  });

/** Only the browser that comes with us, which is there for Linux alone, can do without drawing. */
test.runIf(process.platform === "linux" && !process.env.JIANBAO_BROWSER)(
  "a quiet page draws nothing, and is laid out all the same",
  async () => {
    const page = await openQuietPage(running.browser);
    expect(await page.evaluate(draws)).toBe(false);
    expect(await page.evaluate(() => document.documentElement.getBoundingClientRect().width)).toBeGreaterThan(0);
    const other = await openQuietPage(running.browser);
    expect(other).not.toBe(page);
    expect(await other.evaluate(draws)).toBe(false);
    await Promise.all([page.close(), other.close()]);
  },
);

test("pages that are opened at the same time are not taken for one another", async () => {
  const pages = await Promise.all([1, 2, 3].map(() => openQuietPage(running.browser)));
  expect(new Set(pages).size).toBe(3);
  await Promise.all(pages.map(page => page.close()));
});

test("a browser that cannot do without drawing gives an ordinary page", async () => {
  const unable = new Proxy(running.browser, {
    get(browser, name) {
      if (name === "target")
        return () => ({
          createCDPSession: async () => ({
            send: async () => await Promise.reject(new Error("BeginFrameControl is not supported")),
            detach: async () => {},
          }),
        });
      const value = Reflect.get(browser, name) as unknown;
      return typeof value === "function" ? value.bind(browser) : value;
    },
  }) as Browser;
  const page = await openQuietPage(unable);
  expect(await page.evaluate(draws)).toBe(true);
});
