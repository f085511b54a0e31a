import {morphChildren, takeAttributes} from "./morph.ts";

/** What the desk adds to the page that it shows: the block at the cursor, and that blocks can be clicked. */
const deskSheet = `
  @media screen {
    [data-at] { cursor: pointer; }
    [data-here] { box-shadow: -6px 0 0 -2px #1a5fb4; }
    body.only-block { padding: 0 1rem 1rem; max-width: 30rem; }
    body.only-block > * { margin-block-start: 1rem; }
  }
`;

/** A sandboxed frame that runs nothing and into which pages are put, with what differs exchanged. */
export class PageFrame {
  readonly document: Document;
  #styles = "";

  /** The frame has loaded its empty page. */
  constructor(frame: HTMLIFrameElement) {
    const inner = frame.contentDocument;
    const realm = frame.contentWindow as (Window & typeof globalThis) | null;
    if (!inner || !realm) throw new Error("the frame has no document of this origin");
    this.document = inner;
    const sheet = new realm.CSSStyleSheet();
    sheet.replaceSync(deskSheet);
    inner.adoptedStyleSheets = [sheet];
  }

  /** Whole body of a page, with or without its `<body>` tag. Resolves when it can be seen in its own styles. */
  async show(body: string, styles: string, lang: string): Promise<void> {
    const wanted = new DOMParser().parseFromString(body, "text/html");
    for (const waiting of wanted.querySelectorAll("[autofocus]")) waiting.removeAttribute("autofocus");
    this.document.documentElement.lang = lang;
    const ready = this.#useStyles(styles);
    takeAttributes(this.document.body, wanted.body);
    morphChildren(this.document.body, wanted.body);
    await ready;
  }

  /** The new styles are loaded before the old ones go: no flash of a page without any. */
  async #useStyles(address: string): Promise<void> {
    if (address === this.#styles) return;
    this.#styles = address;
    const old = this.document.querySelectorAll("link");
    const link = this.document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    const loaded = new Promise<void>(resolve => {
      link.addEventListener("load", () => resolve());
      link.addEventListener("error", () => resolve());
    });
    this.document.head.append(link);
    await loaded;
    for (const gone of old) gone.remove();
  }
}

/** Resolves when the frame's own empty page is there. */
export function whenLoaded(frame: HTMLIFrameElement): Promise<void> {
  const isThere = frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL.endsWith("/frame.html");
  if (isThere) return Promise.resolve();
  return new Promise(resolve => frame.addEventListener("load", () => resolve(), {once: true}));
}
