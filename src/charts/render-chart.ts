import {createRequire} from "node:module";
import type {ChartJSNodeCanvas} from "chartjs-node-canvas";
import {captureText, escapeXml} from "./capture-text.ts";
import type {Chart} from "./chart.ts";
import {planDrawing} from "./configure-chart.ts";
import {FONT_FAMILY, FONT_STACK} from "./palette.ts";

const FONT_FILES = ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"];

let shared: ChartJSNodeCanvas | undefined;

/** Charts drawn last: while somebody writes, the text changes at each save and the charts hardly ever. */
const drawnBefore = new Map<string, string>();
const mostRemembered = 64;

/**
 * A chart as SVG: shapes and real text, no script, no outside reference. Every id begins with `idPrefix`, so that several
 * fit in one page. The same chart gives the same bytes.
 */
export function renderChart(chart: Chart, {idPrefix}: {readonly idPrefix: string}): string {
  const key = JSON.stringify([chart, idPrefix]);
  const svg = drawnBefore.get(key) ?? drawChart(chart, idPrefix);
  drawnBefore.set(key, svg);
  for (const oldest of drawnBefore.keys()) if (drawnBefore.size > mostRemembered) drawnBefore.delete(oldest);
  return svg;
}

function drawChart(chart: Chart, idPrefix: string): string {
  const {configuration, width, height} = planDrawing(chart);
  const texts = captureText();
  const drawn = renderer(width, height).renderToBufferSync({
    ...configuration,
    plugins: [texts.plugin, ...(configuration.plugins ?? [])],
  });
  const shapes = tidyShapes(drawn.toString("utf8"), escapeXml(idPrefix));
  const attributes = [
    `xmlns="http://www.w3.org/2000/svg"`,
    `id="${escapeXml(idPrefix)}-svg"`,
    `class="chart-drawing"`,
    `role="img"`,
    `aria-label="${escapeXml(chart.title)}"`,
    `viewBox="0 0 ${width} ${height}"`,
    `width="${width}"`,
    `height="${height}"`,
    `font-family="${escapeXml(FONT_STACK)}"`,
  ];
  return `<svg ${attributes.join(" ")}>${shapes}${texts.elements()}</svg>\n`;
}

/**
 * One renderer for the process: making one loads Chart.js anew, which takes ten times as long as a drawing. Its size is
 * fixed when it is made, so it is set for each drawing.
 */
function renderer(width: number, height: number): ChartJSNodeCanvas {
  if (shared === undefined) {
    const require = createRequire(import.meta.url);
    // Loaded for the first chart: many pages have none.
    const canvas = require("chartjs-node-canvas") as typeof import("chartjs-node-canvas");
    shared = new canvas.ChartJSNodeCanvas({type: "svg", width, height});
    for (const file of FONT_FILES) {
      shared.registerFont(require.resolve(`@expo-google-fonts/noto-sans-sc/${file}`), {family: FONT_FAMILY});
    }
  }
  Object.assign(shared, {_width: width, _height: height});
  return shared;
}

/** What is inside Skia's root element, with our ids and short numbers. */
function tidyShapes(svg: string, idPrefix: string): string {
  const inside = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const ids = new Map<string, string>();
  for (const [, id] of inside.matchAll(/\bid="([^"]+)"/g)) {
    if (id !== undefined) ids.set(id, `${idPrefix}-${ids.size + 1}`);
  }
  return inside
    .replace(/-?\d*\.\d+(?:e[-+]?\d+)?/g, number => String(Math.round(Number(number) * 100) / 100 + 0))
    .replace(/\b(id="|url\(#)([^")]+)/g, (_, before: string, id: string) => before + (ids.get(id) ?? id));
}
