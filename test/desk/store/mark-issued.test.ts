import {expect, test} from "vitest";
import {markIssued} from "../../../src/desk/store/mark-issued.ts";
import {bulletin} from "../../faults/base-workspace.ts";

const plain = bulletin(["a.md"]);

test.each([
  ["a line is put after the last entry", plain, `${plain}状态: 已印发\n`],
  ["also where the last line does not end", plain.trimEnd(), `${plain}状态: 已印发\n`],
  ["a value is replaced where it stands", `状态: 编写中 # 还没有\n${plain}`, `状态: 已印发 # 还没有\n${plain}`],
  ["quotes stay", `${plain}状态: "编写中"\n`, `${plain}状态: "已印发"\n`],
  ["comments at the end stay there", `${plain}# 完\n`, `${plain}状态: 已印发\n# 完\n`],
  [
    "a list at the end is not cut",
    `${plain}输出:\n  - html\n  - pdf\n`,
    `${plain}输出:\n  - html\n  - pdf\n状态: 已印发\n`,
  ],
  [
    "braces",
    '{版式: 简报, 刊名: 月报, 日期: 2019-08-05, 期间: 2019-07, 主体: 镇, 标题: "{{ 月份 }}进展", 稿件: [a.md]}\n',
    '{版式: 简报, 刊名: 月报, 日期: 2019-08-05, 期间: 2019-07, 主体: 镇, 标题: "{{ 月份 }}进展", 稿件: [a.md], 状态: 已印发}\n',
  ],
])("markIssued: %s", (_, text, expected) => {
  expect(markIssued(text)).toBe(expected);
});

test("markIssued gives what is issued already as it is, and nothing for what is no bulletin", () => {
  expect(markIssued(`${plain}状态: 已印发\n`)).toBe(`${plain}状态: 已印发\n`);
  expect(markIssued("版式: 简报\n")).toBeUndefined();
  expect(markIssued("版式: [\n")).toBeUndefined();
  expect(markIssued("")).toBeUndefined();
});
