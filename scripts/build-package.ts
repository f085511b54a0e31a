/**
 * Makes dist/ for the npm package: src/ as JavaScript in a few files, and the program of the desk's page in one.
 */
import {mkdirSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {bundleClient} from "../src/desk/server/client-bundle.ts";
import {bundleProgram} from "./program-bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
rmSync("dist", {recursive: true, force: true});
const target = join(root, "dist");
await bundleProgram({target, place: target});
mkdirSync("dist/desk/client", {recursive: true});
for (const [name, bytes] of await bundleClient()) writeFileSync(`dist/desk/client/${name}`, bytes);
