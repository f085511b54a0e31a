import {expect, test} from "vitest";
import {replaceRadicals} from "../../src/charts/index.ts";

test("replaceRadicals(text) turns the radicals that Skia writes into ordinary ideographs", () => {
  expect(replaceRadicals("⼟地流转，⽅⼭村⽤⽔")).toBe("土地流转，方山村用水");
});

test("replaceRadicals(text) knows simplified forms of the supplement", () => {
  expect(replaceRadicals("⻅⻉⻋⻓⻔⻘⻚⻛⻢⻥⻦⻨⻩⻬⻮⻰⻳⺠⺟⻄⻝")).toBe(
    "见贝车长门青页风马鱼鸟麦黄齐齿龙龟民母西食",
  );
});

test("replaceRadicals(text) leaves no assigned code point from U+2E80 to U+2FD5", () => {
  const assigned = Array.from({length: 0x2fd6 - 0x2e80}, (_, index) => String.fromCodePoint(0x2e80 + index)).filter(
    character => /\p{Assigned}/u.test(character),
  );
  expect(assigned).toHaveLength(115 + 214);
  expect(assigned.filter(character => /[\u2e80-\u2fdf]/.test(replaceRadicals(character)))).toEqual([]);
});

test("replaceRadicals(text) keeps all other text", () => {
  expect(replaceRadicals("《简报》第7期 43.2%")).toBe("《简报》第7期 43.2%");
});
