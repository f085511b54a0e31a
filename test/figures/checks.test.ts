import {describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {describe as describeDiagnostic, placeAt, type Span} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

const indicators = baseWorkspace["indicators.yaml"] ?? "";
const july = baseWorkspace["progress/2019-07.yaml"] ?? "";
const june = baseWorkspace["progress/2019-06.yaml"] ?? "";
const rules = (...lines: readonly string[]) => `${indicators}核对:\n${lines.map(line => `  - {${line}}\n`).join("")}`;
const notGreater = "规则: 不大于, 部分: 流转面积, 整体: 耕地面积";

const check = (files: Readonly<Record<string, string>>) => checkWorkspace(memoryFiles({...baseWorkspace, ...files}));

function told(files: Readonly<Record<string, string>>): string[] {
  return check(files).diagnostics.map(({code, severity, span}) => `${code} ${severity} ${placeOf(span)}`);
}

function placeOf(span: Span | undefined): string {
  const place = span && placeAt(span.source, span.start);
  return `${span?.source.path}:${place?.line}:${place?.column}`;
}

describe("a finding", () => {
  const files = {
    "indicators.yaml": rules(`${notGreater}, 说明: 只计耕地`),
    "progress/2019-07.yaml": july.replace("388", "688"),
  };

  test("points at the value, at what it was compared with and at the rule", () => {
    const [found] = check(files).diagnostics;
    expect(placeOf(found?.span)).toBe("progress/2019-07.yaml:3:15");
    expect(found?.related.map(({span, note}) => `${placeOf(span)} ${note}`)).toEqual([
      "units.yaml:5:37 耕地面积 640亩",
      "indicators.yaml:8:10 按这条核对规则",
    ]);
    expect(found && describeDiagnostic(found).message).toBe(
      "顺德村 2019-07 的流转面积 688亩，大于耕地面积 640亩（只计耕地）",
    );
  });

  test("with 级别: 提醒 is a warning and does not block the bulletin", () => {
    expect(check(files).bulletins[0]?.composed.blockedBy).toEqual(["progress/2019-07.yaml"]);
    const gentle = {...files, "indicators.yaml": rules(`${notGreater}, 级别: 提醒`)};
    expect(told(gentle)).toEqual(["JB-2503 warning progress/2019-07.yaml:3:15"]);
    expect(check(gentle).bulletins[0]?.composed.view).toBeDefined();
  });

  test("leaves an attribute out of it that other months agree with", () => {
    const area = {
      "bulletins/2019-06-area/bulletin.yaml": bulletin(["a.md"]).replaceAll("2019-07", "2019-06"),
      "bulletins/2019-06-area/a.md": article("顺德村流转率{{ 顺德村.流转率 }}。"),
    };
    const blocked = (more: Readonly<Record<string, string>>) =>
      check({...files, ...area, ...more}).bulletins.map(({composed}) => composed.blockedBy);
    expect(blocked({})).toEqual([[], ["progress/2019-07.yaml"]]);
    // With one month alone it is not known which of the two is wrong.
    const alone = check({
      "indicators.yaml": rules(notGreater),
      "progress/2019-06.yaml": june.replace(/ *顺德村:.*\n/, ""),
      "progress/2019-07.yaml": july.replace("388", "688"),
      "bulletins/2019-07-monthly/a.md": article("顺德村流转率{{ 顺德村.流转率 }}。"),
    });
    expect(alone.bulletins[0]?.composed.blockedBy.toSorted()).toEqual(["progress/2019-07.yaml", "units.yaml"]);
  });

  test("blocks only the bulletins that show the value", () => {
    const other = {
      "bulletins/2019-07-other/bulletin.yaml": bulletin(["a.md"]),
      "bulletins/2019-07-other/a.md": article("名杨村流转{{ 名杨村.流转面积 }}。"),
    };
    const views = check({...files, ...other}).bulletins.map(({folder, composed}) => [folder.slug, !!composed.view]);
    expect(views).toEqual([
      ["2019-07-monthly", false],
      ["2019-07-other", true],
    ]);
  });

  test("one wrong value is told once, whatever rules it breaks", () => {
    const many = rules(
      notGreater,
      "规则: 波动, 指标: 流转面积, 上限: 20%",
      "规则: 数量级, 指标: 流转面积",
      "规则: 只增不减, 指标: 流转面积",
    );
    const august = july.replace("2019-07", "2019-08");
    const wrong = july.replace("388", "38800");
    expect(told({"indicators.yaml": many, "progress/2019-07.yaml": wrong, "progress/2019-08.yaml": august})).toEqual([
      "JB-2507 error progress/2019-07.yaml:3:15",
    ]);
  });
});

describe("what was not reported never fails", () => {
  test.each([
    ["不大于", notGreater],
    ["只增不减", "规则: 只增不减, 指标: 流转面积"],
    ["波动", "规则: 波动, 指标: [流转面积, 村集体增收], 上限: 1000%"],
    ["条件", "规则: 条件, 条件: 流转面积 >= 1 且 村集体增收 >= 0"],
    ["合计相符", "规则: 合计相符, 指标: 全部"],
  ])("%s", (_, rule) => {
    const partial = {
      "indicators.yaml": rules(rule),
      "progress/2019-06.yaml": june.replace("流转面积: 371", "流转面积: 未报"),
      "progress/2019-07.yaml": july.replace("流转面积: 1020, ", ""),
    };
    expect(told(partial)).toEqual([]);
  });

  test("a total is compared with what was reported: only too much is wrong while members are missing", () => {
    const total = (value: number) => ({
      "indicators.yaml": rules("规则: 合计相符, 指标: 流转面积"),
      "progress/2019-07.yaml": `${july.replace("流转面积: 1020, ", "")}  示例镇: {流转面积: ${value}}\n`,
    });
    expect(told(total(1400))).toEqual([]);
    expect(told(total(300))).toEqual(["JB-2501 error progress/2019-07.yaml:5:15"]);
  });
});

describe("a change is not told", () => {
  const fallen = {
    "indicators.yaml": rules("规则: 只增不减, 指标: 流转面积"),
    "progress/2019-07.yaml": july.replace("388", "338"),
  };

  test("unless nobody says why", () => {
    expect(told(fallen)).toEqual(["JB-2505 warning progress/2019-07.yaml:3:15"]);
  });

  test("with a 备注 for the unit and the indicator", () => {
    const note = "备注:\n  - {单位: 顺德村, 指标: 流转面积, 说明: 合同到期}\n";
    expect(told({...fallen, "progress/2019-07.yaml": `${fallen["progress/2019-07.yaml"]}${note}`})).toEqual([]);
  });

  test("with a 更正", () => {
    const correction =
      "更正:\n  - {单位: 顺德村, 指标: 流转面积, 原值: 338, 更正为: 340, 原因: 漏报, 日期: 2019-08-09}\n";
    expect(told({...fallen, "progress/2019-07.yaml": `${fallen["progress/2019-07.yaml"]}${correction}`})).toEqual([]);
  });

  test("within 容差, and below 起点", () => {
    expect(told({...fallen, "indicators.yaml": rules("规则: 只增不减, 指标: 流转面积, 容差: 10%")})).toEqual([]);
    expect(told({...fallen, "indicators.yaml": rules("规则: 波动, 指标: 流转面积, 上限: 1%, 起点: 5000")})).toEqual([]);
  });
});

describe("the value pointed at is the one that strays", () => {
  test("the whole, when it is the whole that changed", () => {
    const fees = (month: string, due: number, paid: number) =>
      `期间: ${month}\n数据:\n  顺德村: {应收: ${due}, 实收: ${paid}}\n`;
    const text = rules("规则: 不大于, 部分: 实收, 整体: 应收").replace(
      "  流转率:",
      "  应收: {单位: 元, 口径: 当期数}\n  实收: {单位: 元, 口径: 当期数}\n  流转率:",
    );
    const files = {
      "progress/2019-05.yaml": fees("2019-05", 3720, 2100),
      "progress/2019-04.yaml": fees("2019-04", 372, 2000),
    };
    expect(told({"indicators.yaml": text, ...files})).toEqual(["JB-2503 error progress/2019-04.yaml:3:13"]);
  });

  test("the attribute, when every month contradicts it", () => {
    const files = {
      "indicators.yaml": rules(notGreater),
      "units.yaml": (baseWorkspace["units.yaml"] ?? "").replace("640", "64"),
    };
    expect(told(files)).toEqual(["JB-2503 error units.yaml:5:37"]);
  });

  test("the earlier month, when the later one goes with the rest", () => {
    const may = june.replace("2019-06", "2019-05").replace("371", "3710");
    expect(
      told({"indicators.yaml": rules("规则: 波动, 指标: 流转面积, 上限: 50%"), "progress/2019-05.yaml": may}),
    ).toEqual(["JB-2506 warning progress/2019-05.yaml:3:15"]);
  });
});

describe("a rule", () => {
  test("for a type of unit that has members is checked with their sums", () => {
    const files = {"indicators.yaml": rules("规则: 条件, 条件: 流转面积 <= 1400, 单位: 镇")};
    const [found] = check(files).diagnostics;
    expect(found && describeDiagnostic(found).message).toBe("示例镇 2019-07 不符合“流转面积 <= 1400”：流转面积 1408亩");
    expect(placeOf(found?.span)).toBe("indicators.yaml:8:10");
  });

  test("can name other months and formulas", () => {
    expect(told({"indicators.yaml": rules("规则: 条件, 条件: 流转率 <= 流转率@上月 * 1.01, 单位: 村")})).toEqual([
      "JB-2510 error progress/2019-07.yaml:3:15",
      "JB-2510 error progress/2019-07.yaml:4:15",
    ]);
  });

  test("under its own name softens one that is always on", () => {
    const text = indicators.replace("  流转率:", "  入社户数: {单位: 户, 口径: 期末数}\n  流转率:");
    const files = {"progress/2019-07.yaml": july.replace("增收: 1.6", "增收: 1.6, 入社户数: 18.5")};
    expect(told({...files, "indicators.yaml": text})).toEqual(["JB-2508 error progress/2019-07.yaml:3:38"]);
    const softened = `${text}核对: [{规则: 整数, 指标: 入社户数, 级别: 提醒}]\n`;
    expect(told({...files, "indicators.yaml": softened})).toEqual(["JB-2508 warning progress/2019-07.yaml:3:38"]);
  });
});
