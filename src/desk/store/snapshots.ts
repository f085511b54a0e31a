import {readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {diffIndices} from "node-diff3";
import {isSystemError} from "../../diagnostics/index.ts";
import {fingerprintOf, whenFree} from "../../workspace/index.ts";
import type {HistoryEntry} from "../api.ts";
import type {HistoryFolder} from "./history-folder.ts";
import {guarded} from "./replace-file.ts";

/** What files of a workspace held at each save and each change by others, in `.jianbao-history` in the workspace. */
export interface Snapshots {
  /** Keeps what was read in memory, to merge with. */
  remember(path: string, version: string, bytes: Uint8Array): void;
  /**
   * Keeps what a file holds; once, while it stays the same. "first": nothing was known of the file; "anew": it held
   * something else before.
   */
  add(path: string, bytes: Uint8Array, by: Author): "first" | "anew" | "known";
  /** What had this version. */
  find(path: string, version: string): Uint8Array | undefined;
  list(path: string): readonly HistoryEntry[];
  /** Newest first. */
  newest(path: string, count: number): Iterable<Uint8Array>;
  read(path: string, id: string): Uint8Array | undefined;
}

export type Author = "desk" | "outside";

/** All of the newest; of older ones the last of each day; no more than so many altogether. */
const newestKept = 200;
const mostKept = 400;
/** Texts that are being edited, remembered to merge with. */
const mostRemembered = 100;

export function openSnapshots(home: HistoryFolder): Snapshots {
  const remembered = new Map<string, Uint8Array>();

  function remember(path: string, version: string, bytes: Uint8Array): void {
    const key = `${path}\n${version}`;
    remembered.delete(key);
    remembered.set(key, bytes);
    for (const oldest of remembered.keys()) if (remembered.size > mostRemembered) remembered.delete(oldest);
  }

  function add(path: string, bytes: Uint8Array, by: Author) {
    const version = fingerprintOf(bytes);
    remember(path, version, bytes);
    const known = listIds(path);
    const newest = known.at(-1);
    if (newest && partsOf(newest)?.version === version) return "known";
    const folder = home.of(path);
    if (folder === undefined) return "known";
    const before = newest === undefined ? undefined : readOwn(path, newest);
    const {added, removed} = countLines(before, bytes);
    guarded(() => {
      home.make(folder);
      const id = `${freeTime(known)}.${by}.${added}.${removed}.${version}`;
      // Whole or not at all: what has the fingerprint in its name is taken for the text itself.
      const part = join(folder, `${id}.part`);
      writeFileSync(part, bytes);
      whenFree(() => renameSync(part, join(folder, id)));
      thin([...known, id], name => rmSync(join(folder, name), {force: true}));
    });
    return newest === undefined ? "first" : "anew";
  }

  /** Names in order of time. */
  function listIds(path: string): string[] {
    const folder = home.of(path);
    if (folder === undefined) return [];
    try {
      return readdirSync(folder)
        .filter(name => partsOf(name) !== undefined)
        .sort();
    } catch (error) {
      if (isSystemError(error, "ENOENT", "ENOTDIR", "EACCES")) return [];
      throw error;
    }
  }

  function readOwn(path: string, id: string): Uint8Array | undefined {
    const folder = home.of(path);
    if (folder === undefined || !listIds(path).includes(id)) return undefined;
    try {
      return readFileSync(join(folder, id));
    } catch (error) {
      if (isSystemError(error, "ENOENT", "EACCES", "EISDIR")) return undefined;
      throw error;
    }
  }

  return {
    remember,
    add,
    find(path, version) {
      const known = remembered.get(`${path}\n${version}`);
      if (known) return known;
      const id = listIds(path).find(name => partsOf(name)?.version === version);
      return id === undefined ? undefined : readOwn(path, id);
    },
    list: path =>
      listIds(path)
        .flatMap(id => {
          const parts = partsOf(id);
          const what = parts?.by === "desk" ? "采编台存盘" : "在别处改的";
          return parts ? [{id, at: parts.at, what, lines: {added: parts.added, removed: parts.removed}}] : [];
        })
        .reverse(),
    *newest(path, count) {
      for (const id of listIds(path).slice(-count).reverse()) {
        const bytes = readOwn(path, id);
        if (bytes) yield bytes;
      }
    },
    read: readOwn,
  };
}

/** "2019-08-01T12-00-00-000Z.desk.12.3.<fingerprint>" */
const idForm = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.(desk|outside)\.(\d{1,9})\.(\d{1,9})\.([\w-]{22})$/;

function partsOf(id: string) {
  const found = idForm.exec(id);
  if (!found) return undefined;
  const [, day = "", hour, minute, second, rest = "", by = "", added, removed, version = ""] = found;
  return {
    at: `${day}${hour}:${minute}:${second}.${rest}`,
    by: by as Author,
    added: Number(added),
    removed: Number(removed),
    version,
  };
}

/** Now, or a moment later when something was kept in this very millisecond, or by a clock that was ahead. */
function freeTime(known: readonly string[]): string {
  const newest = partsOf(known.at(-1) ?? "");
  const time = Math.max(Date.now(), newest ? Date.parse(newest.at) + 1 : 0);
  return new Date(time).toISOString().replace(/[:.]/g, "-");
}

function countLines(before: Uint8Array | undefined, after: Uint8Array): {added: number; removed: number} {
  const lines = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split(/\r?\n/);
  if (before === undefined) return {added: lines(after).length, removed: 0};
  let added = 0;
  let removed = 0;
  for (const {buffer1, buffer2} of diffIndices(lines(before), lines(after))) {
    removed += buffer1[1];
    added += buffer2[1];
  }
  return {added, removed};
}

/** Takes away old names, given in order of time. */
function thin(names: readonly string[], remove: (name: string) => void): void {
  const older = names.slice(0, -newestKept);
  const ofDay = new Map(older.map(name => [name.slice(0, 10), name]));
  const kept = new Set([...ofDay.values()].slice(newestKept - mostKept));
  for (const name of older) if (!kept.has(name)) remove(name);
}
