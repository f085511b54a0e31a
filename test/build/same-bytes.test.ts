/** The same content gives the same bytes: in another folder, time zone and language, with another number of jobs. */
import {spawn} from "node:child_process";
import {cpSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import {temporaryFolder} from "../cli/run.ts";
import {findStructureFaults} from "../press/check-structure.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

interface Machine {
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: number;
  readonly subfolder: string;
}

test("the sample gives the same bytes on two machines", {timeout: 180_000}, async () => {
  const [here, there] = await Promise.all([
    build({env: {TZ: "Asia/Shanghai", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8"}, jobs: 1, subfolder: "甲 一"}),
    build({env: {TZ: "America/New_York", LANG: "en_US.UTF-8", LC_ALL: "C", LANGUAGE: "de"}, jobs: 2, subfolder: "b/c"}),
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

/** Builds the sample as a program of its own; gives every file of the output. */
async function build({env, jobs, subfolder}: Machine): Promise<Map<string, Buffer>> {
  const folder = join(temporaryFolder(), subfolder);
  const content = join(folder, "content");
  const out = join(folder, "out");
  cpSync(join(root, "content"), content, {recursive: true});
  const child = spawn(
    process.execPath,
    [join(root, "bin/jianbao.js"), "build", "--content", content, "--out", out, "--jobs", String(jobs), "--reissue"],
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
