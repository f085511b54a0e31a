import {findBrowser, launchBrowser, type RunningBrowser} from "../press/browser/index.ts";
import type {BuildOptions} from "./build.ts";

/** A browser on its way; a failure is told when it is needed. */
export interface StartedBrowser {
  /** Undefined where none is wanted. */
  readonly running: Promise<RunningBrowser> | undefined;
  /** Kills it at once where it is still starting: nobody has needed it. */
  giveUp(): void;
}

/**
 * Starts the browser before anything is read, since that takes as long as reading and working out a few bulletins. Not where
 * nothing will be printed, or where `dev` has a press already.
 */
export async function startBrowser({formats, press}: BuildOptions): Promise<StartedBrowser> {
  if (press || (formats && !formats.includes("pdf"))) return {running: undefined, giveUp: () => undefined};
  const found = await findBrowser(process.env).catch(() => undefined);
  // Where there is none, the press tells it when it is needed.
  const unwanted = new AbortController();
  const running = found && launchBrowser(found.path, unwanted.signal);
  running?.catch(() => undefined);
  return {running, giveUp: () => unwanted.abort()};
}

/** Ends it, whether it was used or not, and does not wait for one that has not started by now. */
export async function endBrowser({running, giveUp}: StartedBrowser): Promise<void> {
  giveUp();
  await (await running?.catch(() => undefined))?.close();
}
