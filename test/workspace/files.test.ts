import {execFileSync} from "node:child_process";
import {mkdirSync, rmSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
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

test("a link to a file is followed within the workspace, and not out of it, nor by way of a folder", () => {
  const outside = temporaryFolder({"secret.md": "甲"});
  const folder = temporaryFolder({"bulletins/a/a.md": "乙", "bulletins/a/deep/b.md": "丙"});
  symlinkSync("a.md", join(folder, "bulletins/a/link.md"));
  symlinkSync(join(outside, "secret.md"), join(folder, "bulletins/a/out.md"));
  symlinkSync(outside, join(folder, "bulletins/b"));
  symlinkSync("a/deep", join(folder, "bulletins/c"));
  symlinkSync("nowhere", join(folder, "bulletins/a/broken.md"));
  const files = diskFiles(folder);
  const textOf = (path: string) => {
    const read = files.read(path);
    return read instanceof Uint8Array ? Buffer.from(read).toString() : read;
  };
  expect(textOf("bulletins/a/a.md")).toBe("乙");
  expect(textOf("bulletins/a/link.md")).toBe("乙");
  expect(textOf("bulletins/a/out.md")).toBe("outside");
  expect(textOf("bulletins/b/secret.md")).toBe("outside");
  expect(textOf("bulletins/c/b.md")).toBe("丙");
  expect(textOf("bulletins/a/broken.md")).toBeUndefined();
  expect(textOf("bulletins/a/deep")).toBeUndefined();
  expect(textOf(join(outside, "secret.md"))).toBe("outside");
});

test("a folder that becomes a link out of the workspace is out of it", async () => {
  const outside = temporaryFolder({"a.md": "甲"});
  const folder = temporaryFolder({"bulletins/a/a.md": "乙"});
  const files = diskFiles(folder);
  expect(files.read("bulletins/a/a.md")).toEqual(Buffer.from("乙"));
  rmSync(join(folder, "bulletins/a"), {recursive: true});
  symlinkSync(outside, join(folder, "bulletins/a"));
  await setTimeout(50);
  expect(files.read("bulletins/a/a.md")).toBe("outside");
});

test.skipIf(process.platform === "win32")("a pipe is no file, and is not waited for", () => {
  const folder = temporaryFolder({"bulletins/a/a.md": "乙"});
  execFileSync("mkfifo", [join(folder, "bulletins/a/pipe.md")]);
  expect(diskFiles(folder).read("bulletins/a/pipe.md")).toBeUndefined();
});
