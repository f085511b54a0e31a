/** A PDF depends on its bulletin alone: not on what was printed before it, beside it or in which browser. */
import {rmSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../../src/build/index.ts";
import {filesIn, openSite} from "./program.ts";

const slugs = ["2019-06-note", "2019-07-monthly", "2019-07-villages/370322104203", "2019-07-villages/4418902532"];
const pdfOf = (slug: string) => `${slug}/${slug.replaceAll("/", "-")}.pdf`;

test("the same bytes alone, with others, first or last, by one browser or two", {timeout: 240_000}, async () => {
  const site = openSite();
  /** Builds all or some of them from nothing. */
  const build = async (chosen: readonly string[] | undefined, jobs: number): Promise<ReadonlyMap<string, Buffer>> => {
    for (const folder of [site.out, join(site.content, ".jianbao-cache")])
      rmSync(folder, {recursive: true, force: true});
    const {diagnostics} = await buildWorkspace({content: site.content, out: site.out, slugs: chosen, jobs});
    expect(diagnostics.filter(({severity}) => severity === "error")).toEqual([]);
    return filesIn(site.out);
  };
  const all = await build(undefined, 1);
  const others = [await build(undefined, 2)];
  for (const slug of slugs) others.push(await build([slug], 1));
  others.push(await build(slugs.slice(1), 1), await build(slugs.slice(2), 2));
  for (const files of others) {
    const made = slugs.map(pdfOf).filter(path => files.has(path));
    expect(made).not.toEqual([]);
    for (const path of made) expect(files.get(path)?.equals(all.get(path) as Buffer), path).toBe(true);
  }
});
