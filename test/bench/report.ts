import {readFileSync, writeFileSync} from "node:fs";
import type {DeskTimes} from "./desk.ts";
import {type Machine, nameMachine} from "./machine.ts";
import type {MakeUpTimes} from "./make-up.ts";
import {type BarResult, type ContestResult, costOfFurther, type Standing} from "./measure/contest.ts";

export interface BenchResult {
  readonly machine: Machine;
  readonly size: number;
  readonly runs: number;
  readonly contests: readonly ContestResult[];
  readonly makeUp?: MakeUpTimes | undefined;
  readonly desk?: DeskTimes | undefined;
}

/** Markdown tables that read well in a terminal too. */
export function renderReport({machine, size, runs, contests, makeUp, desk}: BenchResult): string {
  const scale = size === 1 ? "" : `, works at ${size} of their size`;
  const lines = [`${nameMachine(machine)}; medians of ${runs}${scale}.`];
  for (const contest of contests) lines.push("", ...renderContest(contest));
  if (makeUp) lines.push("", ...renderMakeUp(makeUp));
  if (desk) lines.push("", ...renderDesk(desk));
  return `${lines.join("\n")}\n`;
}

function renderContest({title, standings, bars, failures}: ContestResult): string[] {
  const hasCounts = standings.some(({bulletins}) => bulletins !== undefined);
  const [first] = standings;
  const rows = standings.map(standing => [
    standing.label,
    time(standing.wallMs),
    standing.cpuMs > 0 ? time(standing.cpuMs) : "",
    standing.peakBytes > 0 ? `${Math.round(standing.peakBytes / 2 ** 20)} MB` : "",
    ...(hasCounts ? [furtherCost(standing, standings)] : ratios(first, standing)),
  ]);
  const head = [
    "",
    "time",
    "processor time",
    "peak memory",
    ...(hasCounts ? ["a further bulletin"] : ["first : this", "by processor time"]),
  ];
  const notes = [
    ...bars.map(bar => `- ${describeBar(bar, standings)}`),
    ...failures.map(({label, message}) => `- ${label}: **failed** (${message.split("\n")[0]?.slice(0, 80)})`),
  ];
  return [`### ${title}`, "", ...table(head, rows), ...(notes.length > 0 ? ["", ...notes] : [])];
}

/** The second says more on a machine that has other work. */
function ratios(first: Standing | undefined, {wallMs, cpuMs}: Standing): string[] {
  if (!first) return ["", ""];
  return [factor(first.wallMs / wallMs), first.cpuMs > 0 && cpuMs > 0 ? factor(first.cpuMs / cpuMs) : ""];
}

/** "jianbao build : best limit = 1.20, bar 1.25: reached" */
function describeBar({of, against, measure, most, value, reached}: BarResult, standings: readonly Standing[]): string {
  const verdict = reached ? "reached" : "**not reached**";
  const labelOf = (key: string) => standings.find(standing => standing.key === key)?.label ?? key;
  if (measure === "memory")
    return `${labelOf(of)}, memory: ${(value / 2 ** 30).toFixed(2)} GB, bar ${most / 2 ** 30} GB: ${verdict}`;
  const others = against.filter(key => standings.some(standing => standing.key === key)).map(labelOf);
  const kind = against.every(key => key.startsWith("limit")) ? "limits" : "ways";
  const other = others.length > 1 ? `the fastest of ${others.length} ${kind}` : (others[0] ?? "");
  const what = measure === "each" ? ", a further bulletin" : "";
  return `${labelOf(of)} : ${other}${what} = ${factor(value)}, bar ${most}: ${verdict}`;
}

function furtherCost(standing: Standing, standings: readonly Standing[]): string {
  const cost = costOfFurther(standing, standings);
  return cost > 0 ? time(cost) : "";
}

function renderMakeUp({pages, medianMs, p95Ms, worstMs, layoutMedianMs}: MakeUpTimes): string[] {
  const head = ["bulletins", "median", "95 %", "worst", "the same document shown without make-up"];
  return [
    "### Make-up of newspaper pages",
    "",
    ...table(head, [[String(pages), ...[medianMs, p95Ms, worstMs, layoutMedianMs].map(time)]]),
  ];
}

function renderDesk(times: DeskTimes): string[] {
  const {keystrokes, medianMs, p95Ms, worstMs, firstMs, htmlMs, allMs, rebuilds} = times;
  const cells = [medianMs, p95Ms, worstMs, firstMs, htmlMs, allMs].map(time);
  const head = [
    "keystrokes",
    "median",
    "95 %",
    "worst",
    "the first",
    "rebuild, HTML",
    "rebuild, HTML and PDF",
    "rebuild : median",
  ];
  return [
    "### Desk: from a keystroke to the page of the sample's feature",
    "",
    ...table(head, [[String(keystrokes), ...cells, factor(allMs / medianMs)]]),
    "",
    `- A rebuild is of the whole sample from nothing, program and browser warm; median of ${rebuilds}.`,
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function time(ms: number): string {
  return ms < 1000 ? `${ms.toFixed(ms < 10 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

function factor(ratio: number): string {
  return ratio < 0.1 ? ratio.toFixed(3) : ratio.toFixed(2);
}

const begin = "<!-- bench: begin, written by npm run bench -- --write -->";
const end = "<!-- bench: end -->";

/** Puts the report between the marks of a page. */
export function writeRegion(path: string, report: string): void {
  const page = readFileSync(path, "utf8");
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has no marks for the bench.`);
  writeFileSync(path, `${page.slice(0, from + begin.length)}\n\n${report}\n${page.slice(to)}`);
}
