import type {Browser, CDPSession, Page} from "puppeteer";

const sessions = new WeakMap<Browser, Promise<CDPSession>>();

/** A session with the browser itself: one for all, since Puppeteer loses sight of the browser for a moment when one ends. */
export async function browserSession(browser: Browser): Promise<CDPSession> {
  const session = sessions.get(browser) ?? browser.target().createCDPSession();
  sessions.set(browser, session);
  session.catch(() => sessions.delete(browser));
  return await session;
}

let opened = 0;

/**
 * Opens a page that paints nothing on the screen: it draws a frame when it is told to (BeginFrameControl of the Chrome
 * DevTools Protocol), and nobody tells it. It is laid out and printed all the same; painting what nobody sees took a tenth
 * of the time of a build. A browser that cannot do that (any but chrome-headless-shell, and that one on macOS) gives an
 * ordinary page.
 */
export async function openQuietPage(browser: Browser): Promise<Page> {
  opened += 1;
  // By its address it is told from those that others open at the same time.
  const url = `about:blank#quiet-${opened}`;
  try {
    const session = await browserSession(browser);
    await session.send("Target.createTarget", {url, enableBeginFrameControl: true});
  } catch {
    return await browser.newPage();
  }
  const gone = new AbortController();
  const tell = () => gone.abort(new Error("The browser went away."));
  browser.once("disconnected", tell);
  try {
    // The press keeps its own time.
    const target = await browser.waitForTarget(other => other.url() === url, {timeout: 0, signal: gone.signal});
    return (await target.page()) ?? (await browser.newPage());
  } finally {
    browser.off("disconnected", tell);
  }
}
