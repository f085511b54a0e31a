import fc from "fast-check";
import {expect, test} from "vitest";
import {type BrokenText, breakLines, type MeasuredText} from "../../src/press/make-up/break-lines.ts";
import {isClosingMark, isOpeningMark, mayBreakBefore} from "../../src/press/make-up/characters.ts";

/** Every hanzi and mark takes an em of 12 px, digits and letters a little more than half. */
function measure(text: string): MeasuredText {
  const characters = [...text];
  const advances = characters.map(character => (/[0-9A-Za-z.%+ ]/.test(character) ? 6.6 : 12));
  return {characters, advances, joined: characters.map(() => false), em: 12};
}

function best(ways: readonly BrokenText[]): BrokenText {
  return ways.reduce((a, b) => (b.cost < a.cost ? b : a));
}

function linesOf(text: string, columns = 11, indent = 2): string[] {
  const measured = measure(text);
  const {lines} = best(breakLines(measured, columns * 12, {indent: indent * 12}));
  return lines.map(({start, end}) => measured.characters.slice(start, end).join(""));
}

test("a line of eleven hanzi is full without stretching", () => {
  const {lines} = best(breakLines(measure("一二三四五六七八九十天地人你我他"), 11 * 12));
  expect(lines.map(({start, end, stretch, halved}) => [start, end, stretch, halved])).toEqual([
    [0, 11, 0, []],
    [11, 16, 0, []],
  ]);
});

test("a mark that would start a line is pulled in, the marks of its line giving way", () => {
  const measured = measure("一二三四，六七八九十天。后来的事大家都知道了");
  const [first] = best(breakLines(measured, 11 * 12)).lines;
  expect(measured.characters.slice(first?.start, first?.end).join("")).toBe("一二三四，六七八九十天。");
  expect(first?.halved).toEqual([4, 11]);
  expect(first?.stretch).toBeCloseTo(0, 5);
});

test("marks that meet are narrowed wherever they stand", () => {
  const [way] = breakLines(measure("他说：“好。”（完）"), 400);
  expect(way?.lines[0]?.halved).toEqual([2, 5, 6]);
});

test.each([
  ["全村流转土地的面积是1340亩还有", "1340亩"],
  ["这一年里村集体一共增收2.4万元", "2.4万元"],
  ["从那以后每一亩地能够省80多元钱", "80多元"],
  ["那几位支部书记早在2019年5月来", "2019年5月"],
  ["按照镇里提出来的规划1+3+N来", "1+3+N"],
  ["以横贯镇域的那条S316公路为轴", "S316"],
])("a number stays with its unit: %s", (text, whole) => {
  for (let columns = 8; columns <= 13; columns += 1)
    expect(linesOf(text, columns).some(line => line.includes(whole))).toBe(true);
});

test("the last line holds two characters, whatever the length of the text", () => {
  for (let length = 3; length < 60; length += 1) {
    const lines = linesOf(`${"村里的地连成了片大家一起种".repeat(5).slice(0, length)}。`);
    if (lines.length > 1) expect(lines.at(-1)?.replace(/\P{L}/gu, "").length).toBeGreaterThanOrEqual(2);
  }
});

const piece = fc.oneof(
  {weight: 8, arbitrary: fc.constantFrom(..."村里的地连成了片大家一起种庄稼合作社")},
  {weight: 2, arbitrary: fc.constantFrom("，", "。", "、", "；", "：", "？", "！")},
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "“丰收”",
      "（见图）",
      "《村规》",
      "——",
      "……",
      "1340亩",
      "62.3%",
      "2.4万元",
      "1+3+N",
      "S316",
    ),
  },
);

test("no text loses a character, breaks where it may not, or runs out of its column", () => {
  fc.assert(
    fc.property(fc.array(piece, {minLength: 1, maxLength: 120}), fc.integer({min: 9, max: 23}), (pieces, columns) => {
      const measured = measure(`村${pieces.join("")}`);
      for (const {lines} of breakLines(measured, columns * 12, {indent: 24})) {
        expect(lines[0]?.start).toBe(0);
        expect(lines.at(-1)?.end).toBe(measured.characters.length);
        for (const [index, {start, end, halved, stretch}] of lines.entries()) {
          if (index > 0) expect(start).toBe(lines[index - 1]?.end);
          if (index > 0 && end - start > 1) expect(mayBreakBefore(measured.characters, start)).toBe(true);
          expect(stretch).toBeGreaterThanOrEqual(0);
          for (const mark of halved) {
            const character = measured.characters[mark];
            expect(isClosingMark(character) || isOpeningMark(character)).toBe(true);
          }
          const natural = measured.advances.slice(start, end).reduce((sum, advance) => sum + advance, 0);
          const room = columns * 12 - (index === 0 ? 24 : 0);
          // A row of marks alone may have no place to break.
          const text = measured.characters.slice(start, end).join("");
          if (/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text) && halved.length < 8)
            expect(natural - halved.length * 6 - room).toBeLessThan(
              12 * Math.max(1, text.match(/[，。、；：？！”）》…—]/g)?.length ?? 0),
            );
        }
      }
    }),
    {numRuns: 300},
  );
});

test("the ways of a paragraph have different numbers of lines, each without a gap", () => {
  const ways = breakLines(measure("村里的地连成了片，大家一起种庄稼，年底按股分红。".repeat(6)), 11 * 12, {indent: 24});
  const counts = ways.map(({lines}) => lines.length);
  expect(new Set(counts).size).toBe(counts.length);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(counts.length).toBeGreaterThan(1);
});
