import {type BuildResult, buildWorkspace, openStandingPress} from "../build/index.ts";
import {MachineError} from "../diagnostics/index.ts";
import {watchFolder} from "./watch-folder.ts";

/** What happens while somebody writes. */
export type DevEvent =
  | {readonly kind: "building"}
  | {readonly kind: "built"; readonly result: BuildResult; readonly milliseconds: number}
  /** The machine failed; the next change is tried all the same. */
  | {readonly kind: "failed"; readonly message: string; readonly hint: string};

export interface DevOptions {
  readonly content: string;
  readonly out: string;
  readonly trustLayouts: boolean;
  readonly tell: (event: DevEvent) => void;
}

/** Builds a workspace, and again whatever changes in it, with a browser that stays. */
export interface DevSession {
  /** Ends watching and the browser, once what is under way is done. */
  close(): Promise<void>;
}

export async function openDevSession({content, out, trustLayouts, tell}: DevOptions): Promise<DevSession> {
  const press = openStandingPress();
  let stop = new AbortController();
  let running: Promise<void> | undefined;
  let isStale = false;
  let isClosed = false;

  async function buildOnce(): Promise<void> {
    stop = new AbortController();
    tell({kind: "building"});
    const begun = performance.now();
    try {
      const result = await buildWorkspace({
        content,
        out,
        trustLayouts,
        signal: stop.signal,
        press: press.open,
        keepsPress: true,
        browserName: await press.name(),
      });
      tell({kind: "built", result, milliseconds: performance.now() - begun});
    } catch (error) {
      // A later change has overtaken this one.
      if (stop.signal.aborted) return;
      if (!(error instanceof MachineError)) throw error;
      tell({kind: "failed", message: error.message, hint: error.hint});
    }
  }

  async function run(): Promise<void> {
    do {
      isStale = false;
      await buildOnce();
    } while (isStale && !isClosed);
  }

  function changed(): void {
    if (isClosed) return;
    isStale = true;
    stop.abort();
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  const unwatch = watchFolder(content, out, changed);
  changed();
  await running;
  return {
    async close() {
      isClosed = true;
      unwatch();
      stop.abort();
      await running;
      await press.close();
    },
  };
}
