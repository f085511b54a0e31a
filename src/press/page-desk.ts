import type {CDPSession} from "puppeteer";
import {auditPage} from "./audit-page.ts";
import type {PageFinding} from "./page-finding.ts";
import {type PageText, readPage} from "./read-page.ts";
import {readSheets, type SheetFacts} from "./read-sheets.ts";
import {type ShellContent, type ShownContent, showDocument} from "./shell-document.ts";

/** What was seen of a page that is laid out for print. */
export interface SeenPage {
  readonly text: PageText;
  readonly findings: PageFinding[];
}

/** Does all that is done with a document before it is printed, in the shell page, with one message a document. */
export interface PageDesk {
  /** Shows a document and settles it; false when the shell was lost. `knownCss` is the stylesheet that is there already. */
  show(content: ShellContent, knownCss: string | undefined): Promise<boolean>;
  look(): Promise<SeenPage>;
  /** Both at once; undefined when the shell was lost. */
  showAndLook(content: ShellContent, knownCss: string | undefined): Promise<SeenPage | undefined>;
}

/**
 * Brings the functions into the page, where they stay under a name of their own: sent anew with each document they would
 * be compiled anew each time. The page runs no other scripts.
 *
 * A document goes inside of the expression: as an argument of Runtime.callFunctionOn it costs the browser 25 ms more.
 */
export function openDesk(session: CDPSession, name: string, settle: (() => unknown) | undefined): PageDesk {
  const desk = `globalThis.${name}`;
  const parts = [showDocument, settle, readSheets, readPage, auditPage].map(part => part?.toString() ?? "undefined");
  const opening = evaluate(session, `void (${desk} = (${layOutDesk})(${parts.join(",\n")}))`);
  // What is asked of it is sent without waiting: the browser takes one after the other.
  const ask = async (call: string): Promise<unknown> =>
    (await Promise.all([evaluate(session, `${desk}.${call}`), opening]))[0];
  return {
    show: async (content, knownCss) => (await ask(`show(${literalOf(content, knownCss)})`)) as boolean,
    look: async () => (await ask("look()")) as SeenPage,
    showAndLook: async (content, knownCss) =>
      (await ask(`showAndLook(${literalOf(content, knownCss)})`)) as SeenPage | undefined,
  };
}

function literalOf({lang, title, css, bodyHtml, bodyClass}: ShellContent, knownCss: string | undefined): string {
  return JSON.stringify({lang, title, bodyHtml, bodyClass, ...(css === knownCss ? {} : {css})});
}

async function evaluate(session: CDPSession, expression: string): Promise<unknown> {
  const {result, exceptionDetails} = await session.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

/** Runs inside the browser: joins the functions. */
function layOutDesk(
  showDocument: (content: ShownContent) => Promise<boolean>,
  settle: (() => unknown) | undefined,
  readSheets: () => SheetFacts,
  readPage: (mayTransform: boolean, mayHide: boolean) => PageText,
  auditPage: (typeAreaWidth: number | undefined, clipping: readonly string[] | undefined) => PageFinding[],
) {
  let sheet: CSSStyleSheet | null | undefined;
  let facts: SheetFacts | undefined;

  async function show(content: ShownContent): Promise<boolean> {
    if (!(await showDocument(content))) return false;
    settle?.();
    return true;
  }

  function look(): SeenPage {
    const now = document.querySelector<HTMLStyleElement>("style#document")?.sheet;
    // A template that the workspace brings may put styles into the body, which the next document has not.
    const hasOwnStyles = document.body.querySelector("style") !== null;
    if (facts === undefined || sheet !== now || hasOwnStyles) facts = readSheets();
    sheet = hasOwnStyles ? undefined : now;
    const {typeAreaWidth, mayTransform, mayHide, clipping} = facts;
    const root = document.documentElement;
    const before = root.getAttribute("style");
    // On the screen the document is as wide as the window; in print as wide as the type area.
    if (typeAreaWidth !== undefined) root.style.width = `${typeAreaWidth}px`;
    try {
      return {text: readPage(mayTransform, mayHide), findings: auditPage(typeAreaWidth, clipping)};
    } finally {
      if (before === null) root.removeAttribute("style");
      else root.setAttribute("style", before);
    }
  }

  return {show, look, showAndLook: async (content: ShownContent) => ((await show(content)) ? look() : undefined)};
}
