import {mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {isAbandonedPart, writeWhole} from "./part-file.ts";

/**
 * What earlier builds of a workspace have worked out: `.jianbao-cache` in the workspace. It may be deleted at any time,
 * and several processes may use it at once: entries are written aside and renamed, and one that is gone is made anew.
 * Where it cannot be written, work goes on without it.
 */
export interface CacheFolder {
  /** The text of an entry; undefined when there is none. */
  readText(name: string): string | undefined;
  /** What an entry of ours holds as JSON; undefined when there is none, or it is damaged. */
  readJson<T>(name: string): T | undefined;
  readBytes(name: string): Uint8Array | undefined;
  has(name: string): boolean;
  write(name: string, content: string | Uint8Array): void;
  /**
   * Takes away the entries of a folder that nothing names and that have not been written for a week. Whether one is of use
   * all the same is asked last, as it may be dear to tell.
   */
  prune(folder: string, isNamed: (name: string) => boolean, isOfUse?: (name: string) => boolean): void;
  /** Takes away the oldest entries of a folder beyond so many. */
  limit(folder: string, most: number): void;
  /** False when all was looked through within a day: that takes a while, and none goes that is younger than a week. */
  isTimeToPrune(): boolean;
  noteAllPruned(): void;
  /** Takes away what builds that were killed had begun to write. */
  removeLeftovers(): void;
}

const folderName = ".jianbao-cache";

/** Backup programs leave out a folder with this file (bford.info/cachedir). */
const tag =
  "Signature: 8a477f597d28d172789f06886806bc55\n# Made by jianbao. May be deleted at any time. 可以随时删去。\n";

export function openCache(workspace: string): CacheFolder {
  const root = join(workspace, folderName);
  let isWritable = true;

  function write(name: string, content: string | Uint8Array): void {
    if (!isWritable) return;
    const target = join(root, name);
    try {
      if (mkdirSync(dirname(target), {recursive: true}) !== undefined) {
        writeFileSync(join(root, "CACHEDIR.TAG"), tag);
        writeFileSync(join(root, ".gitignore"), "*\n");
      }
      writeWhole(target, content);
    } catch {
      // No room or no right to write: the next build works it out again.
      isWritable = false;
    }
  }

  function attempt<T>(act: () => T): T | undefined {
    try {
      return act();
    } catch {
      return undefined;
    }
  }

  return {
    readText: name => attempt(() => readFileSync(join(root, name), "utf8")),
    readJson: <T>(name: string) => attempt(() => JSON.parse(readFileSync(join(root, name), "utf8")) as T),
    readBytes: name => attempt(() => readFileSync(join(root, name))),
    has: name => attempt(() => statSync(join(root, name)).isFile()) ?? false,
    write,
    removeLeftovers() {
      const folders = attempt(() => readdirSync(root, {withFileTypes: true}).filter(entry => entry.isDirectory()));
      for (const folder of [root, ...(folders ?? []).map(({name}) => join(root, name))])
        for (const name of attempt(() => readdirSync(folder)) ?? [])
          if (isAbandonedPart(name)) attempt(() => rmSync(join(folder, name), {force: true}));
    },
    limit(folder, most) {
      const path = join(root, folder);
      const names = attempt(() => readdirSync(path)) ?? [];
      if (names.length <= most) return;
      const age = (name: string) => attempt(() => Date.now() - statSync(join(path, name)).mtimeMs) ?? 0;
      const byAge = names.map(name => ({name, age: age(name)})).sort((one, other) => one.age - other.age);
      for (const {name} of byAge.slice(most)) attempt(() => rmSync(join(path, name), {force: true}));
    },
    isTimeToPrune() {
      const last = attempt(() => statSync(join(root, pruned)).mtimeMs) ?? 0;
      // A clock may have been put back since.
      return Math.abs(Date.now() - last) >= pruneEveryMs;
    },
    noteAllPruned: () => write(pruned, ""),
    prune(folder, isNamed, isOfUse = () => false) {
      const path = join(root, folder);
      for (const name of attempt(() => readdirSync(path)) ?? []) {
        if (isNamed(name)) continue;
        const age = attempt(() => Date.now() - statSync(join(path, name)).mtimeMs) ?? 0;
        if (age > keptMs && !isOfUse(name)) attempt(() => rmSync(join(path, name), {force: true}));
      }
    },
  };
}

/** Its time is that of the last look. */
const pruned = "pruned";
const pruneEveryMs = 24 * 60 * 60 * 1000;

/** Another process may have just written what this one does not know of; going back to last week's text is quick too. */
const keptMs = 7 * 24 * 60 * 60 * 1000;

/** For a workspace in memory. */
export const noCache: CacheFolder = {
  readText: () => undefined,
  readJson: () => undefined,
  readBytes: () => undefined,
  has: () => false,
  write: () => undefined,
  prune: () => undefined,
  limit: () => undefined,
  isTimeToPrune: () => false,
  noteAllPruned: () => undefined,
  removeLeftovers: () => undefined,
};
