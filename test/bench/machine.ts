import {cpus, loadavg, totalmem} from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  /** Programs waiting for a core when the bench began: above the number of cores, times by the clock say little. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

export function nameMachine({processor, cores, memoryGb, node, load}: Machine): string {
  const busy = load > cores / 2 ? `, busy with other work (load ${load})` : "";
  return `${processor}, ${cores} cores, ${memoryGb} GB, Node ${node}${busy}`;
}
