import type {Page as BrowserPage} from "puppeteer";
import type {NewspaperGrid} from "../../src/pages/index.ts";

/** A part of a page that was made up, in CSS pixels from the first page's upper left corner of type. */
export interface Part {
  readonly kind: "head" | "piece" | "subhead" | "picture" | "jump";
  readonly story: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Pieces: lines in it; whether it is the last of its paragraph, and not the first. */
  readonly lines: number;
  readonly endsParagraph: boolean;
  readonly continuesParagraph: boolean;
  readonly text: string;
}

export interface MadeUpPage {
  readonly parts: readonly Part[];
  /** Lines whose text is wider than the line. */
  readonly wideLines: readonly string[];
  readonly jumps: readonly string[];
}

/** Text of every block that must be printed, in order. */
export function readTexts(page: BrowserPage): Promise<string[]> {
  return page.evaluate(() => {
    const blocks = document.querySelectorAll(".article-head > *, .lead p, .flow p, .flow li, .flow h3, figcaption");
    const own = [...blocks].filter(block => block.closest(".jump-head") === null);
    return own.map(block => {
      const copy = block.cloneNode(true) as HTMLElement;
      for (const extra of copy.querySelectorAll(".jump, .pointer, .marker")) extra.remove();
      return (copy.textContent ?? "").replace(/\s/g, "");
    });
  });
}

export function readParts(page: BrowserPage): Promise<MadeUpPage> {
  return page.evaluate(() => {
    const sheet = document.querySelector(".sheet")?.getBoundingClientRect() ?? new DOMRect();
    const stories = [...document.querySelectorAll(".story")];
    const parts = [...document.querySelectorAll<HTMLElement>(".story .placed, .story .jump-head")].map(
      (element): Part => {
        const box = element.getBoundingClientRect();
        const isPiece = element.classList.contains("piece");
        const siblings = isPiece ? [...(element.parentElement?.querySelectorAll(":scope > .piece") ?? [])] : [];
        const {classList, tagName} = element;
        const isHead = classList.contains("article-head") || classList.contains("jump-head");
        const isSubhead = tagName === "H3" || tagName === "H4";
        return {
          kind: isPiece
            ? "piece"
            : isHead
              ? "head"
              : isSubhead
                ? "subhead"
                : classList.contains("jump")
                  ? "jump"
                  : "picture",
          story: stories.findIndex(story => story.contains(element)),
          left: box.left - sheet.left,
          top: box.top - sheet.top,
          right: box.right - sheet.left,
          bottom: box.bottom - sheet.top,
          lines: isPiece ? element.children.length : 0,
          endsParagraph: siblings.at(-1) === element,
          continuesParagraph: siblings.length > 0 && siblings[0] !== element,
          text: (element.textContent ?? "").slice(0, 16),
        };
      },
    );
    const wideLines = [...document.querySelectorAll<HTMLElement>(".line, .head-line")].flatMap(line => {
      const range = document.createRange();
      range.selectNodeContents(line);
      const over = range.getBoundingClientRect().right - line.getBoundingClientRect().right;
      return over > 0.6 ? [`${(line.textContent ?? "").slice(0, 30)} +${over.toFixed(1)}`] : [];
    });
    const jumps = [...document.querySelectorAll(".jump, .jump-from")].map(jump => jump.textContent ?? "");
    return {parts, wideLines, jumps};
  });
}

/** What is wrong with the geometry of made-up pages. `short`: stories that were told to end short. */
export function judgeGeometry({parts, wideLines}: MadeUpPage, grid: NewspaperGrid, short: number): string[] {
  const faults = wideLines.map(line => `line too wide: ${line}`);
  const pageOf = (part: Part) => Math.floor((part.top + 1) / grid.pageStepPx);
  const onPage = (part: Part) => ({
    top: part.top - pageOf(part) * grid.pageStepPx,
    bottom: part.bottom - pageOf(part) * grid.pageStepPx,
  });
  const width = grid.characters * grid.characterPx;
  const foot = (grid.folioLines + grid.lines) * grid.linePx;
  for (const part of parts) {
    const {top, bottom} = onPage(part);
    if (
      part.left < -0.5 ||
      part.right > width + 0.5 ||
      top < grid.folioLines * grid.linePx - 0.5 ||
      bottom > foot + 0.5
    )
      faults.push(`outside the type area: ${part.kind} ${part.text}`);
    const line = top / grid.linePx;
    if (part.kind === "piece" && Math.abs(line - Math.round(line)) * grid.linePx > 0.5)
      faults.push(`off the grid: ${part.text}`);
    if (part.kind === "piece" && part.continuesParagraph && part.endsParagraph && part.lines === 1)
      faults.push(`last line alone at a column's head: ${part.text}`);
  }
  for (const [index, part] of parts.entries())
    for (const other of parts.slice(index + 1)) {
      const across = Math.min(part.right, other.right) - Math.max(part.left, other.left);
      const down = Math.min(part.bottom, other.bottom) - Math.max(part.top, other.top);
      if (across > 0.6 && down > 0.6) faults.push(`overlap: ${part.kind} ${part.text} / ${other.kind} ${other.text}`);
    }
  for (const subhead of parts.filter(({kind}) => kind === "subhead")) {
    const below = parts.filter(
      part =>
        part.kind === "piece" &&
        Math.abs(part.left - subhead.left) < 30 &&
        part.top > subhead.top - 1 &&
        pageOf(part) === pageOf(subhead) &&
        part.story === subhead.story,
    );
    const first = below.filter(part => part.top < subhead.bottom + 1.5 * grid.linePx);
    const lines = below
      .filter(part => part.top < subhead.bottom + 2.5 * grid.linePx)
      .reduce((sum, part) => sum + part.lines, 0);
    if (first.length === 0 || lines < 2) faults.push(`subhead without text below it: ${subhead.text}`);
  }
  const uneven = unevenColumns(parts, pageOf, grid);
  return uneven.length > short ? [...faults, ...uneven] : faults;
}

/**
 * White at the foot or the right of pages that have to be full (all of several but the last) and that nobody was told of.
 * A frame stands a line and a character outside of its story.
 */
export function judgeFullness(
  {parts}: MadeUpPage,
  grid: NewspaperGrid,
  told: readonly {readonly page: string | undefined; readonly lines: number; readonly columns: number}[] = [],
): string[] {
  const pageOf = (part: Part) => Math.floor((part.top + 1) / grid.pageStepPx);
  const last = Math.max(0, ...parts.map(pageOf));
  return Array.from({length: Math.max(1, last)}, (_, page) => page).flatMap(page => {
    const own = parts.filter(part => pageOf(part) === page);
    // The stage numbers its first page A06.
    const finding = told.find(other => last === 0 || other.page === `A${String(6 + page).padStart(2, "0")}版`);
    const bottom = Math.max(...own.map(part => part.bottom)) - page * grid.pageStepPx;
    const blankLines = grid.folioLines + grid.lines - bottom / grid.linePx - (finding?.lines ?? 0);
    const blankCharacters =
      grid.characters -
      Math.max(...own.map(({right}) => right)) / grid.characterPx -
      (finding?.columns ?? 0) * (grid.columnCharacters + 1);
    return [
      ...(blankLines > 3.5 ? [`page ${page + 1}: ${blankLines.toFixed(1)} lines blank at the foot`] : []),
      ...(blankCharacters > 2.5
        ? [`page ${page + 1}: ${blankCharacters.toFixed(1)} characters blank at the right`]
        : []),
    ];
  });
}

/** Stories whose columns do not end at one height on a page. */
function unevenColumns(parts: readonly Part[], pageOf: (part: Part) => number, grid: NewspaperGrid): string[] {
  const groups = new Map<string, Part[]>();
  for (const part of parts) {
    const key = `${part.story}/${pageOf(part)}`;
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(own => {
    const columns = new Map<number, number>();
    for (const piece of own.filter(({kind}) => kind === "piece")) {
      // A list's entries stand a little to the right of their column.
      const left = Math.round(piece.left / (2 * grid.characterPx));
      const covering = own.filter(part => part.left < piece.left + 30 && part.right > piece.left + 30);
      columns.set(left, Math.max(columns.get(left) ?? 0, ...covering.map(({bottom}) => bottom)));
    }
    const ends = [...columns.values()];
    // 0.5 pt.
    const isEven = ends.every(end => Math.abs(end - Math.max(...ends)) < 0.67);
    return isEven
      ? []
      : [`columns end at ${ends.map(end => (end / grid.linePx).toFixed(2)).join(", ")}: ${own[0]?.text}`];
  });
}
