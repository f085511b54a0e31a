import {expect, test} from "vitest";
import {fitHead, headBreaks} from "../../src/press/make-up/fit-head.ts";
import type {MeasuredHead} from "../../src/press/make-up/measured-page.ts";
import {rowPlans} from "../../src/press/make-up/page-rows.ts";

function head(title: string): MeasuredHead {
  const characters = [...title];
  const advances = characters.map(character => (character === " " ? 8 : /[0-9%]/.test(character) ? 18 : 32));
  return {id: 1, title: {characters, advances, joined: characters.map(() => false), em: 32}, others: []};
}
const pxPerPt = 96 / 72;

test("a head never turns before 的, within a word, or between a number and its unit", () => {
  const text = "全镇32个村党支部书记学习土地流转的办法";
  const turns = [...headBreaks(head(text).title).keys()].map(index => `${text.slice(0, index)}|${text.slice(index)}`);
  expect(turns.length).toBeGreaterThan(3);
  for (const turn of turns) {
    expect(turn).not.toMatch(/\|的/);
    expect(turn).not.toMatch(/\d\||32\|个/);
    expect(turn).not.toMatch(/书\|记|土\|地|支\|部/);
  }
});

test("a head fits its span at every size that is proposed, best first", () => {
  for (const title of ["地连成片 心聚成团", "合作社里话丰收", "全镇32个村党支部书记学习土地流转的办法", "账"]) {
    for (const width of [120, 276, 420, 852]) {
      const {title: measured} = head(title);
      const fitted = fitHead(head(title), width, 15.33, {largest: 60, smallest: 24});
      expect(fitted.length).toBeGreaterThan(0);
      expect(fitted.map(({cost}) => cost)).toEqual(fitted.map(({cost}) => cost).sort((a, b) => a - b));
      for (const {sizePt, breaks, cost} of fitted) {
        if (cost >= 200) continue;
        breaks.forEach((start, index) => {
          const end = breaks[index + 1] ?? measured.characters.length;
          const text = measured.characters.slice(start, end).join("").trim();
          const em =
            [...text].reduce(
              (sum, character) => sum + (character === " " ? 8 : /[0-9%]/.test(character) ? 18 : 32),
              0,
            ) / 32;
          expect(em * sizePt * pxPerPt).toBeLessThanOrEqual(width + 0.01);
        });
      }
    }
  }
});

test("two halves of a head turn at the space between them", () => {
  const [fitted] = fitHead(head("地连成片的那一年 心聚成团的那一天"), 420, 15.33, {largest: 60, smallest: 32});
  expect(fitted?.breaks).toEqual([0, 9]);
});

test("stories share every row of a page in whole columns, in their order", () => {
  for (const columns of [4, 6, 7, 8])
    for (let count = 1; count <= 4; count += 1) {
      const plans = rowPlans(count, columns);
      expect(plans.length).toBeGreaterThan(0);
      for (const {rows} of plans) {
        expect(rows.flat().map(({story}) => story)).toEqual(Array.from({length: count}, (_, index) => index));
        for (const row of rows) {
          let next = 0;
          for (const slot of row) {
            expect(slot.column).toBe(next);
            next += slot.columns;
            expect(slot.columns).toBeGreaterThanOrEqual(2);
          }
          if (count > 1) expect(next).toBe(columns);
        }
      }
    }
});

test("通线: rows that are all parted at one gutter cost more than rows that are not", () => {
  const plans = rowPlans(4, 6).filter(({rows}) => rows.length === 2 && rows.every(row => row.length === 2));
  const gutters = (rows: (typeof plans)[number]["rows"]) => rows.map(row => row[1]?.column);
  const straight = plans.filter(({rows}) => new Set(gutters(rows)).size === 1);
  const stepped = plans.filter(({rows}) => new Set(gutters(rows)).size === 2);
  expect(Math.min(...straight.map(({cost}) => cost))).toBeGreaterThan(Math.min(...stepped.map(({cost}) => cost)));
});
