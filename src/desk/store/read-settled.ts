import {readFileSync, statSync} from "node:fs";
import {isSystemError} from "../../diagnostics/index.ts";

const settledMs = 30;
const stepMs = 10;
const mostMs = 150;

/**
 * Reads a file that another program may be writing in this moment, first emptying it: waits until nothing was written for a
 * while, but not for long. Undefined when it is gone.
 */
export function readSettled(file: string): Buffer | undefined {
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    try {
      const changedMs = statSync(file).mtimeMs;
      if (waitedMs >= mostMs || Date.now() - changedMs >= settledMs) return readFileSync(file);
    } catch (error) {
      if (isSystemError(error, "ENOENT")) return undefined;
      throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stepMs);
  }
}
