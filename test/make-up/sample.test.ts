/** The sample's newspaper page, measured in its PDF. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {type BulletinView, newspaperGrid, printedCharacters, subsetFonts} from "../../src/pages/index.ts";
import {openPress, type PrintedPdf} from "../../src/press/index.ts";
import {contentFolder} from "../sample/town.ts";
import {type Column, judgeLines, type Line, readGlyphs, readLines} from "../typography/index.ts";
import {judgeGeometry, type Part, readParts} from "./geometry.ts";
import {openStage, pageOf, type Stage} from "./stage.ts";

const view = checkWorkspace(contentFolder, {slugs: ["2019-07-feature"]}).bulletins[0]?.composed.view as BulletinView;
const grid = newspaperGrid(view.paper);
const ptPerPx = 0.75;
const left = (grid.sideMarginMm * 72) / 25.4;
const top = (grid.topMarginMm * 72) / 25.4;

let stage: Stage;
let parts: readonly Part[];
let pdf: PrintedPdf;
let lines: readonly Line[];
let columns: readonly Column[];

/** Runs of text, column by column in reading order, in points from the sheet's corner. */
function textColumns(): Column[] {
  const found = new Map<string, Column>();
  for (const part of parts.filter(({kind}) => kind === "piece" || kind === "subhead")) {
    const key = `${part.story}/${Math.round(part.left)}`;
    const known = found.get(key);
    const box = {
      page: 1,
      left: left + part.left * ptPerPx - 2,
      right: left + part.right * ptPerPx + 2,
      top: top + part.top * ptPerPx - 2,
      bottom: top + part.bottom * ptPerPx + 2,
    };
    found.set(
      key,
      known ? {...known, bottom: Math.max(known.bottom, box.bottom), top: Math.min(known.top, box.top)} : box,
    );
  }
  return [...found.values()];
}

beforeAll(async () => {
  stage = await openStage([view]);
  await stage.show(view);
  expect(await stage.makeUp(view, {mayTurn: false})).toEqual([]);
  const made = await readParts(stage.page);
  expect(judgeGeometry(made, grid, 0)).toEqual([]);
  parts = made.parts;
  const page = pageOf(view);
  const press = await openPress({
    fonts: await subsetFonts(printedCharacters(page), undefined, "truetype"),
  });
  try {
    const makeUp = {grid, pageStep: grid.pageStepPx, wishes: {mayTurn: false, pageNumber: "A06"}};
    pdf = await press.print({...page, date: view.isoDate, makeUp});
  } finally {
    await press.close();
  }
  columns = textColumns();
  lines = readLines(await readGlyphs(pdf.pdf), columns);
}, 120_000);
afterAll(() => stage?.close());

test("it is one page, with nothing to tell", () => {
  expect(pdf.pages).toBe(1);
  expect(pdf.findings).toEqual([]);
});

test("all columns of a story end on one baseline, half a point at most apart in the PDF", () => {
  for (const story of [0, 1]) {
    const own = columns.flatMap((column, index) =>
      parts.some(
        part =>
          part.story === story &&
          Math.abs(left + part.left * ptPerPx - 2 - column.left) < 0.1 &&
          top + part.top * ptPerPx - 2 >= column.top - 0.1 &&
          top + part.bottom * ptPerPx + 2 <= column.bottom + 0.1,
      )
        ? [{column, index}]
        : [],
    );
    const ends = own.map(({index, column}) => ({
      y: Math.max(...lines.filter(line => line.column === index && line.size < 9.5).map(({y}) => y)),
      reaches: column.bottom,
    }));
    const last = Math.max(...ends.map(({reaches}) => reaches));
    // Columns over a picture at the story's foot end above it.
    const atFoot = ends.filter(({reaches}) => Math.abs(reaches - last) < 1).map(({y}) => y);
    expect(atFoot.length).toBeGreaterThan(2);
    expect(Math.max(...atFoot) - Math.min(...atFoot)).toBeLessThan(0.5);
  }
});

test("the lines of all columns stand on one grid", () => {
  const pitch = grid.linePx * ptPerPx;
  const body = lines.filter(({size, block}) => block.role === "P" && Math.abs(size - 9) < 0.2);
  expect(body.length).toBeGreaterThan(150);
  const phases = body
    .map(({y}) => (((y - (body[0]?.y ?? 0)) % pitch) + pitch) % pitch)
    .map(phase => Math.min(phase, pitch - phase));
  expect(Math.max(...phases)).toBeLessThan(0.5);
});

test("its lines follow the rules of Chinese typesetting", () => {
  // A column of eleven characters: a unit that does not fit leaves its line up to a quarter of an em a gap (break-lines.ts).
  const faults = judgeLines(lines, {
    widestGapEm: 0.4,
    longestUnitEm: 6,
    isBody: line => line.block.role === "P" && Math.abs(line.size - 9) < 0.2,
  });
  // After 本报讯 one character stays blank.
  expect(faults.filter(({detail}) => !detail.startsWith("讯|7"))).toEqual([]);
});
