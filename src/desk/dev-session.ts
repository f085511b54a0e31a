import {type BuildResult, buildWorkspace, openKeptData, openStandingPress, type StandingPress} from "../build/index.ts";
import {MachineError} from "../diagnostics/index.ts";
import {watchFolder} from "./watch-folder.ts";

/** What happens while somebody writes. */
export type DevEvent =
  | {readonly kind: "building"; readonly done: number; readonly total: number; readonly what: string}
  | {readonly kind: "built"; readonly result: BuildResult; readonly milliseconds: number}
  /** The machine failed; the next change is tried all the same. */
  | {readonly kind: "failed"; readonly message: string; readonly hint: string; readonly cause: unknown}
  /** Paths relative to the workspace, with forward slashes. */
  | {readonly kind: "changed"; readonly paths: readonly string[]};

export interface DevOptions {
  readonly content: string;
  readonly out: string;
  readonly trustLayouts: boolean;
  readonly tell: (event: DevEvent) => void;
}

/** Builds a workspace, and again whatever changes in it, with a browser that stays. */
export interface DevSession {
  /** Done when the first build has ended. */
  readonly ready: Promise<void>;
  /** Does something with the browser while no build is under way: the next one waits for its end. */
  exclusively<T>(act: (press: StandingPress) => Promise<T>): Promise<T>;
  /** Ends watching and the browser, once what is under way is done. */
  close(): Promise<void>;
}

export function openDevSession({content, out, trustLayouts, tell}: DevOptions): DevSession {
  const press = openStandingPress();
  const keptData = openKeptData();
  let stop = new AbortController();
  let running: Promise<void> | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isStale = false;
  let isClosed = false;

  async function buildOnce(): Promise<void> {
    stop = new AbortController();
    tell({kind: "building", done: 0, total: 0, what: ""});
    const begun = performance.now();
    try {
      const result = await buildWorkspace({
        content,
        out,
        trustLayouts,
        signal: stop.signal,
        press: press.open,
        keepsPress: true,
        keptData: await keptData,
        browserName: await press.name(),
        progress: (done, total, what) => {
          if (total > 0) tell({kind: "building", done, total, what});
        },
      });
      tell({kind: "built", result, milliseconds: performance.now() - begun});
    } catch (error) {
      // A later change has overtaken this one.
      if (stop.signal.aborted) return;
      const isOurs = !(error instanceof MachineError);
      const message = isOurs ? "程序出了差错，与您的内容无关" : error.message;
      const hint = isOurs ? "再存一次盘试试；还不行，请告诉维护的人" : error.hint;
      tell({kind: "failed", message, hint, cause: error});
    }
  }

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = turn.then(act);
    turn = done.catch(() => undefined);
    return done;
  }

  async function run(): Promise<void> {
    while (isStale && !isClosed) {
      await inTurn(async () => {
        isStale = false;
        await buildOnce();
      });
    }
  }

  function build(): void {
    if (isClosed) return;
    isStale = true;
    stop.abort();
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  const unwatch = watchFolder(content, out, paths => {
    if (isClosed) return;
    tell({kind: "changed", paths});
    build();
  });
  build();
  return {
    ready: running ?? Promise.resolve(),
    exclusively: act => inTurn(() => act(press)),
    async close() {
      isClosed = true;
      unwatch();
      stop.abort();
      await running;
      await turn;
      await press.close();
    },
  };
}
