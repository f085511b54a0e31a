import {beforeAll, describe, expect, test} from "vitest";
import {
  type LaidOut,
  layOutBooklet,
  layOutProof,
  layOutTwoUp,
  padPages,
  printSheets,
  readPageFacts,
} from "../../../src/press/index.ts";
import {bareText, readPdf} from "../read-pdf.ts";
import {paragraphs} from "../sample-page.ts";
import {manyPages, printAll} from "./many-pages.ts";
import {countFontFiles, printPlainly, readHalves, readPages, readTags, viewerPreferences} from "./read-sheets.ts";

const counts = [1, 4, 5, 8, 9, 16, 28];
let sources: ReadonlyMap<number, Uint8Array>;

beforeAll(async () => {
  const printed = await printAll(counts.map(count => manyPages(count)));
  sources = new Map(counts.map((count, index) => [count, printed[index] ?? new Uint8Array()]));
});

function source(count: number): Uint8Array {
  return sources.get(count) ?? new Uint8Array();
}

async function booklet(count: number, place: "before-last" | "end" = "end", grey = false): Promise<Uint8Array> {
  const {sizes} = await readPageFacts(source(count));
  return print(count, layOutBooklet(padPages(count, place), sizes, "A3"), grey);
}

function print(count: number, {sides}: LaidOut, grey = false): Promise<Uint8Array> {
  return printSheets(source(count), {sheets: {sides, advice: {duplex: "short-edge"}}, grey});
}

/** The number of the page that a half shows; 0 for an empty one. */
function numberOn(half: string): number {
  return Number(/^第(\d+)节/.exec(half)?.[1] ?? 0);
}

describe("a booklet", () => {
  test.each([
    [
      1,
      [
        [0, 1],
        [0, 0],
      ],
    ],
    [
      4,
      [
        [4, 1],
        [2, 3],
      ],
    ],
    [
      5,
      [
        [0, 1],
        [2, 0],
        [0, 3],
        [4, 5],
      ],
    ],
    [
      8,
      [
        [8, 1],
        [2, 7],
        [6, 3],
        [4, 5],
      ],
    ],
    [
      9,
      [
        [0, 1],
        [2, 0],
        [0, 3],
        [4, 9],
        [8, 5],
        [6, 7],
      ],
    ],
    [
      16,
      [
        [16, 1],
        [2, 15],
        [14, 3],
        [4, 13],
        [12, 5],
        [6, 11],
        [10, 7],
        [8, 9],
      ],
    ],
  ])("of %i pages shows the right page on each half", async (count, expected) => {
    const halves = await readHalves(await booklet(count));
    expect(halves.map(({left, right}) => [numberOn(left), numberOn(right)])).toEqual(expected);
  });

  test("of 9 pages whose closing page stays at the back has its blanks before it", async () => {
    const halves = await readHalves(await booklet(9, "before-last"));
    expect(halves.map(({left, right}) => [numberOn(left), numberOn(right)])).toEqual([
      [9, 1],
      [2, 0],
      [0, 3],
      [4, 0],
      [8, 5],
      [6, 7],
    ]);
  });

  test("has A3 sides, and the text of the source, page by page", async () => {
    const [printed, before] = await Promise.all([booklet(9).then(readPdf), readPdf(source(9))]);
    for (const {widthMm, heightMm} of printed.pages) expect([widthMm, heightMm]).toEqual([420, 297]);
    const halves = (await readHalves(await booklet(9))).flatMap(({left, right}) => [left, right]);
    const inOrder = halves.filter(text => text !== "").sort((a, b) => numberOn(a) - numberOn(b));
    expect(inOrder.join("")).toBe(bareText(before));
  });

  test("embeds each font once, however many sheets there are", async () => {
    const before = await readPdf(source(16));
    const printed = await readPdf(await booklet(16));
    expect(printed.fonts).toEqual(before.fonts);
    expect(await countFontFiles(await booklet(16))).toBe(await countFontFiles(source(16)));
  });

  test("keeps language, title, author, subject, dates and XMP, and proposes the short edge", async () => {
    const [before, printed] = [await readPdf(source(8)), await readPdf(await booklet(8))];
    expect(printed.info).toEqual(before.info);
    expect(printed.xmp).toBe(before.xmp);
    expect([printed.lang, printed.displaysTitle]).toEqual([before.lang, true]);
    expect(await viewerPreferences(await booklet(8))).toContain("DuplexFlipShortEdge");
  });

  test("keeps the outline, whose entries lead to sheets that are there", async () => {
    const [before, printed] = [await readPdf(source(9)), await readPdf(await booklet(9))];
    expect(printed.outline).toEqual(before.outline);
    const {pages, named} = await readPages(await booklet(9));
    expect(named.size).toBeGreaterThan(0);
    for (const page of named) expect(pages).toContain(page);
  });

  test("keeps the tags: the same content in the same order, and the way back leads to the same tag", async () => {
    const before = await readTags(source(9));
    const printed = await readTags(await booklet(9));
    expect(before.faults).toEqual([]);
    expect(printed.faults).toEqual([]);
    const span = (role: string) => (role === "Link" ? "Span" : role);
    expect(printed.content.map(({role, mark}) => [role, mark])).toEqual(
      before.content.map(({role, mark}) => [span(role), mark]),
    );
    // One form a page, in the order of the pages.
    expect(new Set(printed.content.map(({holder}) => holder)).size).toBe(9);
  });

  test("has no links, since paper has none", async () => {
    expect(Buffer.from(await printPlainly(await booklet(4))).includes("/Annot")).toBe(false);
    expect(Buffer.from(await printPlainly(source(4))).includes("/Annot")).toBe(true);
  });

  test("has the same bytes each time", async () => {
    expect(Buffer.compare(await booklet(9, "end", true), await booklet(9, "end", true))).toBe(0);
  });

  test("of more than 24 pages moves the pages of inner sheets to the fold", async () => {
    const {sizes} = await readPageFacts(source(28));
    const thick = layOutBooklet(padPages(28, "end"), sizes, "A3");
    expect(thick.creepMm).toBeCloseTo(0.6);
    const [outer, inner] = [thick.sides[0]?.placements[1], thick.sides.at(-2)?.placements[1]];
    expect(((outer?.x ?? 0) - (inner?.x ?? 0)) * (25.4 / 72)).toBeCloseTo(0.6);
    expect(layOutBooklet(padPages(9, "end"), sizes.slice(0, 9), "A3").creepMm).toBe(0);
  });
});

describe("two pages side by side", () => {
  test("are in reading order, in full size on A3", async () => {
    const {sizes} = await readPageFacts(source(5));
    const laidOut = layOutTwoUp(sizes, "A3");
    expect(laidOut.scale).toBe(1);
    const halves = await readHalves(await print(5, laidOut));
    expect(halves.map(({left, right}) => [numberOn(left), numberOn(right)])).toEqual([
      [1, 2],
      [3, 4],
      [5, 0],
    ]);
  });

  test("are reduced to A5 on A4", async () => {
    const {sizes} = await readPageFacts(source(4));
    expect(layOutTwoUp(sizes, "A4").scale).toBeCloseTo(Math.SQRT1_2, 2);
  });
});

describe("a proof of a newspaper page", () => {
  const mm = (length: number) => (length * 72) / 25.4;

  test("of 275 × 390 mm stands in full size in the middle of A3, with crop marks outside of it", () => {
    const {scale, hasMarks, sides} = layOutProof([{width: mm(275.2), height: mm(390.1)}], "A3");
    expect([scale, hasMarks]).toEqual([1, true]);
    const {x = 0, y = 0} = sides[0]?.placements[0] ?? {};
    expect([x, y].map(at => Math.round((at * 25.4) / 72))).toEqual([11, 15]);
    for (const [, ...line] of sides[0]?.marks?.matchAll(/^(\S+) (\S+) m (\S+) (\S+) l S$/gm) ?? []) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = line.map(Number);
      const isOutside =
        Math.max(x1, x2) < x ||
        Math.min(x1, x2) > x + mm(275) ||
        Math.max(y1, y2) < y ||
        Math.min(y1, y2) > y + mm(390);
      expect(isOutside, line.join(" ")).toBe(true);
      for (const at of [x1, x2]) expect(at > 0 && at < mm(297)).toBe(true);
      for (const at of [y1, y2]) expect(at > 0 && at < mm(420)).toBe(true);
    }
  });

  test("has a ruler of exactly 100 mm", () => {
    const {sides} = layOutProof([{width: mm(275), height: mm(390)}], "A3");
    const lengths = [...(sides[0]?.marks?.matchAll(/^(\S+) (\S+) m (\S+) \2 l S$/gm) ?? [])].map(
      ([, from, , to]) => ((Number(to) - Number(from)) * 25.4) / 72,
    );
    expect(lengths.some(length => Math.abs(length - 100) < 0.01)).toBe(true);
  });

  test("is reduced to 76% on A4, and a broadsheet to 76% on A3 and 54% on A4", () => {
    const tabloid = [{width: mm(275), height: mm(390)}];
    const broadsheet = [{width: mm(390), height: mm(550)}];
    const percent = (pages: typeof tabloid, paper: "A3" | "A4") => Math.round(layOutProof(pages, paper).scale * 100);
    expect([percent(tabloid, "A4"), percent(broadsheet, "A3"), percent(broadsheet, "A4")]).toEqual([76, 76, 54]);
    expect(layOutProof(broadsheet, "A3").hasMarks).toBe(false);
  });
});

test("readPageFacts() tells a paragraph that runs onto the last page from one that does not", async () => {
  const tall = '<div style="height: 205mm"></div>';
  const long = `<p>${paragraphs.slice(0, 2).join("").repeat(4)}</p>`;
  const bodies = [
    `<h1>第1节</h1>${tall}${long}`,
    `<h1>第1节</h1>${tall}<h2 style="break-before: page">第2节</h2>${long}`,
  ];
  const printed = await printAll(bodies.map(bodyHtml => manyPages(1, {bodyHtml})));
  const facts = await Promise.all(printed.map(readPageFacts));
  expect(facts.map(({sizes}) => sizes.length)).toEqual([2, 2]);
  expect(facts.map(({runsOntoLastPage}) => runsOntoLastPage)).toEqual([true, false]);
});
