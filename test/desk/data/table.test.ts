import {describe, expect, test} from "vitest";
import type {Period} from "../../../src/figures/index.ts";
import {baseWorkspace} from "../../faults/base-workspace.ts";
import {july, openMonthOf, sampleData} from "./month.ts";

const path = "progress/2019-07.yaml";
const julyText = sampleData[path] ?? "";

describe("readTable", () => {
  test("has the units that report in the order of the roll, below their groups", () => {
    const {rows, indicators, period, findings} = openMonthOf(sampleData).table();
    expect(period).toBe(july);
    expect(rows).toHaveLength(36);
    expect(rows.slice(6, 9).map(({unit, above, type}) => [unit, above, type])).toEqual([
      ["千乘村", "东部片区", "村"],
      ["崔家村", "西部片区", "村"],
      ["魏家村", "西部片区", "村"],
    ]);
    expect(rows.at(-1)).toMatchObject({unit: "五金交电家属院", above: "文苑社区", type: "小区", path});
    expect(indicators.map(({name}) => name)).toEqual(
      "领办合作社 流转面积 流转率 入社户数 入社率 村集体增收 务工人次 应收物业费 实收物业费 收缴率 诉求件数 办结件数 在办件数 办结率 满意度 整治问题 业委会委员 党员委员 党员委员占比 保洁员".split(
        " ",
      ),
    );
    expect(findings).toEqual([]);
  });

  test("gives each row its own cells, as written, with last month's beside", () => {
    const month = openMonthOf(sampleData);
    const cells = month.table().rows.find(({unit}) => unit === "程展村")?.cells;
    expect(cells).toEqual({
      领办合作社: {text: "1", last: "1"},
      流转面积: {text: "897", last: "846"},
      流转率: {text: "48.2", last: "45.5"},
      入社户数: {text: "128", last: "121"},
      入社率: {text: "37.5", last: "35.5"},
      村集体增收: {text: "2.0", last: "2.1"},
      务工人次: {text: "129", last: "144"},
    });
    expect(month.cell("柴杨刘村", "务工人次")).toMatchObject({text: ""});
    expect(month.cell("建筑公司家属院", "流转面积")).toBeUndefined();
    expect(month.cell("建筑公司家属院", "收缴率")?.text).toBe("68.8");
  });

  test("shows a correction of last month in place of what was written", () => {
    const correction = "更正: [{单位: 顺德村, 指标: 流转面积, 原值: 371, 更正为: 372, 原因: 看错, 日期: 2019-07-09}]\n";
    const texts = {...baseWorkspace, "progress/2019-06.yaml": baseWorkspace["progress/2019-06.yaml"] + correction};
    expect(openMonthOf(texts).cell("顺德村", "流转面积")?.last).toBe("372");
  });

  test("tells findings in their cells and the others beside", () => {
    const text = julyText
      .replace("流转面积:  388", "流转面积: 三百")
      .replace("流转面积:  613, 入社户数:  85", "流转面积: 9613, 入社户数:  85")
      .replace("  武刘庄村:", "  武刘村:");
    const month = openMonthOf({...sampleData, [path]: text});
    expect(month.cell("顺德村", "流转面积")).toMatchObject({text: "三百", findings: [{code: "JB-2023"}]});
    expect(month.cell("王刘村", "流转面积")?.findings?.map(({severity}) => severity)).toContain("error");
    expect(month.table().findings.map(({code}) => code)).toEqual(["JB-2031"]);
    expect(month.cell("武刘庄村", "流转面积")).toEqual({text: "", last: "235"});
  });

  test("expects a new village beside those that report, and none elsewhere", () => {
    const units = sampleData["units.yaml"]?.replace(
      /( +)- 名称: 于许村\n/,
      "$1- 名称: 新立村\n$1  类型: 村\n$1- 名称: 于许村\n",
    );
    const names = openMonthOf({...sampleData, "units.yaml": units ?? ""})
      .table()
      .rows.map(({unit}) => unit);
    expect(names).toContain("新立村");
    expect(names).not.toContain("杜郭胡村");
    expect(names).not.toContain("东部片区");
  });

  test("lists all units of a type that reports when nobody has reported yet", () => {
    const first = "2019-08" as Period;
    const {"progress/2019-06.yaml": _june, "progress/2019-07.yaml": _july, ...base} = baseWorkspace;
    const month = openMonthOf({...base, "progress/2019-08.yaml": "期间: 2019-08\n数据: {}\n"});
    expect(month.table(first).rows.map(({unit, cells}) => [unit, Object.keys(cells)])).toEqual([
      ["顺德村", ["流转面积", "村集体增收", "流转率"]],
      ["名杨村", ["流转面积", "村集体增收", "流转率"]],
    ]);
  });

  test("is there, with what is wrong, when the file cannot be read", () => {
    const table = openMonthOf({...sampleData, [path]: `${julyText}  坏: {\n`}).table();
    expect(table.findings.map(({code}) => code)).toEqual(["JB-1010"]);
    expect(table.rows).toHaveLength(36);
  });

  test("is a table of no month without a file", () => {
    expect(() => openMonthOf(sampleData).table("2018-01" as Period)).toThrow("no table of 2018-01");
  });
});
