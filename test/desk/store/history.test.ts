import {execFileSync} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {openStore} from "../../../src/desk/store/open-store.ts";
import {fingerprintOf} from "../../../src/workspace/index.ts";
import {temporaryFolder} from "../../cli/run.ts";

const path = "bulletins/x/a.md";

test("history tells each save and each change by others, newest first, and any of them can be gone back to", async () => {
  const root = temporaryFolder({[path]: "一\n"});
  const store = openStore(root);
  const base = store.read(path)?.version ?? "";
  store.save({path, text: "一\n二\n三\n", base});
  writeFileSync(join(root, path), "一\n三\n");
  store.noticed([path, "bulletins/x/none.md", "../outside.md", "photo.jpg"]);
  store.noticed([path]);
  const history = await store.history(path);
  expect(history.map(({what, lines}) => ({what, ...lines}))).toEqual([
    {what: "在别处改的", added: 0, removed: 1},
    {what: "采编台存盘", added: 2, removed: 0},
    {what: "在别处改的", added: 2, removed: 0},
  ]);
  expect(history.map(({at}) => at)).toEqual([...history.map(({at}) => at)].sort().reverse());
  expect(await store.historyText(path, history[1]?.id ?? "")).toEqual({
    path,
    text: "一\n二\n三\n",
    version: fingerprintOf(Buffer.from("一\n二\n三\n")),
  });
});

test("historyText opens nothing but what history has named", async () => {
  const root = temporaryFolder({[path]: "一\n", "secret.txt": "secret"});
  const store = openStore(root);
  store.save({path, text: "二\n", base: store.read(path)?.version ?? ""});
  for (const id of ["../../../../secret.txt", ".", "", "git-HEAD", `git-${"0".repeat(40)}`, "git---help"])
    expect(await store.historyText(path, id)).toBeUndefined();
  await expect(store.historyText("../secret.md", "x")).rejects.toThrow("不是采编台能打开的文件");
});

test("of many saves the newest are kept", async () => {
  const root = temporaryFolder({[path]: "0\n"});
  const folder = join(root, ".jianbao-history", path);
  mkdirSync(folder, {recursive: true});
  for (let count = 0; count < 450; count++) {
    const day = new Date(Date.UTC(2019, 0, 1) + count * 8 * 3600_000).toISOString().replace(/[:.]/g, "-");
    writeFileSync(join(folder, `${day}.desk.1.1.${fingerprintOf(Buffer.from(String(count)))}`), String(count));
  }
  const store = openStore(root);
  store.save({path, text: "1\n", base: store.read(path)?.version ?? ""});
  const names = readdirSync(folder);
  // 200 of the newest, and before them one of each day.
  expect(names.length).toBeLessThan(300);
  expect((await store.history(path)).slice(0, 3).map(({what}) => what)).toEqual([
    "采编台存盘",
    "在别处改的",
    "采编台存盘",
  ]);
  expect(readFileSync(join(folder, names[0] ?? ""), "utf8")).toBe("2");
});

test("the history of the workspace is not written through a link that leads elsewhere", () => {
  const root = temporaryFolder({[`content/${path}`]: "一\n", "elsewhere/x.txt": ""});
  symlinkSync(join(root, "elsewhere"), join(root, "content/.jianbao-history"));
  const store = openStore(join(root, "content"));
  expect(store.save({path, text: "二\n", base: store.read(path)?.version ?? ""})?.kind).toBe("saved");
  expect(readdirSync(join(root, "elsewhere"))).toEqual(["x.txt"]);
});

test("in a repository the commits of a file are part of its history, also under its earlier name", async () => {
  const root = temporaryFolder({"content/bulletins/x/old.md": `标题\n${"正文\n".repeat(20)}`});
  git(root, "init", "-q");
  commit(root, "开头");
  renameSync(join(root, "content/bulletins/x/old.md"), join(root, "content", path));
  commit(root, "改名");
  writeFileSync(join(root, "content", path), `标题二\n${"正文\n".repeat(20)}`);
  commit(root, "改标题");
  const store = openStore(join(root, "content"));
  const history = await store.history(path);
  expect(history.map(({what, lines}) => [what, lines.added, lines.removed])).toEqual([
    ["改标题", 1, 1],
    ["改名", 0, 0],
    ["开头", 21, 0],
  ]);
  expect((await store.historyText(path, history[2]?.id ?? ""))?.text).toBe(`标题\n${"正文\n".repeat(20)}`);
  expect((await store.historyText(path, history[0]?.id ?? ""))?.text).toContain("标题二");
});

test("a repository runs nothing of its own when it is read", async () => {
  const root = temporaryFolder({[path]: "一\n", ".gitattributes": "*.md diff=evil filter=evil\n"});
  const ran = join(root, "ran");
  git(root, "init", "-q");
  commit(root, "开头");
  const program = join(root, ".git/evil.sh");
  writeFileSync(program, `#!/bin/sh\ntouch ${ran}\ncat "$@"\n`, {mode: 0o755});
  for (const [key, value] of [
    ["core.fsmonitor", program],
    ["core.pager", program],
    ["core.sshCommand", program],
    ["core.hooksPath", join(root, ".git")],
    ["diff.external", program],
    ["diff.evil.command", program],
    ["diff.evil.textconv", program],
    ["filter.evil.smudge", program],
    ["filter.evil.clean", program],
    ["gpg.program", program],
    ["log.showSignature", "true"],
    ["alias.log", `!${program}`],
    ["alias.cat-file", `!${program}`],
  ] as const)
    git(root, "config", key, value);
  const store = openStore(root);
  const [entry] = await store.history(path);
  expect(entry?.what).toBe("开头");
  expect((await store.historyText(path, entry?.id ?? ""))?.text).toBe("一\n");
  expect(existsSync(ran)).toBe(false);
});

function git(cwd: string, ...args: string[]): void {
  const own = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execFileSync("git", [...own, ...args], {cwd, stdio: "ignore"});
}

function commit(cwd: string, message: string): void {
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", message);
}
