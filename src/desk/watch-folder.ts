import {type FSWatcher, readdirSync, watch} from "node:fs";
import {join, sep} from "node:path";

/** Editors write a file in several steps; what follows so soon belongs to the same change. */
const settleMs = 15;

/**
 * Calls `changed` after anything below a folder has changed, except in hidden folders and in `except`, with the paths that
 * were seen to change: relative, with forward slashes. Gives how to stop.
 */
export function watchFolder(folder: string, except: string, changed: (paths: readonly string[]) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const paths = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  /** Each part by itself: the output and the cache may hold a thousand folders that nobody needs watched. */
  function watchParts(): void {
    for (const entry of readdirSync(folder, {withFileTypes: true})) {
      if (!entry.isDirectory() || entry.name.startsWith(".") || join(folder, entry.name) === except) continue;
      open(entry.name, true);
    }
  }

  function open(part: string, recursive: boolean): void {
    if (watchers.has(part)) return;
    const watcher = watch(join(folder, part), {recursive}, (_, name) => note(join(part, name ?? "")));
    // A part that is taken away ends its watcher; the rest goes on.
    const forget = () => {
      watcher.close();
      watchers.delete(part);
    };
    watcher.on("error", forget);
    watchers.set(part, watcher);
  }

  function note(path: string): void {
    if (path.split(sep).some(part => part.startsWith(".")) || join(folder, path) === except) return;
    paths.add(path.replaceAll(sep, "/"));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const seen = [...paths];
      paths.clear();
      watchParts();
      changed(seen);
    }, settleMs);
  }

  open("", false);
  watchParts();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}
