/** The program in a few scripts, of which the compiled code is kept from run to run. */
import {spawnSync} from "node:child_process";
import {readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, expect, test} from "vitest";
import {bundleProgram} from "../../scripts/program-bundle.ts";
import {temporaryFolder} from "../cli/run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Where its packages are found from. */
const program = join(root, "node_modules", `.jianbao-test-loader-${process.pid}`);

beforeAll(async () => await bundleProgram({target: program, place: join(root, "src")}));
afterAll(() => rmSync(program, {recursive: true, force: true}));

function run(place: string, ...argv: readonly string[]) {
  const ended = spawnSync(process.execPath, [join(program, "main.js"), ...argv], {
    encoding: "utf8",
    env: {...process.env, NODE_COMPILE_CACHE: place},
  });
  expect(ended.stderr).toBe("");
  return ended;
}

/** What is kept for a command: paths of files, by the scripts that they are of. */
function keptFor(command: string, place: string): readonly string[] {
  return readdirSync(place, {recursive: true, encoding: "utf8"})
    .filter(path => path.includes(`jianbao-${command}-`))
    .map(path => join(place, path))
    .sort();
}

const runsOf = (path: string) => readFileSync(path).at(-1);

test("the code of a command is kept, by a few runs", () => {
  const place = temporaryFolder();
  const content = join(root, "content");
  const first = run(place, "check", "--content", content);
  expect(first.status).toBe(0);
  const kept = keptFor("check", place);
  expect(kept.length).toBeGreaterThan(5);
  expect(keptFor("build", place)).toEqual([]);
  for (const runs of [2, 3, 3]) {
    expect(run(place, "check", "--content", content).stdout).toBe(first.stdout);
    expect(keptFor("check", place)).toEqual(kept);
    expect(kept.map(runsOf)).toEqual(kept.map(() => runs));
  }
});

test("code that is not whole, or of another script, is made anew", () => {
  const place = temporaryFolder();
  const told = run(place, "--version").stdout;
  const kept = keptFor("help", place);
  const [one = "", other = ""] = kept.toSorted((a, b) => readFileSync(b).length - readFileSync(a).length);
  const bytes = readFileSync(one);
  const middle = Buffer.from(bytes);
  middle[1000] = (middle[1000] ?? 0) ^ 1;
  for (const damaged of [bytes.subarray(0, -100), middle, Buffer.from("x"), Buffer.alloc(0), readFileSync(other)]) {
    writeFileSync(one, damaged);
    expect(run(place, "--version").stdout).toBe(told);
    expect(runsOf(one)).toBe(1);
  }
});

test("where nothing can be kept it runs all the same", () => {
  const place = join(temporaryFolder({file: "in the way"}), "file");
  expect(run(place, "--version").stdout).toMatch(/^jianbao \d/);
});
