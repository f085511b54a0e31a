import {realpathSync} from "node:fs";
import {dirname} from "node:path";
import {isSystemError} from "../../diagnostics/index.ts";

/** A folder without links; of one that is not there yet, the nearest above it that is. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    if (!isSystemError(error, "ENOENT", "ENOTDIR") || dirname(folder) === folder) throw error;
    return realFolder(dirname(folder));
  }
}
