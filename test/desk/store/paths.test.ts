import {mkdirSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {isTextPath} from "../../../src/desk/store/text-path.ts";
import {temporaryFolder} from "../../cli/run.ts";

test.each(["units.yaml", "bulletins/2019-07-monthly/a.md", "progress/2019/七月.yml", "说明.md", "a b.md"])(
  "isTextPath takes %s",
  path => {
    expect(isTextPath(path)).toBe(true);
  },
);

test.each([
  "",
  ".",
  "..",
  "../a.md",
  "bulletins/../../a.md",
  "bulletins/./a.md",
  "bulletins//a.md",
  "/etc/a.md",
  "//server/a.md",
  "C:/a.md",
  "C:a.md",
  "a.md:stream.md",
  "..\\a.md",
  "bulletins\\a.md",
  ".git/config.yaml",
  ".a.md",
  "bulletins/.hidden/a.md",
  "~a.md",
  "a.md\0.md",
  "a\n.md",
  "a.md ",
  "a./b.md",
  "con.md",
  "bulletins/NUL.yaml",
  "a.txt",
  "a.js",
  "a.yaml.exe",
  "md",
])("isTextPath refuses %j", path => {
  expect(isTextPath(path)).toBe(false);
});

test("links that lead out of the workspace, or into something hidden, are not followed", () => {
  const root = temporaryFolder({
    "content/units.yaml": "单位: []\n",
    "content/.git/config.yaml": "secret",
    "secret/a.md": "secret",
    "secret.md": "secret",
  });
  const content = join(root, "content");
  symlinkSync(join(root, "secret.md"), join(content, "link.md"));
  symlinkSync(join(root, "secret"), join(content, "folder"));
  mkdirSync(join(content, "bulletins/x"), {recursive: true});
  symlinkSync(join(root, "secret"), join(content, "bulletins/link"));
  symlinkSync(join(content, ".git/config.yaml"), join(content, "config.yaml"));
  symlinkSync(join(content, "units.yaml"), join(content, "same.yaml"));
  symlinkSync(join(content, "loop.md"), join(content, "loop.md"));
  const store = openStore(content);
  for (const path of ["link.md", "folder/a.md", "config.yaml"]) {
    expect(() => store.read(path)).toThrow("不是采编台能打开的文件");
    expect(() => store.save({path, text: "x", base: ""})).toThrow("不是采编台能打开的文件");
  }
  expect(() => store.save({path: "bulletins/link/new.md", text: "x", base: ""})).toThrow("不是采编台能打开的文件");
  for (const path of [
    "new.md",
    "bulletins/new.md",
    "bulletins/x/新.md",
    "bulletins/x/new.yaml",
    "bulletins/x/y/new.md",
  ])
    expect(store.save({path, text: "x", base: ""})).toBeUndefined();
  expect(store.read("loop.md")).toBeUndefined();
  expect(store.read("same.yaml")?.text).toBe("单位: []\n");
  mkdirSync(join(content, "bulletin.md"));
  expect(store.read("bulletin.md")).toBeUndefined();
});

test("a link saved through stays a link", () => {
  const root = temporaryFolder({"a.md": "一\n"});
  symlinkSync("a.md", join(root, "b.md"));
  const store = openStore(root);
  expect(store.save({path: "b.md", text: "二\n", base: store.read("b.md")?.version ?? ""})?.kind).toBe("saved");
  expect(store.read("a.md")?.text).toBe("二\n");
  writeFileSync(join(root, "a.md"), "三\n");
  expect(store.read("b.md")?.text).toBe("三\n");
});
