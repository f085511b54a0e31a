import {readdirSync, readFileSync} from "node:fs";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {fillPhrase, phraseRules, readFigures, textOf} from "../../src/figures/index.ts";
import {composeBulletin, readLayouts} from "../../src/pages/index.ts";
import {memoryFiles, readWorkspace} from "../../src/workspace/index.ts";
import {say} from "./phrases/say.ts";
import {phraseWorkspace} from "./phrases/workspace.ts";

const folder = new URL("./phrases/", import.meta.url);

/* Each row: whose bulletin, what is written (⏎ begins a new line), what must be printed. Read them aloud. */
for (const name of readdirSync(folder).filter(file => file.endsWith(".tsv"))) {
  const [, ...rows] = readFileSync(new URL(name, folder), "utf8").trim().split("\n");
  describe(name, () => {
    test.each(rows.map(row => row.split("\t")))("%s %s", (unit = "", written = "", expected = "") => {
      expect(say(phraseWorkspace, unit, written)).toBe(expected);
    });
  });
}

describe("fillPhrase(wording, fillings)", () => {
  test.each([
    ["{指标}{数}，比{基期}{变化}", {变化: "增长6.0%"}, "面积9亩，比上月增长6.0%"],
    ["{指标}{数}，比{基期}{变化}", {变化: "持平"}, "面积9亩，与上月持平"],
    ["{指标}较{基期}{变化}，为{数}", {变化: "持平"}, "面积与上月持平，为9亩"],
    ["{指标}{数}，同比{变化}", {变化: "持平"}, "面积9亩，同比持平"],
    ["{指标}{数}，比上月{变化}", {变化: "由负转正，增加3.0万元"}, "面积9亩，由负转正，比上月增加3.0万元"],
    ["{指标}{数}，比{基期}{变化}", {变化: undefined}, "面积9亩"],
    ["比{基期}{变化}，{指标}{数}", {变化: undefined}, "面积9亩"],
  ])("%s with %j is %s", (wording, fillings, expected) => {
    expect(textOf(fillPhrase(wording, {指标: "面积", 数: "9亩", 基期: "上月", ...fillings}))).toBe(expected);
  });
});

test("every built-in wording holds what it must and nothing that it may not", () => {
  for (const [kind, {wording, needed, known}] of Object.entries(phraseRules)) {
    const used = [...wording.matchAll(/\{(.*?)\}/g)].map(([, name]) => name);
    for (const name of needed) expect(used, kind).toContain(name);
    for (const name of used) expect([...needed, ...known, "指标"], kind).toContain(name);
  }
});

const variants = `用语:
  总量: ["{指标}{数}，比{基期}{变化}", "{指标}为{数}，较{基期}{变化}", "{月份}{指标}{数}"]
`;

test("variants are used in turn within one bulletin, the same at each build, and a heading does not use up a turn", () => {
  const article = `---\n标题: 一\n---\n\n\`\`\`综述\n- 总量: 流转面积\n- 总量: 增收\n- 总量: 不变\n- 总量: 投诉\n\`\`\`\n`;
  const files = {
    ...phraseWorkspace,
    "jianbao.yaml": `${phraseWorkspace["jianbao.yaml"]}${variants}`,
    "bulletins/x/bulletin.yaml":
      "版式: 简报\n刊名: 报\n日期: 2019-08-05\n期间: 2019-07\n主体: 甲镇\n标题: 七月\n稿件: [a.md]\n",
    "bulletins/x/a.md": article,
  };
  const build = (): string => {
    const workspace = readWorkspace(memoryFiles(files));
    const [bulletin] = workspace.bulletins;
    const {layouts} = readLayouts(workspace.files, {trusted: false});
    if (!bulletin) throw new Error("no bulletin");
    const {view} = composeBulletin(bulletin, workspace, readFigures(workspace), layouts);
    return view?.articles[0]?.bodyHtml.replace(/<[^>]*>/g, "").trim() ?? "";
  };
  expect(build()).toBe(
    "流转面积2360亩，比上月增长8.8%；增收为3.4万元，较上月下降2.9%；7月不变100户；投诉5件，比上月下降16.7%。",
  );
  expect(build()).toBe(build());
});

test("whatever the data, a sentence has no NaN, no 增长-, no doubled or empty part", () => {
  const value = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(0, 1, 5, 0.4, 60),
    fc.integer({min: -50, max: 5000}).map(whole => whole / 10),
  );
  const month = fc.tuple(value, value, value, value);
  const line = fc.constantFrom(
    "- 总量: {指标: 盈亏, 比: [上月, 上年同期]}",
    "- 总量: {指标: 近线, 比: [上月, 年初]}",
    "- 首尾: {指标: 盈亏, 单位: 各村, 前: 2}",
    "- 首尾: {指标: 投诉, 单位: 各村, 前: 3}",
    "- 达标: {指标: 盈亏, 单位: 各村, 线: 5}",
    "- 达标: {指标: 投诉, 单位: 各村, 线: 5}",
    "- 政策: 盈余",
    "- 目标: {指标: 盈亏, 目标: 60}",
    "- 目标: {指标: 投诉, 目标: 0}",
    "- 目标: {指标: 近线, 目标: 60%}",
    "- 填报: {指标: 盈亏, 单位: 各村}",
    "{{ 盈亏 | 综述 }}",
    "{{ 盈亏 | 填报 }}",
  );
  const villages = ["一村", "二村", "三村", "四村"];
  const file = (period: string, values: readonly (number | undefined)[]) =>
    `期间: ${period}\n数据:\n${villages
      .map((name, index) => {
        const digits = values[index];
        return digits === undefined
          ? `  ${name}: {}\n`
          : `  ${name}: {盈亏: ${digits}, 投诉: ${digits}, 近线: ${digits}}\n`;
      })
      .join("")}`;
  fc.assert(
    fc.property(month, month, line, (now, before, written) => {
      const files = {
        ...phraseWorkspace,
        "progress/2018-07.yaml": file("2018-07", before),
        "progress/2019-06.yaml": file("2019-06", before),
        "progress/2019-07.yaml": file("2019-07", now),
        "policies.yaml": "政策: [{名称: 盈余, 对象: 各村, 条件: 盈亏 > 0 且 近线 >= 5%, 奖励: {最低: 1, 最高: 2}}]\n",
      };
      const text = say(files, "甲镇", written) ?? "";
      expect(text).not.toMatch(/NaN|undefined|Infinity|\{|\}/);
      expect(text).not.toMatch(/(增长|下降|提高|增加|减少|还差|超出|高出|低于)(-|0(\.0+)?(?![\d.]))/);
      expect(text).not.toMatch(/比(上月|上年同期|年初)持平|，，|、、|是，|是。|是、|、[，。]|^[，。]|。。/);
      expect(text.length).toBeGreaterThan(1);
    }),
    {numRuns: 400},
  );
});
