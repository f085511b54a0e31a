import {rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";

/** What is ours in the temporary folder; the number of our process follows, so that the next one can take away what it left. */
export const profilePrefix = "jianbao-profile-";

/** So much has to be left for a browser to go on: its profile and a shell page with fonts take more. */
const leastBytes = 2 * 1024 * 1024;

/** The failure when `folder`, which lies in the temporary folder, has no room for what a browser writes; else undefined. */
export function findLackOfSpace(folder: string = tmpdir()): LackOfSpaceError | undefined {
  const probe = join(folder, `${profilePrefix}${process.pid}-probe-${Math.random().toString(36).slice(2)}`);
  try {
    // Free space as the system counts it knows nothing of quotas.
    writeFileSync(probe, Buffer.alloc(leastBytes), {flag: "wx", mode: 0o600});
    return undefined;
  } catch (error) {
    return isSystemError(error, "ENOSPC", "EDQUOT") ? new LackOfSpaceError(error) : undefined;
  } finally {
    remove(probe);
  }
}

function remove(path: string): void {
  try {
    rmSync(path, {force: true});
  } catch {
    // Taken away by the next run.
  }
}

/** The temporary folder is full. */
export class LackOfSpaceError extends MachineError {
  constructor(cause: unknown) {
    super(`临时文件夹“${tmpdir()}”没有空间了`, "清理磁盘后再运行，或用环境变量 TMPDIR 换一个有空间的文件夹", cause);
  }
}
