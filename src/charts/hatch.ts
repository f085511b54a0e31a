import type {Chart as ChartJs} from "chart.js";
import type {Box} from "./label.ts";
import type {FillStyle, Hatch} from "./palette.ts";

const SPACING = 4;

type Context = ChartJs["ctx"];
type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Fills a rectangle in a style, with its outline. */
export function drawSwatch(context: Context, box: Box, style: FillStyle): void {
  context.save();
  context.fillStyle = style.fill;
  context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  drawHatch(context, box, style);
  context.strokeStyle = style.outline;
  context.lineWidth = 0.75;
  context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.restore();
}

/** Draws a style's hatching in a rectangle: real lines, cut at the edges. A canvas pattern would become a bitmap in SVG. */
export function drawHatch(context: Context, box: Box, style: FillStyle): void {
  if (style.hatch === undefined) return;
  context.save();
  context.strokeStyle = style.outline;
  context.lineWidth = 0.75;
  context.beginPath();
  for (const [x1, y1, x2, y2] of hatchLines(box, style.hatch)) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
  }
  context.stroke();
  context.restore();
}

function hatchLines(box: Box, hatch: Hatch): readonly Segment[] {
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  if (!(width > 0 && height > 0)) return [];
  if (hatch === "level") {
    const count = Math.floor(height / SPACING);
    return Array.from({length: count}, (_, index) => {
      const y = box.bottom - (index + 0.5) * SPACING;
      return [box.left, y, box.right, y];
    });
  }
  const rising = diagonals(width, height).map(
    ([x1, y1, x2, y2]): Segment => [box.left + x1, box.top + y1, box.left + x2, box.top + y2],
  );
  if (hatch === "rising") return rising;
  const falling = rising.map(
    ([x1, y1, x2, y2]): Segment => [box.left + box.right - x1, y1, box.left + box.right - x2, y2],
  );
  return hatch === "falling" ? falling : [...rising, ...falling];
}

/** Lines x + y = c within a rectangle at the origin. */
function diagonals(width: number, height: number): readonly Segment[] {
  const step = SPACING * Math.SQRT2;
  const count = Math.floor((width + height) / step);
  return Array.from({length: count}, (_, index) => {
    const sum = (index + 0.5) * step;
    const right = Math.min(width, sum);
    const bottom = Math.min(height, sum);
    return [sum - bottom, bottom, right, sum - right];
  });
}
