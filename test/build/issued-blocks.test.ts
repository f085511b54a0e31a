/** What blocks worked out in an issued bulletin, compared with what they would print now. */
import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {parseFiguresFile, renderFiguresFile} from "../../src/build/figures-file.ts";
import {describe as describeDiagnostic} from "../../src/diagnostics/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {phraseWorkspace} from "../figures/phrases/workspace.ts";

const july = phraseWorkspace["progress/2019-07.yaml"] ?? "";
const article = `---
标题: 一
---

\`\`\`政策
名称: 流转奖励
\`\`\`

\`\`\`红黑榜
指标: 流转率
单位: 各村
红榜: 前1
\`\`\`

\`\`\`综述
- 达标: {指标: 流转率, 单位: 各村, 线: 60%}
\`\`\`

\`\`\`表格
单位: 各村
列: [流转率]
排序: 流转率 降序
名次: 是
\`\`\`

\`\`\`图表
类型: 完成率图
标题: 甲
单位: 各村
指标: 流转率
目标: 60%
\`\`\`
`;
const files = {
  ...phraseWorkspace,
  "bulletins/x/bulletin.yaml":
    "版式: 简报\n刊名: 报\n日期: 2019-08-05\n期间: 2019-07\n主体: 甲镇\n标题: 七月\n稿件: [a.md]\n状态: 已印发\n",
  "bulletins/x/a.md": article,
};

/** The figures.json of the bulletin as it is printed now. */
function recordOf(now: Readonly<Record<string, string>> = files): string {
  const {workspace, bulletins} = checkWorkspace(memoryFiles(now));
  const [found] = bulletins;
  if (!found?.composed.view) throw new Error("no view");
  return renderFiguresFile(found.folder, found.composed.view, found.composed.printed, workspace);
}

/** What check says of the issued bulletin: code, message, and what stands beside it. */
function findings(record: string, overlay: Readonly<Record<string, string>> = {}): string[] {
  const {diagnostics} = checkWorkspace(memoryFiles({...files, ...overlay, "bulletins/x/figures.json": record}));
  return diagnostics.flatMap(diagnostic => [
    `${diagnostic.code} ${describeDiagnostic(diagnostic).message}`,
    ...(diagnostic.related ?? []).map(({note}) => note),
  ]);
}

const more = {"progress/2019-07.yaml": july.replace("三村: {流转面积: 1000", "三村: {流转面积: 1400")};

test("nothing is found as long as nothing has changed", () => {
  expect(findings(recordOf())).toEqual([]);
});

test("a rank, a count and a distance that the data has changed are told at the place of the data", () => {
  const found = findings(recordOf(), more);
  expect(found[0]).toMatch(/^JB-6101 /);
  expect(found).toEqual(
    expect.arrayContaining([
      "印的是“2个村”，现在是“3个村”",
      "印的是“还差10.0个百分点（200亩）”，现在是“高出10.0个百分点”",
      "印的是“1”，现在是“不再列入”",
    ]),
  );
});

test("another wording, another policy, another text are no change of the data", () => {
  const record = recordOf();
  const policies = (phraseWorkspace["policies.yaml"] ?? "").replace("最高: 3", "最高: 5");
  expect(findings(record, {"policies.yaml": policies})).toEqual([]);
  const office = `${phraseWorkspace["jianbao.yaml"]}用语:\n  达标: "{应评}中有{个数}"\n`;
  expect(findings(record, {"jianbao.yaml": office})).toEqual([]);
  const edited = {"bulletins/x/a.md": article.replace("红榜: 前1", "红榜: 前2")};
  expect(findings(record, edited).map(line => line.slice(0, 7))).toEqual(["JB-6104"]);
});

test("a record of an earlier version, without these values and with ranks under the indicator, raises no false finding", () => {
  const lines = recordOf().split("\n");
  const earlier = lines
    .filter(line => !line.includes('"worked":true') && !/\| 位次变化|@上月 \| 排名/.test(line))
    .filter(line => !/"kind":"表格".*"expression":"流转率","file"/.test(line))
    .map(line => line.replace('"expression":"流转率 | 排名"', '"expression":"流转率"'))
    .join("\n");
  expect(earlier).toContain('{"text":"1","kind":"表格","form":"number","expression":"流转率"');
  const record = earlier.replace(/,\n\],/g, "\n],");
  expect(parseFiguresFile(record)?.printed.length).toBeGreaterThan(4);
  expect(findings(record)).toEqual([]);
  // What it holds is still compared.
  expect(findings(record, more)).toContain("印的是“1”，现在是“2”");
});
