/**
 * Remembers the last few results by what they were made of. `dev` builds again and again in one process, and most of what
 * a build needs is what the one before needed.
 */
export function lately<V>(most: number): (key: string, make: () => V) => V {
  const known = new Map<string, V>();
  return (key, make) => {
    const value = known.has(key) ? (known.get(key) as V) : make();
    known.delete(key);
    known.set(key, value);
    for (const oldest of known.keys()) if (known.size > most) known.delete(oldest);
    return value;
  };
}
