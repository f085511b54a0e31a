import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {describe as describeDiagnostic} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {batchArticle, batchBulletin, batchWorkspace} from "./batch-workspace.ts";

const yaml = "bulletins/2019-07-villages/bulletin.yaml";
const text = "bulletins/2019-07-villages/a.md";

function check(changes: Readonly<Record<string, string>> = {}, slugs?: readonly string[]) {
  const {bulletins, diagnostics} = checkWorkspace(memoryFiles(batchWorkspace(changes)), {slugs});
  const parts = bulletins.filter(({folder}) => folder.path === yaml);
  return {
    parts,
    slugs: parts.map(({folder}) => folder.slug),
    titles: parts.map(({composed}) => composed.view?.title),
    messages: diagnostics.map(diagnostic => `${diagnostic.code} ${describeDiagnostic(diagnostic).message}`),
  };
}

test("每单位 makes a bulletin for each unit, about that unit", () => {
  const {parts, titles, messages} = check();
  expect(messages).toEqual([]);
  expect(titles).toEqual(["顺德村7月进展", "名杨村7月进展", "前河村7月进展"]);
  expect(parts.map(({composed}) => composed.view?.unit)).toEqual(["顺德村", "名杨村", "前河村"]);
  const bodies = parts.map(({composed}) => composed.view?.articles[0]?.bodyHtml.replace(/<[^>]*>/g, "").trim());
  expect(bodies).toEqual([
    "本村流转388亩，比上月增长4.6%。",
    "本村流转1020亩，比上月增长4.1%。",
    "本村流转210亩，比上月增长5.0%。",
  ]);
});

test("an address is the unit's code, or a number that stays when units are added or moved", () => {
  const {slugs} = check();
  expect(slugs[0]).toBe("2019-07-villages/370322104203");
  expect(slugs[1]).toMatch(/^2019-07-villages\/\d{10}$/);
  const units = batchWorkspace()["units.yaml"] ?? "";
  const more = units.replace(
    "下级:\n          - {名称: 顺德村",
    "下级:\n          - {名称: 新村, 类型: 村}\n          - {名称: 顺德村",
  );
  expect(more).not.toBe(units);
  const added = check({"units.yaml": more}).slugs;
  expect(added).toHaveLength(4);
  expect(added.slice(1)).toEqual(slugs);
});

test.each([
  ["东部片区.各村", ["顺德村", "名杨村"]],
  ["各片区", ["东部片区", "西部片区"]],
  ["[前河村, 顺德村, 前河村]", ["前河村", "顺德村"]],
])("每单位: %s", (set, units) => {
  const {parts} = check({[yaml]: batchBulletin(set)});
  expect(parts.map(({folder}) => folder.bulletin?.主体)).toEqual(units);
});

test("a mistake in the shared text is told once, with how many units it meets", () => {
  const {messages, titles} = check({[text]: batchArticle("本村流转{{ 流转面机 }}。")});
  expect(messages).toEqual([expect.stringMatching(/^JB-3002 .*（3个单位都有）$/)]);
  expect(titles).toEqual([undefined, undefined, undefined]);
});

test("a mistake of one unit names it, and the others can be made", () => {
  const {messages, titles} = check({[text]: batchArticle("本村[流转近390亩](=流转面积)。")});
  expect(messages).toEqual([expect.stringMatching(/^JB-8\d+ .*（3个单位中有2个有同类问题：名杨村、前河村）$/)]);
  expect(titles).toEqual(["顺德村7月进展", undefined, undefined]);
});

test("one unit asked for alone is told of alone", () => {
  const asked = ["2019-07-villages/370322104203"];
  const {messages, slugs} = check({[text]: batchArticle("本村流转{{ 流转面机 }}。")}, asked);
  expect(slugs).toEqual(asked);
  expect(messages).toEqual([expect.not.stringContaining("个单位")]);
});

test("the ledger counts a batch as one number", () => {
  const {ledger, diagnostics} = checkWorkspace(memoryFiles(batchWorkspace()));
  expect(diagnostics).toEqual([]);
  expect(ledger.publications[0]?.issues.map(({slug, number}) => `${slug} ${number}`)).toEqual(["2019-07-villages 7"]);
});

test("with a broken roll of units the batch is blocked, not failed", () => {
  const {parts} = check({"units.yaml": "单位:\n  - {名称: 示例镇}\n"});
  expect(parts.map(({folder, composed}) => [folder.slug, composed.blockedBy])).toEqual([
    ["2019-07-villages", ["units.yaml"]],
  ]);
});
