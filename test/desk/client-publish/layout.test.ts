import {expect, test} from "vitest";
import {arrangeRows, scaleOf, stepFrom} from "../../../src/desk/client/publish/viewer/layout.ts";
import {sizeWords, timeWords} from "../../../src/desk/client/publish/words.ts";

test("arrangeRows puts page one of a spread alone on the right, and an even last page alone on the left", () => {
  expect(arrangeRows(4, true)).toEqual([
    [undefined, 0],
    [1, 2],
    [3, undefined],
  ]);
  expect(arrangeRows(3, true)).toEqual([
    [undefined, 0],
    [1, 2],
  ]);
  expect(arrangeRows(2, false)).toEqual([[0], [1]]);
  expect(arrangeRows(1, true)).toEqual([[0]]);
});

test("scaleOf fits the largest page, or two of them, between the margins", () => {
  const pages = [
    {width: 400, height: 500},
    {width: 500, height: 400},
  ];
  const view = {width: 1024, height: 524};
  expect(scaleOf("width", pages, false, view)).toBe(2);
  expect(scaleOf("width", pages, true, view)).toBe(1);
  expect(scaleOf("page", pages, false, view)).toBe(1);
  expect(scaleOf(1.25, pages, false, view)).toBe(1.25);
});

test("stepFrom goes to the next step from any scale, and no further than the last", () => {
  expect([stepFrom(0.85, 1), stepFrom(0.85, -1), stepFrom(1, 1), stepFrom(4, 1), stepFrom(0.25, -1)]).toEqual([
    0.9, 0.75, 1.1, 4, 0.25,
  ]);
});

test("tells times and sizes as people write them", () => {
  const now = new Date(2019, 7, 5, 20, 0);
  expect(timeWords(new Date(2019, 7, 5, 0, 7).toISOString(), now)).toBe("今天 00:07 ");
  expect(timeWords(new Date(2019, 7, 4, 9, 2).toISOString(), now)).toBe("8月4日 09:02 ");
  expect([sizeWords(200), sizeWords(389_400), sizeWords(1_234_567)]).toEqual(["1 KB", "389 KB", "1.2 MB"]);
});
