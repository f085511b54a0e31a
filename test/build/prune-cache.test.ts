/** The cache lets go of what nothing is for any more, once it is old. */
import {readdirSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../src/build/index.ts";
import {temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";

const folders = ["builds", "outputs", "photos", "progress"] as const;
const photo = "bulletins/2019-07-monthly/images/field.png";

async function open() {
  const content = temporaryFolder({
    ...baseWorkspace,
    "bulletins/2019-07-monthly/a.md": article("全镇流转{{ 流转面积 }}。\n\n![田间](images/field.png)"),
    [photo]: await picture(0),
  });
  const cache = join(content, ".jianbao-cache");
  return {
    content,
    cache,
    build: async (out = "out", slugs?: readonly string[]) => {
      const {bulletins} = await buildWorkspace({content, out: join(content, out), formats: ["html"], slugs});
      return bulletins.map(({status}) => status);
    },
    async change(number: number) {
      const text = baseWorkspace["progress/2019-07.yaml"] ?? "";
      writeFileSync(join(content, "progress/2019-07.yaml"), text.replace("1020", `10${30 + number}`));
      writeFileSync(join(content, photo), await picture(number));
    },
    /** All that was written before is of long ago. */
    age() {
      for (const name of readdirSync(cache, {recursive: true, encoding: "utf8"})) utimesSync(join(cache, name), 1, 1);
    },
    counts: () => Object.fromEntries(folders.map(name => [name, readdirSync(join(cache, name)).length])),
  };
}

async function picture(shade: number): Promise<Uint8Array> {
  const background = {r: shade, g: 100, b: 100};
  return await sharp({create: {width: 400, height: 300, channels: 3, background}})
    .png()
    .toBuffer();
}

test("what was kept of other data and other photos goes when it is old; the cache grows no further", async () => {
  const {build, change, age, counts} = await open();
  await build();
  const first = counts();
  for (let number = 1; number <= 3; number++) {
    age();
    await change(number);
    expect(await build()).toEqual(["built"]);
    expect(counts()).toEqual(first);
  }
  expect(await build()).toEqual(["unchanged"]);
});

test("what is old is looked for once a day", async () => {
  const {build, change, age, counts, cache} = await open();
  await build();
  const {progress} = counts();
  age();
  writeFileSync(join(cache, "pruned"), "");
  await change(1);
  await build();
  expect(counts().progress).toBe((progress ?? 0) + 1);
  const yesterday = Date.now() / 1000 - 25 * 60 * 60;
  utimesSync(join(cache, "pruned"), yesterday, yesterday);
  await change(2);
  await build();
  expect(counts().progress).toBe((progress ?? 0) + 1);
});

test("what was written within a week stays: going back to the text before takes it up again", async () => {
  const {build, change, counts} = await open();
  await change(1);
  await build();
  const first = counts();
  await change(2);
  await build();
  expect(counts()).toEqual({...first, photos: (first.photos ?? 0) * 2, progress: (first.progress ?? 0) + 1});
});

test("what is old and still of use stays: data, photos, accounts of other output folders and other ways to build", async () => {
  const {build, age, counts, content} = await open();
  await build();
  await build("other");
  const before = counts();
  age();
  expect(await build("third", ["2019-07-monthly"])).toEqual(["built"]);
  expect(counts()).toEqual({...before, builds: 3, outputs: 3});
  for (const out of ["out", "other"]) expect(await build(out)).toEqual(["unchanged"]);
  rmSync(join(content, "other"), {recursive: true});
  age();
  expect(await build("fourth")).toEqual(["built"]);
  expect(counts()).toEqual({...before, builds: 3, outputs: 3});
});

test("photos of a bulletin that this build did not look at stay", async () => {
  const {build, age, counts, content} = await open();
  await build();
  const {photos} = counts();
  age();
  // Everything rests on other grounds: there are no records of bulletins that were not built.
  writeFileSync(join(content, "units.yaml"), `${baseWorkspace["units.yaml"]}# 新的一行\n`);
  expect(await build("out", [])).toEqual([]);
  expect(counts().photos).toBe(photos);
});
