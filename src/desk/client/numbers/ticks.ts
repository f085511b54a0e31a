import {useCallback, useState} from "preact/hooks";

/** Which numbers of a bulletin were looked at and found right: kept in this browser, and lost when a number changes. */
export function useTicks(slug: string) {
  const [ticked, setTicked] = useState(() => readTicks(slug));
  const tick = useCallback(
    (keys: readonly string[], isTicked: boolean, present: ReadonlySet<string>) => {
      const next = new Set([...readTicks(slug)].filter(key => present.has(key)));
      for (const key of keys) isTicked ? next.add(key) : next.delete(key);
      localStorage.setItem(storageKey(slug), JSON.stringify([...next]));
      setTicked(next);
    },
    [slug],
  );
  return [ticked, tick] as const;
}

const storageKey = (slug: string): string => `jianbao-ticked:${slug}`;

function readTicks(slug: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey(slug)) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter(key => typeof key === "string") : []);
  } catch {
    return new Set();
  }
}
