import {readdirSync, readFileSync} from "node:fs";

/** What a process and all that it started use at a moment. */
export interface TreeUse {
  /** Processor time of each process since it started. */
  readonly cpuMs: ReadonlyMap<number, number>;
  /** Memory, shared pages divided among those that share them; undefined when it was not asked for. */
  readonly memoryBytes: number | undefined;
}

const ticksPerSecond = 100;

/** Reads /proc, so it works on Linux only; elsewhere there is nothing to tell. */
export function readTree(root: number, {memory}: {memory: boolean}): TreeUse {
  const processes = readProcesses();
  const tree = new Set([root]);
  // A child may have a smaller number than its parent.
  for (let grown = true; grown; ) {
    grown = false;
    for (const {pid, parent} of processes) {
      if (tree.has(pid) || !tree.has(parent)) continue;
      tree.add(pid);
      grown = true;
    }
  }
  const members = processes.filter(({pid}) => tree.has(pid));
  return {
    cpuMs: new Map(members.map(({pid, cpuMs}) => [pid, cpuMs])),
    memoryBytes: memory ? members.reduce((sum, {pid}) => sum + proportionalMemory(pid), 0) : undefined,
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

function readProcesses(): Process[] {
  return listProcesses().flatMap((pid): Process[] => {
    const stat = readIfThere(`/proc/${pid}/stat`);
    // The name in brackets may hold anything; fields are counted after it.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (!fields) return [];
    const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
    return [{pid, parent: Number(fields[1]), cpuMs: ((userTicks + systemTicks) * 1000) / ticksPerSecond}];
  });
}

function listProcesses(): number[] {
  try {
    return readdirSync("/proc").flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

function proportionalMemory(pid: number): number {
  const found = /^Pss:\s+(\d+) kB/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`) ?? "");
  return found ? Number(found[1]) * 1024 : 0;
}

/** A process may end while it is looked at. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
