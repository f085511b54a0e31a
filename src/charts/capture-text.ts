import type {Chart as ChartJs, Plugin} from "chart.js";
import {GREY} from "./palette.ts";
import {printableText} from "./printable.ts";
import {LINE_HEIGHT_EM} from "./text-width.ts";

/** A text that was to be drawn, with where and how. */
interface TextRun {
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly size: number;
  readonly fill: string;
  readonly anchor: "start" | "middle" | "end";
}

/** Distance of the baseline below the middle of digits and ideographs of Noto Sans SC, in ems. */
const BASELINE_BELOW_MIDDLE_EM = 0.37;

/**
 * A plugin that keeps texts out of the drawing and collects them as SVG elements: Skia would write some ideographs as
 * radicals, turned text as outlines, and break a text where digits meet ideographs.
 */
export function captureText(): {readonly plugin: Plugin; readonly elements: () => string} {
  const runs: TextRun[] = [];
  return {
    plugin: {
      id: "captureText",
      beforeInit: ({ctx}) => {
        ctx.strokeText = () => {};
        ctx.fillText = (text, x, y) => {
          if (text.trim() !== "") runs.push(textRun(ctx, text, x, y));
        };
      },
    },
    elements: () => runs.map(textElement).join(""),
  };
}

function textRun(context: ChartJs["ctx"], text: string, x: number, y: number): TextRun {
  const {a, b, c, d, e, f} = context.getTransform();
  return {
    lines: text.split("\n"),
    x: a * x + c * y + e,
    y: b * x + d * y + f,
    angle: Math.round((Math.atan2(b, a) * 180) / Math.PI),
    size: Number(/([\d.]+)px/.exec(context.font)?.[1] ?? 12),
    fill: typeof context.fillStyle === "string" ? context.fillStyle : GREY,
    anchor: anchorOf(context.textAlign),
  };
}

function anchorOf(align: CanvasTextAlign): TextRun["anchor"] {
  if (align === "center") return "middle";
  return align === "right" || align === "end" ? "end" : "start";
}

function textElement(run: TextRun): string {
  const turned = run.angle !== 0;
  const attributes = [
    turned ? `transform="translate(${round(run.x)} ${round(run.y)}) rotate(${run.angle})"` : "",
    `font-size="${round(run.size)}"`,
    `fill="${run.fill}"`,
    run.anchor === "start" ? "" : `text-anchor="${run.anchor}"`,
  ];
  const x = round(turned ? 0 : run.x);
  const y = (index: number) =>
    round((turned ? 0 : run.y) + (BASELINE_BELOW_MIDDLE_EM + index * LINE_HEIGHT_EM) * run.size);
  const content =
    run.lines.length === 1
      ? escapeXml(run.lines[0] ?? "")
      : run.lines.map((line, index) => `<tspan x="${x}" y="${y(index)}">${escapeXml(line)}</tspan>`).join("");
  const place = run.lines.length === 1 ? `x="${x}" y="${y(0)}"` : "";
  return `<text ${[place, ...attributes].filter(Boolean).join(" ")}>${content}</text>`;
}

/** Text for element content or a quoted attribute. */
export function escapeXml(text: string): string {
  return printableText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
