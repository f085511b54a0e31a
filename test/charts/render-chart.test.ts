import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {type Chart, type ChartKind, renderChart} from "../../src/charts/index.ts";
import {printableText} from "../../src/charts/printable.ts";
import {series} from "./points.ts";
import {parseStrictly, readSize, readTexts, squeezed} from "./read-svg.ts";

const KINDS: readonly ChartKind[] = [
  "column",
  "groupedColumn",
  "stackedColumn",
  "bar",
  "line",
  "doughnut",
  "completion",
];
/** Kinds that print every number, however little room there is; the others leave some to the data table. */
const COMPLETE_KINDS: readonly ChartKind[] = ["column", "groupedColumn", "bar", "doughnut", "completion"];

const anyText = fc.oneof(
  fc.string({unit: "binary", maxLength: 20}),
  fc.stringMatching(/^[\u4e00-\u9fa5\u2f00-\u2fd5\u2e80-\u2e99<&"' 0-9%.-]{0,40}$/u),
);
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer({min: -50, max: 50}),
  fc.double({min: -1e6, max: 1e12, noNaN: true}),
  fc.double({min: -1e-279, max: 1e-279, noNaN: true}),
);
const anyPoint = fc.oneof(
  fc.record({value: anyNumber, label: anyText}),
  fc.record({value: fc.constant(null), label: fc.constant("未报")}),
);

function anyChart(kinds: readonly ChartKind[], seriesMost: number): fc.Arbitrary<Chart> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    title: anyText,
    measure: fc.oneof(fc.constantFrom("亩", "%", "万元", ""), anyText),
    categoryName: anyText,
    categories: fc.array(anyText, {maxLength: 9}),
    series: fc.array(fc.record({name: anyText, points: fc.array(anyPoint, {maxLength: 9})}), {maxLength: seriesMost}),
    target: fc.option(fc.record({value: anyNumber, label: anyText, name: anyText}), {nil: undefined}),
    width: fc.integer({min: 200, max: 700}),
    height: fc.option(fc.integer({min: 80, max: 500}), {nil: undefined}),
  });
}

describe("renderChart(chart) of any data", () => {
  test("is well-formed XML whose numbers are numbers", async () => {
    await fc.assert(
      fc.asyncProperty(anyChart(KINDS, 4), async chart => {
        const svg = renderChart(chart, {idPrefix: "p"});
        expect(await parseStrictly(svg)).toEqual(readSize(svg));
        expect(svg.replace(/>[^<]*</g, "><").replace(/aria-label="[^"]*"/, "")).not.toMatch(/NaN|Infinity|undefined/);
      }),
    );
  });

  test("holds no radical code point", () => {
    fc.assert(
      fc.property(anyChart(KINDS, 3), chart => {
        expect(renderChart(chart, {idPrefix: "p"})).not.toMatch(/[\u2e80-\u2fdf]/);
      }),
    );
  });

  test("keeps every text inside the drawing", () => {
    fc.assert(
      fc.property(anyChart(KINDS, 4), chart => {
        const svg = renderChart(chart, {idPrefix: "p"});
        const {width, height} = readSize(svg);
        const outside = readTexts(svg).filter(
          text => text.left < -1.5 || text.top < -1.5 || text.right > width + 1.5 || text.bottom > height + 1.5,
        );
        expect(outside).toEqual([]);
      }),
    );
  });

  test("keeps the number of a value inside that is too small to be drawn", () => {
    for (const kind of KINDS) {
      for (const value of [-5e-324, -1e-300, 1e-300]) {
        const chart = {title: "", measure: "", categoryName: "", categories: [""], width: 200};
        const points = [{value, label: String(value)}];
        const svg = renderChart({...chart, kind, series: [{name: "", points}]}, {idPrefix: "p"});
        const {width} = readSize(svg);
        expect(
          readTexts(svg).filter(text => text.left < -1.5 || text.right > width + 1.5),
          `${kind} ${value}`,
        ).toEqual([]);
      }
    }
  });

  test("prints every name and number, except where lines and stacks lack room", () => {
    fc.assert(
      fc.property(anyChart(COMPLETE_KINDS, 1), chart => {
        const all = squeezed(
          readTexts(renderChart(chart, {idPrefix: "p"}))
            .map(text => text.content)
            .join("|"),
        );
        const shown = chart.series.length === 0 ? [] : chart.categories;
        const numbers = chart.series.flatMap(({points}) => points.slice(0, chart.categories.length));
        const wanted = [...shown, ...numbers.filter(({value}) => !Number.isNaN(value)).map(({label}) => label)];
        expect(wanted.filter(text => !all.includes(squeezed(printableText(text))))).toEqual([]);
      }),
    );
  });

  test("gives the same bytes again, whatever is drawn in between", () => {
    fc.assert(
      fc.property(anyChart(KINDS, 3), anyChart(KINDS, 2), (chart, other) => {
        const once = renderChart(chart, {idPrefix: "p"});
        renderChart(other, {idPrefix: "q"});
        expect(renderChart(chart, {idPrefix: "p"})).toBe(once);
      }),
      {numRuns: 40},
    );
  });
});

describe("renderChart(chart)", () => {
  const chart: Chart = {
    kind: "column",
    title: "“土地”<流转>&托管",
    measure: "亩",
    categoryName: "村",
    categories: ["顺德村2019年", "⼟地村"],
    series: [series("面积", ["120", "未报"])],
    width: 330,
  };

  test("leaves a name of ideographs and digits in one piece, with ordinary ideographs", () => {
    const texts = readTexts(renderChart(chart, {idPrefix: "c1"})).map(text => text.content);
    expect(texts).toEqual(expect.arrayContaining(["顺德村2019年", "土地村", "120", "未报", "单位：亩"]));
  });

  test("begins with <svg>, has a viewBox, a role and its title as name", () => {
    const svg = renderChart(chart, {idPrefix: "c1"});
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" id="c1-svg"/);
    expect(svg).toContain('role="img" aria-label="“土地”&lt;流转&gt;&amp;托管" viewBox="0 0 330 190"');
  });

  test("begins every id with the prefix", () => {
    const svg = renderChart(chart, {idPrefix: "a2-c1"});
    const ids = [...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter(id => !id?.startsWith("a2-c1-"))).toEqual([]);
  });

  test("names the family that pages embed, and nothing outside the page", () => {
    const svg = renderChart(chart, {idPrefix: "c1"});
    expect(svg).toContain("&quot;JB Sans&quot;");
    expect(svg.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|<script|<style|<image/);
  });

  test("prints 未报 in grey and never as zero", () => {
    const svg = renderChart({...chart, series: [series("面积", ["120", "未报"])]}, {idPrefix: "c1"});
    expect(svg).toMatch(/fill="#6b6b6b"[^>]*>未报</i);
  });

  test("draws a row for each of 32 villages, the first on top", () => {
    const categories = Array.from({length: 32}, (_, index) => `第${index + 1}村`);
    const labels = categories.map((_, index) => String(100 - index));
    const texts = readTexts(
      renderChart({...chart, kind: "bar", categories, series: [series("面积", labels)]}, {idPrefix: "c1"}),
    );
    const tops = categories.map(name => texts.find(text => text.content === name)?.top ?? Number.NaN);
    expect(tops).toEqual([...tops].sort((one, other) => one - other));
  });
});
