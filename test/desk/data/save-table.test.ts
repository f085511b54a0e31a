import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {parse} from "yaml";
import {baseWorkspace} from "../../faults/base-workspace.ts";
import {changedLines, openMonthOf, sampleData, type Typed} from "./month.ts";

const path = "progress/2019-07.yaml";
const julyText = sampleData[path] ?? "";
const withJuly = (text: string) => openMonthOf({...baseWorkspace, [path]: text});
const nothingWrong = {conflicts: [], refused: []};

describe("saveCells", () => {
  test("changes the cell alone and keeps its column", () => {
    const month = openMonthOf(sampleData);
    expect(month.save([["程展村", "流转面积", "1002"]])).toEqual({...nothingWrong, paths: [path]});
    expect(changedLines(julyText, month.text())).toEqual([
      "  程展村:     {领办合作社: 1, 流转面积: 1002, 入社户数: 128, 村集体增收: 2.0, 务工人次: 129}",
    ]);
    month.save([["程展村", "流转面积", "9"]]);
    expect(month.text()).toContain("流转面积:    9, 入社户数: 128");
    month.save([["程展村", "流转面积", "12345"]]);
    expect(month.text()).toContain("流转面积: 12345, 入社户数: 128");
    month.save([["程展村", "流转面积", "897"]]);
    expect(month.text()).toBe(julyText);
  });

  test("gives a column that was made wider its width back when all of it is taken back", () => {
    const month = openMonthOf(sampleData);
    const rows = month.table().rows.filter(({cells}) => /^\d+$/.test(cells.务工人次?.text ?? ""));
    const typed = (change: (text: string) => string) =>
      rows.map(({unit, cells}): Typed => [unit, "务工人次", change(cells.务工人次?.text ?? "")]);
    const [wider, narrow] = [typed(text => `1${text.padStart(3, "0")}`), typed(text => text)];
    expect(rows.length).toBeGreaterThan(20);
    month.save(wider);
    const wide = month.text();
    month.save(narrow);
    expect(month.text()).toBe(julyText);
    month.save(wider);
    expect(month.text()).toBe(wide);
    // Another line that was changed meanwhile stays as it is; what is taken back is right, though wider.
    month.others.push(text => text.replace("# ", "#  "));
    month.save([["程展村", "流转面积", "898"]]);
    month.save(narrow);
    expect(month.text()).toContain("流转面积:  898, ");
    expect(month.text()).toContain("#  ");
    expect(parse(month.text()).数据.程展村.务工人次).toBe(129);
  });

  test("writes 未报 for a cell that is cleared, and leaves one that was none", () => {
    const month = openMonthOf(sampleData);
    month.save([
      ["程展村", "流转面积", ""],
      ["柴杨刘村", "务工人次", ""],
    ]);
    expect(changedLines(julyText, month.text())).toEqual([
      "  程展村:     {领办合作社: 1, 流转面积: 未报, 入社户数: 128, 村集体增收: 2.0, 务工人次: 129}",
    ]);
  });

  test("adds an indicator to a row where it belongs", () => {
    const month = openMonthOf(sampleData);
    month.save([["柴杨刘村", "务工人次", "61"]]);
    expect(changedLines(julyText, month.text())).toEqual([
      "  柴杨刘村:   {领办合作社: 1, 流转面积:  550, 入社户数:  65, 村集体增收: 1.3, 务工人次:  61}",
    ]);
    const base = withJuly("期间: 2019-07\n数据:\n  顺德村: {村集体增收: 1.6}\n  名杨村: {}\n");
    base.save([
      ["顺德村", "流转面积", "388"],
      ["名杨村", "村集体增收", "2"],
    ]);
    expect(base.text()).toBe(
      "期间: 2019-07\n数据:\n  顺德村: {流转面积: 388, 村集体增收: 1.6}\n  名杨村: {村集体增收: 2.0}\n".replace(
        "2.0",
        "  2",
      ),
    );
  });

  test("adds a row beside its siblings, set as they are", () => {
    const month = openMonthOf({
      ...sampleData,
      [path]: julyText.replace(/ {2}顺德村:.*\n/, "").replace(/ {2}崔家村:.*\n/, ""),
    });
    month.save([
      ["顺德村", "入社户数", "63"],
      ["顺德村", "流转面积", "388"],
      ["崔家村", "流转面积", "350"],
    ]);
    expect(month.text()).toContain(
      "务工人次: 139}\n  顺德村:     {流转面积:  388, 入社户数:  63}\n  王刘村:     {领办",
    );
    expect(month.text()).toContain("  # 西部片区\n  崔家村:     {流转面积:  350}\n  魏家村:     {领办");
  });

  test.each([
    ["数据:\n", "数据:\n  顺德村: {流转面积: 388}\n"],
    ["数据: {}\n", "数据:\n  顺德村: {流转面积: 388}\n"],
    ["数据: # 各村\n  # 还没有\n", "数据: # 各村\n  顺德村: {流转面积: 388}\n  # 还没有\n"],
    ["数据:\n  顺德村:\n", "数据:\n  顺德村: {流转面积: 388}\n"],
    ["数据:\n  顺德村: ~ # 待报\n", "数据:\n  顺德村: {流转面积: 388} # 待报\n"],
    ["数据:\n  顺德村: {流转面积: }\n", "数据:\n  顺德村: {流转面积: 388 }\n"],
    ["数据: {名杨村: {流转面积: 7}}", "数据: {顺德村: {流转面积: 388}, 名杨村: {流转面积: 7}}"],
    ["数据:\n  顺德村:\n    流转面积: 7 # 初报\n", "数据:\n  顺德村:\n    流转面积: 388 # 初报\n"],
    ["数据:\n  顺德村:\n    流转面积:\n", "数据:\n  顺德村:\n    流转面积: 388\n"],
    ["数据:\n  顺德村:\n    流转面积: 未报", "数据:\n  顺德村:\n    流转面积: 388"],
    ["数据:\n  顺德村:\n    村集体增收: 2 # 万元", "数据:\n  顺德村:\n    村集体增收: 2 # 万元\n    流转面积: 388"],
    [
      "数据:\n  名杨村:\n    流转面积: 7\n    # 尾\n",
      "数据:\n  顺德村:\n    流转面积: 388\n  名杨村:\n    流转面积: 7\n    # 尾\n",
    ],
    ['数据:\n  "顺德村": {"流转面积": "三百"}\n', '数据:\n  "顺德村": {"流转面积": 388}\n'],
    [
      "数据:\n  顺德村: {\n    流转面积:\n      7, # 初报\n  }\n",
      "数据:\n  顺德村: {\n    流转面积:\n      388, # 初报\n  }\n",
    ],
  ])("writes into %j", (before, after) => {
    const month = withJuly(`期间: 2019-07\n${before}`);
    expect(month.save([["顺德村", "流转面积", "388"]])).toEqual({...nothingWrong, paths: [path]});
    expect(month.text()).toBe(`期间: 2019-07\n${after}`);
  });

  test("begins again when another program writes the file in the same moment", () => {
    const month = withJuly("期间: 2019-07\n数据:\n  顺德村: {流转面积: 1}\n  名杨村: {流转面积: 2}\n");
    month.others.push(text => text.replace("流转面积: 2", "流转面积: 3"));
    const {conflicts} = month.save([
      ["顺德村", "流转面积", "7"],
      ["名杨村", "流转面积", "8"],
    ]);
    expect(conflicts).toEqual([{unit: "名杨村", indicator: "流转面积", theirs: "3"}]);
    expect(month.text()).toBe("期间: 2019-07\n数据:\n  顺德村: {流转面积: 7}\n  名杨村: {流转面积: 3}\n");
  });

  test("reads numbers as people type them and refuses what is none", () => {
    const month = openMonthOf(sampleData);
    const {refused} = month.save([
      ["程展村", "流转面积", " 1,200 "],
      ["凤集村", "流转面积", "１２０1．5"],
      ["凤停村", "流转面积", "三百"],
      ["凤仪村", "流转面积", "12亩"],
      ["和家店村", "流转面积", "1,20"],
      ["千乘村", "流转面积", "—"],
      ["建筑公司家属院", "满意度", "88.5％"],
    ]);
    expect(refused.map(({unit, message}) => `${unit}：${message}`)).toEqual([
      "凤停村：“三百”不是数，请填阿拉伯数字，没有报的留空",
      "凤仪村：“12亩”只写 12，不带单位“亩”",
      "和家店村：“1,20”不是数，请填阿拉伯数字，没有报的留空",
      "千乘村：“—”不是数：没有报的留空，确实没有的填 0",
    ]);
    expect(
      changedLines(julyText, month.text()).map(line => /流转面积: *([^,]+)|满意度: ([^,]+)/.exec(line)?.slice(1)),
    ).toEqual([
      ["1200", undefined],
      ["1201.5", undefined],
      [undefined, "88.5"],
    ]);
  });

  test("leaves a cell that another changed meanwhile, and writes the others", () => {
    const month = openMonthOf(sampleData);
    month.save([["程展村", "流转面积", "900"]]);
    const saved = month.save([
      ["程展村", "流转面积", "950", "897"],
      ["程展村", "入社户数", "130", "128"],
      ["凤集村", "流转面积", "1200", "1100"],
    ]);
    expect(saved.conflicts).toEqual([{unit: "程展村", indicator: "流转面积", theirs: "900"}]);
    expect(month.cell("程展村", "流转面积")?.text).toBe("900");
    expect(month.cell("程展村", "入社户数")?.text).toBe("130");
  });

  test("refuses units, indicators and formulas that have no cell", () => {
    const month = openMonthOf(sampleData);
    const {refused, paths} = month.save([
      ["无名村", "流转面积", "1"],
      ["程展村", "无名", "1"],
      ["程展村", "流转率", "1"],
      ["程展村", "耕地面积", "1"],
    ]);
    expect(paths).toEqual([]);
    expect(refused.map(({message}) => message)).toEqual([
      "单位名册里没有“无名村”",
      "没有指标“无名”",
      "“流转率”由公式算出，不用填",
      "“耕地面积”不随月份变化，在单位表（units.yaml）里改",
    ]);
  });

  test("does not touch a file that cannot be read or is written too oddly", () => {
    const broken = withJuly("期间: 2019-07\n数据:\n  顺德村: {流转面积: 388\n");
    expect(broken.save([["顺德村", "流转面积", "1", ""]])).toEqual({
      conflicts: [],
      refused: [{unit: "顺德村", indicator: "流转面积", message: "数据文件“2019-07.yaml”有写错的地方，先改正再填"}],
      paths: [],
    });
    const odd = withJuly(
      "期间: 2019-07\n数据:\n  ? 顺德村\n  : 流转面积: 388\n    村集体增收: 1\n  名杨村: {流转面积, 村集体增收: 2}\n",
    );
    const before = odd.text();
    const {refused} = odd.save([["名杨村", "流转面积", "1"]]);
    expect(refused.map(({message}) => message)).toEqual(["数据文件“2019-07.yaml”的写法特别，这一格要在文件里改"]);
    expect(odd.text()).toBe(before);
  });

  test("writes each row into the file of its township", () => {
    const units = `单位:
  - {名称: 甲县, 类型: 县, 下级: [
      {名称: 东镇, 类型: 镇, 下级: [{名称: 王村, 类型: 村, 代码: "1"}, {名称: 李村, 类型: 村}]},
      {名称: 西镇, 类型: 镇, 下级: [{名称: 王村, 类型: 村, 代码: "2"}]}]}
`;
    const month = openMonthOf({
      ...baseWorkspace,
      "units.yaml": units,
      "progress/2019-06.yaml": "期间: 2019-06\n范围: 东镇\n数据: {}\n",
      "progress/east/2019-07.yaml": "期间: 2019-07\n范围: 东镇\n数据:\n  王村: {流转面积: 1}\n",
      "progress/west/2019-07.yaml": "期间: 2019-07\n范围: 西镇\n数据:\n  王村: {流转面积: 2}\n",
      [path]: "期间: 2019-07\n范围: 无镇\n数据: {}\n",
    });
    const rows = month.table().rows.map(({unit, path: file, cells}) => [unit, file, cells.流转面积?.text]);
    expect(rows).toEqual([
      ["东镇·王村", "progress/east/2019-07.yaml", "1"],
      ["李村", "progress/east/2019-07.yaml", ""],
      ["西镇·王村", "progress/west/2019-07.yaml", "2"],
    ]);
    month.save([
      ["李村", "流转面积", "5"],
      ["西镇·王村", "流转面积", "6"],
    ]);
    expect(month.text("progress/east/2019-07.yaml")).toBe(
      "期间: 2019-07\n范围: 东镇\n数据:\n  王村: {流转面积: 1}\n  李村: {流转面积: 5}\n",
    );
    expect(month.text("progress/west/2019-07.yaml")).toBe("期间: 2019-07\n范围: 西镇\n数据:\n  王村: {流转面积: 6}\n");
  });
});

test("random edits of random cells change these cells and no other line", () => {
  type Rows = Record<string, Record<string, number | string>>;
  const valuesOf = (text: string) => parse(text) as {数据: Rows};
  const start = openMonthOf(sampleData).table();
  const places = start.rows.flatMap(({unit, cells}) =>
    Object.keys(cells).flatMap(indicator =>
      start.indicators.find(({name}) => name === indicator)?.formula === undefined ? [{unit, indicator}] : [],
    ),
  );
  const number = fc.oneof(
    fc.constant(""),
    fc.nat(99_999).map(String),
    fc.integer({min: -999, max: 9_999}).map(value => (value / 10).toFixed(1)),
  );
  const edit = fc.record({place: fc.constantFrom(...places), text: number});
  fc.assert(
    fc.property(fc.array(edit, {minLength: 1, maxLength: 40}), edits => {
      const month = openMonthOf(sampleData);
      const cells = edits.map(({place, text}): Typed => [place.unit, place.indicator, text]);
      expect(month.save(cells)).toMatchObject(nothingWrong);
      const after = month.text();
      const expected = valuesOf(julyText);
      const touched = new Set<string>();
      for (const [unit, indicator, text] of new Map(cells.map(cell => [`${cell[0]} ${cell[1]}`, cell])).values()) {
        touched.add(unit);
        const row = expected.数据[unit];
        if (row && (text !== "" || indicator in row)) row[indicator] = text === "" ? "未报" : Number(text);
      }
      expect(valuesOf(after)).toEqual(expected);
      const lines = after.split("\n");
      const old = julyText.split("\n");
      expect(lines).toHaveLength(old.length);
      for (const [index, line] of old.entries()) {
        const unit = /^ {2}([^ #-][^:]*):/.exec(line)?.[1];
        if (unit === undefined || !touched.has(unit)) expect(lines[index]).toBe(line);
        else expect(lines[index]?.slice(0, line.indexOf("{"))).toBe(line.slice(0, line.indexOf("{")));
      }
    }),
    {numRuns: 40},
  );
});
