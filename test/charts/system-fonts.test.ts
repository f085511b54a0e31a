import {createRequire} from "node:module";
import {expect, test} from "vitest";
import {type Chart, renderChart} from "../../src/charts/index.ts";

// In a file of its own: other tests load the fonts of the machine with the canvas that they read pictures with.
test("renderChart() knows its own font and none of the machine's", () => {
  const chart: Chart = {
    kind: "bar",
    title: "题",
    measure: "亩",
    categoryName: "村",
    categories: ["顺德村"],
    series: [{name: "流转面积", points: [{value: 1, label: "1"}]}],
    width: 300,
    target: undefined,
    height: undefined,
  };
  expect(renderChart(chart, {idPrefix: "a"})).toContain("顺德村");
  const {GlobalFonts} = createRequire(import.meta.url)("@napi-rs/canvas") as typeof import("@napi-rs/canvas");
  // The file's own name, and the one it was given.
  expect(GlobalFonts.families.map(({family}) => family)).toEqual(["Noto Sans SC", "JB Sans"]);
});
