import {setImmediate} from "node:timers/promises";
import type {CDPSession} from "puppeteer";
import type {FontFace} from "../pages/index.ts";
import {browserSession, launchBrowser, type RunningBrowser, withinTime} from "./browser/index.ts";
import {makeUpPage, type RunInPage} from "./make-up/index.ts";
import {openDesk, type PageDesk} from "./page-desk.ts";
import type {PageFinding} from "./page-finding.ts";
import type {PrintablePage} from "./printable-page.ts";
import type {PageText} from "./read-page.ts";
import {loadFonts, type ShellContent} from "./shell-document.ts";
import {writeShell} from "./write-shell.ts";

/** A document as the browser printed it, and what it saw before. */
export interface PrintedPage {
  readonly pdf: Uint8Array;
  readonly text: PageText;
  readonly findings: readonly PageFinding[];
  /** False for a newspaper page that does not come out: what else is wrong with it follows from that. */
  readonly isMadeUp: boolean;
}

/** So long may a browser that was started early take to show that it still lives. */
const signOfLifeTimeoutMs = 10_000;

/**
 * One open page in a browser; it prints one document at a time.
 *
 * Workers may be given the same browser; one that loses it starts another, for itself alone, when it is asked to print
 * again. So a browser that dies takes what else is being printed in it along once, and the next time only its own document.
 */
export class PressWorker {
  readonly #browserPath: string;
  readonly #timeoutMs: number;
  #started: Promise<RunningBrowser> | undefined;
  #running: RunningBrowser | undefined;
  #shell: Shell | undefined;
  /** Counts kills: what was begun before one must not be taken up after it. */
  #life = 0;
  #closed = false;

  /** `timeoutMs`: how long a browser may take for one document; `started`: one that is on its way already. */
  constructor(browserPath: string, timeoutMs: number, started?: Promise<RunningBrowser>) {
    this.#browserPath = browserPath;
    this.#timeoutMs = timeoutMs;
    this.#started = started;
  }

  /** Starts the browser when none runs; throws MachineError when it does not start. */
  async start(): Promise<void> {
    if (this.#running && !isThere(this.#running)) this.kill();
    await this.#start();
  }

  /** Opens the page in which documents with these fonts are shown; `underWay`: the browser is loading it. */
  async prepare(fonts: readonly FontFace[], underWay: () => void): Promise<void> {
    await this.#openShell(await this.#start(), fonts, underWay);
  }

  /** The PDF as the browser makes it, looked over before; `start` comes first. */
  async print(content: PrintContent, fonts: readonly FontFace[]): Promise<PrintedPage> {
    const running = await this.#start();
    try {
      const shell = await this.#openShell(running, fonts);
      return await Promise.race([printInShell(shell, content), shell.gone]);
    } catch (error) {
      throw !running.browser.connected || isOfLostPage(error) ? new BrowserGoneError(error) : error;
    }
  }

  async #start(): Promise<RunningBrowser> {
    if (this.#closed) throw new Error("The worker is closed.");
    if (this.#running) return this.#running;
    const life = this.#life;
    const started = this.#started;
    this.#started = undefined;
    const given = started && (await this.#takeOver(started));
    if (life !== this.#life) throw killedWhileStarting(); // others may work in the one that was given
    const running = given ?? (await launchBrowser(this.#browserPath));
    if (life !== this.#life) {
      running.kill();
      throw killedWhileStarting();
    }
    this.#running = running;
    return running;
  }

  /** A browser that was started early may have died or got stuck since: then undefined. */
  async #takeOver(started: Promise<RunningBrowser>): Promise<RunningBrowser | undefined> {
    const running = await started;
    try {
      if (!isThere(running)) throw new BrowserGoneError();
      await withinTime(signOfLife(running), Math.min(this.#timeoutMs, signOfLifeTimeoutMs));
      return running;
    } catch {
      running.kill();
      return undefined;
    }
  }

  async #openShell(
    {browser, folder, openPage}: RunningBrowser,
    fonts: readonly FontFace[],
    underWay?: () => void,
  ): Promise<Shell> {
    const old = this.#shell;
    if (old && areSame(old.fonts, fonts)) return old;
    const life = this.#life;
    const page = await openPage();
    await old?.close();
    const file = writeShell(folder, fonts);
    // Its time is kept by the press; a timer of Puppeteer's would keep the process.
    const arrived = page.goto(file.address, {timeout: 0});
    // It may fail before anybody waits for it.
    arrived.catch(() => undefined);
    if (underWay) {
      // Its message has left when the event loop has turned once.
      await setImmediate();
      underWay();
    }
    await arrived;
    await page.evaluate(loadFonts);
    const gone = new Promise<never>((_, reject) => {
      page.once("error", error => reject(new BrowserGoneError(error))); // the page's own process crashed
      browser.once("disconnected", () => reject(new BrowserGoneError()));
    });
    gone.catch(() => undefined);
    const session = await page.createCDPSession();
    const desks = new Map<string, PageDesk>();
    const shell: Shell = {
      fonts,
      gone,
      session,
      css: undefined,
      deskFor: settle => {
        const key = settle?.toString() ?? "";
        const desk = desks.get(key) ?? openDesk(session, `desk${desks.size}`, settle);
        desks.set(key, desk);
        return desk;
      },
      run: async (act, argument) => await page.evaluate(act as (argument: unknown) => never, argument),
      async close() {
        await page.close();
        file.remove();
      },
    };
    if (life !== this.#life) throw new Error("The browser was killed while its page opened.");
    this.#shell = shell;
    return shell;
  }

  /** Ends the browser at once; what is being printed fails. */
  kill(): void {
    this.#take()?.kill();
  }

  /** Ends the browser for good. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#take()?.close();
  }

  #take(): RunningBrowser | undefined {
    const running = this.#running;
    this.#life++;
    this.#running = undefined;
    this.#shell = undefined;
    return running;
  }
}

/** A browser that was told to end may look connected for a moment. */
function isThere({browser, isEnded}: RunningBrowser): boolean {
  return browser.connected && !isEnded;
}

/** Puppeteer remembers what a browser once said of itself; this one has to answer. */
async function signOfLife({browser}: RunningBrowser): Promise<void> {
  const session = await browserSession(browser);
  await session.send("Browser.getVersion");
}

function killedWhileStarting(): Error {
  return new Error("The browser was killed while it started.");
}

/** The browser, or the process of its page, ended while it had work to do. */
export class BrowserGoneError extends Error {
  constructor(cause?: unknown) {
    super("The browser went away.", {cause});
  }
}

/** By their names: Puppeteer is not loaded for it. */
function isOfLostPage(error: unknown): boolean {
  return error instanceof Error && ["TargetCloseError", "ConnectionClosedError"].includes(error.name);
}

interface Shell {
  readonly fonts: readonly FontFace[];
  /** Fails when the page or its browser is lost. */
  readonly gone: Promise<never>;
  readonly session: CDPSession;
  /** The stylesheet of the document that it shows. */
  css: string | undefined;
  deskFor(settle: PrintablePage["settle"]): PageDesk;
  readonly run: RunInPage;
  close(): Promise<void>;
}

function areSame(some: readonly FontFace[], others: readonly FontFace[]): boolean {
  return some === others || (some.length === others.length && some.every((face, at) => face === others[at]));
}

type PrintContent = ShellContent & Pick<PrintablePage, "settle" | "makeUp" | "underWay">;

async function printInShell(shell: Shell, content: PrintContent): Promise<PrintedPage> {
  const {text, findings, isMadeUp} = await prepareInShell(shell, content);
  const printing = shell.session.send("Page.printToPDF", {
    transferMode: "ReturnAsBase64", // in one piece: faster than a stream
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  content.underWay?.();
  const {data} = await printing;
  return {pdf: Buffer.from(data, "base64"), text, findings, isMadeUp};
}

/** Lays a document out and looks it over. */
async function prepareInShell(shell: Shell, content: PrintContent): Promise<Omit<PrintedPage, "pdf">> {
  const desk = shell.deskFor(content.settle);
  if (!content.makeUp) {
    const seen = await desk.showAndLook(content, shell.css);
    if (!seen) throw new Error("The shell page was lost.");
    shell.css = content.css;
    return {...seen, isMadeUp: true};
  }
  if (!(await desk.show(content, shell.css))) throw new Error("The shell page was lost.");
  shell.css = content.css;
  const madeUp = await makeUpPage(shell.run, content.makeUp);
  const {text, findings} = await desk.look();
  const isMadeUp = madeUp.every(({kind}) => kind !== "overset" && kind !== "no-room");
  return {text, findings: isMadeUp ? [...madeUp, ...findings] : madeUp, isMadeUp};
}
