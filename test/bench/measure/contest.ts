import {type Program, type Run, runProgram} from "./run-program.ts";
import {median} from "./statistics.ts";

/** One of those that do the same work. */
export interface Contestant {
  readonly key: string;
  readonly label: string;
  /** How many bulletins it makes, where that differs from contestant to contestant. */
  readonly bulletins?: number | undefined;
  /** Makes ready what is not measured: an empty output folder, a changed file. */
  readonly prepare?: (() => void | Promise<void>) | undefined;
  readonly run: () => Promise<Run>;
}

/** Something that two contestants' times have to keep. */
export interface Bar {
  readonly of: string;
  /** With several, the fastest of them counts. */
  readonly against: readonly string[];
  /** `each`: the cost of a further bulletin, above the contestant with the fewest. */
  readonly measure: "time" | "each" | "memory";
  /** The largest ratio; for memory the most bytes. */
  readonly most: number;
}

/** Work that several do, with what is asked of ours. */
export interface Contest {
  readonly key: string;
  readonly title: string;
  readonly contestants: readonly Contestant[];
  readonly bars: readonly Bar[];
}

export interface Standing {
  readonly key: string;
  readonly label: string;
  readonly bulletins?: number | undefined;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly runs: readonly Run[];
}

export interface BarResult extends Bar {
  readonly value: number;
  readonly reached: boolean;
}

export interface ContestResult {
  readonly key: string;
  readonly title: string;
  readonly standings: readonly Standing[];
  readonly bars: readonly BarResult[];
  /** Those that broke down, on a busy machine by time limits of their own; they take part no more. */
  readonly failures: readonly {readonly label: string; readonly message: string}[];
}

export function contestant(key: string, label: string, program: Program, prepare?: Contestant["prepare"]): Contestant {
  return {key, label, prepare, run: () => runProgram(program)};
}

/** Lets all run in turn, several times over, so that what else the machine does meets all alike. */
export async function holdContest(
  {key, title, contestants, bars}: Contest,
  runs: number,
  tell: (what: string) => void,
): Promise<ContestResult> {
  const times = new Map<string, Run[]>(contestants.map(({key}) => [key, []]));
  const failures = new Map<string, string>();
  for (let round = 1; round <= runs; round += 1) {
    for (const {key: name, label, prepare, run} of contestants) {
      if (failures.has(label)) continue;
      tell(`${title}: ${label}, ${round}/${runs}`);
      await prepare?.();
      try {
        times.get(name)?.push(await run());
      } catch (error) {
        failures.set(label, error instanceof Error ? error.message : String(error));
      }
    }
  }
  const standings = contestants.flatMap(contestant => {
    const own = times.get(contestant.key) ?? [];
    return own.length > 0 ? [standingOf(contestant, own)] : [];
  });
  return {
    key,
    title,
    standings,
    bars: bars.flatMap(bar => judge(bar, standings)),
    failures: [...failures].map(([label, message]) => ({label, message})),
  };
}

function standingOf({key, label, bulletins}: Contestant, runs: readonly Run[]): Standing {
  return {
    key,
    label,
    bulletins,
    wallMs: median(runs.map(({wallMs}) => wallMs)),
    cpuMs: median(runs.map(({cpuMs}) => cpuMs)),
    peakBytes: Math.max(...runs.map(({peakBytes}) => peakBytes)),
    runs,
  };
}

/** Nothing when one of the two did not take part. */
function judge(bar: Bar, standings: readonly Standing[]): BarResult[] {
  const own = standings.find(({key}) => key === bar.of);
  if (!own) return [];
  if (bar.measure === "memory") return [{...bar, value: own.peakBytes, reached: own.peakBytes <= bar.most}];
  const timeOf = (standing: Standing) =>
    bar.measure === "each" ? costOfFurther(standing, standings) : standing.wallMs;
  const others = standings.filter(({key}) => bar.against.includes(key)).map(timeOf);
  if (others.length === 0) return [];
  const value = timeOf(own) / Math.min(...others);
  return [{...bar, value, reached: value <= bar.most}];
}

/** What starting up costs falls away against the contestant that makes the fewest bulletins. */
export function costOfFurther({wallMs, bulletins = 0}: Standing, standings: readonly Standing[]): number {
  const fewest = Math.min(...standings.map(({bulletins = 0}) => bulletins));
  const base = standings.find(({bulletins = 0}) => bulletins === fewest);
  return (wallMs - (base?.wallMs ?? 0)) / Math.max(1, bulletins - fewest);
}
