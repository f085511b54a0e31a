import {readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openCache} from "../../src/build/cache-folder.ts";
import {openKeptType} from "../../src/build/kept-type.ts";
import {subsetFonts} from "../../src/pages/index.ts";
import {temporaryFolder} from "../cli/run.ts";
import {cleanTwin, filesIn, openSite} from "./faults/program.ts";

test("type comes back as it was kept, and only what it was kept for", async () => {
  const workspace = temporaryFolder({});
  const faces = await subsetFonts("土地“流转”𠀋", undefined, "truetype");
  expect(faces.filter(({only}) => only !== undefined).length).toBeGreaterThan(0);
  openKeptType("narrow", openCache(workspace)).keep("these", faces);
  const kept = openKeptType("narrow", openCache(workspace));
  expect(kept.find("these")?.map(face => ({...face, bytes: Buffer.from(face.bytes)}))).toEqual(
    faces.map(face => ({...face, bytes: Buffer.from(face.bytes)})),
  );
  expect(kept.find("others")).toBeUndefined();
  expect(openKeptType("wide", openCache(workspace)).find("these")).toBeUndefined();
});

test("bytes that are not those which the facts tell of are not taken", async () => {
  const workspace = temporaryFolder({});
  const faces = await subsetFonts("土地", undefined, "truetype");
  const kept = openKeptType("narrow", openCache(workspace));
  kept.keep("these", faces);
  const path = join(workspace, ".jianbao-cache/type/narrow.bin");
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.subarray(0, bytes.length - 1));
  expect(kept.find("these")).toBeUndefined();
  bytes[1000] = (bytes[1000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  expect(kept.find("these")).toBeUndefined();
});

test("a second build takes the type of the first, and one with new characters keeps its own", async () => {
  const site = openSite();
  const type = join(site.content, ".jianbao-cache/type/narrow.bin");
  expect((await site.build()).status).toBe(0);
  const first = statSync(type);

  // Words that are there already.
  site.edit("bulletins/2019-06-note/n.md", text => text.replace("个村达标", "个村，个村达标"));
  expect((await site.build()).status).toBe(0);
  expect(statSync(type).ino).toBe(first.ino);

  site.edit("bulletins/2019-06-note/n.md", text => text.replace("个村达标", "个村齐心协力达标"));
  expect((await site.build()).status).toBe(0);
  expect(statSync(type).ino).not.toBe(first.ino);
  expect(filesIn(site.out)).toEqual(await cleanTwin(site));
});
