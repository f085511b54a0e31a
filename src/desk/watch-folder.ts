import {type FSWatcher, readdirSync, statSync, watch} from "node:fs";
import {join, sep} from "node:path";

/** Editors write a file in several steps; what follows so soon belongs to the same change. */
const settleMs = 2;

/**
 * Elsewhere Node watches a tree file by file, and no longer sees a file once another has been moved into its place, as
 * every save of ours and of many editors does: there each folder is watched by itself.
 */
const watchesTrees = process.platform === "darwin" || process.platform === "win32";

/**
 * Calls `changed` after anything below a folder has changed, except in hidden folders and in `except`, with the paths that
 * were seen to change: relative, with forward slashes. Gives how to stop.
 */
export function watchFolder(folder: string, except: string, changed: (paths: readonly string[]) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  /** Each part by itself: the output and the cache may hold a thousand folders that nobody needs watched. */
  function watchBelow(part: string): void {
    for (const entry of listFolder(join(folder, part))) {
      const path = join(part, entry.name);
      if (!entry.isDirectory() || entry.name.startsWith(".") || join(folder, path) === except) continue;
      open(path, watchesTrees);
      if (!watchesTrees) watchBelow(path);
    }
  }

  function open(part: string, recursive: boolean): void {
    if (watchers.has(part)) return;
    const watcher = watch(join(folder, part), {recursive}, (_, name) => note(join(part, name ?? "")));
    // A part that is taken away ends its watcher; the rest goes on.
    watcher.on("error", () => close(part));
    watchers.set(part, watcher);
  }

  function close(part: string): void {
    watchers.get(part)?.close();
    watchers.delete(part);
  }

  /** A folder that is seen to change is another than the one that was watched, or gone. */
  function renew(path: string): void {
    if (!watchers.has(path) && !isFolder(join(folder, path))) return;
    for (const part of [...watchers.keys()]) {
      if (part !== "" && (part === path || part.startsWith(path + sep))) close(part);
    }
  }

  function note(path: string): void {
    if (path.split(sep).some(part => part.startsWith(".")) || join(folder, path) === except) return;
    paths.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const seen = [...paths];
      paths.clear();
      if (!watchesTrees) for (const path of seen) renew(path);
      if (seen.some(path => !path.includes(sep) || isFolder(join(folder, path)))) watchBelow("");
      changed(seen.map(path => path.replaceAll(sep, "/")));
    }, settleMs);
  }

  open("", false);
  watchBelow("");
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** A folder may be taken away while it is looked at. */
function listFolder(path: string) {
  try {
    return readdirSync(path, {withFileTypes: true});
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() ?? false;
}
