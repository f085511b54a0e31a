/**
 * `node test/bench/read-province.ts DIR [--warm]`: reads a workspace (`npm run make-workspace`) with all checks of its
 * figures and computes those of one township; prints time on the clock, time of the processor (a busy machine does not
 * change it) and peak memory. With --warm a dozen times in one process.
 */
import {parseArgs} from "node:util";
import {descendants, type Figures, parsePeriod, readFigures} from "../../src/figures/index.ts";
import {diskFiles, readWorkspace} from "../../src/workspace/index.ts";

const {values, positionals} = parseArgs({allowPositionals: true, options: {warm: {type: "boolean", default: false}}});
const [folder = "content"] = positionals;

for (let run = 0; run < (values.warm ? 12 : 1); run++) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const workspace = readWorkspace(diskFiles(folder));
  const read = performance.now();
  const figures = readFigures(workspace);
  const end = performance.now();
  const {user, system} = process.cpuUsage(cpu);
  const found = workspace.diagnostics.length + figures.diagnostics.length;
  const townships = computeTownships(figures, 1);
  const computed = performance.now();
  console.log(
    `${folder}: ${workspace.progress.length} files, readWorkspace ${seconds(read - start)}, readFigures ${seconds(end - read)}, ` +
      `processor ${seconds((user + system) / 1000)}, ` +
      `figures of ${townships} township ${seconds(computed - end)}, ${found} findings, peak ${peakMb()} MB`,
  );
}

/** Every indicator of some townships and their villages, in the last month. */
function computeTownships(figures: Figures, most: number): number {
  const period = figures.observations.periods.at(-1) ?? parsePeriod("2019-07");
  const townships = figures.units.all.filter(({type}) => type === "镇街").slice(0, most);
  for (const township of townships) {
    for (const unit of [township, ...descendants(township)]) {
      for (const indicator of figures.indicators.values()) {
        if (period) figures.compute(unit, indicator, {from: period, to: period});
      }
    }
  }
  return townships.length;
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
