import {existsSync, realpathSync} from "node:fs";
import {join} from "node:path";
import type {CacheFolder} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";
import {type FileMark, markOf} from "./part-file.ts";

/** What builds have written to an output folder: for each file what it was made of, in one fingerprint, and its mark. */
export interface OutputRecord {
  /** True when the file is there as it was written, and made of the same. */
  isIntact(path: string, madeOf: string): boolean;
  /** True for a file that this build has found as it was written, or wrote. */
  isSeen(path: string): boolean;
  bytesOf(path: string): number | undefined;
  /** What a file was made of when it was written last. */
  madeOf(path: string): string | undefined;
  /** Files that are there as they were written. */
  intactPaths(): string[];
  note(path: string, madeOf: string, mark: FileMark): void;
  /** Marks of the files below some folders of the output, and of some other files. */
  marksOf(folders: ReadonlySet<string>, paths: readonly string[]): Record<string, FileMark>;
  /** What a bulletin's 状态 says; of one whose file cannot be read that is left as it was known. */
  noteIssued(slug: string, isIssued: boolean): void;
  /** Undefined for a bulletin of which no build has noted it. */
  isIssued(slug: string): boolean | undefined;
  /** Keeps the record for later builds. */
  save(): void;
}

export function openOutputRecord(out: string, cache: CacheFolder): OutputRecord {
  const folder = realpathSync.native(out);
  const name = entryOf(outputName(folder));
  const stored = cache.readJson<Partial<StoredOutput> | null>(name);
  const known = new Map(Array.isArray(stored?.files) ? stored.files.filter(isNoted) : []);
  const issued = new Map(Array.isArray(stored?.issued) ? stored.issued.filter(isNotedState) : []);
  // Found or written by this build, which takes away none of them: looking again at thousands takes longer than a print.
  const seen = new Set<string>();
  const isAsNoted = (path: string, entry: NotedFile) => seen.has(path) || isAsWritten(join(out, path), entry);
  return {
    isIntact(path, madeOf) {
      const entry = known.get(path);
      const isIntact = entry?.madeOf === madeOf && isAsNoted(path, entry);
      if (isIntact) seen.add(path);
      return isIntact;
    },
    isSeen: path => seen.has(path),
    bytesOf: path => known.get(path)?.bytes,
    madeOf: path => known.get(path)?.madeOf,
    intactPaths: () => [...known].flatMap(([path, entry]) => (isAsNoted(path, entry) ? [path] : [])),
    marksOf(folders, paths) {
      const others = new Set(paths);
      const isAsked = (path: string) =>
        others.has(path) || folders.has(folderOf(path)) || folders.has(folderOf(folderOf(path)));
      return Object.fromEntries(
        [...known].flatMap(([path, {bytes, mtimeMs}]) => (isAsked(path) ? [[path, {bytes, mtimeMs}]] : [])),
      );
    },
    note(path, madeOf, {bytes, mtimeMs}) {
      known.set(path, {madeOf, bytes, mtimeMs});
      seen.add(path);
    },
    noteIssued: (slug, isIssued) => issued.set(slug, isIssued),
    isIssued: slug => issued.get(slug),
    save() {
      for (const path of known.keys()) if (!seen.has(path) && markOf(join(out, path)) === undefined) known.delete(path);
      const slugs = new Set([...known.keys()].map(folderOf));
      const record: StoredOutput = {
        folder,
        files: [...known],
        issued: [...issued].filter(([slug]) => slugs.has(slug)),
      };
      cache.write(name, JSON.stringify(record));
    },
  };
}

/** Names an output folder, by its real place. */
export function outputName(folder: string): string {
  return fingerprint(folder);
}

/** True for an output folder of which there is a record. */
export function isRecordedOutput(name: string, cache: CacheFolder): boolean {
  return cache.has(entryOf(name));
}

/** Lets go of the records of output folders that are no longer there. */
export function pruneOutputRecords(cache: CacheFolder): void {
  const isThere = (name: string) => existsSync(cache.readJson<StoredOutput>(`outputs/${name}`)?.folder ?? "");
  cache.prune("outputs", () => false, isThere);
}

function entryOf(name: string): string {
  return `outputs/${name}.json`;
}

interface StoredOutput {
  readonly folder: string;
  readonly files: readonly (readonly [string, NotedFile])[];
  /** Whether each bulletin was issued when it was seen last. */
  readonly issued: readonly (readonly [string, boolean])[];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

interface NotedFile extends FileMark {
  readonly madeOf: string;
}

/** A cache may hold anything. */
function isNoted(entry: unknown): entry is [string, NotedFile] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return false;
  const {madeOf, bytes, mtimeMs} = (entry[1] ?? {}) as Partial<NotedFile>;
  return typeof madeOf === "string" && typeof bytes === "number" && typeof mtimeMs === "number";
}

function isNotedState(entry: unknown): entry is [string, boolean] {
  return Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "boolean";
}

/** True when a file is there and is the one that was written. */
export function isAsWritten(path: string, {bytes, mtimeMs}: FileMark): boolean {
  const now = markOf(path);
  return now?.bytes === bytes && now.mtimeMs === mtimeMs;
}
