import type {Fill} from "./palette.ts";

/** Draws a fill's strokes into the current clip, over a box. Lines, not a pattern: a pattern would become a bitmap. */
export function hatchBox(
  context: CanvasRenderingContext2D,
  {hatch}: Fill,
  box: {readonly left: number; readonly top: number; readonly right: number; readonly bottom: number},
): void {
  if (!hatch) return;
  const step = 5;
  const {left, top, right, bottom} = box;
  const height = bottom - top;
  context.beginPath();
  if (hatch.direction === "flat") {
    for (let y = Math.ceil(top / step) * step; y < bottom; y += step) {
      context.moveTo(left, y);
      context.lineTo(right, y);
    }
  } else {
    // Lines start on one grid for the whole chart, so that equal bars look equal.
    for (let x = Math.floor((left - height) / step) * step; x < right + height; x += step) {
      const [from, to] = hatch.direction === "rising" ? [bottom, top] : [top, bottom];
      context.moveTo(x, from);
      context.lineTo(x + height, to);
    }
  }
  context.strokeStyle = hatch.colour;
  context.lineWidth = 0.8;
  context.stroke();
}
