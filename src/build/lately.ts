/**
 * Remembers the last few results by what they were made of. `dev` builds again and again in one process, and most of what
 * a build needs is what the one before needed. A promise that is rejected is forgotten: the next one may be kept.
 */
export function lately<V>(most: number): (key: string, make: () => V) => V {
  const known = new Map<string, V>();
  return (key, make) => {
    const isKnown = known.has(key);
    const value = isKnown ? (known.get(key) as V) : make();
    known.delete(key);
    known.set(key, value);
    for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    if (!isKnown && value instanceof Promise)
      value.catch(() => {
        if (known.get(key) === value) known.delete(key);
      });
    return value;
  };
}
