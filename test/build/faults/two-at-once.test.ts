/** Two programs work in the same workspace at once: none disturbs the other. */
import {expect, test} from "vitest";
import {cleanTwin, expectClean, expectSame, filesIn, openSite, partsIn, start} from "./program.ts";

test("two builds of the same content both end well", {timeout: 120_000}, async () => {
  const site = openSite();
  const clean = await cleanTwin(site);
  const both = await Promise.all([site.build(), site.build()]);
  for (const {status, stderr} of both) expect(status, stderr).toBe(0);
  expectSame(filesIn(site.out), clean);
  expect(partsIn(site.content)).toEqual([]);
  await expectClean(site);
});

test("again and again, begun a little one after the other, with check beside them", {timeout: 180_000}, async () => {
  const site = openSite();
  const html = ["--format", "html"];
  for (let round = 0; round < 5; round++) {
    site.edit("progress/2019-07.yaml", text => text.replace(/1\d\d\d/, String(1020 + round)));
    // Pictures come and go, and with them the folder that they stand in.
    site.edit("bulletins/2019-06-note/n.md", text =>
      round % 2 === 0 ? text.replace("![地](images/field.jpg)", "") : `${text}\n![地](images/field.jpg)\n`,
    );
    const check = start(["check", "--content", site.content]).ended;
    const first = site.build(html);
    await new Promise(resolve => setTimeout(resolve, round * 60));
    const all = await Promise.all([check, first, site.build(html)]);
    for (const {status, stdout, stderr} of all) expect(status, stdout + stderr).toBe(0);
    expectSame(filesIn(site.out), await cleanTwin(site, html));
  }
  await expectClean(site, html);
});
