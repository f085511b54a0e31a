import {expect, test} from "vitest";
import {type Chart, tabulateChart} from "../../src/charts/index.ts";
import {series} from "./points.ts";

const chart: Chart = {
  kind: "groupedColumn",
  title: "流转面积",
  measure: "亩",
  categoryName: "片区",
  categories: ["东部", "西部"],
  series: [series("6月", ["120.50", "未报"]), series("7月", ["130", "0"])],
  width: 500,
};

test("tabulateChart(chart) has a row for each category and the labels as printed", () => {
  expect(tabulateChart(chart)).toEqual({
    head: ["片区", "6月", "7月"],
    rows: [
      ["东部", "120.50", "130"],
      ["西部", "未报", "0"],
    ],
    measure: "亩",
  });
});

test("tabulateChart(chart) ends with the target", () => {
  const {rows} = tabulateChart({...chart, target: {value: 200, label: "200亩", name: "目标"}});
  expect(rows.at(-1)).toEqual(["目标", "200", "200"]);
});

test("tabulateChart(chart) says 未报 where a series has no point", () => {
  expect(tabulateChart({...chart, series: [series("7月", ["130"])]}).rows[1]).toEqual(["西部", "未报"]);
});
