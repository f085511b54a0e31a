import {describe, expect, test} from "vitest";
import {renderChart} from "../../src/charts/index.ts";
import {type FillStyle, fillStyle, GREY, INK, lineStyle, sliceFill, TRACK_STYLE} from "../../src/charts/palette.ts";
import {chart as ring} from "./gallery/doughnut-many.ts";

/** What a grey printer makes of a colour (ISO 32000-1, 10.3.3): 0 is black, 1 is white. */
function greyOf(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\da-f]{2}/gi) ?? []).map(digits => Number.parseInt(digits, 16) / 255);
  return 0.3 * r + 0.59 * g + 0.11 * b;
}

/** True when a printer that knows only black and white, without a screen of dots, prints it black. */
function isBlack(colour: string): boolean {
  return greyOf(colour) < 0.5;
}

/** How a fill looks in black and white. */
function plainLook({fill, hatch}: FillStyle): string {
  return hatch ? `${hatch} lines` : isBlack(fill) ? "black" : "white";
}

const series = [0, 1, 2, 3, 4, 5, 6, 7];

describe("bars of neighbouring series", () => {
  test.each(series.slice(1))("differ in grey: %i and the one before", index => {
    const [one, other] = [fillStyle(index - 1), fillStyle(index)];
    const contrast = Math.abs(greyOf(one.fill) - greyOf(other.fill));
    expect(contrast > 0.15 || one.hatch !== other.hatch).toBe(true);
  });

  test.each(series.slice(1))("differ in black and white: %i and the one before", index => {
    expect(plainLook(fillStyle(index))).not.toBe(plainLook(fillStyle(index - 1)));
  });

  test("of up to five series all differ in black and white", () => {
    expect(new Set(series.slice(0, 5).map(index => plainLook(fillStyle(index)))).size).toBe(5);
  });

  test("have outlines and hatching that print black", () => {
    for (const index of series) expect(isBlack(fillStyle(index).outline)).toBe(true);
  });

  test("carry numbers that stand out in grey", () => {
    for (const {fill, text} of series.map(fillStyle))
      expect(Math.abs(greyOf(fill) - greyOf(text))).toBeGreaterThan(0.45);
  });
});

test("lines all print black and differ in dash or point", () => {
  const looks = [0, 1, 2, 3, 4, 5].map(lineStyle).map(({color, dash, point, pointFill}) => {
    expect(isBlack(color)).toBe(true);
    return `${dash} ${point} ${isBlack(pointFill) ? "full" : "hollow"}`;
  });
  expect(new Set(looks).size).toBe(looks.length);
});

describe("slices of a ring", () => {
  test.each([2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 27])("of %i differ from their neighbours in grey", count => {
    for (let index = 0; index < count; index++) {
      const [one, other] = [sliceFill(index, count), sliceFill((index + 1) % count, count)];
      expect(Math.abs(greyOf(one) - greyOf(other))).toBeGreaterThan(0.15);
    }
  });

  test("are outlined in black, so that two light neighbours are two in black and white", () => {
    const slices = renderChart(ring, {idPrefix: "ring"}).match(
      /<path[^>]*stroke="(?:#222222|#222|rgb\(34,\s?34,\s?34\))"[^>]*>/g,
    );
    expect(slices?.length ?? 0).toBeGreaterThanOrEqual(27);
  });
});

test("the filled part of a completion bar differs from the rest, whose end is outlined", () => {
  expect(greyOf(TRACK_STYLE.fill) - greyOf(fillStyle(0).fill)).toBeGreaterThan(0.5);
  expect(greyOf(TRACK_STYLE.fill) - greyOf(TRACK_STYLE.outline)).toBeGreaterThan(0.2);
});

test("ink and the grey of small text print dark", () => {
  for (const colour of [INK, GREY]) expect(greyOf(colour)).toBeLessThan(0.45);
});
