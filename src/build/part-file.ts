import {randomBytes} from "node:crypto";
import {closeSync, openSync, renameSync, rmSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {isSystemError} from "../diagnostics/index.ts";
import {isRunning, whenFree} from "../workspace/files/index.ts";

/**
 * A file as it was written. The time is that of the file system; it only tells whether the file is still the one that we
 * wrote: a build that was killed before it could note what it did may have put another one of the same size in its place.
 */
export interface FileMark {
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** What a file is to hold; pieces one after another. */
export type FileContent = string | Uint8Array | readonly Uint8Array[];

/** The mark of a file; undefined when there is none, or it cannot be looked at: whoever then writes it is told why. */
export function markOf(path: string): FileMark | undefined {
  try {
    const found = statSync(path, {throwIfNoEntry: false});
    return found && {bytes: found.size, mtimeMs: found.mtimeMs};
  } catch (error) {
    // A folder that may not be entered, a link that leads to itself.
    if (isSystemError(error, "EACCES", "EPERM", "ELOOP")) return undefined;
    throw error;
  }
}

/** Writes a file beside its place, under a name that tells whose it is, and renames it when it is whole. */
export function writeWhole(target: string, content: FileContent): FileMark {
  const part = join(dirname(target), `.${process.pid}-${randomBytes(6).toString("hex")}.part`);
  try {
    write(part, content);
    // Before it is renamed: at its place another process may put its own the moment after.
    const {size, mtimeMs} = statSync(part);
    whenFree(() => renameSync(part, target));
    return {bytes: size, mtimeMs};
  } catch (error) {
    rmSync(part, {force: true});
    throw error;
  }
}

function write(path: string, content: FileContent): void {
  const pieces = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
  const file = openSync(path, "w");
  try {
    // Each at the place where the one before it ended.
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** True for the name of a part that a crash or a pulled plug left behind; those of a process that runs are its own. */
export function isAbandonedPart(name: string): boolean {
  const owner = /^\.(?:(\d+)-)?[0-9a-f]{12}\.part$/.exec(name);
  return owner !== null && !isRunning(Number(owner[1]));
}
