import type {Fault, FaultKind, Rules} from "./judge-lines.ts";
import type {Glyph} from "./read-glyphs.ts";
import type {Line} from "./read-lines.ts";

const opening = /^[“‘（《〈「『【〔［｛]$/;
const closing = /^[”’）》〉」』】〕］｝，。、；：]$/;
const fullStop = /^[！？]$/;

/** Marks side by side that share a cell and a half (clreq 5.1.5 连续标点挤压). */
function isSqueezedPair(left: string, right: string): boolean {
  if (opening.test(right)) return opening.test(left) || closing.test(left);
  return closing.test(left) && (closing.test(right) || fullStop.test(right));
}

/** What is wrong with the spaces within a line. */
export function judgeSpacing(line: Line, isJustified: boolean, rules: Rules): Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, detail: string) => faults.push({kind, page: line.page, text: line.text, detail});
  const gaps = gapsOf(line);
  // Justification stretches beside hanzi and Chinese marks; within Latin words and numbers there is nothing to compare.
  const usual = median(gaps.filter(gap => gap.isPlain && !isLatin(gap)).map(({em}) => em));
  for (const {left, right, em, isPair, isMark} of gaps) {
    const pair = `${left.text}|${right.text} ${em.toFixed(2)} em`;
    if (isPair && em > usual + 0.3) add("unsqueezed-marks", pair);
    if (isMark && em > 0.04) add("torn-mark", pair);
    if (isMixed(left.text, right.text) && Math.abs(em - usual) > 0.06) add("uneven-spacing", pair);
  }
  const widest = gaps.filter(({isPlain}) => isPlain).sort((a, b) => b.em - a.em)[0];
  if (isJustified && widest && widest.em > rules.widestGapEm) {
    add("torn-line", `${widest.left.text}|${widest.right.text} ${widest.em.toFixed(2)} em`);
  }
  return faults;
}

const apartEm = 4;

interface Gap {
  readonly left: Glyph;
  readonly right: Glyph;
  /** White that is added between the two cells; of a squeezed pair, over its cell and a half. */
  readonly em: number;
  /** Neither belongs to marks that are squeezed or to a space. */
  readonly isPlain: boolean;
  readonly isPair: boolean;
  /** Within —— or ……. */
  readonly isMark: boolean;
}

function gapsOf({glyphs, size}: Line): Gap[] {
  const gaps = glyphs.slice(1).map((right, index): Gap => {
    const left = glyphs[index] ?? right;
    const isPair = isSqueezedPair(left.text, right.text);
    const space = (right.x - left.x - left.advance) / size;
    const isSpace = left.text.trim() === "" || right.text.trim() === "";
    // A mark before a space, or marks that the engine narrows to save a line: half a cell less is no fault.
    const isNarrowed = space < -0.3;
    return {
      left,
      right,
      em: isPair || isNarrowed ? space + 0.5 : space,
      isPlain: !isPair && !isSpace && !isNarrowed,
      isPair,
      isMark: left.text === right.text && /^[—…]$/.test(left.text),
    };
  });
  // A leader, or two things at the ends of one line, are no neighbours.
  return gaps.filter(({em}) => em < apartEm);
}

function isLatin({left, right}: Gap): boolean {
  return /[\x21-\x7e]$/.test(left.text) && /^[\x21-\x7e]/.test(right.text);
}

function isMixed(left: string, right: string): boolean {
  const hanzi = /^\p{Script=Han}$/u;
  const latin = /^[A-Za-z0-9]$/;
  return (hanzi.test(left) && latin.test(right)) || (latin.test(left) && hanzi.test(right));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
