import {useEffect, useState} from "preact/hooks";

/** A value that the page's parts watch. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Answers what ends the watching. */
  watch(listener: () => void): () => void;
}

export function createStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(() => store.get());
  useEffect(() => {
    const take = () => setValue(() => store.get());
    take();
    return store.watch(take);
  }, [store]);
  return value;
}
