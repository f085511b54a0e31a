import {UsageError} from "../../cli/index.ts";

/** A file that is no 填报表, or none that can be read in: what is wrong with it and what to do, in Chinese. */
export class SheetError extends UsageError {
  constructor(message: string, hint: string, cause?: unknown) {
    super(message, hint);
    this.name = "SheetError";
    this.cause = cause;
  }
}
