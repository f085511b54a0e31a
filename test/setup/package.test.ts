import {readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, test} from "vitest";
import {readPdf} from "../press/read-pdf.ts";
import {temporaryFolder} from "../press/temporary-folder.ts";
import {type Ended, run} from "./run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

// The one test that needs the registry (or npm's cache of it), and the longest: about half a minute.
describe.skipIf(process.env.JIANBAO_SKIP_PACKAGE_TEST === "1")("the npm package", () => {
  test("installed in an empty folder, starts a workspace, builds it, draws charts, and downloads nothing else", {
    timeout: 600_000,
  }, async () => {
    const folder = await temporaryFolder();
    const home = join(folder, "home");
    const env = ownEnvironment({XDG_CACHE_HOME: join(home, ".cache"), PUPPETEER_CACHE_DIR: join(home, "puppeteer")});
    succeed(await run(...npm("pack", "--pack-destination", folder), {cwd: root, env}));
    const tarball = (await readdir(folder)).find(name => name.endsWith(".tgz")) ?? "";
    await writeFile(join(folder, "package.json"), `{"private": true}`);
    succeed(
      await run(...npm("install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`), {cwd: folder, env}),
    );

    const installed = join(folder, "node_modules/jianbao");
    expect(await readdir(installed)).toEqual(expect.arrayContaining(["bin", "dist", "schemas", "templates"]));
    expect(await readdir(installed)).not.toContain("src");
    expect(await readdir(join(installed, "dist/desk/client"))).toEqual(["app.css", "app.js", "pdf-worker.js"]);
    expect(await readdir(join(installed, "node_modules/canvas"))).toEqual(expect.arrayContaining(["index.cjs"]));
    expect(await readdir(join(installed, "node_modules"))).not.toContain("@napi-rs");
    expect(await readdir(join(folder, "node_modules"))).not.toContain("vitest");
    expect(await readdir(home).catch(() => [])).not.toContain("puppeteer");

    const jianbao = async (cwd: string, ...args: string[]) =>
      succeed(await run(process.execPath, [join(folder, "node_modules/.bin/jianbao"), ...args], {cwd, env}));
    const {version} = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {version: string};
    expect((await jianbao(folder, "--version")).stdout).toBe(`jianbao ${version}\n`);

    await writeFile(
      join(folder, "chart.cjs"),
      `const {createRequire} = require("node:module");
      const {ChartJSNodeCanvas} = createRequire(require.resolve("jianbao/package.json"))("chartjs-node-canvas");
      const canvas = new ChartJSNodeCanvas({type: "svg", width: 300, height: 200});
      const chart = {type: "bar", data: {labels: ["a"], datasets: [{data: [3]}]}, options: {animation: false}};
      console.log(String(canvas.renderToBufferSync(chart, "image/svg+xml")));`,
    );
    expect((await succeed(await run(process.execPath, ["chart.cjs"], {cwd: folder, env}))).stdout).toContain("<svg");

    await jianbao(folder, "init", "office");
    await servesDesk(join(folder, "node_modules/.bin/jianbao"), join(folder, "office"), env);
    await jianbao(join(folder, "office"), "build");
    const out = join(folder, "office/out");
    const slugs = (await readdir(out, {withFileTypes: true}))
      .filter(entry => entry.isDirectory())
      .map(({name}) => name);
    expect(slugs.length).toBeGreaterThan(0);
    for (const slug of slugs) {
      expect((await readPdf(await readFile(join(out, slug, `${slug}.pdf`)))).tagged).toBe(true);
    }
  });
});

/** The page's program comes with the package: nothing is bundled where it is installed. */
async function servesDesk(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  let said = "";
  let seen: Promise<number[]> | undefined;
  await run(process.execPath, [program, "dev", "--port", "0"], {
    cwd,
    env,
    onOutput(text, kill) {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (address === undefined || seen) return;
      const files = ["", "app.js", "app.css", "pdf-worker.js", "api/desk"];
      seen = Promise.all(files.map(async path => (await fetch(address + path)).status));
      seen.catch(() => undefined).finally(() => kill("SIGTERM"));
    },
  });
  expect(await seen, said).toEqual(Array(5).fill(200));
}

/** npm as it runs this test, or the one on the path. */
function npm(...args: string[]): [string, string[]] {
  const {npm_execpath: file, npm_node_execpath: node} = process.env;
  return file?.endsWith("npm-cli.js") ? [node ?? process.execPath, [file, ...args]] : ["npm", args];
}

/** Without what an npm around this test tells about its own folder. */
function ownEnvironment(changes: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("npm_") || /^npm_config_(registry|cache|userconfig|globalconfig)$/.test(name),
  );
  return {...Object.fromEntries(kept), ...changes};
}

function succeed(ended: Ended): Ended {
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  return ended;
}
