import {describe, expect, test} from "vitest";
import {renderYamlText} from "../../src/narrative/index.ts";
import {resolvePolicy} from "../../src/pages/policy-block.ts";
import {parseYaml} from "../../src/workspace/index.ts";
import {openWorkspace} from "./open-workspace.ts";
import {phraseWorkspace} from "./phrases/workspace.ts";

function policy(lines: string, overlay: Readonly<Record<string, string>> = {}, near = 3) {
  const files = {...phraseWorkspace, "policies.yaml": `政策:\n  - 名称: 甲\n    对象: 各村\n${lines}`, ...overlay};
  const opened = openWorkspace(files, "甲镇", "2019-07");
  const yaml = parseYaml({path: "a.md", text: `名称: 甲\n前: ${near}\n`}, opened.scope.report, {masked: true});
  if (!yaml) throw new Error("no YAML");
  const tables = resolvePolicy(yaml, "t", opened.scope, value => renderYamlText(value, yaml, () => undefined));
  const rows = (table: {rows: readonly {cells: readonly string[]}[]} | undefined) =>
    table?.rows.map(({cells}) => cells.map(cell => cell.replace(/<[^>]*>/g, "")).join(" "));
  const {diagnostics} = opened.figures;
  return {
    met: rows(tables?.qualified),
    near: rows(tables?.near),
    note: tables?.qualified?.note ?? tables?.nobody,
    codes: [...diagnostics.map(({code}) => code), ...opened.codes()],
  };
}

const june = phraseWorkspace["progress/2019-06.yaml"] ?? "";
const july = phraseWorkspace["progress/2019-07.yaml"] ?? "";

describe("a ```政策 block", () => {
  test("takes in who is exactly at the line, marks who is new, adds up the range", () => {
    const {met, near, note, codes} = policy(
      "    条件: 流转率 >= 60%\n    奖励: {最低: 1, 最高: 3}\n    受益: 村集体\n",
    );
    expect(met).toEqual([
      "一村 66.0 高出6.0个百分点 1万元—3万元 ",
      "二村 60.0 刚好达到 1万元—3万元 新达标",
      "合计 — 2个村 2万元—6万元 1个村",
    ]);
    expect(near).toEqual(["三村 50.0 还差10.0个百分点（200亩）", "四村 50.0 还差10.0个百分点（80亩）"]);
    expect(note).toBe("条件：流转率60%以上；每个村奖励村集体1万元—3万元，一次性；本月新达标1个村，合1万元—3万元。");
    expect(codes).toEqual([]);
  });

  test("超过 leaves out who is exactly at the line and says so", () => {
    const {met, near} = policy("    条件: 流转率 > 60%\n    奖励: {金额: 8000, 单位: 元}\n", {}, 1);
    // June's 60 % was not over the line either.
    expect(met).toEqual(["一村 66.0 高出6.0个百分点 8000元 新达标", "合计 — 1个村 8000元 1个村"]);
    expect(near).toEqual(["二村 60.0 刚好60%，须超过"]);
  });

  test("a gap that rounding would hide is shown with more decimals", () => {
    const {near} = policy("    条件: 近线 >= 60%\n    奖励: {金额: 1}\n");
    expect(near).toEqual(["一村 59.96 还差0.04个百分点"]);
  });

  test("a unit without data is neither in nor out", () => {
    const {met, near, note, codes} = policy("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", {
      "progress/2019-07.yaml": july.replace("流转面积: 300, ", ""),
    });
    expect(met).toEqual(["一村 66.0 高出6.0个百分点 1万元", "合计 — 1个村 1万元"]);
    expect(near?.some(row => row.startsWith("二村"))).toBe(false);
    expect(note).toContain("缺数未评定：二村");
    expect(codes).toEqual(["JB-2608"]);
  });

  test("a denominator of zero decides nothing", () => {
    const units = (phraseWorkspace["units.yaml"] ?? "").replace("耕地面积: 500", "耕地面积: 0");
    const {met, note, codes} = policy("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", {"units.yaml": units});
    expect(met?.[0]).toMatch(/^一村/);
    expect(note).toContain("缺数未评定：二村");
    expect(codes).toEqual(["JB-2608"]);
  });

  test("nobody new is marked when last month has no data", () => {
    const {met} = policy("    条件: 流转率 >= 60%\n    奖励: {金额: 1}\n", {
      "progress/2019-06.yaml": june.replaceAll(/流转面积: \d+, /g, ""),
    });
    expect(met?.[1]).toBe("二村 60.0 刚好达到 1万元");
  });

  test("several conditions each have a column, and the nearest others say what each still needs", () => {
    const {met, near} = policy("    条件: 流转率 >= 60% 且 增收 >= 0.5\n    奖励: {金额: 1}\n", {}, 1);
    expect(met?.[0]).toBe("一村 66.0 1.3 流转率高出6.0个百分点，增收高出0.8万元 1万元");
    expect(near).toEqual(["三村 50.0 1.8 流转率还差10.0个百分点（200亩）"]);
  });

  test("或者 is decided by the side that holds, and what should be small is 超出 when it is large", () => {
    const {met, near} = policy("    条件: 投诉 <= 0\n    奖励: {金额: 1}\n", {}, 1);
    expect(met).toEqual(["四村 0 刚好达到 1万元 新达标", "合计 — 1个村 1万元 1个村"]);
    expect(near).toEqual(["三村 1 超出1件"]);
    const either = policy("    条件: 流转率 >= 66% 或 增收 >= 1.8\n    奖励: {金额: 1}\n", {}, 0);
    expect(either.met?.length).toBe(3);
    expect(either.near).toBeUndefined();
  });

  test("bands: the first that fits counts, the common condition comes before", () => {
    const {met} = policy(
      "    条件: 增收 > 0\n    档次:\n      - {名称: 一等, 条件: 流转率 >= 65%, 奖励: {最低: 2, 最高: 3}}\n      - {名称: 二等, 条件: 流转率 >= 50%, 奖励: {金额: 5000, 单位: 元}}\n",
    );
    expect(met?.map(row => row.split(" ").slice(4).join(" "))).toEqual([
      "一等 2万元—3万元 ",
      "二等 5000元 ",
      "二等 5000元 新达标",
      "二等 5000元 ",
      "— 3.5万元—4.5万元 1个村",
    ]);
  });

  test("nobody qualifies: a sentence in place of the table", () => {
    const {met, note} = policy("    条件: 流转率 >= 90%\n    奖励: {金额: 1}\n");
    expect(met).toBeUndefined();
    expect(note).toMatch(/^还没有村符合“甲”条件。条件：流转率90%以上/);
  });
});

test("a policy with a mistake blocks what asks for it without a second finding", () => {
  const files = {
    ...phraseWorkspace,
    "policies.yaml": "政策:\n  - {名称: 甲, 对象: 各村, 条件: 流转绿 > 1, 奖励: {金额: 1}}\n",
  };
  const opened = openWorkspace(files, "甲镇", "2019-07");
  const blocked: string[] = [];
  const scope = {...opened.scope, useBroken: (path: string) => blocked.push(path)};
  const yaml = parseYaml({path: "a.md", text: "名称: 甲\n"}, scope.report);
  if (!yaml) throw new Error("no YAML");
  expect(resolvePolicy(yaml, "t", scope, text => ({text, html: text}))).toBeUndefined();
  expect(opened.figures.diagnostics.map(({code}) => code)).toEqual(["JB-2011"]);
  expect(opened.codes()).toEqual([]);
  expect(blocked).toEqual(["policies.yaml"]);
});
