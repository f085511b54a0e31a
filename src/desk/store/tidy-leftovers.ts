import {existsSync, readdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {isSystemError} from "../../diagnostics/index.ts";
import {putWhereNoneIs} from "./replace-file.ts";

/** A file that a save had put another in the place of, when the desk was ended before it was looked at again. */
export interface Leftover {
  /** Of the text in the workspace: "bulletins/x/a.md". */
  readonly path: string;
  readonly file: string;
}

/** ".a.md.0123456789ab.was" */
const leftover = /^\.(.+)\.([0-9a-f]{12})\.(part|was)$/;
/** Another desk may be at work in the same folder. */
const abandonedAfterMs = 60_000;

export interface Workshop {
  readonly folder: string;
  /** Of the text with this name; undefined when none of that name comes through this workshop. */
  readonly pathOf: (name: string) => string | undefined;
  /** Where a text is put back to; undefined when nothing may be written there. */
  readonly locate: (path: string) => string | undefined;
}

/**
 * Clears a workshop of what a crash in the middle of a save left. A text that was just taken away is put back: that it was
 * not yet replaced is seen by the new one, which still lies beside.
 */
export function tidyLeftovers({folder, pathOf, locate}: Workshop): Leftover[] {
  const found = findLeftovers(folder);
  const displaced: Leftover[] = [];
  for (const {name, mark, ending, file} of found) {
    const path = ending === "was" ? pathOf(name) : undefined;
    const target = path === undefined ? undefined : locate(path);
    if (path === undefined || target === undefined) continue;
    const part = found.find(other => other.mark === mark && other.ending === "part");
    if (part && !existsSync(target) && putWhereNoneIs(file, target)) {
      rmSync(file, {force: true});
      rmSync(part.file, {force: true});
    } else displaced.push({path, file});
  }
  for (const {ending, file} of found) if (ending === "part" && isAbandoned(file)) rmSync(file, {force: true});
  return displaced;
}

function findLeftovers(folder: string) {
  return listFiles(folder).flatMap(entry => {
    const [, name = "", mark, ending] = leftover.exec(entry) ?? [];
    return name === "" ? [] : [{name, mark, ending, file: join(folder, entry)}];
  });
}

/** No links, which may lead anywhere. */
function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, {withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(({name}) => name);
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM")) return [];
    throw error;
  }
}

function isAbandoned(file: string): boolean {
  const changedMs = statSync(file, {throwIfNoEntry: false})?.ctimeMs ?? Date.now();
  return Date.now() - changedMs > abandonedAfterMs;
}
