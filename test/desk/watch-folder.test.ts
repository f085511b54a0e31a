import {mkdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, onTestFinished, test} from "vitest";
import {watchFolder} from "../../src/desk/watch-folder.ts";
import {temporaryFolder} from "../cli/run.ts";

function openWatch() {
  const folder = temporaryFolder({"bulletins/a/a.md": "1", "out/a/index.html": "1", "progress/2019-07.yaml": "1"});
  const seen = new Set<string>();
  let wake: () => void = () => undefined;
  const stop = watchFolder(folder, join(folder, "out"), paths => {
    for (const path of paths) seen.add(path);
    wake();
  });
  onTestFinished(stop);
  return {
    at: (path: string) => join(folder, path),
    replace(path: string, text: string): void {
      const aside = join(folder, `${path.replace(/[^/]+$/, ".aside")}`);
      writeFileSync(aside, text);
      renameSync(aside, join(folder, path));
    },
    /** Resolves when a path has been told, and forgets what was. */
    async told(path: string): Promise<void> {
      while (!seen.has(path)) await new Promise<void>(resolve => (wake = resolve));
      seen.clear();
    },
    seen,
  };
}

test("watchFolder tells of a file each time that another is moved into its place, and when it is written after that", async () => {
  const watch = openWatch();
  for (const text of ["2", "3", "4"]) {
    watch.replace("bulletins/a/a.md", text);
    await watch.told("bulletins/a/a.md");
  }
  writeFileSync(watch.at("bulletins/a/a.md"), "5");
  await watch.told("bulletins/a/a.md");
});

test("watchFolder tells of what happens in folders that are new, moved in or made again", async () => {
  const watch = openWatch();
  mkdirSync(watch.at("bulletins/b"));
  await watch.told("bulletins/b");
  writeFileSync(watch.at("bulletins/b/b.md"), "1");
  await watch.told("bulletins/b/b.md");
  rmSync(watch.at("bulletins/a"), {recursive: true});
  await watch.told("bulletins/a");
  mkdirSync(watch.at(".aside/images"), {recursive: true});
  renameSync(watch.at(".aside"), watch.at("bulletins/a"));
  await watch.told("bulletins/a");
  writeFileSync(watch.at("bulletins/a/images/photo.jpg"), "1");
  await watch.told("bulletins/a/images/photo.jpg");
  mkdirSync(watch.at("fonts"));
  await watch.told("fonts");
  writeFileSync(watch.at("fonts/a.ttf"), "1");
  await watch.told("fonts/a.ttf");
});

test("watchFolder says nothing of the output and of what is hidden", async () => {
  const watch = openWatch();
  writeFileSync(watch.at("out/a/index.html"), "2");
  writeFileSync(watch.at("bulletins/a/.a.md.swp"), "2");
  writeFileSync(watch.at("progress/2019-07.yaml"), "2");
  while (watch.seen.size === 0) await new Promise(resolve => setImmediate(resolve));
  expect([...watch.seen]).toEqual(["progress/2019-07.yaml"]);
});
