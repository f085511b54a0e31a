/** Lines of generated newspaper pages, judged by the rules of Chinese typesetting in their PDFs. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {newspaperGrid, printedCharacters, subsetFonts} from "../../src/pages/index.ts";
import {openPress, type Press} from "../../src/press/index.ts";
import {type Column, judgeLines, readGlyphs, readLines} from "../typography/index.ts";
import {generatePage} from "./generate-page.ts";
import {readParts} from "./geometry.ts";
import {openStage, pageOf, type Stage} from "./stage.ts";

const views = Array.from({length: 10}, (_, index) => generatePage(1000 + index));
let stage: Stage;
let press: Press;

beforeAll(async () => {
  stage = await openStage(views);
  const characters = views.map(view => printedCharacters(pageOf(view))).join("");
  press = await openPress({fonts: await subsetFonts(characters, undefined, "truetype")});
}, 60_000);
afterAll(async () => {
  await stage?.close();
  await press?.close();
});

test.each(views)(
  "$slug",
  async view => {
    const grid = newspaperGrid(view.paper);
    await stage.show(view);
    await stage.makeUp(view);
    const {parts} = await readParts(stage.page);
    const columns = new Map<string, Column>();
    for (const part of parts.filter(({kind}) => kind === "piece")) {
      const page = Math.floor((part.top + 1) / grid.pageStepPx);
      const margin = {left: (grid.sideMarginMm * 72) / 25.4, top: (grid.topMarginMm * 72) / 25.4};
      // The entries of a list stand a little to the right of their column.
      const near = parts.filter(
        ({kind, story, left}) => kind === "piece" && story === part.story && left <= part.left && left > part.left - 30,
      );
      const key = `${page}/${part.story}/${Math.round(Math.min(...near.map(({left}) => left)))}`;
      const known = columns.get(key);
      const top = margin.top + (part.top - page * grid.pageStepPx) * 0.75 - 4;
      const bottom = margin.top + (part.bottom - page * grid.pageStepPx) * 0.75 + 4;
      columns.set(key, {
        page: page + 1,
        left: Math.min(margin.left + part.left * 0.75 - 2, known?.left ?? Number.POSITIVE_INFINITY),
        right: margin.left + part.right * 0.75 + 2,
        top: Math.min(top, known?.top ?? top),
        bottom: Math.max(bottom, known?.bottom ?? bottom),
      });
    }
    const makeUp = {grid, pageStep: grid.pageStepPx, wishes: {mayTurn: true, pageNumber: "A06"}};
    const {pdf, findings} = await press.print({...pageOf(view), date: view.isoDate, makeUp});
    // Text proved, nothing clipped, nothing beyond its column.
    const notices = ["underset", "short-column"];
    expect(findings.filter(({kind}) => !notices.includes(kind))).toEqual([]);
    const lines = readLines(await readGlyphs(pdf), [...columns.values()]);
    expect(lines.length).toBeGreaterThan(20);
    const isBody = (line: (typeof lines)[number]) => line.block.role === "P" && Math.abs(line.size - 9) < 0.2;
    // A unit that does not fit a column of ten characters leaves its line 0.35 em a gap at worst.
    const faults = judgeLines(lines, {widestGapEm: 0.4, longestUnitEm: 6, isBody});
    expect(faults.filter(({detail}) => !detail.startsWith("讯|"))).toEqual([]);
  },
  60_000,
);
