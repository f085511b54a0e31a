/** What builds that were killed had begun to write is cleared away by the next build, and nothing else. */
import {cpSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {removeLeftovers} from "../../src/build/leftovers.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";

const part = ".0123456789ab.part";
/** No process has this number. */
const abandoned = ".999999999-0123456789ab.part";

/** What is left of some files, in an output folder. */
function clear(files: readonly string[], slugs: readonly string[] = [], isThorough = true): string[] {
  const out = temporaryFolder(Object.fromEntries(files.map(path => [path, "half"])));
  removeLeftovers(out, slugs, isThorough);
  return files.filter(path => existsSync(join(out, path)));
}

test("parts beside the results of a build are cleared away by the next one", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  await build();
  writeFileSync(join(out, "2019-07-monthly", part), "half");
  writeFileSync(join(out, abandoned), "half");
  writeFileSync(join(folder, "bulletins/2019-07-monthly/a.md"), article("全镇共流转{{ 流转面积 }}。"));
  await build();
  expect(readdirSync(join(out, "2019-07-monthly"))).toEqual(["figures.json", "index.html"]);
  expect(readdirSync(out).sort()).toEqual(["2019-07-monthly", "index.html"]);
});

test("removeLeftovers: when there is little time, beside what is about to be made", () => {
  const files = [`a/${part}`, `a/images/${part}`, "b/index.html", `b/${part}`, part];
  expect(clear(files, ["a"], false)).toEqual(["b/index.html", `b/${part}`]);
});

test("once a day parts are cleared away beside all bulletins, and in the cache", async () => {
  const folder = temporaryFolder(baseWorkspace);
  cpSync(join(folder, "bulletins/2019-07-monthly"), join(folder, "bulletins/2019-07-other"), {recursive: true});
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  const edit = (text: string) => writeFileSync(join(folder, "bulletins/2019-07-monthly/a.md"), article(text));
  await build();
  const parts = [join(out, "2019-07-other", part), join(folder, ".jianbao-cache/pdf", abandoned)];
  mkdirSync(join(folder, ".jianbao-cache/pdf"), {recursive: true});
  for (const path of parts) writeFileSync(path, "half");
  edit("全镇共流转{{ 流转面积 }}。");
  await build();
  expect(parts.map(path => existsSync(path))).toEqual([true, true]);
  utimesSync(join(folder, ".jianbao-cache/pruned"), 1_500_000_000, 1_500_000_000);
  edit("全镇一共流转{{ 流转面积 }}。");
  await build();
  expect(parts.map(path => existsSync(path))).toEqual([false, false]);
});

test("a bulletin that is taken out of the workspace leaves no parts behind", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  cpSync(join(folder, "bulletins/2019-07-monthly"), join(folder, "bulletins/2019-07-other"), {recursive: true});
  await build();
  writeFileSync(join(out, "2019-07-other", abandoned), "half");
  rmSync(join(folder, "bulletins/2019-07-other"), {recursive: true});
  await build();
  expect(readdirSync(out).sort()).toEqual(["2019-07-monthly", "index.html"]);
});

test("removeLeftovers: a part of a process that runs is its own", () => {
  const path = `a/.${process.pid}-0123456789ab.part`;
  expect(clear([path, `a/${abandoned}`], ["a"])).toEqual([path]);
});

test.each([
  ["of which only the PDF is there", "a/a.pdf", `a/${part}`],
  ["of which only the figures are there", "a/figures.json", `a/${part}`],
  ["with pictures", "a/index.html", `a/images/${part}`],
  ["of a unit, in PDF alone", "a/index.html", "a/b/a-b.pdf", `a/b/${part}`],
  ["of a unit with pictures", "a/index.html", "a/b/index.html", `a/b/images/${part}`],
])("removeLeftovers: beside a bulletin %s, which is no longer in the workspace", (_, ...files) => {
  expect(clear(files)).toEqual(files.slice(0, -1));
});

test.each([
  ["a bulletin", "a", `a/${abandoned}`],
  ["a bulletin with pictures", "a", `a/images/${abandoned}`],
  ["a unit", "a/b", `a/b/${abandoned}`],
  ["the list of a batch", "a/b", `a/${abandoned}`],
])("removeLeftovers: where the first build of %s was killed", (_, slug, path) => {
  expect(clear([path], [slug])).toEqual([]);
});

test("removeLeftovers: what is not ours is left alone, however deep it lies", () => {
  const foreign = [`own/${part}`, `site/deep/${part}`, "site/deep/er/index.html", `site/deep/er/${part}`, "a.part"];
  expect(clear([...foreign, "site/index.html"], ["a"])).toEqual([...foreign, "site/index.html"]);
});
