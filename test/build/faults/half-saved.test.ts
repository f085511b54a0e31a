/** A file is read while an editor has saved half of it; then it is whole again. */
import {expect, test} from "vitest";
import {openRandom} from "../../mutations/random.ts";
import {expectClean, expectSame, expectWhole, filesIn, openSite} from "./program.ts";

const html = ["--format", "html"];

test.each([
  "progress/2019-07.yaml",
  "units.yaml",
  "indicators.yaml",
  "jianbao.yaml",
  "bulletins/2019-07-villages/bulletin.yaml",
  "bulletins/2019-07-monthly/a.md",
  "bulletins/2019-06-note/images/field.jpg",
])("%s", {timeout: 180_000}, async path => {
  const random = openRandom(path.length);
  const site = openSite();
  expect((await site.build(html)).status).toBe(0);
  const good = filesIn(site.out);
  const whole = site.readBytes(path);
  // The place of the cut: nothing at all, in the middle of a word (bytes, not letters), one byte from the end.
  for (const length of [0, Math.floor(whole.length * random.next()), whole.length - 2]) {
    site.write(path, whole.subarray(0, length));
    const {status, stdout, stderr} = await site.build(html);
    expect([0, 1], stderr).toContain(status);
    await expectWhole(site.out);
    if (status === 1) {
      expect(stdout + stderr).toMatch(/错误/);
      // Pages of bulletins that cannot be made stay as they were; the lists still show all of them.
      expect([...filesIn(site.out).keys()]).toEqual([...good.keys()]);
    }
  }
  // So broken that no figure of it can be trusted.
  site.write(path, Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.from([0xe6])]));
  const broken = await site.build(html);
  expect(broken.status, broken.stdout).toBe(1);
  site.write(path, whole);
  await expectClean(site, html);
  expectSame(filesIn(site.out), good);
});
