import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Program} from "./measure/run-program.ts";
import {nodeProgram} from "./measure/run-program.ts";

/** Where a bench runs and how large its works are. */
export interface Bench {
  /** Everything that it writes; emptied at the start. */
  readonly folder: string;
  readonly browserPath: string;
  /** 1 as in the table of docs/performance.md; smaller to try something out. */
  readonly size: number;
}

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** A number of bulletins at the size of the bench. */
export function scaled({size}: Bench, bulletins: number): number {
  return Math.max(2, Math.round(bulletins * size));
}

/** A folder of a contest: content, out, what was prepared. */
export function placeOf({folder}: Bench, ...names: readonly string[]): string {
  return join(folder, ...names);
}

/** `jianbao …` as from the shell. */
export function jianbao(args: readonly string[], settings: Partial<Program> = {}): Program {
  return nodeProgram(`jianbao ${args.join(" ")}`, [join(root, "bin", "jianbao.js"), ...args], settings);
}

export function buildProgram(content: string, out: string, more: readonly string[] = []): Program {
  return jianbao(["build", "--content", content, "--out", out, ...more]);
}

/** One of the programs that do the same work without jianbao. */
export function benchProgram(name: string, args: readonly string[], settings: Partial<Program> = {}): Program {
  return nodeProgram(name, [join(root, "test", "bench", "programs", name), ...args], settings);
}
