/** Ctrl-C: what is under way is finished and kept, and the next build goes on from there. */
import {readdirSync} from "node:fs";
import {expect, test} from "vitest";
import {article, bulletin} from "../../faults/base-workspace.ts";
import {expectClean, modifiedTimes, openSite, pathsIn, pause, type Site, troubleWorkspace} from "./program.ts";

const isPosix = process.platform !== "win32";

/** Enough bulletins that some are still to be made when the first are there. */
function openLargeSite(count: number): Site {
  const many = Array.from({length: count}, (_, index) => {
    const folder = `bulletins/2019-07-note-${String(index).padStart(3, "0")}`;
    return [
      [`${folder}/bulletin.yaml`, bulletin(["n.md"])],
      [`${folder}/n.md`, article(`第${index}号：名杨村流转{{ 名杨村.流转面积 }}。`)],
    ] as const;
  });
  return openSite({...troubleWorkspace(), ...Object.fromEntries(many.flat())});
}

const made = (site: Site) => pathsIn(site.out).filter(path => /^2019-07-note-\d+\/.*(html|pdf)$/.test(path));

test.skipIf(!isPosix).each([
  {what: "pages", argv: ["--format", "html"], count: 300},
  {what: "PDFs", argv: ["--format", "pdf"], count: 40},
])("while $what are made", {timeout: 180_000}, async ({argv, count}) => {
  const site = openLargeSite(count);
  const running = site.start(argv);
  while (made(site).length < 3) await pause(5);
  running.child.kill("SIGINT");
  const {status, stderr} = await running.ended;
  expect(status, stderr).toBe(130);
  expect(stderr).toContain("停下来了");
  expect(stderr).not.toContain("没有印成");
  const before = modifiedTimes(site.out);
  const kept = made(site);
  expect(kept.length).toBeGreaterThanOrEqual(3);
  expect(kept.length).toBeLessThan(count);
  expect(readdirSync(site.temporary).filter(name => name.includes("profile"))).toEqual([]);
  await expectClean(site, argv);
  // What was there already was not made a second time.
  const after = modifiedTimes(site.out);
  for (const path of kept) expect(after.get(path), path).toBe(before.get(path));
});

test.skipIf(!isPosix)("a second time ends the program at once, with its browsers", {timeout: 120_000}, async () => {
  const site = openLargeSite(40);
  const running = site.start();
  while (made(site).length < 1) await pause(5);
  running.child.kill("SIGINT");
  await pause(20);
  running.child.kill("SIGINT");
  expect([undefined, 130]).toContain((await running.ended).status);
  expect(readdirSync(site.temporary).filter(name => name.includes("profile"))).toEqual([]);
  await expectClean(site);
});
