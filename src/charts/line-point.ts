import type {Chart as ChartJs} from "chart.js";
import type {LineStyle} from "./palette.ts";

/** Radius of a point in px, as Chart.js counts it. */
export const POINT_RADIUS = 3.25;

/** Draws a point as Chart.js draws that of a line: for the legend. */
export function drawPoint(context: ChartJs["ctx"], style: LineStyle, x: number, y: number): void {
  context.save();
  context.beginPath();
  if (style.point === "circle") {
    context.moveTo(x + POINT_RADIUS, y);
    context.arc(x, y, POINT_RADIUS, 0, 2 * Math.PI);
  } else {
    corners(style.point).forEach(([dx, dy], index) => {
      if (index === 0) context.moveTo(x + dx * POINT_RADIUS, y + dy * POINT_RADIUS);
      else context.lineTo(x + dx * POINT_RADIUS, y + dy * POINT_RADIUS);
    });
  }
  context.closePath();
  context.fillStyle = style.pointFill;
  context.fill();
  context.strokeStyle = style.color;
  context.lineWidth = 1.25;
  context.stroke();
  context.restore();
}

function corners(point: "rect" | "triangle" | "rectRot"): readonly (readonly [number, number])[] {
  if (point === "triangle") return polygon([-90, 30, 150]);
  return polygon(point === "rect" ? [45, 135, 225, 315] : [0, 90, 180, 270]);
}

function polygon(degrees: readonly number[]): readonly (readonly [number, number])[] {
  return degrees.map(degree => [Math.cos((degree * Math.PI) / 180), Math.sin((degree * Math.PI) / 180)]);
}
