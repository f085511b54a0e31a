/** The content is changed while a build reads it: once that has stopped, one more build ends as a clean one. */
import {renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../../src/build/index.ts";
import {article} from "../../faults/base-workspace.ts";
import {openRandom, type Random} from "../../mutations/random.ts";
import {expectClean, expectWhole, openSite, pause, type Site, troubleWorkspace} from "./program.ts";

const html = ["--format", "html"];

/** A photo large enough to be developed for a while. */
function photo(shade: number): Promise<Buffer> {
  const noise = {type: "gaussian", mean: 100 + shade * 10, sigma: 30} as const;
  return sharp({create: {width: 1800, height: 1200, channels: 3, background: "#888", noise}})
    .jpeg()
    .toBuffer();
}

type Edit = (site: Site, random: Random) => void;

const photoPath = "bulletins/2019-06-note/images/field.jpg";
const moved = (site: Site, path: string) => join(site.content, `${path}.moved`);

const edits: readonly Edit[] = [
  (site, random) =>
    site.edit("progress/2019-07.yaml", text => text.replace(/1\d\d\d/, `10${Math.floor(random.next() * 90) + 10}`)),
  (site, random) =>
    site.edit("progress/2019-06.yaml", text => text.replace(/9\d\d/, `9${Math.floor(random.next() * 90) + 10}`)),
  (site, random) =>
    site.edit("bulletins/2019-07-monthly/a.md", text =>
      text.replace(/全镇.?流转/, `全镇${random.pick(["共", "已", "新"])}流转`),
    ),
  (site, random) =>
    site.write("bulletins/2019-07-villages/a.md", article(`${random.pick(["本", "我"])}村{{ 流转率 }}。`)),
  (site, random) => site.edit("indicators.yaml", text => text.replace(/小数: \d\}/, `小数: ${random.pick([1, 2])}}`)),
  (site, random) =>
    site.edit("bulletins/2019-07-monthly/bulletin.yaml", text =>
      text.replace(/七月../, `七月${random.pick(["进展", "情况"])}`),
    ),
  site => {
    // Files go and come back, as some editors save.
    renameSync(join(site.content, "progress/2019-07.yaml"), moved(site, "progress/2019-07.yaml"));
    renameSync(moved(site, "progress/2019-07.yaml"), join(site.content, "progress/2019-07.yaml"));
  },
  site => site.write("bulletins/2019-08-more/bulletin.yaml", site.read("bulletins/2019-07-monthly/bulletin.yaml")),
  site => site.write("bulletins/2019-08-more/a.md", article("又一期。")),
  site => rmSync(join(site.content, "bulletins/2019-08-more"), {recursive: true, force: true}),
];

test.each([1, 2, 3])("by a busy editor, seed %i", {timeout: 180_000}, async seed => {
  const random = openRandom(seed);
  const photos = await Promise.all([0, 1, 2].map(photo));
  const site = openSite({...troubleWorkspace(), [photoPath]: photos[0] as Buffer});
  const all: Edit[] = [...edits, (target, {pick}) => target.write(photoPath, pick(photos) as Buffer)];
  for (let round = 0; round < 3; round++) {
    let isBuilding = true;
    const building = site.build(html).finally(() => {
      isBuilding = false;
    });
    while (isBuilding) {
      random.pick(all)?.(site, random);
      await pause(random.next() * 15);
    }
    const {status, stderr} = await building;
    // Half a file may have been read: then its mistakes are told.
    expect([0, 1], stderr).toContain(status);
    await expectWhole(site.out);
  }
  rmSync(join(site.content, "bulletins/2019-08-more"), {recursive: true, force: true});
  rmSync(join(site.out, "2019-08-more"), {recursive: true, force: true});
  await expectClean(site, html);
});

test("a photo exchanged while it waits to be developed, and put back", {timeout: 120_000}, async () => {
  const [one, other] = await Promise.all([photo(0), photo(5)]);
  const site = openSite({...troubleWorkspace(), [photoPath]: one as Buffer});
  const build = (exchange: boolean) =>
    buildWorkspace({
      content: site.content,
      out: site.out,
      formats: ["html"],
      progress: () => exchange && site.write(photoPath, other as Buffer),
    });
  const exchanged = await build(true);
  expect(exchanged.diagnostics.map(({code}) => code)).toEqual(["JB-5002"]);
  expect(exchanged.bulletins.find(({slug}) => slug === "2019-06-note")?.status).toBe("failed");
  site.write(photoPath, one as Buffer);
  await expectClean(site, html);
});

test("an article exchanged between two looks at it, and put back", {timeout: 120_000}, async () => {
  const site = openSite();
  expect((await site.build(html)).status).toBe(0);
  const path = "bulletins/2019-07-monthly/a.md";
  const before = site.read(path);
  // The month's data are new, so the article, known by its fingerprint, is read again when it is worked out.
  site.edit("progress/2019-07.yaml", text => text.replace("1020", "1030"));
  await buildWorkspace({
    content: site.content,
    out: site.out,
    formats: ["html"],
    progress: () => site.write(path, before.replace("全镇", "本镇")),
  });
  site.write(path, before);
  await expectClean(site, html);
});
