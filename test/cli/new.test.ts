import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {baseWorkspace, bulletin} from "../faults/base-workspace.ts";
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

test("new numbers the next issue by the ledger, whatever the copied one says, and counts 增刊 apart", async () => {
  const numbered = (period: string, lines: string) =>
    `${bulletin(["a.md"], `${lines}\n`).replace("期间: 2019-07", `期间: ${period}`)}`;
  const folder = temporaryFolder({
    ...baseWorkspace,
    [july]: numbered("2019-07", "期号: 7\n总期号: 19"),
    "bulletins/2019-06-monthly/bulletin.yaml": numbered("2019-06", "期号: 6\n总期号: 18"),
    "bulletins/2019-06-monthly/a.md": "---\n标题: 六月\n---\n一段。\n",
    "bulletins/2019-07-extra/bulletin.yaml": numbered("2019-07", "增刊: 1"),
    "bulletins/2019-07-extra/a.md": "---\n标题: 增刊\n---\n一段。\n",
  });
  const made = (name: string) => readFileSync(join(folder, `bulletins/${name}/bulletin.yaml`), "utf8");
  const june = await run("new", "简报", "--content", folder, "--from", "2019-06-monthly", "--period", "2019-08");
  expect(june.stdout).toContain("期号接着编：第8期（总第20期）");
  expect(made("2019-08-monthly")).toContain("期号: 8\n总期号: 20\n");
  await run("new", "简报", "--content", folder, "--from", "2019-07-monthly", "--period", "2020-01");
  expect(made("2020-01-monthly")).toContain("期号: 1\n总期号: 21\n");
  await run("new", "简报", "--content", folder, "--from", "2019-07-extra", "--period", "2019-09");
  expect(made("2019-09-extra")).toContain("增刊: 2\n");
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
test("new names the month in the head of the data to be filled in", async () => {
  const old = baseWorkspace["progress/2019-07.yaml"] as string;
  const folder = temporaryFolder({...baseWorkspace, "progress/2019-07.yaml": `# 2019年7月各村数据。\n# 7月\n${old}`});
  expect((await run("new", "简报", "--content", folder)).status).toBe(0);
  expect(readFileSync(join(folder, "progress/2019-08.yaml"), "utf8")).toMatch(/^# 2019年8月各村数据。\n# 7月\n/);
});
