/** No room and no right to write: status 3, a sentence and an act, the old output as it was; then all is as if nothing was. */
import {chmodSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {
  type Ended,
  expectClean,
  expectSame,
  expectWhole,
  filesIn,
  openSite,
  partsIn,
  type Site,
  type StartOptions,
} from "./program.ts";

const html = ["--format", "html"];
const isPosix = process.platform !== "win32";
const isRoot = process.getuid?.() === 0;

function failing(folder: string, code: "ENOSPC" | "EACCES", afterBytes = 0): StartOptions {
  return {
    imports: [new URL("fail-writes.js", import.meta.url)],
    env: {FAIL_CODE: code, FAIL_AFTER_BYTES: String(afterBytes), FAIL_BELOW: folder},
  };
}

/** A workspace built once and changed since, so that every page is to be made anew. */
async function openChanged(argv: readonly string[] = html): Promise<Site> {
  const site = openSite();
  expect((await site.build(argv)).status).toBe(0);
  site.edit("jianbao.yaml", text => text.replace("示例镇党建办", "镇党建办公室"));
  site.edit("progress/2019-07.yaml", text => text.replace("1020", "1030"));
  return site;
}

function expectTold({status, stdout, stderr}: Ended, message: string, act: string): void {
  expect(status, stdout + stderr).toBe(3);
  expect(stderr).toContain(message);
  expect(stderr).toContain(act);
  expect(stderr).not.toMatch(/内部错误|\bat .*:\d+:\d+/);
}

/** Each file is the old one, or the new one of this build; nothing is cut off. */
async function expectOldOrWhole(site: Site, before: ReadonlyMap<string, Buffer>): Promise<void> {
  await expectWhole(site.out);
  expect([...filesIn(site.out).keys()]).toEqual([...before.keys()]);
  expect(partsIn(site.out)).toEqual([]);
}

describe("a disk that is full", () => {
  test.each([1, 150_000])("after %i bytes of pages", async room => {
    const site = await openChanged();
    const before = filesIn(site.out);
    expectTold(await site.build(html, failing(site.out, "ENOSPC", room)), "磁盘空间不够", "清理磁盘");
    await expectOldOrWhole(site, before);
    if (room <= 1) expectSame(filesIn(site.out), before);
    await expectClean(site, html);
  });

  test("while PDFs are written", async () => {
    const site = await openChanged([]);
    const before = filesIn(site.out);
    expectTold(await site.build([], failing(site.out, "ENOSPC", 150_000)), "磁盘空间不够", "清理磁盘");
    await expectOldOrWhole(site, before);
    expect(readdirSync(site.temporary).filter(name => name.includes("profile"))).toEqual([]);
    await expectClean(site);
  });

  test.skipIf(!isPosix)("and the system itself refuses to write so much", async () => {
    const site = await openChanged();
    const before = filesIn(site.out);
    expectTold(await site.build(html, {largestFileKiB: 8}), "磁盘空间不够", "清理磁盘");
    await expectOldOrWhole(site, before);
    await expectClean(site, html);
  });

  test("before a first build has written anything", async () => {
    const site = openSite();
    expectTold(await site.build(html, failing(site.out, "ENOSPC")), "磁盘空间不够", "清理磁盘");
    expect([...filesIn(site.out).keys()]).toEqual([]);
    await expectClean(site, html);
  });
});

describe("a cache folder that cannot be written", () => {
  test.each(["ENOSPC", "EACCES"] as const)("with %s costs time and nothing else", async code => {
    const site = await openChanged();
    const cache = join(site.content, ".jianbao-cache");
    for (const room of [0, 2000]) {
      const {status, stderr} = await site.build(html, failing(cache, code, room));
      expect(status, stderr).toBe(0);
      site.edit("progress/2019-07.yaml", text => text.replace(/流转面积: 1\d+/, `流转面积: 104${room % 7}`));
    }
    await expectClean(site, html);
  });

  test("and what it still holds of earlier builds does not mislead", async () => {
    const site = await openChanged();
    const cache = join(site.content, ".jianbao-cache");
    const changed = site.read("progress/2019-07.yaml");
    // What is made now cannot be noted; then the figure goes back to what the notes tell of.
    expect((await site.build(html, failing(cache, "EACCES"))).status).toBe(0);
    site.write("progress/2019-07.yaml", changed.replace("1030", "1020"));
    site.edit("jianbao.yaml", text => text.replace("镇党建办公室", "示例镇党建办"));
    await expectClean(site, html);
  });
});

describe("an output folder without rights", () => {
  test("is told, and what it holds stays", async () => {
    const site = await openChanged();
    const before = filesIn(site.out);
    expectTold(await site.build(html, failing(site.out, "EACCES")), "不能写入", "权限");
    expectSame(filesIn(site.out), before);
    await expectClean(site, html);
  });

  test.skipIf(isRoot || !isPosix)("for real, of the folder and of one bulletin's", async () => {
    for (const name of ["", "2019-07-monthly"]) {
      const site = await openChanged();
      const before = filesIn(site.out);
      const folder = join(site.out, name);
      chmodSync(folder, 0o555);
      const ended = await site.build(html).finally(() => chmodSync(folder, 0o755));
      expectTold(ended, "不能写入", "权限");
      await expectOldOrWhole(site, before);
      await expectClean(site, html);
    }
  });
});
