import {describe, expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {pageToHtml, renderPage, renderWebPage} from "../../src/pages/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {phraseWorkspace} from "../figures/phrases/workspace.ts";
import {contentFolder} from "../sample/town.ts";
import {findUnlisted} from "./printed-numbers.ts";

const sample = checkWorkspace(contentFolder);

describe.each(sample.bulletins.map(({folder, composed}) => ({slug: folder.slug, folder, composed})))(
  "the ledger of $slug",
  ({folder, composed: {view, printed}}) => {
    test("holds every number of the page that the writer did not type", () => {
      if (!view) throw new Error("no view");
      expect(printed.length).toBeGreaterThan(20);
      expect(findUnlisted(view, printed, folder)).toEqual([]);
    });

    test("leads from each value to a line of the bulletin's own texts", () => {
      for (const {span, expression} of printed) {
        expect(span.source.path, expression).toMatch(`bulletins/${folder.slug}/`);
        expect(span.source.text.slice(span.start, span.end).trim(), expression).not.toBe("");
      }
    });
  },
);

/** A bulletin of 甲镇 in July with one block. */
function compose(block: string, overlay: Readonly<Record<string, string>> = {}, head = "") {
  const {bulletins} = checkWorkspace(
    memoryFiles({
      ...phraseWorkspace,
      "bulletins/x/bulletin.yaml": `版式: 简报\n刊名: 报\n日期: 2019-08-05\n期间: 2019-07\n主体: 甲镇\n标题: 七月\n${head}稿件: [a.md]\n`,
      "bulletins/x/a.md": `---\n标题: 一\n---\n\n${block}\n`,
      ...overlay,
    }),
  );
  const [found] = bulletins;
  const {view, printed} = found?.composed ?? {};
  if (!found || !view || !printed) throw new Error(JSON.stringify(found?.composed.diagnostics.map(({code}) => code)));
  return {view, printed, unlisted: findUnlisted(view, printed, found.folder)};
}

const fence = (name: string, yaml: string): string => `\`\`\`${name}\n${yaml}\n\`\`\``;
const bands = `政策:
  - {名称: 分档, 对象: 各村, 条件: 分数 >= 60, 档次: [{名称: 甲档, 条件: 流转率 >= 65%, 奖励: {金额: 3}}, {条件: 流转率 >= 60%, 奖励: {最低: 1, 最高: 2}}]}
`;
const wordings = `用语:
  首尾: "{个数}中{指标}列{前位}的是{前列}，依次是{前列数}，列{后位}的是{后列数}"
  达标: "{应评}里{指标}{线}的有{个数}，占{占比}，是{名单}"
  政策达标: "{应评}里合乎“{政策}”的有{个数}，占{占比}，奖励{奖励}"
  填报: "{月份}，{应报}中{已报}填报了{指标}，占{填报率}，{未报数}没有报"
`;

test.each([
  ["政策", "名称: 流转奖励\n前: 2\n注: 另有1村待核。"],
  ["政策", "名称: 全达标"],
  ["政策", "名称: 难达标"],
  ["政策", "名称: 单村\n前: 0"],
  ["红黑榜", "指标: 流转率\n单位: 各村\n红榜: 前2\n黑榜: 后1\n原因: {三村: 地块零碎, 四村: 起步晚}"],
  ["红黑榜", "标题: '{{ 月份 }}投诉'\n指标: 投诉\n单位: 各村\n红榜: 1件以下"],
  ["综述", "- 总量: {指标: 流转面积, 比: [上月, 年初]}\n- 总量: {指标: 盈亏, 比: [上月, 上年同期]}\n- 总量: 投入"],
  ["综述", "- 首尾: {指标: 流转率, 单位: 各村, 前: 1, 后: 1}\n- 首尾: {指标: 同值, 单位: 各村}"],
  ["综述", "- 达标: {指标: 流转率, 单位: 各村, 线: 60%}\n- 达标: {指标: 流转率, 单位: 各村, 线: 甲镇.流转率}"],
  ["综述", "- 政策: 流转奖励\n- 政策: 全达标\n- 政策: 难达标"],
  ["综述", "- 目标: {指标: 流转面积, 目标: 3000}\n- 目标: {指标: 流转率, 目标: 60%}\n- 目标: {指标: 投诉, 目标: 9}"],
  ["综述", "- 填报: 缺报\n- 填报: 流转面积\n- 填报: 未填"],
  ["图表", "类型: 条形图\n标题: 甲\n单位: 各村\n指标: 流转率\n目标: 甲镇.流转率"],
  ["图表", "类型: 环形图\n标题: 甲\n单位: 各村\n指标: 流转面积"],
  ["表格", "单位: 各村\n列: [流转率, 流转面积]\n排序: 流转率 降序\n名次: 是\n合计: 是"],
])("a ```%s block has all its numbers in the ledger: %s", (name, yaml) => {
  for (const overlay of [
    {},
    {"jianbao.yaml": `${phraseWorkspace["jianbao.yaml"]}${wordings}`},
    {"policies.yaml": `${phraseWorkspace["policies.yaml"]}${bands.slice(4)}`},
  ]) {
    const {printed, unlisted} = compose(fence(name, yaml), overlay);
    expect(unlisted).toEqual([]);
    expect(printed.filter(({kind}) => kind === name).length).toBeGreaterThan(0);
  }
});

test("a policy with bands: each value with unit, place, what it rests on and the policy", () => {
  const {printed, unlisted} = compose(fence("政策", "名称: 分档"), {"policies.yaml": bands});
  expect(unlisted).toEqual([]);
  const one = printed.filter(({kind, unit}) => kind === "政策" && unit === "一村");
  expect(one.map(({text, measure, expression}) => `${expression} ${text}${measure}`)).toEqual([
    "分数 90分",
    "流转率 66.0%",
    "与条件相比 分数高出30分，流转率高出1.0个百分点",
    "奖励 3万元",
  ]);
  expect(one[1]?.origins.map(({unit, indicator, range}) => `${unit} ${indicator} ${range.to}`)).toEqual([
    "一村 流转率 2019-07",
  ]);
  expect(one[3]?.grounds.map(({text, span}) => `${text} ${span.source.path}`)).toEqual(["政策“分档” policies.yaml"]);
  const count = printed.find(({expression}) => expression === "达标村数");
  expect(count).toMatchObject({text: "2个村", unit: "甲镇", isWorked: true});
  expect(new Set(count?.origins.map(({unit}) => unit))).toEqual(new Set(["一村", "二村", "三村", "四村"]));
});

test("a rank rests on the values of all that are ranked, its movement on those of last month too", () => {
  const {printed} = compose(fence("红黑榜", "指标: 流转率\n单位: 各村\n红榜: 前1"));
  const ofBlock = printed.filter(({kind}) => kind === "红黑榜");
  expect(ofBlock.map(({text, expression, origins}) => `${expression} ${text} ${origins.length}`)).toEqual([
    "流转率位次 1 4",
    "流转率上月位次 1 4",
    "流转率位次升降 — 8",
    "流转率 66.0 1",
  ]);
});

test("ranks of a table are noted beside the indicator that they are of", () => {
  const {printed} = compose(fence("表格", "单位: 各村\n列: [流转率]\n名次: 是\n前: 1"));
  expect(printed.filter(({kind}) => kind === "表格").map(({text, expression}) => `${expression} = ${text}`)).toEqual([
    "流转率 | 排名 = 1",
    "流转率@上月 | 排名 = 1",
    "流转率 | 位次变化 = —",
    "流转率 = 66.0",
  ]);
});

test("numbers of a 综述 stand in their sentence, and open notes of their own on the web page", () => {
  const {view, printed} = compose(fence("综述", "- 达标: {指标: 流转率, 单位: 各村, 线: 60%}"));
  const count = printed.find(({text}) => text === "2个村");
  expect(count?.around).toEqual({before: "流转率60%以上的有", after: expect.stringMatching(/^，分别是/)});
  expect(view.articles[0]?.bodyHtml).toMatch(
    /有<!--o o\d+--><span class="figure"><span class="nb">2个村<\/span><\/span><!--\/o-->，/,
  );
});

const black = fence(
  "红黑榜",
  "指标: 流转率\n单位: 各村\n红榜: 前1\n黑榜: 后1\n内部: 是\n原因: {三村: '还差{{ 三村.缺报 }}', 四村: 起步晚}",
);

test("an internal black list that is not printed leaves nothing in the ledger", () => {
  const {printed, view} = compose(black);
  expect(printed.some(({unit}) => unit === "三村" || unit === "四村")).toBe(false);
  expect(printed.some(({expression}) => expression === "三村.缺报")).toBe(false);
  expect(JSON.stringify(view.notes)).not.toContain("三村.缺报");
});

test("an internal black list that is printed is in the ledger, marked, and has no note on the web page", () => {
  const {printed, view, unlisted} = compose(black, {}, "密级: 内部资料\n数据来源: 是\n");
  expect(unlisted).toEqual([]);
  const hidden = printed.filter(({isInternal}) => isInternal);
  expect(hidden.map(({unit, text}) => `${unit} ${text}`)).toContain("三村 3");
  expect(hidden.map(({expression}) => expression)).toContain("三村.缺报");
  expect(JSON.stringify(view.notes)).not.toContain("三村.缺报");
  expect(JSON.stringify(view.appendix)).toContain("三村.缺报");
  const {layouts} = sample;
  const layout = layouts.get("简报");
  if (!layout) throw new Error("no layout");
  const web = pageToHtml(renderWebPage(view, layout), "");
  expect(web).not.toContain("三村.缺报");
  expect(renderPage(view, layout).bodyHtml).toContain("三村.缺报");
});
