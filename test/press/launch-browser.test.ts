/** A browser that cannot be started: what is told of it, and that nothing of it stays behind. */
import {ChildProcess} from "node:child_process";
import {existsSync, readdirSync, readFileSync} from "node:fs";
import {chmod, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {MachineError} from "../../src/diagnostics/index.ts";
import {launchBrowser} from "../../src/press/browser/index.ts";
import {openPress} from "../../src/press/index.ts";
import {isRunning} from "../../src/workspace/files/index.ts";
import {samplePage} from "./sample-page.ts";
import {temporaryFolder} from "./temporary-folder.ts";

const trouble = vi.hoisted(() => ({
  /** What happens when a process is to be started; undefined: it is. */
  spawn: undefined as (() => ChildProcess) | undefined,
  /** So many looks for room in the temporary folder find some; undefined: all. */
  roomFor: undefined as number | undefined,
}));

vi.mock("node:fs", async importOriginal => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const writeFileSync: typeof fs.writeFileSync = (file, data, options) => {
    if (trouble.roomFor !== undefined && String(file).includes("-probe-")) {
      trouble.roomFor -= 1;
      if (trouble.roomFor < 0) {
        fs.writeFileSync(file, "half of it", options);
        throw Object.assign(new Error("ENOSPC: no space left on device, write"), {code: "ENOSPC"});
      }
    }
    fs.writeFileSync(file, data, options);
  };
  return {...fs, writeFileSync};
});

vi.mock("node:child_process", async importOriginal => {
  const original = await importOriginal<typeof import("node:child_process")>();
  const spawn = ((...how: Parameters<typeof original.spawn>) =>
    trouble.spawn ? trouble.spawn() : original.spawn(...how)) as typeof original.spawn;
  return {...original, spawn};
});

let temporary: string;

beforeEach(async () => {
  temporary = await temporaryFolder();
  vi.stubEnv("TMPDIR", temporary);
});

afterEach(() => {
  trouble.spawn = undefined;
  trouble.roomFor = undefined;
  vi.unstubAllEnvs();
});

/** As Node does it with too many open files: a child without pipes, and the reason in the next turn. */
function childWithoutPipes(): ChildProcess {
  const child = new (ChildProcess as unknown as new () => ChildProcess)();
  const error = Object.assign(new Error("spawn browser EMFILE"), {code: "EMFILE"});
  process.nextTick(() => child.emit("error", error));
  return child;
}

/** A program that stands for a browser. */
async function program(script: string): Promise<string> {
  const path = join(temporary, "browser");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

const profiles = () => readdirSync(temporary).filter(name => name.startsWith("jianbao-profile-"));

test("launchBrowser() tells that too many files are open", async () => {
  trouble.spawn = childWithoutPipes;
  const failure = await launchBrowser("browser").catch(error => error);
  expect(failure).toBeInstanceOf(MachineError);
  expect(failure.message).toBe("同时打开的文件太多，浏览器“browser”没有启动");
  expect(failure.hint).toContain("ulimit -n");
  expect(String(failure.cause)).toContain("EMFILE");
  expect(profiles()).toEqual([]);
});

test("launchBrowser() leaves no profile when the system refuses at once", async () => {
  trouble.spawn = () => {
    throw Object.assign(new Error("spawn EPERM"), {code: "EPERM"});
  };
  const failure = await launchBrowser("browser").catch(error => error);
  expect(failure).toBeInstanceOf(MachineError);
  expect(failure.message).toBe("浏览器“browser”没有启动");
  expect(profiles()).toEqual([]);
});

test("launchBrowser() starts nothing when the temporary folder is full, and tells it", async () => {
  trouble.roomFor = 0;
  trouble.spawn = () => expect.unreachable("started");
  const failure = await launchBrowser("browser").catch(error => error);
  expect(failure).toBeInstanceOf(MachineError);
  expect(failure.message).toBe(`临时文件夹“${temporary}”没有空间了`);
  expect(failure.hint).toContain("TMPDIR");
  expect(String(failure.cause)).toContain("ENOSPC");
  expect(readdirSync(temporary)).toEqual([]);
});

test("launchBrowser() tells that the browser filled the temporary folder, and does not try again", async () => {
  trouble.roomFor = 1;
  let started = 0;
  trouble.spawn = () => {
    started += 1;
    return childWithoutPipes();
  };
  const failure = await launchBrowser("browser").catch(error => error);
  expect(failure.message).toBe(`临时文件夹“${temporary}”没有空间了`);
  expect(started).toBe(1);
  expect(readdirSync(temporary)).toEqual([]);
});

test("print() does not wait for a document a second time when the temporary folder is full", async () => {
  const press = await openPress({workers: 1, timeoutMs: 1});
  trouble.roomFor = 0;
  const failure = await press.print(samplePage()).catch(error => error);
  await press.close();
  expect(failure.message).toBe(`临时文件夹“${temporary}”没有空间了`);
});

test.skipIf(process.platform === "win32")("launchBrowser() keeps what the browser complained about", async () => {
  const failure = await launchBrowser(await program("echo 'Too many open files' >&2; exit 1")).catch(error => error);
  expect(failure.message).toContain("同时打开的文件太多");
  expect(String(failure.cause)).toContain("Too many open files");
  expect(profiles()).toEqual([]);
});

test.skipIf(process.platform === "win32")(
  "launchBrowser() kills a browser that hangs at its start when it is given up",
  async () => {
    const started = join(temporary, "started");
    const givenUp = new AbortController();
    const failing = launchBrowser(await program(`echo $$ > '${started}'; exec sleep 1000`), givenUp.signal).catch(
      error => error,
    );
    await expect.poll(() => existsSync(started) && readFileSync(started, "utf8")).toMatch(/\d/);
    const pid = Number(readFileSync(started, "utf8"));
    givenUp.abort(new Error("无人要"));
    expect((await failing).message).toBe("无人要");
    expect(profiles()).toEqual([]);
    await expect.poll(() => isRunning(pid)).toBe(false);
  },
);

test("launchBrowser() starts nothing that is given up already", async () => {
  await expect(launchBrowser(process.execPath, AbortSignal.abort(new Error("无人要")))).rejects.toThrow("无人要");
  expect(profiles()).toEqual([]);
});
