import type {RefObject} from "preact";
import {useLayoutEffect, useState} from "preact/hooks";
import type {Line} from "./arrange-table.ts";

/** Every line is as high as this; the stylesheet is told. */
export const lineHeightPx = 36;
/** Shorter tables are drawn whole. */
const mostWhole = 80;
/** Lines that are drawn beyond what is seen, and by which the window moves at once. */
const spare = 12;

/** What is drawn in a long table, in order: lines by index, and gaps of so many lines. */
export type Piece =
  | {readonly kind: "line"; readonly index: number}
  | {readonly kind: "gap"; readonly lines: number; readonly from: number};

/** The lines in view of a scrolling element, and the one that has the focus wherever it is. */
export function useWindow(
  scroller: RefObject<HTMLElement | null>,
  lines: readonly Line[],
  kept: number,
): readonly Piece[] {
  const [seen, setSeen] = useState({first: 0, last: mostWhole});
  const isLong = lines.length > mostWhole;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !isLong) return;
    const take = () => {
      const first = Math.floor(element.scrollTop / lineHeightPx / spare) * spare - spare;
      const last = first + Math.ceil(element.clientHeight / lineHeightPx / spare) * spare + 3 * spare;
      setSeen(before => (before.first === first && before.last === last ? before : {first, last}));
    };
    take();
    element.addEventListener("scroll", take, {passive: true});
    const watcher = new ResizeObserver(take);
    watcher.observe(element);
    return () => {
      element.removeEventListener("scroll", take);
      watcher.disconnect();
    };
  }, [scroller, isLong]);
  return isLong ? piecesOf(lines.length, seen, kept) : lines.map((_, index) => ({kind: "line", index}));
}

export function piecesOf(
  count: number,
  {first, last}: {readonly first: number; readonly last: number},
  kept: number,
): readonly Piece[] {
  const drawn: number[] = [];
  for (let index = Math.max(0, first); index <= Math.min(count - 1, last); index++) drawn.push(index);
  if (kept >= 0 && kept < count && (kept < first || kept > last)) {
    if (kept < first) drawn.unshift(kept);
    else drawn.push(kept);
  }
  const pieces: Piece[] = [];
  let next = 0;
  for (const index of drawn) {
    if (index > next) pieces.push({kind: "gap", lines: index - next, from: next});
    pieces.push({kind: "line", index});
    next = index + 1;
  }
  if (next < count) pieces.push({kind: "gap", lines: count - next, from: next});
  return pieces;
}
