import type {Position} from "./grid-model.ts";
import {lineHeightPx} from "./use-window.ts";

/** Scrolls as little as shows a cell between the headers that stay. */
export function reveal(scroller: HTMLElement, {row, column}: Position, lineOf: readonly number[]): void {
  const head = scroller.querySelector<HTMLElement>("thead");
  const corner = scroller.querySelector<HTMLElement>(".corner");
  const columnHead = scroller.querySelector<HTMLElement>(`thead [data-column="${column}"]`);
  if (!head || !corner || !columnHead) return;
  const top = (lineOf[row] ?? 0) * lineHeightPx;
  const seenHeight = scroller.clientHeight - head.offsetHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = row === 0 ? 0 : top;
  else if (top + lineHeightPx > scroller.scrollTop + seenHeight) scroller.scrollTop = top + lineHeightPx - seenHeight;
  const left = columnHead.offsetLeft - corner.offsetWidth;
  const seenWidth = scroller.clientWidth - corner.offsetWidth;
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (left + columnHead.offsetWidth > scroller.scrollLeft + seenWidth)
    scroller.scrollLeft = left + columnHead.offsetWidth - seenWidth;
}
