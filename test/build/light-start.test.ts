/** What the program loads: nothing that it does not need, since loading takes longer than a small build. */
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {expect, test} from "vitest";
import {temporaryFolder} from "../cli/run.ts";
import {openSite, start} from "./faults/program.ts";

/** From the sources, where each module is a file. */
const program = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

const html = ["--format", "html"];
const heavy =
  /node_modules\/(?!fastest-levenshtein\/)|\/src\/(figures|narrative|charts|pages|desk)\/|\/src\/press\/(?!browser\/)/;

/** Addresses of all modules that a command loads. */
async function modulesOf(argv: readonly string[]): Promise<readonly string[]> {
  const list = join(temporaryFolder({"modules.txt": ""}), "modules.txt");
  const imports = [new URL("list-modules.js", import.meta.url)];
  const {status, stderr} = await start(argv, {program, imports, env: {LIST_MODULES: list}}).ended;
  expect(status, stderr).toBe(0);
  return readFileSync(list, "utf8").split("\n");
}

test("a build loads no more than it needs", async () => {
  const site = openSite();
  const build = ["build", "--content", site.content, "--out", site.out, ...html];

  const first = await modulesOf(build);
  expect(first.some(address => /node_modules\/zod\//.test(address))).toBe(true);
  expect(first.filter(address => /node_modules\/puppeteer|\/src\/desk\//.test(address))).toEqual([]);

  const unchanged = await modulesOf(build);
  expect(unchanged.length).toBeGreaterThan(20);
  expect(unchanged.filter(address => heavy.test(address))).toEqual([]);
});
