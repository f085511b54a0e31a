/**
 * The machine fails: no browser, no space, a folder that cannot be written. Not the author's fault and not ours.
 * The command line prints `message` and `hint` and ends with status 3.
 */
export class MachineError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, {cause});
    this.name = "MachineError";
    this.hint = hint;
  }
}

/** True for system errors such as ENOSPC, with any of the given codes. */
export function isSystemError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}
