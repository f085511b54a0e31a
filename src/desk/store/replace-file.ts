import {randomBytes} from "node:crypto";
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import {basename, dirname, join} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {whenFree} from "../../workspace/index.ts";
import {exchangeFiles} from "./exchange-files.ts";

/** What came of replacing a file. */
export type Replaced =
  /** `displaced`: what stood there in that instant lies here now, whoever wrote it; some program may have it open still. */
  | {readonly kind: "done"; readonly displaced: string}
  /** Nothing was written: the file holds something else by now, or is gone. `displaced` as above, if it came so far. */
  | {readonly kind: "changed"; readonly displaced?: string};

/**
 * Replaces a file that holds `expected` by `bytes`: written aside in `workshop`, a folder of the same disk, brought to the
 * disk, and exchanged with the file, whose mode it has. What was displaced lies in the workshop then.
 *
 *     workshop/.a.md.0123456789ab.part  ->  a.md  ->  workshop/.a.md.0123456789ab.was
 *
 * A rename over the file would drop whatever another program has put there after our last look. Where files cannot be
 * exchanged, the old one is moved away and the new one linked in: for some hundred-thousandths of a second none is there,
 * and what a crash leaves then is put right by `tidyLeftovers`.
 */
export function replaceFile(target: string, expected: Uint8Array, bytes: Uint8Array, workshop: string): Replaced {
  return guarded(() => {
    const {part, was} = namesIn(workshop, target);
    try {
      writeAside(part, bytes, statSync(target).mode);
      if (!readFileSync(target).equals(expected)) return {kind: "changed"};
      const exchanged = exchangeFiles(part, target, was);
      if (exchanged === "unable") whenFree(() => renameSync(target, was));
      const kind = exchanged === "done" || putInPlace(part, target, was) ? "done" : "changed";
      syncFolder(dirname(target));
      return {kind, displaced: was};
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return {kind: "changed"};
      throw error;
    } finally {
      rmSync(part, {force: true});
    }
  });
}

/** False when another has made a file there in the very instant in which there was none: it stays. */
function putInPlace(part: string, target: string, was: string): boolean {
  try {
    return putWhereNoneIs(part, target);
  } catch (error) {
    if (putWhereNoneIs(was, target)) rmSync(was, {force: true});
    throw error;
  }
}

/** Gives a file a second name; where files cannot have two (exFAT, some servers), another. False when the name is taken. */
export function putWhereNoneIs(file: string, target: string): boolean {
  try {
    linkSync(file, target);
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST") || existsSync(target)) return false;
    renameSync(file, target);
    return true;
  }
}

/** Hidden, so that no reader of a workspace sees them. */
function namesIn(workshop: string, target: string) {
  const stem = join(workshop, `.${basename(target)}.${randomBytes(6).toString("hex")}`);
  return {part: `${stem}.part`, was: `${stem}.was`};
}

/** Makes a file that is not there yet: the whole of it, or none. False when there is one already. */
export function createFile(target: string, bytes: Uint8Array, workshop: string): boolean {
  return guarded(() => {
    const {part} = namesIn(workshop, target);
    try {
      writeAside(part, bytes);
      const isPlaced = putWhereNoneIs(part, target);
      syncFolder(dirname(target));
      return isPlaced;
    } finally {
      rmSync(part, {force: true});
    }
  });
}

/** `mode`: that which new files have, when undefined. */
function writeAside(path: string, bytes: Uint8Array, mode?: number): void {
  const file = openSync(path, "wx", mode === undefined ? 0o666 : 0o600);
  try {
    writeAll(file, bytes);
    if (mode !== undefined) fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
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
