import {readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {PassThrough} from "node:stream";
import {expect, test} from "vitest";
import {obtainPassword, passwordPath} from "../../src/desk/kept-password.ts";
import {isPassword} from "../../src/desk/server/password.ts";
import {temporaryFolder} from "../cli/run.ts";

/** Somebody at a terminal who types these lines, one when each question is asked. */
function typist(lines: readonly string[]) {
  const input = Object.assign(new PassThrough(), {isTTY: true});
  const output = new PassThrough();
  const left = [...lines];
  let shown = "";
  output.on("data", piece => {
    shown += piece;
    if (!String(piece).endsWith("：")) return;
    const line = left.shift();
    if (line !== undefined) setImmediate(() => input.write(line));
  });
  return {typing: {input, output}, shown: () => shown, left};
}

const nobody = {input: new PassThrough(), output: new PassThrough()};

function home() {
  const folder = temporaryFolder();
  return {folder, env: {HOME: folder, XDG_CONFIG_HOME: join(folder, "config")}};
}

test("a password is asked for once, twice the same, not shown, and kept as a hash that only its user reads", async () => {
  const {env} = home();
  const {typing, shown} = typist(["correct horse\r", "correct horse\r"]);
  const hash = await obtainPassword({file: undefined, isNew: false, env, typing});
  expect(await isPassword("correct horse", hash)).toBe(true);
  expect(shown()).toContain("请设一个密码");
  expect(shown()).not.toContain("horse");
  const path = passwordPath(env);
  expect(readFileSync(path, "utf8")).not.toContain("horse");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await obtainPassword({file: undefined, isNew: false, env, typing: nobody})).toEqual(hash);
});

test("--new-password asks again", async () => {
  const {env} = home();
  const ask = (word: string) =>
    obtainPassword({file: undefined, isNew: true, env, typing: typist([`${word}\r`, `${word}\r`]).typing});
  await ask("first password");
  const hash = await ask("second password");
  expect(await isPassword("second password", hash)).toBe(true);
  expect(await obtainPassword({file: undefined, isNew: false, env, typing: nobody})).toEqual(hash);
});

test("a short password, or two different ones, are asked for anew", async () => {
  const {env} = home();
  const {typing, shown} = typist(["short\r", "long enough\r", "other words\r", "long enough\r", "long enough\r"]);
  const hash = await obtainPassword({file: undefined, isNew: false, env, typing});
  expect(await isPassword("long enough", hash)).toBe(true);
  expect(shown()).toContain("密码太短");
  expect(shown()).toContain("两次输入的不一样");
});

test("Ctrl-C at the question stops the command", async () => {
  const {env} = home();
  const {typing} = typist(["\u0003"]);
  await expect(obtainPassword({file: undefined, isNew: false, env, typing})).rejects.toThrow("stopped");
});

test("a password file is read each time and never kept; what is wrong with it is told", async () => {
  const {folder, env} = home();
  const files = temporaryFolder({"right.txt": "\uFEFFfrom a file\r\nsecond line", "short.txt": "x\n", "empty.txt": ""});
  const obtain = (file: string) => obtainPassword({file: join(files, file), isNew: false, env, typing: nobody});
  expect(await isPassword("from a file", await obtain("right.txt"))).toBe(true);
  expect(statSync(join(folder, "config"), {throwIfNoEntry: false})).toBeUndefined();
  await expect(obtain("short.txt")).rejects.toThrow("密码太短");
  await expect(obtain("empty.txt")).rejects.toThrow("密码太短");
  await expect(obtain("none.txt")).rejects.toThrow("读不了密码文件");
});

test("where nobody can type, it is told what to do", async () => {
  const {env} = home();
  await expect(obtainPassword({file: undefined, isNew: false, env, typing: nobody})).rejects.toMatchObject({
    hint: expect.stringContaining("--password-file"),
  });
});

test("a damaged record is not taken for no password", async () => {
  const folder = temporaryFolder({"config/jianbao/desk-password.json": '{"salt": 1}'});
  const env = {HOME: folder, XDG_CONFIG_HOME: join(folder, "config")};
  await expect(obtainPassword({file: undefined, isNew: false, env, typing: nobody})).rejects.toThrow("读不了");
});
