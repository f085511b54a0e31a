import {expect, test} from "vitest";
import {checkWorkspace} from "../../src/build/check-workspace.ts";
import {findNumbers} from "../../src/narrative/index.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {article, baseWorkspace} from "../faults/base-workspace.ts";

test.each([
  ["7月11日上午，2019年，8月20日前，2019-07-11，9:30", []],
  ["第一，一是抓培训，二是抓流转；一、总体情况（一）起步", []],
  ["沿S316寿高线，按1+3+N规划，落实1+5机制", []],
  ["一些群众一起干，统一经营，十分满意，万一有事，三农、两委、一把手、五面红旗村、一轴三园、一村一案", []],
  ["进入前10名，列前三位，近3个月，第12期，鲁政发〔2019〕8号", []],
  ["培训2批次、100余人", ["2批次", "100余人"]],
  ["一次性奖励1万元—3万元", ["1万元—3万元"]],
  ["全镇三十二个村，过半达标，三分之二的农户入社", ["三十二个", "过半", "三分之二"]],
  ["近400亩，十几户，数百人，四成多，翻一番", ["近400亩", "十几户", "数百人", "四成多", "一番"]],
  ["五个片区各有一个园区", ["五个"]],
])("findNumbers(%s)", (text, expected) => {
  expect(findNumbers(text).map(({start, end}) => text.slice(start, end))).toEqual(expected);
});

const numbers = {...baseWorkspace, "bulletins/2019-07-monthly/a.md": article("只讲三件事，共100人。")};
const office = baseWorkspace["jianbao.yaml"] ?? "";

test("a number that rests on nothing is a warning, an error with 严格, and nothing as 固定说法", () => {
  const found = (lines: string): string[] =>
    checkWorkspace(memoryFiles({...numbers, "jianbao.yaml": office + lines})).diagnostics.map(
      ({code, severity}) => `${code} ${severity}`,
    );
  expect(found("")).toEqual(["JB-8007 warning", "JB-8007 warning"]);
  expect(found("固定说法: [三件事]\n严格: 是\n")).toEqual(["JB-8007 error"]);
});

test("an office may change what a word of approximation means", () => {
  const claim = {...baseWorkspace, "bulletins/2019-07-monthly/a.md": article("[近400亩](=顺德村.流转面积@2019-06)。")};
  const found = (lines: string): string[] =>
    checkWorkspace(memoryFiles({...claim, "jianbao.yaml": office + lines})).diagnostics.map(({code}) => code);
  expect(found("")).toEqual(["JB-8003"]);
  expect(found("约数: {近: {存疑: 0.9}}\n")).toEqual([]);
  expect(found("约数: {近: {下限: 0.95}}\n")).toEqual(["JB-8002"]);
});

test("numbers typed in the texts of blocks and of bulletin.yaml are told too; what is a setting is not", () => {
  const block = `\`\`\`红黑榜
标题: 共12户上榜
指标: 流转率
单位: 各村
红榜: 前5
黑榜: 后1
原因:
  吴家村: 还差30亩
\`\`\`

\`\`\`综述
- 文字: "今年投入90万元，"
- 首尾: {指标: 流转率, 单位: 各村, 前: 3}
\`\`\`
`;
  const bulletin = baseWorkspace["bulletins/2019-07-monthly/bulletin.yaml"] ?? "";
  const files = {
    ...baseWorkspace,
    "bulletins/2019-07-monthly/a.md": article(block),
    "bulletins/2019-07-monthly/bulletin.yaml": bulletin.replace(/^标题:.*$/m, "标题: 新增8个合作社"),
  };
  const untied = checkWorkspace(memoryFiles(files)).diagnostics.filter(({code}) => code === "JB-8007");
  const words = untied.flatMap(({span}) => (span ? [span.source.text.slice(span.start, span.end)] : []));
  expect(words.sort()).toEqual(["12户", "30亩", "8个", "90万元"]);
});
