import {renameSync} from "node:fs";
import {createRequire} from "node:module";

/**
 * Puts one file into the place of another in a single step of the system, so that there is a file at each moment, and what
 * was displaced is kept: `fresh` takes the name `target`, and what stood there in that instant takes the name `displaced`.
 *
 * - "done"
 * - "taken": the system has moved the target away and then failed to put the fresh one there (Windows).
 * - "unable": nothing was done. The disk or the system knows no such step, or there is no file to displace.
 */
export type Exchange = (fresh: string, target: string, displaced: string) => "done" | "taken" | "unable";

/** Node has no such call; it is a function of each system, called through koffi, which may be missing on rare ones. */
export const exchangeFiles: Exchange = (fresh, target, displaced) => {
  own ??= findExchange();
  return own(fresh, target, displaced);
};

let own: Exchange | undefined;

function findExchange(): Exchange {
  try {
    switch (process.platform) {
      case "linux":
        return exchangeOnLinux();
      case "darwin":
        return exchangeOnMac();
      case "win32":
        return exchangeOnWindows();
    }
  } catch {
    // An older system, or one that koffi does not know.
  }
  return () => "unable";
}

function loadKoffi(): typeof import("koffi") {
  return createRequire(import.meta.url)("koffi");
}

/** renameat2(2) with RENAME_EXCHANGE, since Linux 3.15 and glibc 2.28; not on every file system. */
function exchangeOnLinux(): Exchange {
  const renameat2 = loadKoffi().load(null).func("int renameat2(int, str, int, str, unsigned int)");
  const currentFolder = -100;
  const exchange = 2;
  return bySwapping((a, b) => renameat2(currentFolder, a, currentFolder, b, exchange) === 0);
}

/** renamex_np(2) with RENAME_SWAP: APFS. */
function exchangeOnMac(): Exchange {
  const renamex = loadKoffi().load(null).func("int renamex_np(str, str, unsigned int)");
  const swap = 2;
  return bySwapping((a, b) => renamex(a, b, swap) === 0);
}

/** The fresh file has the name of the displaced one before: whatever happens, none is taken for a half-written one. */
function bySwapping(swap: (a: string, b: string) => boolean): Exchange {
  return (fresh, target, displaced) => {
    renameSync(fresh, displaced);
    if (swap(displaced, target)) return "done";
    renameSync(displaced, fresh);
    return "unable";
  };
}

/** ReplaceFileW, which also hands the rights of the old file over to the new one. */
function exchangeOnWindows(): Exchange {
  const kernel = loadKoffi().load("kernel32.dll");
  const replaceFile = kernel.func("int __stdcall ReplaceFileW(str16, str16, str16, uint32, void *, void *)");
  const lastError = kernel.func("uint32 __stdcall GetLastError()");
  const ignoreMergeErrors = 2;
  /** ERROR_UNABLE_TO_MOVE_REPLACEMENT_2 */
  const movedAway = 1177;
  return (fresh, target, displaced) => {
    if (replaceFile(target, fresh, displaced, ignoreMergeErrors, null, null) !== 0) return "done";
    return lastError() === movedAway ? "taken" : "unable";
  };
}
