import {findBrowser, launchBrowser, type RunningBrowser} from "../press/browser/index.ts";
import type {BuildOptions} from "./build.ts";

/** A browser on its way; a failure is told when it is needed. */
export interface StartedBrowser {
  /** Undefined where none is wanted. */
  readonly running: Promise<RunningBrowser> | undefined;
}

/**
 * Starts the browser before anything is read, since that takes as long as reading and working out a few bulletins. Not where
 * nothing will be printed, or where `dev` has a press already.
 */
export async function startBrowser({formats, press}: BuildOptions): Promise<StartedBrowser> {
  if (press || (formats && !formats.includes("pdf"))) return {running: undefined};
  const found = await findBrowser(process.env).catch(() => undefined);
  // Where there is none, the press tells it when it is needed.
  const running = found && launchBrowser(found.path);
  running?.catch(() => undefined);
  return {running};
}

/** Ends it, whether it was used or not. */
export async function endBrowser({running}: StartedBrowser): Promise<void> {
  await (await running?.catch(() => undefined))?.close();
}
