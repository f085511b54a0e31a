/**
 * `npm run bench [-- --only a,b --runs 3 --size 0.1 --write]`: how long the work takes on this machine, beside others that
 * do the same. Not part of the tests. Writes out/bench.json and prints tables; --write puts them into docs/performance.md.
 */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {findBrowser} from "../../src/press/index.ts";
import {type Bench, root} from "./bench-settings.ts";
import {coldSingle} from "./contests/cold-single.ts";
import {hundred} from "./contests/hundred.ts";
import {oneSentence} from "./contests/one-sentence.ts";
import {scale} from "./contests/scale.ts";
import {unchanged} from "./contests/unchanged.ts";
import {webPages} from "./contests/web-pages.ts";
import {type DeskTimes, timeDesk} from "./desk.ts";
import {describeMachine} from "./machine.ts";
import {type MakeUpTimes, timeMakeUp} from "./make-up.ts";
import {type Contest, type ContestResult, holdContest} from "./measure/contest.ts";
import {installPeers} from "./peers.ts";
import {renderReport, writeRegion} from "./report.ts";

const contests: Readonly<Record<string, (bench: Bench) => Promise<Contest>>> = {
  a: coldSingle,
  b: hundred,
  c: unchanged,
  f: scale,
  html: webPages,
};
const withPeers = [...Object.keys(contests), "e"];
const works = [...withPeers, "make-up", "desk"];

const {values} = parseArgs({
  options: {
    only: {type: "string", default: works.join(",")},
    runs: {type: "string", default: "5"},
    size: {type: "string", default: "1"},
    pages: {type: "string", default: "200"},
    write: {type: "boolean", default: false},
  },
});
// (d) is measured with (c).
const chosen = new Set(values.only.split(",").map(name => (name === "d" ? "c" : name)));
const unknown = [...chosen].find(name => !works.includes(name));
if (unknown !== undefined) throw new Error(`No work is called "${unknown}"; there are ${works.join(", ")}.`);
const [runs, size] = [Number(values.runs), Number(values.size)];
const tell = (what: string) => console.error(what);

const machine = describeMachine();
if (withPeers.some(name => chosen.has(name))) installPeers(tell);
const {path: browserPath} = await findBrowser(process.env);
const folder = mkdtempSync(join(tmpdir(), "jianbao-bench-"));
const bench: Bench = {folder, browserPath, size};
const results: ContestResult[] = [];
let makeUp: MakeUpTimes | undefined;
let desk: DeskTimes | undefined;
try {
  for (const [name, open] of Object.entries(contests)) {
    if (chosen.has(name)) results.push(await holdContest(await open(bench), runs, tell));
  }
  if (chosen.has("e")) results.push(...(await holdOneSentence()));
  if (chosen.has("make-up")) makeUp = await timeMakeUp(Math.max(1, Math.round(Number(values.pages) * size)));
  if (chosen.has("desk")) desk = await timeDesk(bench, Math.max(20, Math.round(200 * size)), runs);
} finally {
  rmSync(folder, {recursive: true, force: true});
}

const result = {machine, size, runs, contests: results, makeUp, desk};
mkdirSync(join(root, "out"), {recursive: true});
writeFileSync(join(root, "out", "bench.json"), `${JSON.stringify(result, undefined, 2)}\n`);
const report = renderReport(result);
console.log(report);
if (values.write) writeRegion(join(root, "docs", "performance.md"), report);
if (results.some(({failures}) => failures.length > 0)) process.exitCode = 1;

/** Nothing while there is no `jianbao dev`. */
async function holdOneSentence(): Promise<ContestResult[]> {
  const opened = await oneSentence(bench, tell);
  if (!opened) return [];
  try {
    return [await holdContest(opened.contest, Math.max(runs, 20), tell)];
  } finally {
    await opened.close();
  }
}
