import {existsSync} from "node:fs";
import {cp, mkdir, readdir, rename, rm, symlink, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";
import {temporaryFolder} from "../press/temporary-folder.ts";
import {run} from "./run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copied = [
  "bin/jianbao.js",
  "scripts/bundle-program.ts",
  "scripts/program-bundle.ts",
  "scripts/program-loader.js",
  "src/build/program-digest.ts",
];

/** A clone with a program of two files, which says where it runs from. */
async function makeClone() {
  const clone = await temporaryFolder();
  for (const path of copied) await cp(join(root, path), join(clone, path));
  await mkdir(join(clone, "templates"));
  await mkdir(join(clone, "node_modules"));
  await symlink(join(root, "node_modules/esbuild"), join(clone, "node_modules/esbuild"), "junction");
  await writeFile(join(clone, "package.json"), `{"type": "module"}`);
  const say = (words: string) =>
    writeFile(
      join(clone, "src/main.ts"),
      `import {readFileSync} from "node:fs";
      const template: string = readFileSync(new URL("../templates/a.eta", import.meta.url), "utf8");
      console.log("${words}", template, import.meta.url.includes("/src/main.js") ? "bundled" : "from src");
      if (process.argv.includes("more")) void import("./more.ts").then(({more}) => more());`,
    );
  await writeFile(join(clone, "src/more.ts"), `export const more = () => console.log("more");`);
  await writeFile(join(clone, "templates/a.eta"), "模板");
  await say("one");
  const bundles = join(clone, "node_modules/.jianbao-program");
  return {
    clone,
    bundles,
    say,
    bundle: async () => {
      const ended = await run(process.execPath, ["scripts/bundle-program.ts"], {cwd: clone});
      expect(ended).toMatchObject({status: 0, stdout: "", stderr: ""});
      return (await readdir(bundles).catch(() => [])).sort();
    },
    start: async (...args: string[]) =>
      (await run(process.execPath, [join(clone, "bin/jianbao.js"), ...args], {cwd: "/"})).stdout,
  };
}

describe("the program of a clone in a few files", () => {
  test("finds what belongs to it where its sources lie, and is used only while they are as they were", async () => {
    const {bundle, start, say} = await makeClone();
    expect(await start()).toBe("one 模板 from src\n");
    const [first] = await bundle();
    expect(await start("more")).toBe("one 模板 bundled\nmore\n");
    await say("two");
    expect(await start()).toBe("two 模板 from src\n");
    expect(await bundle()).toHaveLength(2);
    expect(await start()).toBe("two 模板 bundled\n");
    await say("one");
    expect(await bundle()).toContain(first);
    expect(await start()).toBe("one 模板 bundled\n");
  });

  test("is made again when a file of it is missing, and what a killed set-up left goes", async () => {
    const {bundle, bundles, start} = await makeClone();
    const [name = ""] = await bundle();
    const chunk = (await readdir(join(bundles, name))).find(file => file.startsWith("more-")) ?? "";
    await rm(join(bundles, name, chunk));
    await mkdir(join(bundles, "writing-1"));
    await utimes(join(bundles, "writing-1"), new Date(2020, 0), new Date(2020, 0));
    expect(await bundle()).toEqual([name]);
    expect(await start("more")).toContain("more\n");
  });

  test.skipIf(process.platform === "win32")(
    "is not made in, nor taken from, the packages of another clone",
    async () => {
      const {clone, bundle, bundles, start} = await makeClone();
      await bundle();
      const other = join(await temporaryFolder(), "node_modules");
      await rename(join(clone, "node_modules"), other);
      await symlink(other, join(clone, "node_modules"));
      expect(existsSync(bundles)).toBe(true);
      expect(await start()).toBe("one 模板 from src\n");
      await rm(bundles, {recursive: true});
      expect(await bundle()).toEqual([]);
    },
  );
});
