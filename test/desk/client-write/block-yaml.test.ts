import {describe, expect, test} from "vitest";
import {
  isReadable,
  readOption,
  readRows,
  writeOption,
  writeRows,
} from "../../../src/desk/client/write/dialogs/block-yaml.ts";

const chart = '类型: 柱状图\n标题: "{{ 期间 }}流转率" # 给自己看\n指标: 流转率\n说不准: 留着\n';

describe("writeOption", () => {
  test("writes one option and leaves the rest, comments and unknown ones too", () => {
    expect(writeOption(chart, "类型", ["条形图"])).toBe(chart.replace("柱状图", "条形图"));
  });

  test("puts a new option where it is usually written, several texts as a list", () => {
    const written = writeOption(chart, "单位", ["顺德村", "吴家村"]);
    expect(written).toContain("# 给自己看\n单位: [顺德村, 吴家村]\n指标: 流转率");
    expect(readOption(written, "单位")).toEqual(["顺德村", "吴家村"]);
  });

  test("leaves out an option without texts, and begins an empty block", () => {
    expect(writeOption(chart, "指标", [])).not.toContain("指标");
    expect(writeOption("", "前", ["3"])).toBe("前: 3\n");
  });

  test("quotes what YAML would read otherwise", () => {
    const written = writeOption("", "标题", ["{{ 期间 }}：各村, 各片区 #1"]);
    expect(readOption(written, "标题")).toEqual(["{{ 期间 }}：各村, 各片区 #1"]);
  });
});

describe("writeRows", () => {
  test("writes a name alone where there are no other words", () => {
    const rows = [{值: "流转面积"}, {表头: "比上月", 值: "流转率 | 环比"}, {表头: ""}];
    const written = writeRows("单位: 各村\n合计: 是\n", "列", "值", rows);
    expect(written).toBe("单位: 各村\n列:\n  - 流转面积\n  - {表头: 比上月, 值: 流转率 | 环比}\n合计: 是\n");
    expect(readRows(written, "列", "值")).toEqual(rows.slice(0, 2));
  });

  test("writes cards as the whole block", () => {
    expect(writeRows("", undefined, "值", [{值: "流转率"}])).toBe("- 流转率\n");
    expect(writeRows("- 流转率\n", undefined, "值", [])).toBe("");
  });
});

test("isReadable refuses what is no YAML", () => {
  expect(isReadable(chart)).toBe(true);
  expect(isReadable("标题: {{ 期间 }}进展: 一\n  - x")).toBe(false);
});
