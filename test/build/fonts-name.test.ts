import {expect, test} from "vitest";
import {fontsName} from "../../src/build/type-case.ts";

test("two fonts that change places are other fonts: what was made with them is made anew", () => {
  const name = (song: string, sans: string) =>
    fontsName([
      {family: "JB Song", weight: 400, path: song},
      {family: "JB Sans", weight: 400, path: sans},
    ]);
  const swapped = fontsName([
    {family: "JB Sans", weight: 400, path: "a.ttf"},
    {family: "JB Song", weight: 400, path: "b.ttf"},
  ]);
  expect(name("a.ttf", "b.ttf")).not.toBe(swapped);
  expect(name("a.ttf", "b.ttf")).toBe(name("a.ttf", "b.ttf"));
});
