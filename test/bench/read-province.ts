/**
 * `node test/bench/read-province.ts DIR`: reads a workspace (`npm run make-workspace`) once, with all checks of its
 * figures, and prints seconds and peak memory; then the figures of one township, and the same again in a warm process
 * with --warm.
 */
import {parseArgs} from "node:util";
import {descendants, type Figures, parsePeriod, readFigures} from "../../src/figures/index.ts";
import {diskFiles, readWorkspace} from "../../src/workspace/index.ts";

const {values, positionals} = parseArgs({allowPositionals: true, options: {warm: {type: "boolean", default: false}}});
const [folder = "content"] = positionals;

for (let run = 0; run < (values.warm ? 12 : 1); run++) {
  const start = performance.now();
  const workspace = readWorkspace(diskFiles(folder));
  const read = performance.now();
  const figures = readFigures(workspace);
  const end = performance.now();
  const found = workspace.diagnostics.length + figures.diagnostics.length;
  const townships = computeTownships(figures, 1);
  const computed = performance.now();
  console.log(
    `${folder}: ${workspace.progress.length} files, readWorkspace ${seconds(read - start)}, readFigures ${seconds(end - read)}, ` +
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
