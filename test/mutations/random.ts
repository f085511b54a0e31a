/** A small seeded generator (mulberry32): the same seed makes the same mutants on every machine. */
export interface Random {
  /** 0 to below 1. */
  next(): number;
  pick<T>(items: readonly T[]): T | undefined;
  shuffle<T>(items: readonly T[]): T[];
}

export function openRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    pick: items => items[Math.floor(next() * items.length)],
    shuffle(items) {
      const rest = [...items];
      for (let at = rest.length - 1; at > 0; at--) {
        const other = Math.floor(next() * (at + 1));
        const held = rest[at];
        const moved = rest[other];
        if (held !== undefined && moved !== undefined) [rest[at], rest[other]] = [moved, held];
      }
      return rest;
    },
  };
}
