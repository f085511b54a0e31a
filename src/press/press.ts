import {setImmediate} from "node:timers/promises";
import {MachineError} from "../diagnostics/index.ts";
import type {FontFace} from "../pages/index.ts";
import {findBrowser, findLackOfSpace, launchBrowser, type RunningBrowser} from "./browser/index.ts";
import {compareText} from "./compare-text.ts";
import {finishObjects, parsePdf} from "./finish-pdf.ts";
import {fontNames, fontsInCss, plainName} from "./font-names.ts";
import {mendTags} from "./mend-tags.ts";
import {BrowserGoneError, PressWorker, type PrintedPage} from "./press-worker.ts";
import {PrintError} from "./print-error.ts";
import type {PrintablePage, PrintedPdf} from "./printable-page.ts";
import {readTaggedText} from "./tagged-text.ts";

export interface PressOptions {
  /** Path of the browser; by default the one that findBrowser finds. */
  readonly browserPath?: string | undefined;
  /** A browser of `browserPath` that is on its way already; the press ends it. */
  readonly started?: Promise<RunningBrowser> | undefined;
  /** One subset of each for the whole build. */
  readonly fonts?: readonly FontFace[] | undefined;
  /** How many documents are printed at once, each in a page of its own. More than two bring little. */
  readonly workers?: number | undefined;
  /** How long the browser may take for one document before it counts as hanging. */
  readonly timeoutMs?: number | undefined;
}

/** Prints documents; several may be given at once, they queue. Must be closed. */
export interface Press {
  /** Throws PrintError when the document fails twice, MachineError when none of its browsers starts, the signal's reason when aborted. */
  print(page: PrintablePage, signal?: AbortSignal): Promise<PrintedPdf>;
  /** Fonts for all documents printed from now on. */
  setFonts(fonts: readonly FontFace[]): void;
  /**
   * Opens a page with these fonts in one of the browsers, so that the first document need not wait for that; `underWay` is
   * called when the browser is at it. What goes wrong is told when a document is printed.
   */
  prepare(underWay: () => void): Promise<void>;
  /** Ends the browsers; what is still being printed fails. */
  close(): Promise<void>;
}

/** A browser that takes so long to open its page is replaced. */
const prepareTimeoutMs = 10_000;

/** Less is a smaller print; the paper's size in whole pixels alone makes a ten-thousandth. */
const wholeSize = 0.9995;

export async function openPress(options: PressOptions = {}): Promise<Press> {
  const {workers: workerCount = 2, timeoutMs = 60_000} = options;
  const browserPath = options.browserPath ?? (await findBrowser(process.env)).path;
  let fonts = options.fonts ?? [];
  let known = namesOf(fonts);
  let closed = false;
  // All share one browser as long as it lives. When it dies of a document, or is ended for it, each starts one of its own:
  // what they had in hand is printed again, and whoever does it a second time harms nobody but itself.
  const shared = options.started ?? launchBrowser(browserPath);
  const workers = Array.from({length: Math.max(1, workerCount)}, () => new PressWorker(browserPath, timeoutMs, shared));
  const queue = new WorkerQueue(workers);
  // A missing browser is known at once.
  await (workers[0] as PressWorker).start();

  async function printOnce(page: PrintablePage, signal: AbortSignal | undefined): Promise<PrintedPage> {
    if (closed) throw new Error("The press is closed.");
    const worker = await takeStarted(signal);
    try {
      return await withLimits(worker.print(page, fonts), timeoutMs, signal);
    } catch (error) {
      // Looked for while its files are still there: with them goes what filled the folder.
      const full = closed || signal?.aborted || error instanceof MachineError ? undefined : findLackOfSpace();
      worker.kill();
      throw full ?? error;
    } finally {
      queue.give(worker);
    }
  }

  /** A worker whose browser runs. One whose browser does not start is given up while there are others. */
  async function takeStarted(signal: AbortSignal | undefined): Promise<PressWorker> {
    for (;;) {
      const worker = await queue.take(signal);
      try {
        signal?.throwIfAborted();
        // A launch has a limit of its own.
        await withLimits(worker.start(), undefined, signal);
        return worker;
      } catch (error) {
        worker.kill();
        if (!(error instanceof MachineError)) {
          queue.give(worker);
          throw error;
        }
        if (queue.canSpare()) continue;
        // Those who wait for it would only try the same again, one after the other.
        queue.fail(error);
        queue.give(worker);
        throw error;
      }
    }
  }

  async function printTwice(page: PrintablePage, signal: AbortSignal | undefined): Promise<PrintedPage> {
    try {
      return await printOnce(page, signal);
    } catch (error) {
      if (closed || signal?.aborted || error instanceof MachineError) throw error;
    }
    try {
      return await printOnce(page, signal);
    } catch (error) {
      if (closed || signal?.aborted || error instanceof MachineError) throw error;
      throw new PrintError(page.title, explain(error), error);
    }
  }

  return {
    async print(page, signal) {
      const {pdf, text, findings, isMadeUp} = await printTwice(page, signal);
      // The browser is sent the next document first.
      await setImmediate();
      const objects = await parsePdf(pdf);
      if (!isMadeUp) return {...finishObjects(objects, page), findings};
      const tagged = readTaggedText(objects);
      const difference = compareText(text, tagged, new Set(page.missingCharacters));
      // A browser without room to write leaves characters out.
      const full = difference && findLackOfSpace();
      if (full) throw full;
      const proof = difference ? [{kind: "text-differs", ...difference} as const] : [];
      // Told by itself only where nothing says what is too wide.
      const isTold = findings.some(finding => finding.kind === "overflow" && finding.where === "page");
      const percent = Math.floor(tagged.scale * 1000) / 10;
      const shrunk = tagged.scale < wholeSize && !isTold ? [{kind: "shrunk", percent} as const] : [];
      const own = /@font-face/.test(page.css) ? fontNames(fontsInCss(page.css)) : new Set<string>();
      const foreign = [...tagged.fonts].flatMap(([font, text]) =>
        known && own && !known.has(plainName(font)) && !own.has(plainName(font))
          ? [{kind: "foreign-font", font, text: text.trim()} as const]
          : [],
      );
      return {
        ...finishObjects(mendTags(objects, tagged), page),
        findings: [...findings, ...shrunk, ...foreign, ...proof],
      };
    },
    async prepare(underWay) {
      const worker = await takeStarted(undefined);
      try {
        await withLimits(worker.prepare(fonts, underWay), Math.min(timeoutMs, prepareTimeoutMs), undefined);
      } catch {
        worker.kill();
      } finally {
        queue.give(worker);
      }
    },
    setFonts(next) {
      if (next === fonts) return;
      fonts = next;
      known = namesOf(next);
    },
    async close() {
      closed = true;
      queue.close();
      // One that no worker has taken ends too.
      const unused = shared.then(
        async running => await running.close(),
        () => undefined,
      );
      await Promise.all([unused, ...workers.map(worker => worker.close())]);
    },
  };
}

function namesOf(fonts: readonly FontFace[]): ReadonlySet<string> | undefined {
  return fontNames(fonts.map(({bytes}) => bytes));
}

/** Idle workers, and those who wait for one, in order. */
class WorkerQueue {
  readonly #idle: PressWorker[];
  #waiting: {readonly take: (worker: PressWorker) => void; readonly fail: (error: unknown) => void}[] = [];
  /** How many there are, idle or not. */
  #count: number;

  constructor(workers: readonly PressWorker[]) {
    this.#idle = [...workers];
    this.#count = workers.length;
  }

  async take(signal: AbortSignal | undefined): Promise<PressWorker> {
    signal?.throwIfAborted();
    // The one that worked last is warm.
    const worker = this.#idle.shift();
    if (worker) return worker;
    return await new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting = this.#waiting.filter(other => other !== waiting);
        reject(signal?.reason);
      };
      const done = () => signal?.removeEventListener("abort", onAbort);
      const waiting = {
        take: (free: PressWorker) => {
          done();
          resolve(free);
        },
        fail: (error: unknown) => {
          done();
          reject(error);
        },
      };
      signal?.addEventListener("abort", onAbort, {once: true});
      this.#waiting.push(waiting);
    });
  }

  give(worker: PressWorker): void {
    const next = this.#waiting.shift();
    if (next) next.take(worker);
    else this.#idle.unshift(worker);
  }

  /** False for the last worker; a worker that can be spared is not given back. */
  canSpare(): boolean {
    if (this.#count === 1) return false;
    this.#count--;
    return true;
  }

  /** Fails all who wait. */
  fail(error: unknown): void {
    for (const {fail} of this.#waiting.splice(0)) fail(error);
  }

  close(): void {
    this.fail(new Error("The press was closed."));
  }
}

class TimeoutError extends Error {
  readonly seconds: number;

  constructor(ms: number) {
    super(`The browser did not answer within ${ms} ms.`);
    this.seconds = ms / 1000;
  }
}

async function withLimits<T>(
  work: Promise<T>,
  timeoutMs: number | undefined,
  signal: AbortSignal | undefined,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const limit = new Promise<never>((_, reject) => {
    if (timeoutMs !== undefined) timer = setTimeout(() => reject(new TimeoutError(timeoutMs)), timeoutMs);
    onAbort = () => reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, {once: true});
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
    if (onAbort) signal?.removeEventListener("abort", onAbort);
    work.catch(() => undefined);
  }
}

function explain(error: unknown): string {
  if (error instanceof TimeoutError) return `浏览器在 ${error.seconds} 秒内没有回应`;
  if (error instanceof BrowserGoneError) return "浏览器在排印时中途退出";
  const [told = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return `排印时出了错（${told}）`;
}
