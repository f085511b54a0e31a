/** The content is changed while a build reads it: once that has stopped, one more build ends as a clean one. */
import {existsSync, realpathSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, test} from "vitest";
import {article} from "../../faults/base-workspace.ts";
import {openRandom, type Random} from "../../mutations/random.ts";
import {type Ended, expectClean, expectWhole, openSite, pause, type Site, troubleWorkspace} from "./program.ts";

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

test.each([1, 2])("by a busy editor, seed %i", {timeout: 180_000}, async seed => {
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

/** Builds while a file is another one whenever it is read a second time. */
async function buildWithSecondLook(site: Site, path: string, other: string | Uint8Array): Promise<Ended> {
  const given = join(site.temporary, "second-look");
  writeFileSync(given, other);
  const ended = await site.build(html, {
    imports: [new URL("second-look.js", import.meta.url)],
    env: {SECOND_LOOK_AT: realpathSync(join(site.content, path)), SECOND_LOOK_GIVES: given},
  });
  expect(existsSync(`${given}.given`), `${path} is read but once`).toBe(true);
  return ended;
}

test("a photo exchanged while it waits to be developed, and put back", {timeout: 120_000}, async () => {
  const [one, other] = await Promise.all([photo(0), photo(5)]);
  const site = openSite({...troubleWorkspace(), [photoPath]: one as Buffer});
  const {status, stdout} = await buildWithSecondLook(site, photoPath, other as Buffer);
  expect(status).toBe(1);
  expect(stdout).toContain("JB-5002");
  expect(stdout).toContain("排版的时候它被换掉了");
  await expectClean(site, html);
});

test.each([
  ["bulletins/2019-07-monthly/a.md", "全镇", "本镇"],
  ["bulletins/2019-07-villages/a.md", "本村", "我村"],
  ["bulletins/2019-07-monthly/bulletin.yaml", "七月进展", "七月情况"],
])("%s exchanged between two looks at it, and put back", {timeout: 120_000}, async (path, before, after) => {
  const site = openSite();
  expect((await site.build(html)).status).toBe(0);
  // The month's data are new: what is known of the file by its fingerprint is read again when it is worked out.
  site.edit("progress/2019-07.yaml", text => text.replace("1020", "1030").replace("388", "389"));
  const {status, stderr} = await buildWithSecondLook(site, path, site.read(path).replace(before, after));
  expect(status, stderr).toBe(0);
  await expectClean(site, html);
});
