/** 200 pages made by chance: each passes all checks of its geometry, or says by how much it cannot. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {newspaperGrid} from "../../src/pages/index.ts";
import {generatePage} from "./generate-page.ts";
import {judgeFullness, judgeGeometry, readParts, readTexts} from "./geometry.ts";
import {openStage, type Stage} from "./stage.ts";

const count = 200;
const views = Array.from({length: count}, (_, seed) => generatePage(seed));
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(views);
}, 60_000);
afterAll(() => stage?.close());

test("200 generated pages pass all checks of their geometry, or say by how much they cannot; nothing is lost", async () => {
  const faults: string[] = [];
  let imperfect = 0;
  for (const view of views) {
    await stage.show(view);
    const before = await readTexts(stage.page);
    const findings = await stage.makeUp(view);
    const isTold = findings.some(({kind}) => kind !== "underset");
    if (isTold) imperfect += 1;
    if (findings.some(({kind}) => kind === "no-room")) continue;
    const after = await readTexts(stage.page);
    if (after.join("\n") !== before.join("\n")) faults.push(`${view.slug}: text differs`);
    const made = await readParts(stage.page);
    const shortColumns = findings.filter(({kind}) => kind === "short-column").length;
    faults.push(...judgeGeometry(made, newspaperGrid(view.paper), shortColumns).map(fault => `${view.slug}: ${fault}`));
    const told = findings.flatMap(finding => (finding.kind === "underset" ? [finding] : []));
    faults.push(...judgeFullness(made, newspaperGrid(view.paper), told).map(fault => `${view.slug}: ${fault}`));
    const turns = made.jumps.map(jump => jump.replace(/下转|上接/, ""));
    if (made.jumps.filter(jump => jump.includes("下转")).length * 2 !== turns.length)
      faults.push(`${view.slug}: ${made.jumps.join(" ")}`);
  }
  expect(faults).toEqual([]);
  expect(imperfect / count).toBeLessThanOrEqual(0.05);
}, 600_000);

test.each([
  {name: "a piece a quarter of a line lower", selector: ".piece", pixels: 4, fault: "off the grid"},
  {name: "a picture over what stands below it", selector: ".photo", pixels: 60, fault: "overlap"},
])("the checks can fail: $name", async ({selector, pixels, fault}) => {
  const view = views.find(({articles}) => articles.some(({photos}) => photos.length > 0));
  if (!view) throw new Error("There is no page with a photo.");
  await stage.show(view);
  await stage.makeUp(view);
  expect(judgeGeometry(await readParts(stage.page), newspaperGrid(view.paper), 0)).toEqual([]);
  await stage.page.evaluate(
    (place, down) => {
      const box = document.querySelector<HTMLElement>(`.story ${place}.placed`);
      if (box) box.style.top = `${Number.parseFloat(box.style.top) + down}px`;
    },
    selector,
    pixels,
  );
  expect(judgeGeometry(await readParts(stage.page), newspaperGrid(view.paper), 0).join("\n")).toContain(fault);
});

test("the checks can fail: a page that ends early or leaves columns blank", async () => {
  const [view] = views;
  if (!view) throw new Error("There is no page.");
  const grid = newspaperGrid(view.paper);
  await stage.show(view);
  await stage.makeUp(view);
  const {parts, ...rest} = await readParts(stage.page);
  expect(judgeFullness({parts, ...rest}, grid)).toEqual([]);
  const foot = (grid.folioLines + grid.lines - 5) * grid.linePx;
  const low = parts.map(part => ({...part, top: Math.min(part.top, foot), bottom: Math.min(part.bottom, foot)}));
  expect(judgeFullness({...rest, parts: low}, grid)).toEqual(["page 1: 5.0 lines blank at the foot"]);
  const edge = (grid.characters - grid.columnCharacters - 1) * grid.characterPx;
  const narrow = parts.map(part => ({...part, right: Math.min(part.right, edge)}));
  expect(judgeFullness({...rest, parts: narrow}, grid)).toEqual(["page 1: 12.0 characters blank at the right"]);
});

test("the same page is made up the same way every time", async () => {
  const [view] = views;
  if (!view) throw new Error("There is no page.");
  const twice: unknown[] = [];
  for (let time = 0; time < 2; time += 1) {
    await stage.show(view);
    await stage.makeUp(view);
    twice.push(await readParts(stage.page));
  }
  expect(twice[1]).toEqual(twice[0]);
}, 60_000);
