/** What builds that were killed had begun to write is cleared away by the next build, and nothing else. */
import {existsSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {removeLeftovers} from "../../src/build/leftovers.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";

const part = ".0123456789ab.part";
/** No process has this number. */
const abandoned = ".999999999-0123456789ab.part";

/** What is left of some files, in an output folder. */
function clear(files: readonly string[], slugs: readonly string[] = []): string[] {
  const out = temporaryFolder(Object.fromEntries(files.map(path => [path, "half"])));
  removeLeftovers(out, slugs);
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
