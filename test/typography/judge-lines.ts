import {judgeBreak} from "./judge-break.ts";
import {judgeSpacing} from "./judge-spacing.ts";
import {commonest, endOf, groupsOf, type Line, startOf} from "./read-lines.ts";

/** What is wrong with a printed line; the rules are those of W3C's Requirements for Chinese Text Layout (clreq). */
export const faultKinds = {
  "forbidden-start": "避头: a mark stands at the start of a line that must not",
  "forbidden-end": "避尾: an opening mark stands at the end of a line",
  "split-mark": "—— or …… is divided between two lines",
  "torn-mark": "a gap within —— or ……",
  "split-number": "a number is parted from its unit or prefix, or divided itself",
  "split-word": "a Latin word is divided, not at a hyphen",
  "unsqueezed-marks": "two marks side by side take two whole cells",
  "uneven-spacing": "the space between hanzi and Latin is not that of the rest of the line",
  "torn-line": "a gap between neighbours in a justified line is too wide",
  "ragged-line": "a line that is not the last does not fill its measure",
  "short-last-line": "the last line of a paragraph has a single character",
  "widow-line": "the last line of a paragraph stands alone at the top of a page or column",
  "head-at-foot": "a heading is the last line of a page or column",
  "wrong-indent": "the first line is not indented by two characters",
  "wrong-emphasis": "着重号 are missing, or not under their characters",
} as const;

export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  readonly kind: FaultKind;
  readonly page: number;
  /** The line, and where two are concerned the one before it. */
  readonly text: string;
  /** The measured value that is at fault, in em; the text that is parted. */
  readonly detail: string;
}

/** What a layout asks of its lines. */
export interface Rules {
  /**
   * Widest gap that justification may leave between neighbouring glyphs, in em. 0.35 for the office's 28 characters: a
   * unit of seven characters that does not fit moves to the next line. Narrow columns need more.
   */
  readonly widestGapEm: number;
  /** Indent of paragraphs in body size; 2 as a rule, 1 allowed in narrow columns. */
  readonly indentEm: number;
  /** Which blocks are indented paragraphs of body text; by default all justified P of the commonest size. */
  readonly isBody: (line: Line) => boolean;
  /** Numbers stay whole up to this many em, an eleven-character column cannot hold 1万元—3万元 together. */
  readonly longestUnitEm: number;
  /** Words whose characters carry 着重号; none are looked for when empty. */
  readonly emphasised: readonly string[];
  /** The text that was printed: a space where a line ends is not painted, so only it tells WPS Office from WPSOffice. */
  readonly source: string | undefined;
}

const office: Rules = {
  widestGapEm: 0.35,
  indentEm: 2,
  isBody: ({block}) => block.role === "P",
  longestUnitEm: 9,
  emphasised: [],
  source: undefined,
};

/** All faults of a document's lines, in their order. `rules` overrides what is told of the office layouts. */
export function judgeLines(lines: readonly Line[], rules: Partial<Rules> = {}): Fault[] {
  const asked: Rules = {...office, ...rules};
  const blocks = groupsOf(lines, ({block}) => block);
  const body = bodyOf(lines.filter(line => asked.isBody(line)));
  return blocks.flatMap(block => [
    ...block.flatMap(line => judgeSpacing(line, isJustified(line, block), asked)),
    ...block.slice(1).flatMap((line, index) => judgeBreak(block[index] ?? line, line, asked)),
    ...judgeBlock(block, asked, body),
    ...judgeEmphasis(block, asked),
  ]);
}

/** A block is justified when every line but its last reaches both edges; heads and captions are centred. */
function isJustified(line: Line, block: readonly Line[]): boolean {
  return !line.isLast && block.some(other => !other.isLast && reachesEnd(other)) && !/^H\d$/.test(line.block.role);
}

function reachesEnd(line: Line): boolean {
  return endOf(line) > line.right - line.size * 0.6;
}

/** Size and left edge of body text in each column: left and right pages may have different margins. */
interface Body {
  readonly size: number;
  readonly lefts: ReadonlyMap<number, number>;
}

function bodyOf(lines: readonly Line[]): Body {
  const size = commonest(lines.map(line => line.size));
  const columns = groupsOf(
    lines.filter(line => line.size === size),
    ({column}) => column,
  );
  return {size, lefts: new Map(columns.map(group => [group[0]?.column ?? 0, commonest(group.map(edgeOf))]))};
}

function edgeOf({left}: Line): number {
  return Math.round(left);
}

function judgeBlock(block: readonly Line[], rules: Rules, body: Body): Fault[] {
  const faults: Fault[] = [];
  const [first] = block;
  const last = block.at(-1);
  if (!first || !last) return faults;
  const add = (kind: FaultKind, {page, text}: Line, detail: string) => faults.push({kind, page, text, detail});

  for (const line of block) {
    if (isJustified(line, block) && !reachesEnd(line)) {
      add("ragged-line", line, `${((line.right - endOf(line)) / line.size).toFixed(2)} em short`);
    }
  }
  const letters = (last.text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  if (block.length > 1 && last.isLast && letters < 2) add("short-last-line", last, last.text);
  if (last.isLast && last.isColumnTop && last !== first && block.at(-2)?.column !== last.column) {
    add("widow-line", last, last.text);
  }
  if (/^H\d$/.test(last.block.role) && last.isColumnFoot) add("head-at-foot", last, last.text);
  const isBody =
    rules.isBody(first) &&
    first.size === body.size &&
    edgeOf(first) === body.lefts.get(first.column) &&
    block.length > 1;
  if (isBody && first.isFirst && !first.followsOther && isJustified(first, block)) {
    const indent = (startOf(first) - first.left) / first.size;
    // An opening mark at the start may give up the white half of its cell.
    const squeezed = /^[“‘（《〈「『【〔]/.test(first.text) ? 0.5 : 0;
    if (indent < rules.indentEm - squeezed - 0.1 || indent > rules.indentEm + 0.1) {
      add("wrong-indent", first, `${indent.toFixed(2)} em`);
    }
  }
  return faults;
}

/** A dot under each hanzi of the words that carry them, in the middle of its cell, and under no other. */
function judgeEmphasis(block: readonly Line[], {emphasised}: Rules): Fault[] {
  if (emphasised.length === 0) return [];
  const whole = block.map(({text}) => text).join("");
  const dotted = new Set<number>();
  for (const words of emphasised) {
    for (let at = whole.indexOf(words); at !== -1; at = whole.indexOf(words, at + 1)) {
      for (let index = at; index < at + words.length; index++) dotted.add(index);
    }
  }
  let position = 0;
  return block.flatMap(line =>
    line.glyphs.flatMap((glyph, index): Fault[] => {
      const at = position;
      position += glyph.text.length;
      if (!/\p{Script=Han}/u.test(glyph.text)) return [];
      const middle = glyph.x + glyph.advance / 2;
      const dots = line.dots.filter(({x}) => Math.abs(x - middle) < line.size * 0.5);
      const before = line.glyphs[index - 1];
      // Whole pixels, and the white that justification puts before the character: engines count it with its cell.
      const added = before ? Math.max(0, glyph.x - before.x - before.advance) : 0;
      const isRight = dots.length === 1 && dots.every(({x}) => Math.abs(x - middle) < line.size * 0.08 + added);
      if (dotted.has(at) ? isRight : dots.length === 0) return [];
      return [{kind: "wrong-emphasis", page: line.page, text: line.text, detail: `${glyph.text}: ${dots.length}`}];
    }),
  );
}
