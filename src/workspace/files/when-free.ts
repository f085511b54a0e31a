import {isSystemError} from "../../diagnostics/index.ts";

/** 0.6 seconds in all: longer than a virus scanner or another build needs, hardly noticed when a reader keeps the file. */
const pausesMs = [10, 20, 40, 80, 160, 320];

/**
 * Renames, removes or reads a file. Windows refuses that while another program has the file open, or to itself, as virus
 * scanners, other builds and whoever saves it do for a moment: there it is tried again.
 */
export function whenFree<T>(act: () => T, platform: NodeJS.Platform = process.platform): T {
  if (platform !== "win32") return act();
  for (const pauseMs of pausesMs) {
    try {
      return act();
    } catch (error) {
      if (!isSystemError(error, "EPERM", "EACCES", "EBUSY")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
  return act();
}
