/** The real program as a process of its own, and the workspaces that it is put into trouble with. */
import {type ChildProcess, spawn} from "node:child_process";
import {createHash} from "node:crypto";
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {PDFDocument} from "@cantoo/pdf-lib";
import {expect, onTestFinished} from "vitest";
import type {BuildResult} from "../../../src/build/index.ts";
import {temporaryFolder} from "../../cli/run.ts";
import {article, bulletin} from "../../faults/base-workspace.ts";
import {jpg} from "../../faults/photos.ts";
import {batchWorkspace} from "../batch-workspace.ts";

const launcher = fileURLToPath(new URL("../../../bin/jianbao.js", import.meta.url));

/** Where Node keeps compiled modules: at its usual place, whatever folder a site has for what is temporary. */
const compiled = join(tmpdir(), "node-compile-cache");

/** How a process ended. */
export interface Ended {
  /** The exit status; undefined when a signal ended it. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Ends it with all processes of its group, at once. */
  kill(): void;
}

export interface StartOptions {
  /** What Node runs instead of the launcher. */
  readonly program?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Modules that are loaded before the program. */
  readonly imports?: readonly URL[] | undefined;
  /** Largest file that it may write, in kibibytes. */
  readonly largestFileKiB?: number | undefined;
}

/** Starts the program in a process group of its own. */
export function start(argv: readonly string[], options: StartOptions = {}): Running {
  // An older Node hands over to the packaged one: in its environment the modules reach that one too.
  const imports = (options.imports ?? []).map(({href}) => `--import=${href}`).join(" ");
  const command = [process.execPath, options.program ?? launcher, ...argv];
  const limited = options.largestFileKiB
    ? ["sh", "-c", `ulimit -f ${options.largestFileKiB * 2} && exec "$0" "$@"`, ...command]
    : command;
  const child = spawn(limited[0] as string, limited.slice(1), {
    detached: true,
    env: {...process.env, NODE_OPTIONS: imports, ...options.env},
    stdio: ["ignore", "pipe", "pipe"],
  });
  const told = {stdout: "", stderr: ""};
  child.stdout.on("data", piece => (told.stdout += piece));
  child.stderr.on("data", piece => (told.stderr += piece));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", status => resolve({status: status ?? undefined, ...told}));
  });
  const kill = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  onTestFinished(kill);
  return {child, ended, kill};
}

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Two bulletins, one with a photo, and a batch of three. */
export function troubleWorkspace(): Files {
  return {
    ...batchWorkspace(),
    "bulletins/2019-06-note/bulletin.yaml": bulletin(["n.md"]).replaceAll("2019-07", "2019-06"),
    "bulletins/2019-06-note/n.md": article(
      "{{ 计数(各村, 流转率 >= 60%) }}个村达标，{{ 名单(各村, 流转率 >= 60%) }}。\n\n![地](images/field.jpg)",
    ),
    "bulletins/2019-06-note/images/field.jpg": jpg,
  };
}

export interface Site {
  readonly content: string;
  readonly out: string;
  /** A temporary folder of its own, in which profiles of browsers can be looked for. */
  readonly temporary: string;
  start(argv?: readonly string[], options?: StartOptions): Running;
  /** Builds to the end. */
  build(argv?: readonly string[], options?: StartOptions): Promise<Ended>;
  read(path: string): string;
  readBytes(path: string): Buffer;
  write(path: string, text: string | Uint8Array): void;
  edit(path: string, change: (text: string) => string): void;
}

/** A workspace on disk with its output folder. */
export function openSite(files: Files = troubleWorkspace()): Site {
  const root = temporaryFolder({"temporary/.keep": ""});
  const content = join(root, "content");
  const out = join(root, "out");
  const temporary = join(root, "temporary");
  const site: Site = {
    content,
    out,
    temporary,
    start: (argv = [], options = {}) =>
      start(["build", "--content", content, "--out", out, ...argv], {
        ...options,
        env: {TMPDIR: temporary, NODE_COMPILE_CACHE: compiled, ...options.env},
      }),
    build: (argv, options) => site.start(argv, options).ended,
    read: path => readFileSync(join(content, path), "utf8"),
    readBytes: path => readFileSync(join(content, path)),
    write(path, text) {
      mkdirSync(dirname(join(content, path)), {recursive: true});
      writeFileSync(join(content, path), text);
    },
    edit: (path, change) => site.write(path, change(site.read(path))),
  };
  for (const [path, text] of Object.entries(files)) site.write(path, text);
  return site;
}

/** Clean builds by what they were made of: many tests end with the same content. */
const cleanBuilds = new Map<string, ReadonlyMap<string, Buffer>>();

/** What a first build of the same content makes in another folder. */
export async function cleanTwin(site: Site, argv: readonly string[] = []): Promise<ReadonlyMap<string, Buffer>> {
  const twin = openSite({});
  cpSync(site.content, twin.content, {recursive: true, filter: path => !path.endsWith(".jianbao-cache")});
  const hash = createHash("sha256").update(JSON.stringify(argv));
  for (const [path, bytes] of filesIn(twin.content)) hash.update(`\0${path}\0${bytes.length}\0`).update(bytes);
  const madeOf = hash.digest("hex");
  const known = cleanBuilds.get(madeOf);
  if (known) return known;
  const {status, stderr} = await twin.build(argv);
  expect(status, stderr).toBe(0);
  const made = filesIn(twin.out);
  cleanBuilds.set(madeOf, made);
  return made;
}

/** Builds once more and expects what a clean build makes, byte for byte and nothing else. */
export async function expectClean(site: Site, argv: readonly string[] = []): Promise<void> {
  const {status, stdout, stderr} = await site.build([...argv, "--json"]);
  expect(status, stdout + stderr).toBe(0);
  const {bulletins} = JSON.parse(stdout) as BuildResult;
  expect(bulletins.filter(bulletin => bulletin.status !== "built" && bulletin.status !== "unchanged")).toEqual([]);
  expectSame(filesIn(site.out), await cleanTwin(site, argv));
  expect(partsIn(site.content)).toEqual([]);
}

export function expectSame(own: ReadonlyMap<string, Buffer>, clean: ReadonlyMap<string, Buffer>): void {
  expect([...own.keys()]).toEqual([...clean.keys()]);
  const different = [...clean].filter(([path, bytes]) => !own.get(path)?.equals(bytes)).map(([path]) => path);
  expect(different).toEqual([]);
}

/** Every file below a folder, in order of their names. */
export function filesIn(folder: string): Map<string, Buffer> {
  return new Map(pathsIn(folder).map(path => [path, readFileSync(join(folder, path))]));
}

/** Their names alone, also while they come and go. */
export function pathsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Files that were begun and never got their real names. */
export function partsIn(folder: string): string[] {
  return pathsIn(folder).filter(path => path.endsWith(".part"));
}

/** Every file that bears its real name is whole. */
export async function expectWhole(out: string): Promise<void> {
  for (const [path, bytes] of filesIn(out)) {
    if (path.endsWith(".part")) continue;
    const text = bytes.toString("latin1");
    if (path.endsWith(".html")) expect(text, path).toMatch(/^<!doctype html>[\s\S]*<\/html>\s*$/i);
    else if (path.endsWith(".json")) expect(() => JSON.parse(bytes.toString("utf8")), path).not.toThrow();
    else if (path.endsWith(".pdf")) {
      expect(text, path).toMatch(/^%PDF-[\s\S]*%%EOF\s*$/);
      expect((await PDFDocument.load(bytes)).getPageCount(), path).toBeGreaterThan(0);
    } else if (path.endsWith(".jpg")) {
      expect([text.slice(0, 2), text.slice(-2)], path).toEqual(["\xff\xd8", "\xff\xd9"]);
    } else expect.unreachable(`${path} is no file of a build`);
  }
}

export function modifiedTimes(folder: string): ReadonlyMap<string, number> {
  return new Map(pathsIn(folder).map(path => [path, statSync(join(folder, path)).mtimeMs]));
}

export async function pause(ms: number): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, ms));
}
