import {existsSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {type Chart, renderChart} from "../../src/charts/index.ts";
import {collide, parseStrictly, readSize, readTexts, squeezed} from "./read-svg.ts";

const folder = new URL("./gallery/", import.meta.url);
const names = readdirSync(folder)
  .filter(file => file.endsWith(".ts"))
  .map(file => file.slice(0, -".ts".length));

describe.each(names)("renderChart(%s)", name => {
  test("draws the SVG that lies beside it", async () => {
    const svg = renderChart(await readChart(name), {idPrefix: name});
    const expected = new URL(`${name}.svg`, folder);
    if (!existsSync(expected)) {
      expect(process.env.CI, `${name}.svg is missing: run the tests once and look at it`).toBeUndefined();
      writeFileSync(expected, svg);
    }
    if (svg !== readFileSync(expected, "utf8")) writeFileSync(new URL(`${name}.actual.svg`, folder), svg);
    expect(svg).toBe(readFileSync(expected, "utf8"));
  });

  test("is well-formed, and no text leaves the drawing", async () => {
    const svg = renderChart(await readChart(name), {idPrefix: name});
    const {width, height} = readSize(svg);
    expect(await parseStrictly(svg)).toEqual({width, height});
    for (const text of readTexts(svg)) {
      expect(text.left, text.content).toBeGreaterThanOrEqual(-1);
      expect(text.right, text.content).toBeLessThanOrEqual(width + 1);
      expect(text.top, text.content).toBeGreaterThanOrEqual(-1);
      expect(text.bottom, text.content).toBeLessThanOrEqual(height + 1);
    }
  });

  test("prints no text on another", async () => {
    const texts = readTexts(renderChart(await readChart(name), {idPrefix: name}));
    const pairs = texts.flatMap((one, index) =>
      texts.slice(index + 1).flatMap(other => (collide(one, other) ? [`${one.content} | ${other.content}`] : [])),
    );
    expect(pairs).toEqual([]);
  });

  test("prints every number and every category", async () => {
    const chart = await readChart(name);
    const all = squeezed(
      readTexts(renderChart(chart, {idPrefix: name}))
        .map(text => text.content)
        .join("|"),
    );
    const wanted = [...chart.categories, ...chart.series.flatMap(series => series.points.map(point => point.label))];
    expect(wanted.filter(text => !all.includes(squeezed(text)))).toEqual([]);
  });
});

async function readChart(name: string): Promise<Chart> {
  const module: {chart: Chart} = await import(`./gallery/${name}.ts`);
  return module.chart;
}
