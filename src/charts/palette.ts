/** One way of filling an area: a ground, and strokes over it that tell it apart where colours are lost. */
export interface Fill {
  readonly ground: string;
  /** Lines over the ground; undefined: none. */
  readonly hatch?: {readonly direction: "rising" | "falling" | "flat"; readonly colour: string} | undefined;
}

export const ink = "#222222";
export const softInk = "#5a5a5a";
export const hairline = "#d4d4d4";
export const accent = "#a3161c";

/**
 * Fills of the series, in order. Neighbours differ in lightness by far and in their hatching too, so that a
 * black-and-white office printer keeps them apart.
 */
const fills: readonly Fill[] = [
  {ground: accent},
  {ground: "#f0cfc9", hatch: {direction: "rising", colour: accent}},
  {ground: "#6f6f6f"},
  {ground: "#f4f4f4", hatch: {direction: "falling", colour: "#6f6f6f"}},
  {ground: "#cf7a72"},
  {ground: "#ffffff", hatch: {direction: "flat", colour: "#444444"}},
  {ground: "#303030"},
  {ground: "#e6e6e6"},
];

export function fillOf(index: number): Fill {
  return fills[index % fills.length] as Fill;
}

/** How the lines of a chart differ: dash and point shape beside colour. */
export interface Stroke {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly point: "circle" | "rect" | "triangle" | "rectRot" | "crossRot";
  readonly pointFill: string;
}

const strokes: readonly Stroke[] = [
  {colour: accent, dash: [], point: "circle", pointFill: accent},
  {colour: "#444444", dash: [7, 3], point: "rect", pointFill: "#ffffff"},
  {colour: "#8a8a8a", dash: [], point: "triangle", pointFill: "#8a8a8a"},
  {colour: "#cf7a72", dash: [2, 3], point: "rectRot", pointFill: "#ffffff"},
  {colour: "#111111", dash: [10, 3, 2, 3], point: "crossRot", pointFill: "#111111"},
];

export function strokeOf(index: number): Stroke {
  return strokes[index % strokes.length] as Stroke;
}
