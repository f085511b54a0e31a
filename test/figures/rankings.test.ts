import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {
  Decimal,
  describeMovement,
  firstOf,
  lastOf,
  rankEntrants,
  type Scope,
  type Unit,
} from "../../src/figures/index.ts";
import {type RenderedText, renderYamlText} from "../../src/narrative/index.ts";
import {renderBoards, resolveBoards} from "../../src/pages/board-block.ts";
import {pageToHtml, type TableView} from "../../src/pages/index.ts";
import {resolveTable} from "../../src/pages/table-block.ts";
import {parseYaml, type YamlText} from "../../src/workspace/index.ts";
import {openWorkspace} from "./open-workspace.ts";
import {phraseWorkspace} from "./phrases/workspace.ts";

const unit = (name: string): Unit =>
  ({name, shortName: name, type: "村", children: [], attributes: new Map(), broken: false}) as unknown as Unit;
const entrants = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([name, value]) => ({unit: unit(name), value: new Decimal(value)}));
const places = (values: Readonly<Record<string, number>>, smallIsGood = false) =>
  rankEntrants(entrants(values), smallIsGood).map(({unit: {name}, rank}) => `${rank}${name}`);

describe("rankEntrants(entrants, smallIsGood)", () => {
  test.each([
    [{甲: 3, 乙: 2, 丙: 2, 丁: 1}, false, ["1甲", "2丙", "2乙", "4丁"]],
    [{甲: 3, 乙: 2, 丙: 2, 丁: 1}, true, ["1丁", "2丙", "2乙", "4甲"]],
    [{甲: 0, 乙: 0}, false, ["1甲", "1乙"]],
    [{甲: -1, 乙: 0}, false, ["1乙", "2甲"]],
    [{}, false, []],
  ])("%j, small first: %s, is %j", (values, smallIsGood, expected) => {
    expect(places(values as Record<string, number>, smallIsGood)).toEqual(expected);
  });

  test("a rank is one more than the number of those ahead, and a tie at a bound is never cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 0, max: 5}), {maxLength: 12}),
        fc.integer({min: 1, max: 5}),
        (values, count) => {
          const ranking = rankEntrants(
            values.map((value, index) => ({unit: unit(`${index}村`), value: new Decimal(value)})),
            false,
          );
          for (const {rank, value} of ranking) expect(rank).toBe(1 + values.filter(other => value.lt(other)).length);
          for (const chosen of [firstOf(ranking, count), lastOf(ranking, count)]) {
            expect(chosen.length).toBeGreaterThanOrEqual(Math.min(count, values.length));
            const ranks = new Set(chosen.map(({rank}) => rank));
            expect(ranking.filter(({rank}) => ranks.has(rank)).length).toBe(chosen.length);
          }
        },
      ),
    );
  });
});

test.each([
  [1, 3, "↑2"],
  [3, 2, "↓1"],
  [2, 2, "—"],
  [2, undefined, "新"],
  [2, "none" as const, "无上期"],
])("describeMovement(%s, %s) is %s", (now, before, expected) => {
  expect(describeMovement(now, before).short).toBe(expected);
});

const rowsOf = (table: TableView | undefined) =>
  table?.rows.map(({cells}) => cells.map(cell => cell.replace(/<[^>]*>/g, "")).join(" "));

function open(text: string): {
  yaml: YamlText;
  scope: Scope;
  codes: () => string[];
  render: (value: string) => RenderedText;
} {
  const opened = openWorkspace(phraseWorkspace, "甲镇", "2019-07");
  const yaml = parseYaml({path: "a.md", text}, opened.scope.report, {masked: true});
  if (!yaml) throw new Error("no YAML");
  const render = (value: string): RenderedText => renderYamlText(value, yaml, () => undefined);
  return {yaml, scope: opened.scope, codes: opened.codes, render};
}

function boards(text: string) {
  const {yaml, scope, codes, render} = open(`指标: 流转率\n单位: 各村\n${text}`);
  const {red, black} = resolveBoards(yaml, "t", scope, render) ?? {};
  return {red: rowsOf(red), black: rowsOf(black), codes: codes()};
}

describe("a ```红黑榜 block", () => {
  const reasons = "原因: {三村: 慢, 四村: 更慢}\n";
  test.each([
    ["红榜: 前1\n", ["一村 1 1 — 66.0"], undefined],
    ["红榜: 前三名\n", ["一村 1 1 — 66.0", "二村 2 2 — 60.0", "三村 3 2 ↓1 50.0", "四村 3 4 ↑1 50.0"], undefined],
    ["红榜: 60%以上\n", ["一村 1 1 — 66.0", "二村 2 2 — 60.0"], undefined],
    ["红榜: 超过60%\n", ["一村 1 1 — 66.0"], undefined],
    ["红榜: 流转率 > 60% 且 增收 > 1\n", ["一村 1 1 — 66.0"], undefined],
    ["红榜: 90%以上\n", [], undefined],
    [`黑榜: 后1\n${reasons}`, undefined, ["三村 3 2 ↓1 50.0 慢", "四村 3 4 ↑1 50.0 更慢"]],
    [`黑榜: 50%以下\n${reasons}`, undefined, ["三村 3 2 ↓1 50.0 慢", "四村 3 4 ↑1 50.0 更慢"]],
    ["黑榜: 不到50%\n", undefined, []],
  ])("%s", (written, red, black) => {
    expect(boards(written)).toEqual({red, black, codes: []});
  });

  test("the total's own unit takes no part", () => {
    expect(boards("红榜: 前1\n").red).toEqual(boards("红榜: 前1\n").red);
    const {yaml, scope, render} = open("指标: 流转率\n单位: [甲镇, 各片区]\n红榜: 前5\n");
    expect(rowsOf(resolveBoards(yaml, "t", scope, render)?.red)).toEqual(["东片 1 1 — 64.0", "西片 2 2 — 50.0"]);
  });

  test("an internal black list is in print with a 密级 only, and never on the web", () => {
    const text = `指标: 流转率\n单位: 各村\n红榜: 前1\n黑榜: 后1\n${reasons}内部: 是\n`;
    const {yaml, scope, render} = open(text);
    const open_ = renderBoards(yaml, "t", scope, render) ?? "";
    expect(open_).not.toContain("更慢");
    expect(open_).toContain("黑榜内部印发，本期不载");
    const body = renderBoards(yaml, "t", {...scope, isInternal: true}, render) ?? "";
    expect(body).toContain("更慢");
    const page = {
      lang: "zh-CN",
      title: "t",
      author: "a",
      subject: "s",
      css: "",
      bodyHtml: body,
      bodyClass: "b",
    } as const;
    const html = pageToHtml(page, "");
    expect(html).not.toContain("更慢");
    expect(html).toContain("黑榜内部印发，网页不载");
  });
});

test("表格 with 名次: 是 puts rank, last month's rank and movement first, those level by name, no rank for the total", () => {
  const {yaml, scope, codes, render} = open("单位: 各村\n列: [流转率]\n排序: 流转率 降序\n名次: 是\n合计: 是\n");
  expect(rowsOf(resolveTable(yaml, "t", scope, render))).toEqual([
    "一村 1 1 — 66.0",
    "二村 2 2 — 60.0",
    "三村 3 2 ↓1 50.0",
    "四村 3 4 ↑1 50.0",
    "甲镇 — — — 54.9",
  ]);
  expect(codes()).toEqual([]);
});

test("表格 with 名次: 是 and no 排序 ranks the first column, the small first where small is good", () => {
  const {yaml, scope, render} = open("单位: 各村\n列: [投诉]\n名次: 是\n");
  expect(rowsOf(resolveTable(yaml, "t", scope, render))).toEqual([
    "四村 1 3 ↑2 0",
    "三村 2 1 ↓1 1",
    "二村 3 2 ↓1 2",
    "一村 3 4 ↑1 2",
  ]);
});
