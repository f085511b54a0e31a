import {isSystemError} from "../../diagnostics/index.ts";

/** True when there is a process of this number: what bears its name (a part of a file, a profile) is still in use. */
export function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error, "EPERM");
  }
}
