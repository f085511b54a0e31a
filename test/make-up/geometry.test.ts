/** 200 pages made by chance: each passes all checks of its geometry, or says by how much it cannot. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {newspaperGrid} from "../../src/pages/index.ts";
import {generatePage} from "./generate-page.ts";
import {judgeGeometry, readParts, readTexts} from "./geometry.ts";
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
  let told = 0;
  for (const view of views) {
    await stage.show(view);
    const before = await readTexts(stage.page);
    const findings = await stage.makeUp(view);
    const isTold = findings.some(({kind}) => kind !== "underset");
    if (isTold) told += 1;
    if (findings.some(({kind}) => kind === "no-room")) continue;
    const after = await readTexts(stage.page);
    if (after.join("\n") !== before.join("\n")) faults.push(`${view.slug}: text differs`);
    const made = await readParts(stage.page);
    const short = findings.filter(({kind}) => kind === "short-column").length;
    faults.push(...judgeGeometry(made, newspaperGrid(view.paper), short).map(fault => `${view.slug}: ${fault}`));
    const turns = made.jumps.map(jump => jump.replace(/下转|上接/, ""));
    if (made.jumps.filter(jump => jump.includes("下转")).length * 2 !== turns.length)
      faults.push(`${view.slug}: ${made.jumps.join(" ")}`);
  }
  expect(faults).toEqual([]);
  expect(told / count).toBeLessThanOrEqual(0.05);
}, 300_000);

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
