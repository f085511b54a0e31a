import {mkdirSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {diskFiles, readWorkspace} from "../../src/workspace/index.ts";
import {temporaryFolder} from "../cli/run.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

test("links to folders neither lead in circles nor out of the workspace", () => {
  const outside = temporaryFolder({"2019-05.yaml": "期间: 2019-05\n数据: {}\n"});
  const folder = temporaryFolder({...baseWorkspace, "progress/b/2019-04.yaml": "期间: 2019-04\n数据: {}\n"});
  symlinkSync(".", join(folder, "progress/a"));
  symlinkSync("../b", join(folder, "progress/b/again"));
  symlinkSync(outside, join(folder, "progress/x"));
  const {progress} = readWorkspace(diskFiles(folder));
  expect(progress).toHaveLength(3);
  expect(diskFiles(folder).list("progress/x")).toEqual([]);
});

test("files beginning with ~ or . are left alone", () => {
  const folder = temporaryFolder({...baseWorkspace, "progress/~$2019-07.yaml": "x", "progress/.2019-07.yaml": "x"});
  expect(readWorkspace(diskFiles(folder)).progress).toHaveLength(2);
});

test("a name that no file can have is the name of no file", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "a"));
  for (const name of ["a/\u0000.png", `${"a".repeat(5000)}.png`]) {
    expect(diskFiles(folder).read(name)).toBeUndefined();
    expect(diskFiles(folder).list(name)).toEqual([]);
  }
});

test("a workspace may be the root of a drive", () => {
  const folder = temporaryFolder({"jianbao.yaml": "刊名: 甲\n"});
  const files = diskFiles("/");
  expect(files.read(join(folder, "jianbao.yaml").slice(1))).toEqual(Buffer.from("刊名: 甲\n"));
  expect(files.list(folder.slice(1))).toEqual(["jianbao.yaml"]);
});
