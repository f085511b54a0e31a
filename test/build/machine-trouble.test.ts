/** The machine fails: exit status 3, a Chinese sentence and an act, and nothing good is overwritten. */
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterEach, expect, test, vi} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

/** What the next writes of results fail with; undefined: they go through. */
const trouble = vi.hoisted(() => ({
  code: undefined as string | undefined,
  /** The end of the path of a result that Windows does not let be replaced. */
  held: undefined as string | undefined,
  /** A folder that may not be entered. */
  closed: undefined as string | undefined,
  /** A folder that may not be written to. */
  readOnly: undefined as string | undefined,
}));

vi.mock("node:fs", async importOriginal => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const opened = new Map<unknown, unknown>();
  const checkEntry = (path: unknown, syscall: string, closed = trouble.closed) => {
    if (closed === undefined || !String(path).startsWith(closed)) return;
    throw Object.assign(new Error("EACCES"), {code: "EACCES", syscall, path});
  };
  const statSync = ((path: string, options: object) => {
    checkEntry(path, "stat");
    return fs.statSync(path, options);
  }) as typeof fs.statSync;
  const openSync: typeof fs.openSync = (path, ...how) => {
    checkEntry(path, "open", how[0] === "w" ? (trouble.readOnly ?? trouble.closed) : trouble.closed);
    const file = fs.openSync(path, ...how);
    opened.set(file, path);
    return file;
  };
  const writeFileSync: typeof fs.writeFileSync = (file, data, options) => {
    if (trouble.code !== undefined && String(opened.get(file) ?? file).endsWith(".part")) {
      // Half of it is on the disk when the disk is full.
      fs.writeFileSync(file, typeof data === "string" ? data.slice(0, 100) : "", options);
      throw Object.assign(new Error(trouble.code), {code: trouble.code, path: String(file)});
    }
    fs.writeFileSync(file, data, options);
  };
  const renameSync: typeof fs.renameSync = (from, to) => {
    if (trouble.held === undefined || !String(to).endsWith(trouble.held)) return fs.renameSync(from, to);
    const what = {code: "EPERM", syscall: "rename", path: String(from), dest: String(to)};
    throw Object.assign(new Error("EPERM"), what);
  };
  const ours = {openSync, writeFileSync, renameSync, statSync};
  return {...fs, default: {...fs, ...ours}, ...ours};
});

afterEach(() => {
  trouble.code = undefined;
  trouble.held = undefined;
  trouble.closed = undefined;
  trouble.readOnly = undefined;
  vi.unstubAllEnvs();
});

test.each([
  ["ENOSPC", "磁盘空间不够", "清理磁盘"],
  ["EROFS", "不能写入", "--out"],
  ["EACCES", "不能写入", "权限"],
  ["EBUSY", "占用", "关闭用着它的程序"],
])("%s while results are written", async (code, message, hint) => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  expect((await build()).status).toBe(0);
  const page = join(out, "2019-07-monthly/index.html");
  const good = readFileSync(page, "utf8");
  writeFileSync(join(folder, "bulletins/2019-07-monthly/a.md"), "---\n标题: 新题\n---\n新的一稿。\n");
  trouble.code = code;
  const {status, stderr} = await build();
  expect(status).toBe(3);
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  expect(readFileSync(page, "utf8")).toBe(good);
  expect(readdirSync(join(out, "2019-07-monthly"))).toEqual(["figures.json", "index.html"]);
  trouble.code = undefined;
  expect((await build()).status).toBe(0);
  expect(readFileSync(page, "utf8")).toContain("新的一稿");
});

test("on Windows a result that a program shows is not replaced: it is told, other bulletins are made, the next build does it", async () => {
  const folder = temporaryFolder({
    ...baseWorkspace,
    "bulletins/2019-07-other/bulletin.yaml": bulletin(["a.md"]),
    "bulletins/2019-07-other/a.md": article("另一期。"),
  });
  const out = join(folder, "out");
  const page = join(out, "2019-07-monthly/index.html");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  expect((await build()).status).toBe(0);
  const good = readFileSync(page, "utf8");
  for (const name of ["monthly", "other"])
    writeFileSync(join(folder, `bulletins/2019-07-${name}/a.md`), article("新的一稿。"));
  trouble.held = "2019-07-monthly/index.html";
  const held = await build();
  expect(held.status).toBe(1);
  expect(held.stdout + held.stderr).toContain(`“${join("2019-07-monthly", "index.html")}”正被别的程序打开着`);
  expect(held.stdout + held.stderr).toContain("JB-7004");
  expect(readFileSync(page, "utf8")).toBe(good);
  expect(readdirSync(join(out, "2019-07-monthly"))).toEqual(["figures.json", "index.html"]);
  expect(readFileSync(join(out, "2019-07-other/index.html"), "utf8")).toContain("新的一稿");
  trouble.held = undefined;
  expect((await build()).status).toBe(0);
  expect(readFileSync(page, "utf8")).toContain("新的一稿");
});

test("on Windows a folder in the place of a result is told as such", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  mkdirSync(join(out, "2019-07-monthly/index.html"), {recursive: true});
  trouble.held = "2019-07-monthly/index.html";
  const {status, stderr} = await run("build", "--content", folder, "--out", out, "--format", "html");
  expect(status).toBe(3);
  expect(stderr).toContain("同名的文件夹");
});

test.each(["", "2019-07-monthly/"])("a folder of results that may not be entered (out/%s)", async name => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  expect((await build()).status).toBe(0);
  trouble.closed = join(out, name);
  const {status, stdout, stderr} = await build();
  expect(status, stdout + stderr).toBe(3);
  expect(stderr).toContain("不能写入");
  expect(stderr).toContain("权限");
  expect(stderr).not.toContain("内部错误");
  trouble.closed = undefined;
  expect((await build()).status).toBe(0);
});

test("a record of an issued bulletin that cannot be kept: the rest is done, and its folder in the workspace is named", async () => {
  const issued = (title: string) => `${bulletin(["a.md"]).replace("七月进展", title)}状态: 已印发\n`;
  const folder = temporaryFolder({
    ...baseWorkspace,
    "bulletins/2019-07-monthly/bulletin.yaml": issued("七月进展"),
    "bulletins/2019-07-other/bulletin.yaml": issued("七月情况"),
    "bulletins/2019-07-other/a.md": article("另一期。"),
  });
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  const closed = join(folder, "bulletins/2019-07-monthly");
  trouble.readOnly = closed;
  for (const _ of ["first build", "next build"]) {
    const {status, stderr} = await build();
    expect(status).toBe(3);
    expect(stderr).toContain(`文件夹“${closed}”不能写入`);
    expect(stderr).toContain("检查这个文件夹的权限");
    expect(stderr).not.toContain("--out");
    expect(readdirSync(out)).toEqual(["2019-07-monthly", "2019-07-other", "index.html"]);
    expect(readdirSync(closed)).not.toContain("figures.json");
    expect(readdirSync(join(folder, "bulletins/2019-07-other"))).toContain("figures.json");
  }
  trouble.readOnly = undefined;
  const {status, stdout} = await build();
  expect(status, stdout).toBe(0);
  expect(readdirSync(closed)).toContain("figures.json");
});

test("an output folder that is a file", async () => {
  const folder = temporaryFolder({...baseWorkspace, out: "我是文件"});
  const {status, stderr} = await run("build", "--content", folder, "--out", join(folder, "out"), "--format", "html");
  expect(status).toBe(3);
  expect(stderr).toContain("不是文件夹");
  expect(readFileSync(join(folder, "out"), "utf8")).toBe("我是文件");
});

test("no browser: told before anything is written, and HTML alone still works", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  vi.stubEnv("JIANBAO_BROWSER", join(folder, "no-such-browser"));
  const {status, stderr} = await run("build", "--content", folder, "--out", out);
  expect(status).toBe(3);
  expect(stderr).toMatch(/没有做成：.*浏览器/);
  expect(stderr).toContain("提示：");
  expect(readdirSync(out)).toEqual([]);
  expect((await run("build", "--content", folder, "--out", out, "--format", "html")).status).toBe(0);
});
