import {readFileSync} from "node:fs";
import {expect, test} from "vitest";
import {readCharacterMap} from "../../src/pages/fonts/character-map.ts";
import {builtInFonts} from "../../src/pages/fonts/fonts.ts";
import {officeFonts} from "../../src/pages/office-fonts.ts";
import {memoryFiles, readWorkspace} from "../../src/workspace/index.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

test("a damaged font is told at its line by check and by build", async () => {
  const font = Buffer.alloc(400, 0xff);
  font.set([0, 1, 0, 0]);
  const office = `${baseWorkspace["jianbao.yaml"]}字体: {仿宋: fonts/a.ttf}\n`;
  const folder = temporaryFolder({...baseWorkspace, "jianbao.yaml": office, "fonts/a.ttf": font});
  for (const argv of [["check"], ["build", "--format", "html", "--out", `${folder}/out`]]) {
    const {status, stdout} = await run(...argv, "--content", folder);
    expect(status).toBe(1);
    expect(stdout).toContain("JB-7002");
    expect(stdout).toContain("已损坏");
  }
});

test("a character map that lies about its size is read to the end of the file, once", () => {
  const font = Buffer.alloc(12 + 16 + 12 + 16 + 24);
  font.writeUInt16BE(1, 4);
  font.write("cmap", 12);
  font.writeUInt32BE(28, 20);
  font.writeUInt16BE(1, 30);
  font.writeUInt32BE(12, 36);
  font.writeUInt16BE(12, 40);
  font.writeUInt32BE(0xffffffff, 52);
  for (const group of [56, 68]) {
    font.writeUInt32BE(0xffffffff, group + 4);
    font.writeUInt32BE(1, group + 8);
  }
  expect(readCharacterMap(font).size).toBe(0x110000);
  expect(readCharacterMap(font.subarray(0, 45)).size).toBe(0);
});

test("a whole font is used, a cut one is told", () => {
  const path = builtInFonts()[2]?.path ?? "";
  const font = readFileSync(path);
  const check = (bytes: Uint8Array) =>
    officeFonts(
      readWorkspace(
        memoryFiles({
          ...baseWorkspace,
          "jianbao.yaml": `${baseWorkspace["jianbao.yaml"]}字体: {仿宋: fonts/a.ttf}\n`,
          "fonts/a.ttf": bytes,
        }),
      ),
    ).diagnostics.map(({code}) => code);
  expect(check(font)).toEqual([]);
  expect(check(font.subarray(0, font.length / 2))).toEqual(["JB-7002"]);
});
