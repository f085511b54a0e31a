/** Family of all chart text; every page embeds a subset of Noto Sans SC under this name. */
export const FONT_FAMILY = "JB Sans";

/** The family with what stands in for it outside our pages. */
export const FONT_STACK = `"${FONT_FAMILY}", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "SimHei", sans-serif`;

export const INK = "#222222";
export const GREY = "#6b6b6b";
export const HAIRLINE = "#d9d9d9";
export const PAPER = "#ffffff";
export const ACCENT = "#b3272d";
const TINT = "#ecc9c5";
const TRACK = "#f1eeea";

/** Lines drawn over a fill, so that it is told apart without colour. */
export type Hatch = "rising" | "falling" | "level" | "crossed";

export interface FillStyle {
  readonly fill: string;
  readonly outline: string;
  readonly hatch?: Hatch;
  /** Colour of text on it. */
  readonly text: string;
}

export interface LineStyle {
  readonly color: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly point: "circle" | "rect" | "triangle" | "rectRot";
  /** Points are filled with this: the line's colour, or paper for a hollow point. */
  readonly pointFill: string;
}

/**
 * Neighbours differ in lightness, and from the third on in hatching too, so that they are told apart in grey, and where
 * a printer leaves nothing but black and white.
 */
const FILL_STYLES: readonly FillStyle[] = [
  {fill: ACCENT, outline: ACCENT, text: PAPER},
  {fill: TINT, outline: ACCENT, text: INK},
  {fill: PAPER, outline: INK, hatch: "rising", text: INK},
  {fill: "#a6a6a6", outline: INK, hatch: "falling", text: INK},
  {fill: PAPER, outline: ACCENT, hatch: "level", text: INK},
  {fill: "#3a3a3a", outline: INK, text: PAPER},
  {fill: PAPER, outline: INK, hatch: "crossed", text: INK},
  {fill: TINT, outline: ACCENT, hatch: "falling", text: INK},
];

const LINE_STYLES: readonly LineStyle[] = [
  {color: ACCENT, width: 2, dash: [], point: "circle", pointFill: ACCENT},
  {color: INK, width: 1.5, dash: [6, 3], point: "rect", pointFill: PAPER},
  {color: "#7a7a7a", width: 1.75, dash: [], point: "triangle", pointFill: "#7a7a7a"},
  {color: INK, width: 1.5, dash: [2, 2], point: "rectRot", pointFill: INK},
  {color: ACCENT, width: 1.5, dash: [8, 3, 2, 3], point: "circle", pointFill: PAPER},
  {color: "#7a7a7a", width: 1.5, dash: [3, 3], point: "rect", pointFill: "#7a7a7a"},
];

/** Slices of a ring are outlined and lie between white gaps; each is clearly lighter or darker than the next. */
const SLICE_FILLS = [ACCENT, TINT, "#8c8c8c", "#e4e0da", "#6d171c", "#d88f8c", "#3a3a3a", "#bcb7b0"];

/** The unfilled part of a completion bar. */
export const TRACK_STYLE: FillStyle = {fill: TRACK, outline: "#a8a29a", text: INK};

/** How the bars of a series are filled. */
export function fillStyle(index: number): FillStyle {
  return FILL_STYLES[index % FILL_STYLES.length] ?? TRACK_STYLE;
}

/** How the line of a series is drawn. */
export function lineStyle(index: number): LineStyle {
  return LINE_STYLES[index % LINE_STYLES.length] ?? {color: INK, width: 1, dash: [], point: "circle", pointFill: INK};
}

/** Fill of a slice among `count`: the last one never looks like the first, its neighbour, in grey either. */
export function sliceFill(index: number, count: number): string {
  const place = index % SLICE_FILLS.length;
  const closes = index > 0 && index === count - 1;
  return SLICE_FILLS[(closes ? closingPlaces.get(place) : undefined) ?? place] ?? TRACK;
}

/** The first slice is red: neither red, dark red nor near-black closes the ring, which print about as dark. */
const closingPlaces: ReadonlyMap<number, number> = new Map([
  [0, 3],
  [4, 5],
  [6, 3],
]);

/** Type sizes in px for a chart of some width: small in a newspaper column, larger across an A4 page. */
export function textSize(width: number): number {
  return width >= 480 ? 12 : 11;
}
