import {expect, test} from "vitest";
import {lately} from "../../src/build/lately.ts";

test("lately makes the same once, and remembers no more than it is told", () => {
  const made: string[] = [];
  const remember = lately<string>(2);
  for (const key of ["a", "b", "a", "c", "a", "b"]) {
    const make = () => {
      made.push(key);
      return key;
    };
    expect(remember(key, make)).toBe(key);
  }
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("lately forgets a promise that is rejected; whoever asked is told", async () => {
  const remember = lately<Promise<string>>(2);
  const failing = () => Promise.reject(new Error("not there yet"));
  const asked = [remember("a", failing), remember("a", failing)];
  expect(asked[0]).toBe(asked[1]);
  for (const promise of asked) await expect(promise).rejects.toThrow("not there yet");
  expect(await remember("a", async () => "there")).toBe("there");
  expect(await remember("a", failing)).toBe("there");
});

test("lately forgets nothing made anew when an older promise of the same key is rejected late", async () => {
  const remember = lately<Promise<string>>(1);
  let reject: (error: Error) => void = () => undefined;
  const slow = new Promise<string>((_, fail) => {
    reject = fail;
  });
  remember("a", () => slow);
  await remember("b", async () => "b");
  const anew = remember("a", async () => "anew");
  reject(new Error("late"));
  await expect(slow).rejects.toThrow("late");
  expect(remember("a", async () => "third")).toBe(anew);
});
