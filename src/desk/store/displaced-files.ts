import {readFileSync, rmSync, statSync} from "node:fs";
import {isSystemError} from "../../diagnostics/index.ts";

/**
 * Files that a save has put another in the place of. A program that had one open before may write into it afterwards: each
 * is looked at for a while, and then dropped.
 */
export interface DisplacedFiles {
  /** Gives what it holds, if that is not `expected`. */
  hold(path: string, file: string, expected: Uint8Array): Uint8Array | undefined;
  /** Looks at all for the last time. */
  close(): void;
}

/** `before`: what the file held when it was last looked at. */
export type TakeLate = (path: string, before: Uint8Array, late: Uint8Array) => void;

interface Held {
  readonly path: string;
  readonly file: string;
  seen: Uint8Array;
  untilMs: number;
}

const lookEveryMs = 1000;
/** Counted anew whenever something was written: who writes once may write again. */
const holdMs = 30_000;
/** A file is written in several steps; so long after the last one it is taken to be whole. */
const settledMs = 300;

export function openDisplacedFiles(takeLate: TakeLate): DisplacedFiles {
  const all = new Set<Held>();
  let timer: NodeJS.Timeout | undefined;

  function look(held: Held, isLast: boolean): void {
    const bytes = isLast ? readIfThere(held.file) : readIfSettled(held.file);
    if (bytes === undefined || bytes.equals(held.seen)) return;
    const before = held.seen;
    held.seen = bytes;
    held.untilMs = Date.now() + holdMs;
    takeLate(held.path, before, bytes);
  }

  function drop(held: Held): void {
    all.delete(held);
    rmSync(held.file, {force: true});
  }

  function lookAtAll(): void {
    for (const held of all) {
      look(held, Date.now() >= held.untilMs);
      if (Date.now() >= held.untilMs) drop(held);
    }
    if (all.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return {
    hold(path, file, expected) {
      const seen = readIfThere(file);
      if (seen === undefined) return undefined;
      all.add({path, file, seen, untilMs: Date.now() + holdMs});
      timer ??= setInterval(lookAtAll, lookEveryMs).unref();
      return seen.equals(expected) ? undefined : seen;
    },
    close() {
      clearInterval(timer);
      for (const held of all) {
        look(held, true);
        drop(held);
      }
    },
  };
}

function readIfSettled(file: string): Buffer | undefined {
  const changedMs = statSync(file, {throwIfNoEntry: false})?.mtimeMs ?? 0;
  return Date.now() - changedMs < settledMs ? undefined : readIfThere(file);
}

/** Undefined when somebody has cleared the folder. */
function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM", "EBUSY")) return undefined;
    throw error;
  }
}
