import type {CDPSession} from "puppeteer";
import {launchBrowser, type RunningBrowser} from "./launch-browser.ts";
import {renderShell, type ShellContent, showDocument} from "./shell-document.ts";

/**
 * One browser with one open page; it prints one document at a time.
 *
 * Workers share nothing, so a browser that dies takes only its own document with it. A worker whose browser was killed
 * starts another one when it is asked to print again.
 */
export class PressWorker {
  readonly #browserPath: string;
  #running: RunningBrowser | undefined;
  #shell: Shell | undefined;

  constructor(browserPath: string) {
    this.#browserPath = browserPath;
  }

  /** Starts the browser when none runs, and gives its version: "HeadlessChrome/153.0.7895.0". */
  async start(): Promise<string> {
    this.#running ??= await launchBrowser(this.#browserPath);
    return await this.#running.browser.version();
  }

  /** The PDF as the browser makes it. */
  async print(content: ShellContent, fontFaces: string): Promise<Uint8Array> {
    if (!this.#running?.browser.connected) this.kill();
    await this.start();
    const shell = await this.#openShell(fontFaces);
    return await Promise.race([printInShell(shell, content), shell.gone]);
  }

  async #openShell(fontFaces: string): Promise<Shell> {
    if (this.#shell?.fontFaces === fontFaces) return this.#shell;
    const browser = this.#running?.browser;
    if (!browser) throw new Error("The worker has no browser.");
    const old = this.#shell;
    const page = old ? await browser.newPage() : ((await browser.pages())[0] ?? (await browser.newPage()));
    await old?.close();
    await page.setJavaScriptEnabled(false);
    await page.setContent(renderShell(fontFaces));
    const gone = new Promise<never>((_, reject) => {
      page.once("error", reject); // the page's own process crashed
      browser.once("disconnected", () => reject(new Error("The browser went away.")));
    });
    gone.catch(() => undefined);
    this.#shell = {
      fontFaces,
      gone,
      session: await page.createCDPSession(),
      show: content => page.evaluate(showDocument, content),
      close: () => page.close(),
    };
    return this.#shell;
  }

  /** Ends the browser at once; what is being printed fails. */
  kill(): void {
    this.#running?.kill();
    this.#running = undefined;
    this.#shell = undefined;
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    this.#shell = undefined;
    await running?.close();
  }
}

interface Shell {
  readonly fontFaces: string;
  /** Fails when the page or its browser is lost. */
  readonly gone: Promise<never>;
  readonly session: CDPSession;
  show(content: ShellContent): Promise<boolean>;
  close(): Promise<void>;
}

async function printInShell(shell: Shell, content: ShellContent): Promise<Uint8Array> {
  if (!(await shell.show(content))) throw new Error("The shell page was lost.");
  const {data} = await shell.session.send("Page.printToPDF", {
    transferMode: "ReturnAsBase64", // in one piece: faster than a stream
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return Buffer.from(data, "base64");
}
