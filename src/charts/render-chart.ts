import {createRequire} from "node:module";
import type {ChartConfiguration} from "chart.js";
import {ChartJSNodeCanvas} from "chartjs-node-canvas";
import type {Chart} from "./chart.ts";
import {configureChart, heightOf, settleKind} from "./configure-chart.ts";
import {restoreIdeographs} from "./radicals.ts";
import {fontFamily} from "./text-metrics.ts";

const {resolve} = createRequire(import.meta.url);

/** Fonts by which texts are measured; pages embed the same under the same name. */
const faces = [
  {file: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf", weight: "400"},
  {file: "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf", weight: "700"},
];

/** One drawing board a size: making one costs more than a drawing. */
const boards = new Map<string, ChartJSNodeCanvas>();

/**
 * Draws a chart as SVG text with real, searchable text. Ids begin with `idPrefix`, so that several drawings share a page;
 * the same chart gives the same bytes.
 */
export function renderChart(chart: Chart, {idPrefix}: {idPrefix: string}): string {
  const settled = settleKind(chart);
  const width = Math.round(settled.width);
  const height = heightOf(settled);
  const svg = boardOf(width, height)
    .renderToBufferSync(configureChart(settled) as ChartConfiguration, "image/svg+xml")
    .toString("utf8");
  return finishSvg(svg, {idPrefix, width, height});
}

function boardOf(width: number, height: number): ChartJSNodeCanvas {
  const key = `${width}x${height}`;
  let board = boards.get(key);
  if (!board) {
    board = new ChartJSNodeCanvas({type: "svg", width, height});
    if (boards.size === 0) {
      for (const {file, weight} of faces) board.registerFont(resolve(file), {family: "JB Sans", weight});
    }
    boards.set(key, board);
  }
  return board;
}

function finishSvg(svg: string, {idPrefix, width, height}: {idPrefix: string; width: number; height: number}): string {
  return restoreIdeographs(svg)
    .replace(/^<\?xml[^>]*\?>\s*/, "")
    .replace(
      /^<svg\b[^>]*>/,
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    )
    .replace(/\sxlink:href=/g, " href=")
    .replace(/\bid="([^"]+)"/g, `id="${idPrefix}$1"`)
    .replace(/url\(#([^)]+)\)/g, `url(#${idPrefix}$1)`)
    .replace(/href="#([^"]+)"/g, `href="#${idPrefix}$1"`)
    .replace(/font-family="[^"]*"/g, `font-family='${fontFamily}'`)
    .replace(/(\d+\.\d{3,})/g, number => String(Math.round(Number(number) * 100) / 100));
}
