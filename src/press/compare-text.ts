import type {PageText} from "./read-page.ts";
import type {TaggedText} from "./tagged-text.ts";

/** The first place where a PDF's text is not the page's. */
export interface TextDifference {
  /** The characters before it, in which both agree. */
  readonly before: string;
  readonly expected: string;
  readonly found: string;
}

/** What the browser adds by itself (U+FFFC in the page's text) is no longer than this. */
const longestAddition = 12;

/**
 * Whether a PDF's text, in the order of its tags, is the page's, character for character but for white space. Text of
 * drawings may stand among other text of figures, in the page's order. `ignored` are characters that no font has.
 */
export function compareText(page: PageText, pdf: TaggedText, ignored: ReadonlySet<string>): TextDifference | undefined {
  const expected = withoutIgnored(page.text, ignored);
  const found = bare(pdf.tagged);
  let at = 0;
  for (const [index, piece] of expected.split("\ufffc").entries()) {
    const next = index === 0 ? at : found.indexOf(piece, at);
    const isThere = next !== -1 && next - at <= longestAddition && found.startsWith(piece, next);
    if (!isThere) return differenceAt(piece, found, at);
    at = next + piece.length;
  }
  const rest = found.slice(at);
  if (rest.length > (expected.endsWith("\ufffc") ? longestAddition : 0)) return differenceAt("", found, at);

  const drawn = bare(pdf.figures);
  let drawnAt = 0;
  for (const drawing of page.drawings) {
    for (const piece of withoutIgnored(drawing, ignored).split("\ufffc")) {
      const next = drawn.indexOf(piece, drawnAt);
      if (next === -1) return differenceAt(piece, drawn, drawnAt);
      drawnAt = next + piece.length;
    }
  }
  return undefined;
}

function withoutIgnored(text: string, ignored: ReadonlySet<string>): string {
  if (ignored.size === 0) return text;
  return [...text].map(character => (ignored.has(character) ? "\ufffc" : character)).join("");
}

function bare(text: string): string {
  return text.replace(/[\s\u200b\u2060\ufeff]+/g, "");
}

function differenceAt(expected: string, found: string, from: number): TextDifference {
  let same = 0;
  while (same < expected.length && expected[same] === found[from + same]) same += 1;
  return {
    before: found.slice(Math.max(0, from + same - 10), from + same),
    expected: expected.slice(same, same + 10),
    found: found.slice(from + same, from + same + 10),
  };
}
