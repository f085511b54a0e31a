import {distance} from "fastest-levenshtein";

/** The known name nearest to a misspelt one, or undefined when none is near enough to be meant. */
export function findNearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor([...name].length / 2)) + 0.5;
  for (const candidate of known) {
    const d = distance(name, candidate) - sharedEnds(name, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}

/** Between names equally far away, one that begins and ends alike is meant more often: 顺得村 is 顺德村, not 顺河村. */
function sharedEnds(a: string, b: string): number {
  return (a[0] === b[0] ? 0.25 : 0) + (a.at(-1) === b.at(-1) ? 0.2 : 0);
}

/** "是否想写“顺德村”？", or the names there are when few, or undefined. */
export function suggestName(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const nearest = findNearest(name, names);
  if (nearest !== undefined) return `是否想写“${nearest}”？`;
  if (names.length > 0 && names.length <= 12) return `可以写：${names.join("、")}`;
  return undefined;
}
