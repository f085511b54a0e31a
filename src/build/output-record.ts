import {realpathSync, statSync} from "node:fs";
import {join} from "node:path";
import type {CacheFolder} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";

/** What builds have written to an output folder: for each file what it was made of, in one fingerprint, and its size. */
export interface OutputRecord {
  /** True when the file is there as it was written, and made of the same. */
  isIntact(path: string, madeOf: string): boolean;
  bytesOf(path: string): number | undefined;
  note(path: string, madeOf: string, bytes: number): void;
  /** Sizes of the files below some folders of the output, and of some other files. */
  sizesOf(folders: ReadonlySet<string>, paths: readonly string[]): Record<string, number>;
  /** Keeps the record for later builds. */
  save(): void;
}

export function openOutputRecord(out: string, cache: CacheFolder): OutputRecord {
  const name = `outputs/${fingerprint(realpathSync(out))}.json`;
  const known = new Map(cache.readJson<[string, {readonly madeOf: string; readonly bytes: number}][]>(name) ?? []);
  return {
    isIntact(path, madeOf) {
      const entry = known.get(path);
      return entry?.madeOf === madeOf && sizeOf(join(out, path)) === entry.bytes;
    },
    bytesOf: path => known.get(path)?.bytes,
    sizesOf(folders, paths) {
      const others = new Set(paths);
      const isAsked = (path: string) =>
        others.has(path) || folders.has(folderOf(path)) || folders.has(folderOf(folderOf(path)));
      return Object.fromEntries([...known].flatMap(([path, {bytes}]) => (isAsked(path) ? [[path, bytes]] : [])));
    },
    note: (path, madeOf, bytes) => known.set(path, {madeOf, bytes}),
    save() {
      for (const path of known.keys()) if (sizeOf(join(out, path)) === undefined) known.delete(path);
      cache.write(name, JSON.stringify([...known].sort(([a], [b]) => (a < b ? -1 : 1))));
    },
  };
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function sizeOf(path: string): number | undefined {
  return statSync(path, {throwIfNoEntry: false})?.size;
}
