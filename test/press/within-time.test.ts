import {setTimeout as wait} from "node:timers/promises";
import {expect, test} from "vitest";
import {withinTime} from "../../src/press/browser/within-time.ts";

test("withinTime() gives what the work gives, and fails when it takes too long", async () => {
  expect(await withinTime(wait(10, "done"), 3000)).toBe("done");
  await expect(withinTime(new Promise(() => undefined), 90)).rejects.toThrow("Not ready within 90 ms.");
});

test("withinTime() does not count the time in which nothing could be heard", async () => {
  const work = withinTime(wait(5, "done"), 300);
  const until = performance.now() + 600;
  while (performance.now() < until);
  expect(await work).toBe("done");
});
