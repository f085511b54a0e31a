/**
 * The same content gives the same bytes: in another folder, time zone and language, with another number of jobs, from the
 * sources and from the few files that they are put into.
 */
import {spawn} from "node:child_process";
import {cpSync, existsSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, onTestFinished, test} from "vitest";
import {bundleProgram} from "../../scripts/program-bundle.ts";
import {temporaryFolder} from "../cli/run.ts";
import {findStructureFaults} from "../press/check-structure.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Machine {
  /** What Node runs. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: number;
  readonly subfolder: string;
}

test("the sample gives the same bytes on two machines", {timeout: 180_000}, async () => {
  const [here, there] = await Promise.all([
    build({
      program: join(root, "src/main.ts"),
      env: {TZ: "Asia/Shanghai", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8"},
      jobs: 1,
      subfolder: "甲 一",
    }),
    build({
      program: await bundle(),
      env: {TZ: "America/New_York", LANG: "en_US.UTF-8", LC_ALL: "C", LANGUAGE: "de"},
      jobs: 2,
      subfolder: "b/c",
    }),
  ]);
  expect([...here.keys()]).toEqual([...there.keys()]);
  expect([...here.keys()].filter(path => path.endsWith(".pdf"))).not.toEqual([]);
  for (const [path, bytes] of here) {
    if (path.endsWith(".pdf")) expect(await findStructureFaults(bytes), path).toEqual([]);
    const other = there.get(path) ?? Buffer.alloc(0);
    const at = bytes.findIndex((byte, index) => byte !== other[index]);
    expect(Buffer.compare(bytes, other), `${path} differs at byte ${at} of ${bytes.length}`).toBe(0);
  }
});

/** Where the packages are found from. */
async function bundle(): Promise<string> {
  const target = join(root, "node_modules", `.jianbao-test-${process.pid}`);
  onTestFinished(() => rmSync(target, {recursive: true, force: true}));
  await bundleProgram({target, place: join(root, "src")});
  // Few files, and none of them read from the sources.
  expect(readdirSync(target).length).toBeLessThan(80);
  expect(existsSync(join(target, "main.js"))).toBe(true);
  return join(target, "main.js");
}

/** Builds the sample as a program of its own; gives every file of the output. */
async function build({program, env, jobs, subfolder}: Machine): Promise<Map<string, Buffer>> {
  const folder = join(temporaryFolder(), subfolder);
  const content = join(folder, "content");
  const out = join(folder, "out");
  cpSync(join(root, "content"), content, {recursive: true});
  const child = spawn(
    process.execPath,
    [program, "build", "--content", content, "--out", out, "--jobs", String(jobs), "--reissue"],
    {cwd: folder, env: {...process.env, ...env}, stdio: ["ignore", "pipe", "pipe"]},
  );
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", piece => (told += piece));
  const status = await new Promise(resolve => child.once("exit", resolve));
  expect(status, told).toBe(0);
  return new Map(
    readdirSync(out, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(out.length + 1))
      .sort()
      .map(path => [path, readFileSync(join(out, path))]),
  );
}
