import {randomBytes} from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";

/** What came of replacing a file: done, or what another wrote there before or while it was done. */
export type Replaced =
  | {readonly kind: "done"}
  /** Nothing was written: the file holds this now; undefined: it is gone. */
  | {readonly kind: "changed"; readonly now: Uint8Array | undefined}
  /** Written, and in the same instant another wrote this into the file that was replaced. */
  | {readonly kind: "overtaken"; readonly lost: Uint8Array};

export interface ReplaceOptions {
  /**
   * Another program writes the file in these seconds. It may put a new one in its place between our last look and our
   * own: the file is then taken away first, so that whatever was there is in our hands, and for an instant none is there.
   */
  readonly isContested?: boolean;
}

/**
 * Replaces a file that holds `expected` by `bytes`: written aside, brought to the disk, renamed into place with the mode
 * that it had. Looks at the file right before and right after, so that what another program writes meanwhile is known.
 */
export function replaceFile(
  target: string,
  expected: Uint8Array,
  bytes: Uint8Array,
  {isContested = false}: ReplaceOptions = {},
): Replaced {
  return guarded(() => {
    const aside = besideName(target, "part");
    let held: number | undefined;
    try {
      writeAside(aside, bytes, statSync(target).mode);
      held = openSync(target, "r");
      const before = readFileSync(held);
      if (!before.equals(expected)) return {kind: "changed", now: before};
      // An open file cannot be replaced on Windows.
      if (process.platform === "win32") {
        closeSync(held);
        held = undefined;
      } else if (fstatSync(held).ino !== statSync(target).ino) return {kind: "changed", now: readFileSync(target)};
      const taken = isContested ? exchange(aside, target) : undefined;
      if (taken === "occupied") return {kind: "changed", now: undefined};
      if (taken === undefined) renameSync(aside, target);
      syncFolder(dirname(target));
      const after = taken ?? (held === undefined ? before : readHeld(held));
      return after.equals(before) ? {kind: "done"} : {kind: "overtaken", lost: after};
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return {kind: "changed", now: undefined};
      throw error;
    } finally {
      if (held !== undefined) closeSync(held);
      rmSync(aside, {force: true});
    }
  });
}

/**
 * Puts `aside` in the place of the target and gives what was there. "occupied": another made a file in that very instant,
 * and it stays. Undefined where files cannot have two names: nothing was done.
 */
function exchange(aside: string, target: string): Buffer | "occupied" | undefined {
  const taken = besideName(target, "was");
  renameSync(target, taken);
  try {
    linkSync(aside, target);
    return readFileSync(taken);
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return "occupied";
    renameSync(taken, target);
    if (isSystemError(error, "EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP")) return undefined;
    throw error;
  } finally {
    rmSync(taken, {force: true});
  }
}

/** Hidden, so that no reader of a workspace sees it. */
function besideName(target: string, ending: "part" | "was"): string {
  return join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.${ending}`);
}

/** ".a.md.0123456789ab.was" */
const leftover = /^\.(.+)\.[0-9a-f]{12}\.(part|was)$/;
/** Another desk may be at work in the same folder. */
const abandonedAfterMs = 60_000;

/** Clears a folder of what a crash in the middle of a save left: a file that was just taken away is put back. */
export function tidyFolder(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, own = "", ending] = leftover.exec(name) ?? [];
    if (own === "") continue;
    const path = join(folder, name);
    if (Date.now() - (statSync(path, {throwIfNoEntry: false})?.ctimeMs ?? Date.now()) < abandonedAfterMs) continue;
    if (ending === "was" && !existsSync(join(folder, own))) renameSync(path, join(folder, own));
    else rmSync(path, {force: true});
  }
}

/** Writes a file that is not there yet. False when there is one already. */
export function createFile(target: string, bytes: Uint8Array): boolean {
  return guarded(() => {
    try {
      const file = openSync(target, "wx");
      try {
        writeAll(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      syncFolder(dirname(target));
      return true;
    } catch (error) {
      if (isSystemError(error, "EEXIST")) return false;
      throw error;
    }
  });
}

function writeAside(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeAll(file, bytes);
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** From its first byte, wherever an earlier reading has left off. */
function readHeld(file: number): Buffer {
  const bytes = Buffer.alloc(fstatSync(file).size);
  let at = 0;
  while (at < bytes.length) {
    const read = readSync(file, bytes, at, bytes.length - at, at);
    if (read === 0) break;
    at += read;
  }
  return bytes.subarray(0, at);
}

/** So that the new name outlives a pulled plug; where folders cannot be opened, the system does it by itself. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!isSystemError(error, "EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP")) throw error;
  }
}

export function guarded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (isSystemError(error, "ENOSPC", "EDQUOT", "EFBIG"))
      throw new MachineError("磁盘空间不够，没有存上", "清理磁盘后再存一次；原来的文件没有受影响", error);
    if (isSystemError(error, "EACCES", "EPERM", "EROFS", "EBUSY"))
      throw new MachineError("这个文件写不进去", "检查它的权限，或者关掉正在用它的程序再存一次", error);
    throw error;
  }
}
