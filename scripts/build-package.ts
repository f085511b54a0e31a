/**
 * Makes dist/ for the npm package: src/ compiled to JavaScript, what is JavaScript already copied beside it, and the
 * program of the desk's page in one file.
 */
import {spawnSync} from "node:child_process";
import {cpSync, globSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {fileURLToPath} from "node:url";
import {bundleClient} from "../src/desk/server/client-bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
rmSync("dist", {recursive: true, force: true});
const compiler = createRequire(import.meta.url)
  .resolve("typescript/package.json")
  .replace(/package\.json$/, "bin/tsc");
const {status} = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {stdio: ["ignore", 2, 2]});
if (status !== 0) process.exit(1);
for (const file of globSync("src/**/*.js")) cpSync(file, file.replace(/^src/, "dist"));
mkdirSync("dist/desk/client", {recursive: true});
for (const [name, bytes] of await bundleClient()) writeFileSync(`dist/desk/client/${name}`, bytes);
