import {mkdtempSync, readdirSync, rmdirSync, rmSync} from "node:fs";
import {rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import type {Browser, Page} from "puppeteer";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {isRunning} from "../../workspace/files/index.ts";
import {type BrowserProcess, startBrowser} from "./browser-process.ts";
import {launchFlags} from "./launch-flags.ts";
import {openQuietPage} from "./quiet-page.ts";
import {findLackOfSpace, LackOfSpaceError, profilePrefix} from "./temporary-space.ts";
import {withinTime} from "./within-time.ts";

/** A browser process of ours with its temporary profile. */
export interface RunningBrowser {
  readonly browser: Browser;
  /** Its temporary folder, which goes with it; files may be put into it. */
  readonly folder: string;
  /** True as soon as it was told to end, before anything is heard of that. */
  readonly isEnded: boolean;
  /** Opens a page for documents to be printed: laid out for that, without scripts of their own. The first is open already. */
  openPage(): Promise<Page>;
  /** Ends it, and waits until its folder is gone. */
  close(): Promise<void>;
  /** Ends it at once, with all its processes; the only way out of a browser that hangs. */
  kill(): void;
}

const launchTimeoutMs = 30_000;

/**
 * Starts the browser at `path`, at the second attempt if need be; throws MachineError when it does not start. `givenUp`:
 * nobody wants it any more; one that is still starting is killed at once, the reason is thrown.
 */
export async function launchBrowser(path: string, givenUp?: AbortSignal): Promise<RunningBrowser> {
  try {
    return await launchOnce(path, givenUp);
  } catch (error) {
    givenUp?.throwIfAborted();
    if (error instanceof LackOfSpaceError) throw error;
    // The machine may have been short of something for a moment.
    return await launchOnce(path, givenUp);
  }
}

async function launchOnce(path: string, givenUp: AbortSignal | undefined): Promise<RunningBrowser> {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) return await launch(path, {sandbox: false}, givenUp);
  try {
    return await launch(path, {sandbox: true}, givenUp);
  } catch (error) {
    givenUp?.throwIfAborted();
    // Many containers and some distributions do not let a user's program build a sandbox.
    if (!/sandbox/i.test(String(error instanceof MachineError ? error.cause : error))) throw error;
    return await launch(path, {sandbox: false}, givenUp);
  }
}

async function launch(
  path: string,
  {sandbox}: {sandbox: boolean},
  givenUp: AbortSignal | undefined,
): Promise<RunningBrowser> {
  givenUp?.throwIfAborted();
  const profileDir = makeProfileDir();
  const started = spawnInto(profileDir, path, sandbox);
  let isEnded = false;
  const end = () => {
    isEnded = true;
    started.kill();
    forget();
  };
  const kill = () => {
    end();
    removeProfileDir(profileDir);
  };
  // From now on: a browser that is still starting ends by itself when its pipe to us closes, but leaves its profile.
  const forget = killWhenProcessEnds(kill);
  const abort = abortion(givenUp);
  try {
    const browser = await withinTime(Promise.race([connect(started), abort.happened]), launchTimeoutMs);
    const close = async () => {
      // Its profile is thrown away: there is nothing that it would have to put in order.
      end();
      await started.ended;
      await removeProfile(profileDir);
    };
    let first: Promise<Page> | undefined = openPrintPage(browser);
    // It may fail before anybody asks for it.
    first.catch(() => undefined);
    return {
      browser,
      folder: profileDir,
      async openPage() {
        const page = first ?? openPrintPage(browser);
        first = undefined;
        return await page;
      },
      kill,
      close,
      get isEnded() {
        return isEnded;
      },
    };
  } catch (error) {
    // Its folder is looked at before it goes: what the browser wrote is what may have filled it.
    const full = givenUp?.aborted ? undefined : findLackOfSpace(profileDir);
    kill();
    givenUp?.throwIfAborted();
    throw full ?? explainFailure(path, error);
  } finally {
    abort.forget();
  }
}

async function openPrintPage(browser: Browser): Promise<Page> {
  const page = await openQuietPage(browser);
  await Promise.all([page.setJavaScriptEnabled(false), page.emulateMediaType("print")]);
  return page;
}

/** A promise that fails when the signal comes. */
function abortion(signal: AbortSignal | undefined): {readonly happened: Promise<never>; forget(): void} {
  let onAbort = () => {};
  const happened = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, {once: true});
  });
  return {happened, forget: () => signal?.removeEventListener("abort", onAbort)};
}

function spawnInto(profileDir: string, path: string, sandbox: boolean): BrowserProcess {
  try {
    return startBrowser(path, launchFlags(profileDir, {sandbox}), {
      ...process.env,
      TMPDIR: profileDir, // whatever it leaves behind goes with the profile
    });
  } catch (error) {
    removeProfileDir(profileDir);
    throw explainFailure(path, error);
  }
}

function explainFailure(path: string, error: unknown): MachineError {
  const reason = error instanceof Error ? error.message : String(error);
  if (/EMFILE|ENFILE|too many open files/i.test(reason))
    return new MachineError(
      `同时打开的文件太多，浏览器“${path}”没有启动`,
      "关掉一些别的程序再运行；在服务器上，请管理员放宽打开文件数的限制（ulimit -n）。只要网页时加 --format html",
      error,
    );
  return new MachineError(
    `浏览器“${path}”没有启动`,
    "换一个浏览器：用环境变量 JIANBAO_BROWSER 写明 Chrome、Edge 或 Chromium 的路径。只要网页时加 --format html",
    error,
  );
}

/**
 * While the browser starts, Puppeteer is loaded, which only a command that prints needs: the part of it that talks to a
 * browser, which its guide "Running Puppeteer in the browser" offers. The rest, which finds and starts browsers, would
 * take twice as long to load.
 */
async function connect({transport, ended}: BrowserProcess): Promise<Browser> {
  const failed = ended.then(reason => {
    throw new Error(reason);
  });
  failed.catch(() => undefined);
  const {connect} = await import("puppeteer-core/lib/puppeteer/puppeteer-core-browser.js");
  // The press keeps its own time.
  // Its types and Puppeteer's own declare the same class twice.
  const connected = connect({
    transport,
    defaultViewport: null,
    protocolTimeout: 0,
  }) as Promise<unknown> as Promise<Browser>;
  try {
    return await Promise.race([connected, failed]);
  } catch (error) {
    // Its pipe closes a moment before it has ended: what it complained about says more than that.
    await Promise.race([failed, wait(complaintMs, undefined, {ref: false})]);
    throw error;
  }
}

/** So long what a browser complained about may come after its pipe has closed. */
const complaintMs = 500;

/** A profile has the number of our process in its name: when that was killed, the next one takes the profile away. */
function makeProfileDir(): string {
  try {
    removeAbandonedProfiles();
    const path = mkdtempSync(join(tmpdir(), `${profilePrefix}${process.pid}-`));
    const full = findLackOfSpace(path);
    if (!full) return path;
    rmSync(path, {recursive: true, force: true});
    throw full.cause;
  } catch (error) {
    if (isSystemError(error, "ENOSPC", "EDQUOT")) throw new LackOfSpaceError(error);
    throw new MachineError(`临时文件夹“${tmpdir()}”不能写入`, "核对它的权限，或用环境变量 TMPDIR 换一个", error);
  }
}

function removeProfileDir(path: string): void {
  try {
    // A dying browser may still write for a moment.
    rmSync(path, {recursive: true, force: true, maxRetries: 5, retryDelay: 20});
  } catch {
    removeEmpty(path);
  }
}

/** With too many open files a folder cannot be looked into, yet one that no browser has used goes all the same. */
function removeEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Left to the next run, or to the system's cleaning of the temporary folder.
  }
}

/** The same without making anybody wait. */
async function removeProfile(path: string): Promise<void> {
  await rm(path, {recursive: true, force: true, maxRetries: 5, retryDelay: 20}).catch(() => undefined);
}

/** Takes away what browsers of ours left behind whose process was killed. */
export function removeAbandonedProfiles(): void {
  for (const name of namesIn(tmpdir())) {
    const owner = name.startsWith(profilePrefix) ? /^(\d+)-/.exec(name.slice(profilePrefix.length)) : null;
    if (owner && !isRunning(Number(owner[1]))) removeProfileDir(join(tmpdir(), name));
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // making a profile tells what is wrong with it
  }
}

const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How to end each of the browsers that run. */
const running = new Set<() => void>();

/**
 * Calls `kill` when our process ends, by itself or by a signal, and gives back how to call it off.
 * A signal that somebody else listens to is theirs: they may want to finish what is under way. One that nobody else
 * listens to ends the process as it would have without us.
 */
function killWhenProcessEnds(kill: () => void): () => void {
  if (running.size === 0) {
    process.on("exit", killAll);
    // In front, while those who listen only once are still to be seen.
    for (const signal of endSignals) process.prependListener(signal, onSignal);
  }
  running.add(kill);
  return () => {
    if (!running.delete(kill) || running.size > 0) return;
    process.off("exit", killAll);
    for (const signal of endSignals) process.off(signal, onSignal);
  };
}

function killAll(): void {
  for (const kill of [...running]) kill();
}

function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.kill(process.pid, signal);
}
