import {existsSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "./base-workspace.ts";
import {readMarks} from "./marks.ts";

const units = baseWorkspace["units.yaml"] ?? "";
const indicators = baseWorkspace["indicators.yaml"] ?? "";
const good = bulletin(["a.md"]);

/** A bulletin with one article, under an address of its own. */
function issue(slug: string, body: string, head = good): Record<string, string> {
  return {[`bulletins/${slug}/bulletin.yaml`]: head, [`bulletins/${slug}/a.md`]: article(body)};
}

/** One workspace with 26 different mistakes, each between « and », and two healthy bulletins. */
const workspace = {
  ...baseWorkspace,
  "units.yaml": `${units}  - {名称: 乙镇, 类型: 镇, 下级: [{名称: 丙村, 类型: 村}, {名称: «丙村», 类型: 村}]}\n`,
  "indicators.yaml": `${indicators}  甲: {单位: 亩, 公式: «乙 * 2»}\n  乙: {单位: 亩, 公式: 甲 / 2}\n`,
  "progress/2019-05.yaml":
    "期间: 2019-05\n数据:\n  «顺得村»: {流转面积: 340}\n  名杨村: {«流转面绩»: 900}\n  顺德村: {流转面积: «三百亩»}\n",
  "progress/2019-06b.yaml": "期间: «2019-06»\n数据: {}\n",
  "progress/2019-08.yaml": "期间: «2019-13»\n数据: {}\n",
  ...issue("healthy", "全镇流转{{ 流转面积 }}，流转率{{ 流转率 }}。"),
  ...issue("m01", "流转{{ «流转面积 / 0» }}。"),
  ...issue("m02", "一段。", good.replace("主体: 示例镇", "主体: 示例镇\n«\t»密级: 内部")),
  ...issue("m03", "«![大田](images/none.png)»"),
  ...issue("m04", "«:::编者按»\n这一期。"),
  ...issue("m05", "```图表\n类型: 柱状图\n标题: 流转\n单位: 各村\n指标: 流转率\n«颜色»: 红\n```"),
  ...issue("m06", "«![外面的图](../../../outside.png)»"),
  ...issue("m07", "一段。", `«刊名»: 甲\n${good}`.replace("«刊名»: 甲\n", "").replace("刊名: 示例月报", "刊名: 示例月报\n«刊名»: 示例月报")),
  ...issue("m08", "一段。", `${good}密级: &a [1]\n版面: {版次: «*a»}\n`),
  ...issue("m09", "流转{{ 流转面积 | «环北» }}。"),
  ...issue("m10", "流转«{{» 流转面积 }。"),
  ...issue("m11", "一段。", good.replace("示例月报", "«示例日报»")),
  ...issue("m12", "一段。", good.replace("版式: 简报", "版式: «简抱»")),
  ...issue("m13", "一段。", bulletin(["a.md", "«b.md»"])),
  ...issue("m14", "一段。", good.replace("2019-08-05", "«2019-08-32»")),
  ...issue("m15", "```图表\n类型: 柱状图\n标题: 流转\n单位: 各村\n指标: «流转面积»\n期间: 2017-01\n```"),
  ...issue("m16", "流转{{ «名羊村».流转面积 }}。"),
  ...issue("m17", "```表格\n单位: 各村\n列: [{表头: 流转率, «直»: 流转率}]\n```"),
  ...issue("m18", "有{{ 计数(各村, 流转率 >= 60%« »}}。"),
  "bulletins/m19/bulletin.yaml": good,
  "bulletins/m19/a.md": "---\n标题: «\"»没有收尾的引号\n---\n正文。\n",
  "bulletins/m20/bulletin.yaml": good,
  "bulletins/m20/a.md": "«---»\n标题: 没有收尾\n正文。\n",
  "bulletins/m21/bulletin.yaml": good,
  // 标题 in GBK
  "bulletins/m21/a.md": Buffer.concat([Buffer.from("---\n"), Buffer.from([0xb1, 0xea, 0xcc, 0xe2]), Buffer.from(": x\n---\nx\n")]),
};

test("26 mistakes give 26 findings in one run, each at its place, and the healthy bulletins are built", async () => {
  const {files, places} = readMarks(workspace);
  const expected = [...places, "bulletins/m21/a.md:2:1"];
  const folder = temporaryFolder(files);
  const out = join(folder, "out");
  const {status, stdout, stderr} = await run("build", "--content", folder, "--out", out, "--format", "html", "--json");
  expect(stderr).toBe("");
  const {diagnostics} = JSON.parse(stdout) as {
    diagnostics: {file: string; line: number; column: number; code: string; message: string; hint?: string}[];
  };
  const told = diagnostics.map(({file, line, column}) => `${file}:${line}:${column}`);
  expect([...told].sort()).toEqual([...expected].sort());
  expect(expected.length).toBeGreaterThanOrEqual(25);
  for (const {code, message, hint} of diagnostics) {
    expect(message, code).toMatch(/\p{Script=Han}/u);
    expect(hint, code).toBeTruthy();
  }
  expect(status).toBe(1);
  expect(existsSync(join(out, "healthy/index.html"))).toBe(true);
  expect(existsSync(join(out, "2019-07-monthly/index.html"))).toBe(true);
  expect(existsSync(join(out, "m01/index.html"))).toBe(false);
});

test("the same mistakes printed for people: code frames, hints, no stack trace", async () => {
  const folder = temporaryFolder(readMarks(workspace).files);
  const {status, stdout} = await run("check", "--content", folder);
  expect(status).toBe(1);
  expect(stdout).not.toMatch(/\bat .*\.(ts|js):\d+|Error:|undefined|\[object/);
  expect(stdout).toContain("progress/2019-05.yaml:3:3 错误 JB-2031：找不到单位“顺得村”。");
  expect(stdout).toContain("   3 │   顺得村: {流转面积: 340}\n     │   ^^^^^^\n  提示：是否想写“顺德村”？");
});
