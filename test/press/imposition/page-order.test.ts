import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {missingPages, orderBooklet, orderTwoUp, padPages} from "../../../src/press/imposition/page-order.ts";

const blank = "blank";

describe("orderBooklet()", () => {
  test("lays the sheets of 8 pages in one another", () => {
    expect(orderBooklet(padPages(8, "end"))).toEqual([
      {front: {left: 8, right: 1}, back: {left: 2, right: 7}},
      {front: {left: 6, right: 3}, back: {left: 4, right: 5}},
    ]);
  });

  test("has every page once, and the numbers of two pages side by side sum to 4n + 1", () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 60}), sheets => {
        const count = 4 * sheets;
        const spreads = orderBooklet(padPages(count, "end")).flatMap(({front, back}) => [front, back]);
        const pages = spreads.flatMap(({left, right}) => [Number(left), Number(right)]);
        expect([...pages].sort((a, b) => a - b)).toEqual(Array.from({length: count}, (_, index) => index + 1));
        for (const {left, right} of spreads) expect(Number(left) + Number(right)).toBe(count + 1);
      }),
    );
  });

  test("folded, laid together and leafed through, reads in order", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 120}),
        fc.constantFrom("end" as const, "before-last" as const),
        (count, place) => {
          const padded = padPages(count, place);
          const sheets = orderBooklet(padded);
          // Leafing: the right half of each front and the left half of its back, inwards; then outwards the other halves.
          const inwards = sheets.flatMap(({front, back}) => [front.right, back.left]);
          const outwards = [...sheets].reverse().flatMap(({front, back}) => [back.right, front.left]);
          expect([...inwards, ...outwards]).toEqual(padded);
        },
      ),
    );
  });
});

describe("padPages()", () => {
  test("fills up to a multiple of 4, keeps the order, and puts the blanks in one place", () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 120}),
        fc.constantFrom("end" as const, "before-last" as const),
        (count, place) => {
          const pages = padPages(count, place);
          expect(pages.length % 4).toBe(0);
          expect(pages.length - count).toBe(missingPages(count));
          expect(pages.filter(page => page !== blank)).toEqual(Array.from({length: count}, (_, index) => index + 1));
          expect(pages[0]).toBe(1);
          if (count > 1 && place === "before-last") expect(pages.at(-1)).toBe(count);
        },
      ),
    );
  });

  test("puts the blanks of 9 pages before the last or after it", () => {
    expect(padPages(9, "before-last").slice(8)).toEqual([blank, blank, blank, 9]);
    expect(padPages(9, "end").slice(8)).toEqual([9, blank, blank, blank]);
    expect(padPages(1, "before-last")).toEqual([1, blank, blank, blank]);
  });
});

test("orderTwoUp() keeps the reading order and leaves the last half empty when the number is odd", () => {
  expect(orderTwoUp(3)).toEqual([
    {left: 1, right: 2},
    {left: 3, right: blank},
  ]);
});
