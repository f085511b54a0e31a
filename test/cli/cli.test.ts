import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {article, baseWorkspace} from "../faults/base-workspace.ts";
import {run, temporaryFolder} from "./run.ts";

test("without a command, or with --help, the usage is printed in Chinese", async () => {
  for (const argv of [[], ["--help"], ["help"], ["build", "--help"]]) {
    const {status, stdout} = await run(...argv);
    expect(status).toBe(0);
    expect(stdout).toMatch(/jianbao build .*\p{Script=Han}/u);
  }
});

test.each([
  [["biuld"], "没有命令“biuld”", "build"],
  [["build", "--formta", "pdf"], "没有选项“--formta”", "--format"],
  [["build", "--format", "docx"], "没有格式“docx”", "html"],
  [["build", "--jobs", "many"], "--jobs 写的“many”不对", "整数"],
  [["build", "--content", "nowhere"], "没有工作区文件夹“nowhere”", "jianbao init"],
  [["explain"], "explain 后面写一个算式", "顺德村"],
  [["init"], "init 后面写一个文件夹名", "jianbao init"],
  [["new"], "new 后面写版式", "jianbao new"],
])("%j is wrong usage: status 2, what to do", async (argv, message, hint) => {
  const {status, stderr} = await run(...argv);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
});

test("check of a right workspace finds nothing: status 0", async () => {
  const {status, stdout} = await run("check", "--content", temporaryFolder(baseWorkspace));
  expect(status).toBe(0);
  expect(stdout).toContain("没有发现问题");
});

test("a warning alone does not fail, with --strict it does", async () => {
  const files = {...baseWorkspace, "bulletins/2019-07-monthly/b.md": article("一段。")};
  const folder = temporaryFolder(files);
  expect((await run("check", "--content", folder)).status).toBe(0);
  expect((await run("check", "--content", folder, "--strict")).status).toBe(1);
});

test("a bulletin with an error keeps its last good output, the others go on", async () => {
  const folder = temporaryFolder({
    ...baseWorkspace,
    "bulletins/other/bulletin.yaml": baseWorkspace["bulletins/2019-07-monthly/bulletin.yaml"] ?? "",
    "bulletins/other/a.md": article("第一稿。"),
  });
  const out = join(folder, "out");
  const build = () => run("build", "--content", folder, "--out", out, "--format", "html");
  expect((await build()).status).toBe(0);
  const good = readFileSync(join(out, "2019-07-monthly/index.html"), "utf8");
  writeFileSync(join(folder, "bulletins/2019-07-monthly/a.md"), article("流转{{ 流转面绩 }}。"));
  writeFileSync(join(folder, "bulletins/other/a.md"), article("第二稿。"));
  const {status, stdout} = await build();
  expect(status).toBe(1);
  expect(stdout).toContain("✗ 2019-07-monthly");
  expect(readFileSync(join(out, "2019-07-monthly/index.html"), "utf8")).toBe(good);
  expect(readFileSync(join(out, "other/index.html"), "utf8")).toContain("第二稿");
  expect(readFileSync(join(out, "index.html"), "utf8")).toContain("2019-07-monthly/index.html");
});

test("wrong data blocks the bulletins that show it, and only those", async () => {
  const june = (baseWorkspace["progress/2019-06.yaml"] ?? "").replace("371", "三百");
  const bulletin = baseWorkspace["bulletins/2019-07-monthly/bulletin.yaml"] ?? "";
  const folder = temporaryFolder({
    ...baseWorkspace,
    "progress/2019-06.yaml": june,
    "bulletins/compares/bulletin.yaml": bulletin,
    "bulletins/compares/a.md": article("比上月{{ 顺德村.流转面积 | 环比 }}。"),
  });
  const {status, stdout} = await run("build", "--content", folder, "--out", join(folder, "out"), "--format", "html");
  expect(status).toBe(1);
  expect(stdout).toContain("✓ 2019-07-monthly");
  expect(stdout).toContain("✗ compares  没有出：所用的数据有错误：progress/2019-06.yaml");
});

test("a format that a bulletin no longer asks for is taken away", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  mkdirSync(join(out, "2019-07-monthly"), {recursive: true});
  writeFileSync(join(out, "2019-07-monthly/2019-07-monthly.pdf"), "old");
  const path = join(folder, "bulletins/2019-07-monthly/bulletin.yaml");
  writeFileSync(path, `${readFileSync(path, "utf8")}输出: html\n`);
  await run("build", "--content", folder, "--out", out);
  expect(existsSync(join(out, "2019-07-monthly/2019-07-monthly.pdf"))).toBe(false);
  expect(existsSync(join(out, "2019-07-monthly/index.html"))).toBe(true);
});

test("explain names value, formula, inputs, file and line", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const {status, stdout} = await run("explain", "顺德村.流转率@2019-07", "--content", folder);
  expect(status).toBe(0);
  expect(stdout).toContain("顺德村.流转率@2019-07 = 60.6%");
  expect(stdout).toContain("公式 流转面积 / 耕地面积  indicators.yaml:6:3");
  expect(stdout).toContain("顺德村 2019年7月 流转面积 = 388亩\n      progress/2019-07.yaml:3:15");
  expect(stdout).toContain("顺德村 2019年7月 耕地面积 = 640亩\n      units.yaml:5:37  属性");
});

test("explain --json gives the same as data, and an unknown name is told with a hint", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const good = await run("explain", "示例镇.流转率", "--content", folder, "--json");
  expect(JSON.parse(good.stdout)).toMatchObject({
    text: "64.0%",
    figures: [
      {
        indicator: "流转率",
        formula: "流转面积 / 耕地面积",
        inputs: [{indicator: "流转面积", value: "1408"}, {value: "2200"}],
      },
    ],
  });
  const wrong = await run("explain", "顺得村.流转率", "--content", folder);
  expect(wrong.status).toBe(1);
  expect(wrong.stdout).toContain("是否想写“顺德村”？");
});

test("init makes a workspace that builds at once, and never writes over anything", async () => {
  const folder = join(temporaryFolder(), "月报");
  expect((await run("init", folder)).status).toBe(0);
  const {status, stdout} = await run("build", "--content", folder, "--format", "html", "--out", join(folder, "out"));
  expect(stdout).not.toMatch(/错误|提醒/);
  expect(status).toBe(0);
  expect(existsSync(join(folder, "schemas/units.schema.json"))).toBe(true);
  const again = await run("init", folder);
  expect(again.status).toBe(2);
  expect(again.stderr).toContain("已经有东西");
});

test("a bulletin that fails says that its last result stays where there is one, and only there", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const article = join(folder, "bulletins/2019-07-monthly/a.md");
  const good = readFileSync(article, "utf8");
  const build = async () => (await run("build", "--content", folder, "--format", "html")).stdout;
  writeFileSync(article, `${good}{{ 没有的指标 }}\n`);
  expect(await build()).toMatch(/✗ 2019-07-monthly {2}没有出：有错误\n1 期都没有出，用时/);
  writeFileSync(article, good);
  expect(await build()).toContain("出了 1 期");
  writeFileSync(article, `${good}{{ 没有的指标 }}\n`);
  expect(await build()).toContain("没有出：有错误；上一次的结果没有动");
});

test("workspaces side by side have their results apart; only one that is called content has them beside it", async () => {
  const folder = temporaryFolder();
  for (const name of ["甲 镇", "乙镇", "丙/content"]) {
    const workspace = join(folder, name);
    const {stdout} = await run("init", workspace);
    // Where npx does not find the program, it is told from where to run it.
    expect(stdout).toContain(`npx jianbao build --content ${/\s/.test(name) ? '"' : ""}`);
    expect(stdout).not.toContain("cd ");
    expect(stdout).toContain(name === "丙/content" ? "工作区旁边的 out" : "工作区里的 out");
    expect((await run("build", "--content", workspace, "--format", "html")).status).toBe(0);
  }
  expect(readdirSync(folder).sort()).toEqual(["丙", "乙镇", "甲 镇"]);
  expect(existsSync(join(folder, "甲 镇/out/index.html"))).toBe(true);
  expect(existsSync(join(folder, "乙镇/out/index.html"))).toBe(true);
  expect(readdirSync(join(folder, "丙")).sort()).toEqual(["content", "out"]);

  const installed = temporaryFolder({"node_modules/jianbao/package.json": "{}"});
  expect((await run("init", join(installed, "a/月报"))).stdout).toMatch(/cd .*月报\n {2}npx jianbao build {2}/);
});

test.each(["con", "aux.2019", "月报.", "a:b", "nul/月报"])("init does not make a folder called %s", async name => {
  const folder = temporaryFolder();
  const {status, stderr} = await run("init", join(folder, name));
  expect(status).toBe(2);
  expect(stderr).toContain("文件夹不能叫");
  expect(readdirSync(folder)).toEqual([]);
});

test("explain takes an expression in the single quotes that the command prompt of Windows leaves", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const {status, stdout} = await run("explain", "'顺德村.流转率@2019-07'", "--content", folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^顺德村\.流转率@2019-07 = /);
});

test("new copies last month's bulletin: period, date and numbers moved on, data to fill in", async () => {
  const folder = join(temporaryFolder(), "w");
  await run("init", folder);
  const {status, stdout} = await run("new", "简报", "--content", folder);
  expect(status).toBe(0);
  expect(stdout).toContain("bulletins/2024-08-monthly");
  const bulletin = readFileSync(join(folder, "bulletins/2024-08-monthly/bulletin.yaml"), "utf8");
  expect(bulletin).toContain("期间: 2024-08");
  expect(bulletin).toContain("日期: 2024-09-05");
  expect(bulletin).toContain("期号: 8");
  expect(bulletin).toMatch(/^# yaml-language-server/);
  const progress = readFileSync(join(folder, "progress/2024-08.yaml"), "utf8");
  expect(progress).toContain("前河村: {流转面积: 未报, 入社户数: 未报, 村集体增收: 未报}");
  expect((await run("new", "简报", "--content", folder, "--period", "2024-08")).status).toBe(2);
  expect((await run("new", "特刊", "--content", folder)).stderr).toContain("没有版式“特刊”");
  const {stdout: checked} = await run("check", "--content", folder);
  // What is left to do is to fill in the figures.
  expect(new Set(checked.match(/JB-\d+/g))).toEqual(new Set(["JB-3009", "JB-5010"]));
});
