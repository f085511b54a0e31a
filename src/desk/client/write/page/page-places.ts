/** A place in a text that a block of the page comes from. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Where what was clicked comes from: the innermost block that knows. */
export function findSource(clicked: Element): SourcePlace | undefined {
  const block = clicked.closest("[data-at]");
  const path = clicked.closest("[data-file]")?.getAttribute("data-file");
  if (!path) return undefined;
  const [line = 1, column = 1] = (block?.getAttribute("data-at") ?? "").split(":").map(Number);
  return {path, line: line || 1, column: column || 1};
}

/** The block that a line of a text makes: the last that begins at it or before; the article's head for what is before all. */
export function findBlock(page: Document, path: string, line: number): Element | undefined {
  let found: Element | undefined;
  let foundLine = 0;
  for (const block of page.querySelectorAll("[data-at]")) {
    if (block.closest("[data-file]")?.getAttribute("data-file") !== path) continue;
    const begins = Number.parseInt(block.getAttribute("data-at") ?? "", 10);
    if (begins <= line && begins >= foundLine) {
      found = block;
      foundLine = begins;
    }
  }
  if (found) return found;
  const article = page.querySelector(`[data-file="${CSS.escape(path)}"]`);
  return article?.firstElementChild ?? article ?? undefined;
}

/** Marks one block as the one that is being written. */
export function markBlock(page: Document, block: Element | undefined): void {
  for (const marked of page.querySelectorAll("[data-here]")) if (marked !== block) marked.removeAttribute("data-here");
  block?.setAttribute("data-here", "");
}

/** Brings a block into view when it is out of it, without a needless move. */
export function bringIntoView(block: Element): void {
  const {top, bottom} = block.getBoundingClientRect();
  const height = block.ownerDocument.documentElement.clientHeight;
  const isSeen = top < height - 24 && bottom > 24 && (top >= 0 || bottom >= height / 3);
  if (!isSeen) block.scrollIntoView({block: bottom - top > height ? "start" : "center"});
}
