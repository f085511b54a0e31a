import {readdirSync, readFileSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openCache} from "../../src/build/cache-folder.ts";
import {openKeptType} from "../../src/build/kept-type.ts";
import {openKeptWebType} from "../../src/build/kept-web-type.ts";
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

test("fonts of web pages come back to the next build, a limited number of them", () => {
  const workspace = temporaryFolder({});
  const bytesOf = (name: string) => Buffer.from(`font of ${name}`);
  const build = (...names: string[]) => {
    const kept = openKeptWebType(openCache(workspace));
    for (const name of names) kept.add(name, bytesOf(name));
    kept.keep();
  };
  const found = (...names: string[]) => {
    const kept = openKeptWebType(openCache(workspace));
    return names.filter(name => kept.find(name) && bytesOf(name).equals(kept.find(name) ?? bytesOf("none")));
  };
  build("甲", "乙");
  expect(found("甲", "乙", "丙")).toEqual(["甲", "乙"]);
  build("丙");
  expect(found("甲", "乙", "丙")).toEqual(["甲", "乙", "丙"]);

  const folder = join(workspace, ".jianbao-cache/web-type");
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1_500_000_000, 1_500_000_000);
  const many = Array.from({length: 63}, (_, index) => `face ${index}`);
  build(...many);
  expect(found(...many)).toEqual(many);
  expect(found("甲", "乙", "丙")).toHaveLength(1);
  build(...many.map(name => `other ${name}`), ...many);
  expect(readdirSync(folder)).toHaveLength(64);
  expect(found(...many)).toEqual(many);
});

test("a font of a web page that is not as it was kept is not taken", () => {
  const workspace = temporaryFolder({});
  const kept = openKeptWebType(openCache(workspace));
  kept.add("甲", Buffer.from("font of 甲"));
  kept.keep();
  const folder = join(workspace, ".jianbao-cache/web-type");
  const path = join(folder, readdirSync(folder)[0] ?? "");
  const bytes = readFileSync(path);
  for (const damaged of [bytes.subarray(0, -1), bytes.subarray(0, 5), Buffer.alloc(0), Buffer.concat([bytes, bytes])]) {
    writeFileSync(path, damaged);
    expect(kept.find("甲")).toBeUndefined();
  }
  writeFileSync(path, bytes);
  expect(kept.find("甲")).toEqual(Buffer.from("font of 甲"));
});

test("a build of which words stay and figures change packs no fonts anew, and its pages are those of a clean one", async () => {
  const site = openSite();
  const folder = join(site.content, ".jianbao-cache/web-type");
  const packed = () => readdirSync(folder).map(name => [name, statSync(join(folder, name)).ino]);
  expect((await site.build()).status).toBe(0);
  const first = packed();
  const before = filesIn(site.out);
  site.edit("progress/2019-06.yaml", text => text.replace("371", "372"));
  expect((await site.build()).status).toBe(0);
  expect(filesIn(site.out)).not.toEqual(before);
  expect(packed()).toEqual(first);
  expect(filesIn(site.out)).toEqual(await cleanTwin(site));

  site.edit("bulletins/2019-06-note/n.md", text => text.replace("个村达标", "个村齐心协力达标"));
  expect((await site.build()).status).toBe(0);
  expect(packed().length).toBeGreaterThan(first.length);
  expect(filesIn(site.out)).toEqual(await cleanTwin(site));
});
