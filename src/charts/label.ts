import type {Chart as ChartJs} from "chart.js";
import {FONT_STACK, GREY, INK} from "./palette.ts";
import {LINE_HEIGHT_EM, linesHeight, widestText} from "./text-width.ts";

/** A rectangle on the drawing, in px from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A text on the drawing, in one or several lines. */
export interface Label {
  readonly lines: readonly string[];
  /** Where the text begins, has its middle, or ends, as `align` says. For an upright label: measured along the page's height. */
  readonly x: number;
  /** The middle of the block of lines. For an upright label: where it begins, has its middle, or ends. */
  readonly y: number;
  readonly align: "left" | "center" | "right";
  readonly size: number;
  readonly color?: string;
  /** Turned by a quarter, to be read from below. */
  readonly upright?: boolean;
  /** A ground under the text, for where it lies on lines or hatching. */
  readonly ground?: string;
}

type Context = ChartJs["ctx"];

/** Room that a label takes. */
export function labelBox(label: Label): Box {
  const width = widestText(label.lines, label.size);
  const height = linesHeight(label.lines.length, label.size);
  const before = label.align === "left" ? 0 : label.align === "right" ? width : width / 2;
  if (label.upright) {
    return {
      left: label.x - height / 2,
      right: label.x + height / 2,
      top: label.y - (width - before),
      bottom: label.y + before,
    };
  }
  return {
    left: label.x - before,
    right: label.x - before + width,
    top: label.y - height / 2,
    bottom: label.y + height / 2,
  };
}

/** Whether two rectangles share more than an edge. */
export function overlaps(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/**
 * Draws a label. Its lines go to the canvas as one text with line breaks, so that `captureText` can keep a wrapped name
 * together for search and copy.
 */
export function drawLabel(context: Context, label: Label): void {
  if (label.ground !== undefined) drawGround(context, labelBox(label), label.ground);
  context.save();
  context.translate(label.x, label.y);
  if (label.upright) context.rotate(-Math.PI / 2);
  context.font = `${label.size}px ${FONT_STACK}`;
  context.fillStyle = label.color ?? INK;
  context.textAlign = label.align;
  context.textBaseline = "middle";
  context.fillText(label.lines.join("\n"), 0, (-(label.lines.length - 1) / 2) * LINE_HEIGHT_EM * label.size);
  context.restore();
}

/** Colour of a value's label: 未报 is grey. */
export function valueColor(value: number | null): string {
  return value === null ? GREY : INK;
}

function drawGround(context: Context, box: Box, fill: string): void {
  context.save();
  context.fillStyle = fill;
  context.fillRect(box.left - 1, box.top + 1, box.right - box.left + 2, box.bottom - box.top - 2);
  context.restore();
}
