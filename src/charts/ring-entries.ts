import type {Chart, ChartPoint} from "./chart.ts";

/** A candidate for a slice. */
export interface RingEntry {
  readonly name: string;
  readonly point: ChartPoint;
}

/** A part of a ring, with its share, 0 to 1. */
export interface RingShare extends RingEntry {
  readonly shareRatio: number;
}

/** The parts of a ring: what is no part of a whole (未报, zero, negative) is none. */
export function ringShares(entries: readonly RingEntry[]): readonly RingShare[] {
  const shown = entries.filter(({point}) => (point.value ?? 0) > 0);
  const largest = Math.max(...shown.map(({point}) => point.value ?? 0));
  // Scaled by the largest first: a sum of huge values would overflow.
  const total = shown.reduce((sum, {point}) => sum + (point.value ?? 0) / largest, 0);
  return shown.map(entry => ({...entry, shareRatio: (entry.point.value ?? 0) / largest / total}));
}

/** "26.1%"; undefined where the numbers are shares themselves. */
export function shareText({shareRatio}: Pick<RingShare, "shareRatio">, measure: string): string | undefined {
  return measure === "%" ? undefined : `${(shareRatio * 100).toFixed(1)}%`;
}

/** What a doughnut shows: the first series by category, or several series of one category. */
export function ringEntries(chart: Chart): readonly RingEntry[] {
  if (chart.categories.length === 1 && chart.series.length > 1) {
    return chart.series.flatMap(({name, points}) => points.slice(0, 1).map(point => ({name, point})));
  }
  return (chart.series[0]?.points ?? []).map((point, index) => ({name: chart.categories[index] ?? "", point}));
}
