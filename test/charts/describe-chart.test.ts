import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {type Chart, describeChart} from "../../src/charts/index.ts";
import {series} from "./points.ts";

const rates: Chart = {
  kind: "bar",
  title: "各村流转率",
  measure: "%",
  categoryName: "村",
  categories: ["顺德村", "千乘村", "名杨村", "申秘村"],
  series: [series("流转率", ["71.30", "43.2", "未报", "60.0"])],
  target: {value: 60, label: "60", name: "年度目标"},
  width: 330,
};

describe("describeChart(chart)", () => {
  test("names highest, lowest, who reaches the target and who is 未报, with the digits as printed", () => {
    expect(describeChart(rates)).toBe(
      "条形图《各村流转率》，共4个村，单位：%。最高的是顺德村，为71.30%；最低的是千乘村，为43.2%。" +
        "3个村中有2个达到年度目标60%：顺德村、申秘村。未报：名杨村。",
    );
  });

  test("tells a line from its first to its last period", () => {
    const line: Chart = {
      ...rates,
      kind: "line",
      categoryName: "月份",
      categories: ["5月", "6月", "7月"],
      series: [series("流转率", ["38.0", "37.1", "43.2"])],
    };
    expect(describeChart(line)).toBe(
      "折线图《各村流转率》，共3个月份，单位：%。从5月的38.0%上升到7月的43.2%，最低的是6月，为37.1%。均未达到年度目标60%。",
    );
  });

  test("says 持平 when first and last print the same", () => {
    const line: Chart = {...rates, kind: "line", categories: ["6月", "7月"], series: [series("率", ["52.0", "52.0"])]};
    expect(describeChart({...line, target: undefined})).toContain("6月与7月持平，均为52.0%。");
  });

  test("names all that share the highest number", () => {
    const tied = {...rates, series: [series("流转率", ["71", "71", "30", "60"])], target: undefined};
    expect(describeChart(tied)).toContain("最高的是顺德村、千乘村，均为71%；最低的是名杨村，为30%。");
  });

  test("counts those that reach the target where they are too many to name", () => {
    const categories = Array.from({length: 32}, (_, index) => `第${index + 1}村`);
    const many = {
      ...rates,
      categories,
      series: [
        series(
          "率",
          categories.map((_, index) => String(100 - index)),
        ),
      ],
    };
    expect(describeChart(many)).toContain("。均达到年度目标60%。");
    expect(describeChart({...many, target: {value: 90, label: "90", name: "目标"}})).toContain(
      "32个村中有11个达到目标90%。",
    );
  });

  test("says 全部未报 when nothing is reported, and 没有数据 when there is nothing", () => {
    expect(describeChart({...rates, series: [series("率", ["未报", "未报", "未报", "未报"])]})).toContain("全部未报。");
    expect(describeChart({...rates, categories: []})).toContain("没有数据。");
  });

  test("treats each series by its name", () => {
    const grouped: Chart = {
      ...rates,
      kind: "groupedColumn",
      target: undefined,
      series: [series("6月", ["1", "2", "未报", "4"]), series("7月", ["5", "6", "7", "8"])],
    };
    expect(describeChart(grouped)).toBe(
      "分组柱状图《各村流转率》，共4个村，包括6月、7月，单位：%。6月：最高的是申秘村，为4%；最低的是顺德村，为1%。" +
        "6月未报：名杨村。7月：最高的是申秘村，为8%；最低的是顺德村，为5%。",
    );
  });

  test("lists the parts of a doughnut", () => {
    const ring: Chart = {
      ...rates,
      kind: "doughnut",
      measure: "亩",
      categoryName: "去向",
      categories: ["合作社", "大户", "其他"],
      series: [series("面积", ["6561", "3660", "60"])],
    };
    expect(describeChart(ring)).toContain("合作社6561亩，大户3660亩，其他60亩。");
  });

  test("never prints NaN, undefined or an empty sentence", () => {
    const label = fc.constantFrom("1", "2.50", "-3", "0", "未报");
    fc.assert(
      fc.property(fc.array(label, {maxLength: 5}), fc.constantFrom("line", "bar", "doughnut"), (labels, kind) => {
        const text = describeChart({...rates, kind, series: [series("率", labels)]});
        expect(text).not.toMatch(/NaN|undefined|null|。。|^。/);
        expect(text.endsWith("。")).toBe(true);
      }),
    );
  });
});
