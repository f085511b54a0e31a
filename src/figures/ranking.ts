import type {Decimal} from "./decimal.ts";
import type {Unit} from "./unit.ts";

/** A value that takes part in a ranking. */
export interface Entrant {
  readonly unit: Unit;
  readonly value: Decimal;
}

export interface Ranked extends Entrant {
  /** 1, 2, 2, 4. */
  readonly rank: number;
  /** True when another unit has the same rank. */
  readonly isTied: boolean;
}

/** Ranks from unrounded values: 1, 2, 2, 4; those who share a rank stand in the order of their names. */
export function rankEntrants<Item extends Entrant>(entrants: readonly Item[], smallIsGood: boolean): (Item & Ranked)[] {
  const sign = smallIsGood ? 1 : -1;
  const sorted = [...entrants].sort((a, b) => a.value.cmp(b.value) * sign || compareNames(a.unit, b.unit));
  let rank = 0;
  return sorted.map((entrant, index) => {
    const ties = (other: Item | undefined): boolean => other?.value.eq(entrant.value) ?? false;
    if (!ties(sorted[index - 1])) rank = index + 1;
    return {...entrant, rank, isTied: ties(sorted[index - 1]) || ties(sorted[index + 1])};
  });
}

/** The first so many; a tie at the bound brings in all who share it. */
export function firstOf<Item extends Ranked>(ranking: readonly Item[], count: number): Item[] {
  return ranking.filter(({rank}) => rank <= count);
}

/** The last so many, from the front to the back; a tie at the bound brings in all who share it. */
export function lastOf<Item extends Ranked>(ranking: readonly Item[], count: number): Item[] {
  const bound = ranking[Math.max(0, ranking.length - count)];
  return bound && count > 0 ? ranking.filter(({rank}) => rank >= bound.rank) : [];
}

/** In the order of pinyin, which does not depend on the settings of the machine. */
export function compareNames(a: Unit, b: Unit): number {
  return collator.compare(a.name, b.name);
}

const collator = new Intl.Collator("zh-u-co-pinyin");

/** Movement in words and in the sign of a table cell. */
export interface Movement {
  readonly text: string;
  readonly short: string;
}

/** From last month's rank to this month's. Undefined before: no rank then; "none": nobody had one. */
export function describeMovement(now: number, before: number | "none" | undefined): Movement {
  if (before === "none") return {text: "无上期数据", short: "无上期"};
  if (before === undefined) return {text: "新列入排名", short: "新"};
  const steps = before - now;
  if (steps === 0) return {text: "位次不变", short: "—"};
  return steps > 0 ? {text: `上升${steps}位`, short: `↑${steps}`} : {text: `下降${-steps}位`, short: `↓${-steps}`};
}
