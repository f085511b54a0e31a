import {spawn} from "node:child_process";
import {performance} from "node:perf_hooks";
import {readTree} from "./process-tree.ts";

/** How long a whole program took, from its start to its end, with all processes that it started. */
export interface Run {
  readonly wallMs: number;
  /** Tells more than the time by the clock on a machine that has other work; what happened between two looks is missing. */
  readonly cpuMs: number;
  readonly peakBytes: number;
}

export interface Program {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  /** Put to the environment of the bench. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** A program run by the Node that runs the bench. */
export function nodeProgram(name: string, args: readonly string[], settings: Partial<Program> = {}): Program {
  return {name, command: process.execPath, args, ...settings};
}

const lookEveryMs = 100;
/** Adding memory up costs the programs themselves time; every third look is enough for a peak. */
const memoryEvery = 3;

/** Runs a program to its end; throws with its last words when it fails. */
export async function runProgram({name, command, args, cwd, env}: Program): Promise<Run> {
  const start = performance.now();
  const child = spawn(command, args, {cwd, env: {...process.env, ...env}, stdio: ["ignore", "ignore", "pipe"]});
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  let words = "";
  child.stderr.on("data", (chunk: Buffer) => {
    words = (words + chunk.toString("utf8")).slice(-2000);
  });
  const watch = watchTree(child.pid ?? 0);
  const code = await ended.finally(watch.stop);
  const wallMs = performance.now() - start;
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${withoutPaths(words)}`);
  return {wallMs, cpuMs: watch.cpuMs(), peakBytes: watch.peakBytes()};
}

export interface TreeWatch {
  readonly cpuMs: () => number;
  readonly peakBytes: () => number;
  readonly stop: () => void;
}

/** Looks at a process tree now and then. */
export function watchTree(root: number): TreeWatch {
  const cpu = new Map<number, number>();
  let peak = 0;
  let looks = 0;
  const look = () => {
    const {cpuMs, memoryBytes} = readTree(root, {memory: looks % memoryEvery === 0});
    looks += 1;
    for (const [pid, ms] of cpuMs) cpu.set(pid, ms);
    peak = Math.max(peak, memoryBytes ?? 0);
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    cpuMs: () => [...cpu.values()].reduce((sum, ms) => sum + ms, 0),
    peakBytes: () => peak,
    stop: () => clearInterval(timer),
  };
}

/** What a program complained about goes into a report: the folders of this machine are left out. */
function withoutPaths(words: string): string {
  return words.replace(/(?:[A-Za-z]:)?(?:[\\/][\w.@-]+)+[\\/]/g, "");
}
