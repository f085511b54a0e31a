/**
 * `npm run bench [-- --pages 200]`: how long the work takes on this machine. Not part of the tests. Writes out/bench.json
 * and prints a table; figures worth keeping go to docs/performance.md, with the machine they were taken on.
 */
import {mkdirSync, writeFileSync} from "node:fs";
import {cpus, totalmem} from "node:os";
import {parseArgs} from "node:util";
import {timeMakeUp} from "./make-up.ts";

const {values} = parseArgs({options: {pages: {type: "string", default: "200"}}});
const makeUp = await timeMakeUp(Number(values.pages));
const machine = {
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
mkdirSync("out", {recursive: true});
writeFileSync("out/bench.json", `${JSON.stringify({machine, makeUp}, undefined, 2)}\n`);
const ms = (value: number) => `${value.toFixed(0)} ms`;
console.log(`${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}`);
console.log(
  `make-up of ${makeUp.pages} newspaper pages, a page: median ${ms(makeUp.medianMs)}, 95 % ${ms(makeUp.p95Ms)}, worst ${ms(makeUp.worstMs)}`,
);
console.log(`showing the same page without make-up: median ${ms(makeUp.layoutMedianMs)}`);
