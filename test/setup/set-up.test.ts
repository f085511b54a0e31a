import {cp, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import {temporaryFolder} from "../press/temporary-folder.ts";
import {pretendNode} from "./pretend-node.ts";
import {run} from "./run.ts";

/** Stands in for npm: writes down its arguments, then installs, fails or is interrupted as told. */
const fakeNpm = `
const {appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync} = require("node:fs");
appendFileSync("npm.log", process.argv.slice(2).join(" ") + "\\n");
mkdirSync("node_modules/.bin", {recursive: true});
rmSync("node_modules/.bin/node", {force: true});
if (process.platform !== "win32") symlinkSync(process.execPath, "node_modules/.bin/node");
if (process.env.FAKE === "slow") setTimeout(() => writeFileSync("node_modules/.package-lock.json", "{}"), 1000);
else if (process.env.FAKE === "deaf") { process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); }
else if (process.env.FAKE) { console.error("npm error " + process.env.FAKE); process.exitCode = 1; }
else writeFileSync("node_modules/.package-lock.json", "{}");
`;

test("set-up.js installs once, and does and says nothing as long as nothing changed", async () => {
  const clone = await makeClone();
  const first = await clone.setUp();
  expect(first).toMatchObject({status: 0, stderr: ""});
  expect(first.stdout).toMatch(/^第一次运行，正在安装依赖，约需一分钟……\n依赖已装好（\d+ 秒）。\n$/);
  expect(await clone.setUp()).toMatchObject({status: 0, stdout: "", stderr: ""});
  const runs = await clone.npmRuns();
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatch(/^ci .*--include=dev/);
});

test.skipIf(process.platform === "win32")(
  "set-up.js then puts the program into a few files, by the Node that was installed, and does without where that fails",
  async () => {
    const clone = await makeClone();
    const program = join(clone.root, "scripts/bundle-program.ts");
    await writeFile(
      program,
      `import {appendFileSync} from "node:fs";
      const node: string = process.argv0;
      appendFileSync("bundle.log", node + "\\n");`,
    );
    await clone.setUp();
    await clone.setUp();
    expect(await readFile(join(clone.root, "bundle.log"), "utf8")).toBe("node\nnode\n");
    await writeFile(program, "throw new Error()");
    expect(await clone.setUp()).toMatchObject({status: 0, stdout: "", stderr: ""});
  },
);

test.each(["package.json", "package-lock.json", "packages/canvas/package.json"])(
  "set-up.js installs again when %s changed",
  async file => {
    const clone = await makeClone();
    await clone.setUp();
    await writeFile(join(clone.root, file), `{"type": "module", "changed": true}`);
    expect((await clone.setUp()).stdout).toContain("正在更新依赖");
    expect(await clone.npmRuns()).toHaveLength(2);
  },
);

test("set-up.js installs again when node_modules was removed or is only half there", async () => {
  const clone = await makeClone();
  await clone.setUp();
  await rm(join(clone.root, "node_modules/.package-lock.json"));
  await clone.setUp();
  await rm(join(clone.root, "node_modules"), {recursive: true});
  await clone.setUp();
  expect(await clone.npmRuns()).toHaveLength(3);
});

test.skipIf(process.platform === "win32")("set-up.js heals what was interrupted, and lets no npm run on", async () => {
  const clone = await makeClone();
  const interrupted = await clone.setUp({FAKE: "deaf"}, [], async (_, kill) => {
    while ((await clone.npmRuns()).length === 0) await wait(20);
    // It is deaf once it has written down that it runs.
    await wait(200);
    kill("SIGTERM");
  });
  expect(interrupted.status).toBe(130);
  expect(await clone.setUp()).toMatchObject({status: 0});
  expect(await clone.setUp()).toMatchObject({status: 0, stdout: ""});
  expect(await clone.npmRuns()).toHaveLength(2);
});

test("set-up.js waits for another one that installs into the same folder, and does not install again", async () => {
  const clone = await makeClone();
  const both = await Promise.all([clone.setUp({FAKE: "slow"}), clone.setUp({FAKE: "slow"})]);
  expect(both.map(({status}) => status)).toEqual([0, 0]);
  expect(both.filter(({stdout}) => stdout === "另一个窗口正在安装依赖，等它装完……\n")).toHaveLength(1);
  expect(await clone.npmRuns()).toHaveLength(1);
});

test.each([
  {npmSays: "code ENOTFOUND", message: "连不上软件包的下载地址"},
  {npmSays: "code ENOSPC", message: "磁盘空间不够"},
  {npmSays: "code EACCES", message: "不能写入"},
  {npmSays: "code EUSAGE", message: "不一致"},
  {npmSays: "something else", message: "错误：依赖没有装好。"},
])(
  "set-up.js says what to do when npm fails with $npmSays, and tries again the next time",
  async ({npmSays, message}) => {
    const clone = await makeClone();
    const failed = await clone.setUp({FAKE: npmSays});
    expect(failed.status).toBe(3);
    expect(failed.stderr).toContain(message);
    expect(failed.stderr).toContain("提示：");
    expect(failed.stderr).toContain(`npm error ${npmSays}`);
    expect(await clone.setUp()).toMatchObject({status: 0});
  },
);

test("set-up.js says that Node is too old before it does anything", async () => {
  const clone = await makeClone();
  const failed = await clone.setUp({}, pretendNode("18.20.4"));
  expect(failed.status).toBe(3);
  expect(failed.stderr).toContain("本机的 Node.js 是 18.20.4，太旧了");
  expect(await clone.npmRuns()).toEqual([]);
});

async function makeClone() {
  const root = await temporaryFolder();
  await mkdir(join(root, "scripts"));
  await mkdir(join(root, "packages/canvas"), {recursive: true});
  await cp(fileURLToPath(new URL("../../scripts/set-up.js", import.meta.url)), join(root, "scripts/set-up.js"));
  await writeFile(join(root, "package.json"), `{"type": "module"}`);
  await writeFile(join(root, "package-lock.json"), "{}");
  await writeFile(join(root, "packages/canvas/package.json"), "{}");
  await mkdir(join(root, "npm"));
  await writeFile(join(root, "npm/package.json"), `{"type": "commonjs"}`);
  const npm = join(root, "npm/npm-cli.js");
  await writeFile(npm, fakeNpm);
  return {
    root,
    setUp: async (
      env: Record<string, string> = {},
      nodeOptions: readonly string[] = [],
      onOutput?: Parameters<typeof run>[2]["onOutput"],
    ) =>
      await run(process.execPath, [...nodeOptions, "scripts/set-up.js"], {
        cwd: root,
        env: {...process.env, npm_execpath: npm, npm_node_execpath: process.execPath, ...env},
        ...(onOutput ? {onOutput} : {}),
      }),
    npmRuns: async () =>
      (await readFile(join(root, "npm.log"), "utf8").catch(() => "")).split("\n").filter(line => line !== ""),
  };
}
