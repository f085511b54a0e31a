/** Builds are killed at random moments: what bears its real name is whole, and the next build ends as a clean one. */
import {execFileSync} from "node:child_process";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openRandom, type Random} from "../../mutations/random.ts";
import {expectClean, expectWhole, openSite, pause, type Site} from "./program.ts";

const isPosix = process.platform !== "win32";

/** Changes of the same length above all: a file of the same size may be another one. */
const edits: readonly ((site: Site, random: Random) => void)[] = [
  (site, random) =>
    site.edit("progress/2019-07.yaml", text =>
      text.replace(/流转面积: \d+/g, () => `流转面积: ${300 + Math.floor(random.next() * 10)}`),
    ),
  (site, random) =>
    site.edit("bulletins/2019-07-monthly/a.md", text =>
      text.replace(/全镇.?流转/, `全镇${random.pick(["共", "已", "新"])}流转`),
    ),
  (site, random) =>
    site.edit("bulletins/2019-07-villages/a.md", text =>
      text.replace(/.村流转/, `${random.pick(["本", "我", "全"])}村流转`),
    ),
  (site, random) =>
    site.edit("jianbao.yaml", text => text.replace(/.镇党建办/, `${random.pick(["例", "范", "东"])}镇党建办`)),
  (site, random) =>
    site.edit("bulletins/2019-06-note/n.md", text =>
      text.replace(/(\n\n!.*\n)?$/, () => (random.next() < 0.5 ? "\n\n![地](images/field.jpg)\n" : "\n")),
    ),
];

async function killManyTimes(times: number, argv: readonly string[], seed: number): Promise<Site> {
  const random = openRandom(seed);
  const site = openSite();
  await site.build(argv);
  for (const edit of edits) edit(site, random);
  const begun = performance.now();
  const ended = await site.build(argv);
  expect(ended.status, ended.stderr).toBe(0);
  const buildMs = performance.now() - begun;
  let killed = 0;
  for (let round = 0; killed < times; round++) {
    expect(round, "builds end before they can be killed").toBeLessThan(times * 3);
    for (let edit = 0; edit <= random.next() * 2; edit++) random.pick(edits)?.(site, random);
    const running = site.start(argv);
    await Promise.race([pause(random.next() * buildMs), running.ended]);
    running.kill();
    const {status, stderr} = await running.ended;
    if (status === undefined) killed += 1;
    else expect(status, stderr).toBe(0);
    await expectWhole(site.out);
  }
  return site;
}

test.skipIf(!isPosix)("killed 94 times while it makes pages", {timeout: 240_000}, async () => {
  const argv = ["--format", "html"];
  await expectClean(await killManyTimes(94, argv, 1), argv);
});

test.skipIf(!isPosix)(
  "killed 6 times while it prints, and no browser or profile stays behind",
  {timeout: 240_000},
  async () => {
    const site = await killManyTimes(6, [], 2);
    await expectClean(site);
    expect(readdirSync(site.temporary).filter(name => /profile|chromium/i.test(name))).toEqual([]);
    // Each has the place of its profile in its command line.
    await expect.poll(() => processesThatName(site.temporary), {timeout: 10_000}).toEqual([]);
  },
);

test.skipIf(!isPosix)(
  "killed before it noted what it wrote, and the change taken back",
  {timeout: 120_000},
  async () => {
    const site = openSite();
    const argv = ["--format", "html"];
    expect((await site.build(argv)).status).toBe(0);
    const before = site.read("progress/2019-07.yaml");
    const page = join(site.out, "2019-07-monthly/index.html");
    const good = readFileSync(page);
    // The figure is another one of the same length, and so are the pages.
    site.write("progress/2019-07.yaml", before.replace("1020", "1030"));
    const running = site.start(argv);
    while (readFileSync(page).equals(good)) await pause(1);
    running.kill();
    await running.ended;
    site.write("progress/2019-07.yaml", before);
    await expectClean(site, argv);
  },
);

function processesThatName(text: string): string[] {
  return execFileSync("ps", ["-eo", "pid,stat,args"], {encoding: "utf8"})
    .split("\n")
    .filter(line => line.includes(text) && !/^\s*\d+\s+Z/.test(line));
}
