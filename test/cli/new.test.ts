import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {baseWorkspace} from "../faults/base-workspace.ts";
import {run, temporaryFolder} from "./run.ts";

const july = "bulletins/2019-07-monthly/bulletin.yaml";

test("new changes period, dates and numbers where they stand and keeps every other byte", async () => {
  const old = `# 注\r
版式:   简报 # 注意
刊名: 示例月报
日期: "2019-08-05"
期间: 2019-07
期号: 7
主体: 示例镇
标题: {{ 期间 }}进展：[388亩](=顺德村.流转面积)
稿件: [ a.md ]
状态: 编写中 # 还没完
会议: {日期: 2019-08-31}
`;
  const folder = temporaryFolder({...baseWorkspace, [july]: old});
  const {status, stderr} = await run("new", "简报", "--content", folder);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const expected = old
    .replace("2019-08-05", "2019-09-05")
    .replace("期间: 2019-07", "期间: 2019-08")
    .replace("期号: 7", "期号: 8")
    .replace("状态: 编写中 # 还没完\n", "")
    .replace("2019-08-31", "2019-09-30");
  expect(readFileSync(join(folder, "bulletins/2019-08-monthly/bulletin.yaml"), "utf8")).toBe(expected);
});

test("new leaves a folder alone that is called like a part of its own", async () => {
  const mine = "bulletins/2019-08-monthly.part/mine.txt";
  const folder = temporaryFolder({...baseWorkspace, [mine]: "我的"});
  expect((await run("new", "简报", "--content", folder)).status).toBe(0);
  expect(existsSync(join(folder, mine))).toBe(true);
  expect(readdirSync(join(folder, "bulletins")).sort()).toEqual([
    "2019-07-monthly",
    "2019-08-monthly",
    "2019-08-monthly.part",
  ]);
});
