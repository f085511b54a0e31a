import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {article, baseWorkspace} from "../faults/base-workspace.ts";
import {run, temporaryFolder} from "./run.ts";

const slug = "2019-07-monthly";
const july = baseWorkspace["progress/2019-07.yaml"] ?? "";
const head = `${baseWorkspace[`bulletins/${slug}/bulletin.yaml`]}输出: html\n期号: 7\n`;
const text = article("全镇流转土地{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}；顺德村流转率为{{ 顺德村.流转率 }}。");

/** A workspace with one issued bulletin, built once. */
async function issue() {
  const folder = temporaryFolder({
    ...baseWorkspace,
    [`bulletins/${slug}/bulletin.yaml`]: `${head}状态: 已印发\n`,
    [`bulletins/${slug}/a.md`]: text,
  });
  const out = join(folder, "out");
  const build = (...argv: string[]) => run("build", ...argv, "--content", folder, "--out", out);
  const first = await build();
  return {
    folder,
    out,
    build,
    first,
    page: join(out, slug, "index.html"),
    record: join(folder, "bulletins", slug, "figures.json"),
  };
}

function bytesOf(folder: string): string[] {
  return readdirSync(folder).map(name => `${name} ${readFileSync(join(folder, name)).toString("base64")}`);
}

test("an issued bulletin is built once and its figures are kept in the workspace", async () => {
  const {first, out, record} = await issue();
  expect(first.status).toBe(0);
  expect(first.stdout).toContain("（已印发，印出的数已经留底）");
  expect(first.stdout).not.toContain("JB-");
  expect(readFileSync(record, "utf8")).toBe(readFileSync(join(out, slug, "figures.json"), "utf8"));
});

test("an issued bulletin is left as it is, byte for byte, whatever changes", async () => {
  const {folder, out, build} = await issue();
  const before = bytesOf(join(out, slug));
  writeFileSync(join(folder, "progress/2019-07.yaml"), july.replace("388", "390"));
  writeFileSync(join(folder, `bulletins/${slug}/a.md`), article("改了。"));
  const {status, stdout} = await build();
  expect(status).toBe(0);
  expect(stdout).toContain(`● ${slug}  已印发，没有重排`);
  expect(bytesOf(join(out, slug))).toEqual(before);
  expect(stdout).toContain("JB-6104");
  expect(readFileSync(join(out, "index.html"), "utf8")).toContain(`${slug}/index.html`);
});

test("an issued bulletin whose texts have other line ends, as git and Notepad make them, has not been edited", async () => {
  const {folder, build} = await issue();
  const path = join(folder, `bulletins/${slug}/a.md`);
  writeFileSync(path, `\uFEFF${readFileSync(path, "utf8").replaceAll("\n", "\r\n")}`);
  const {status, stdout} = await build();
  expect(status).toBe(0);
  expect(stdout).not.toContain("JB-6104");
});

test("an issued bulletin is left as it is even when its texts have errors by now", async () => {
  const {folder, out, build} = await issue();
  const before = bytesOf(join(out, slug));
  writeFileSync(join(folder, `bulletins/${slug}/a.md`), article("{{ 流转面绩 }}"));
  const {status, stdout} = await build();
  expect(status).toBe(1);
  expect(stdout).toContain(`● ${slug}`);
  expect(bytesOf(join(out, slug))).toEqual(before);
});

test("a draft that becomes issued is not set again: what was printed is kept, and its figures with it", async () => {
  const {folder, out, build, page, record} = await issue();
  const path = join(folder, `bulletins/${slug}/bulletin.yaml`);
  rmSync(record);
  rmSync(out, {recursive: true});
  writeFileSync(path, head);
  await build();
  expect(existsSync(record)).toBe(false);
  const before = readFileSync(page, "utf8");
  writeFileSync(path, `${head}状态: 已印发\n`);
  writeFileSync(join(folder, "progress/2019-07.yaml"), july.replace("388", "390"));
  const {stdout} = await build();
  expect(stdout).toContain("● 2019-07-monthly");
  expect(stdout).toContain("印的是“1408亩”，现在是“1410亩”");
  expect(readFileSync(page, "utf8")).toBe(before);
  expect(readFileSync(record, "utf8")).toContain('"text":"1408亩"');
});

test("a deleted output is made again and told; the record of what was printed stays", async () => {
  const {folder, out, build, page, record} = await issue();
  const printed = readFileSync(record, "utf8");
  rmSync(out, {recursive: true});
  writeFileSync(join(folder, "progress/2019-07.yaml"), july.replace("388", "390"));
  const {stdout} = await build();
  expect(stdout).toContain("（已印发，结果不在了，照现在的内容排了一次）");
  expect(stdout).toContain("JB-6101");
  expect(readFileSync(page, "utf8")).toContain("1410亩");
  expect(readFileSync(record, "utf8")).toBe(printed);
});

test("--reissue sets an issued bulletin again and renews its record", async () => {
  const {folder, build, page, record} = await issue();
  writeFileSync(join(folder, "progress/2019-07.yaml"), july.replace("388", "390"));
  const {stdout} = await build("--reissue", slug);
  expect(stdout).toContain("（已印发，照吩咐重排，重新留底）");
  expect(readFileSync(page, "utf8")).toContain("1410亩");
  expect(readFileSync(record, "utf8")).toContain('"text":"1410亩"');
  expect((await run("check", "--content", folder)).stdout).toContain("没有发现问题");
});

test("check names the issued bulletins that printed the old figure, at the line of the data that changed", async () => {
  const {folder} = await issue();
  expect((await run("check", "--content", folder)).stdout).toContain("没有发现问题");
  writeFileSync(join(folder, "progress/2019-07.yaml"), july.replace("388", "390"));
  const {status, stdout} = await run("check", "--content", folder, "--json");
  expect(status).toBe(0);
  const {diagnostics} = JSON.parse(stdout) as {diagnostics: {code: string; related: {note: string}[]}[]};
  expect(diagnostics).toMatchObject([
    {
      code: "JB-6101",
      file: "progress/2019-07.yaml",
      line: 3,
      column: 15,
      message: expect.stringContaining("“2019-07-monthly”已经印发"),
      related: [
        {file: `bulletins/${slug}/a.md`, line: 4, note: "印的是“1408亩”，现在是“1410亩”"},
        {file: `bulletins/${slug}/a.md`, line: 4, note: "印的是“增长4.2%”，现在是“增长4.4%”"},
        {file: `bulletins/${slug}/a.md`, line: 4, note: "印的是“60.6%”，现在是“60.9%”"},
      ],
    },
  ]);
});

test("check notices a value that was taken out, a changed formula and a changed attribute", async () => {
  const changes: [string, (old: string) => string, string][] = [
    ["progress/2019-07.yaml", old => old.replace("流转面积: 388, ", ""), "progress/2019-07.yaml:3:8"],
    ["indicators.yaml", old => old.replace("流转面积 / 耕地面积", "流转面积 / 总户数"), "indicators.yaml:6:3"],
    ["units.yaml", old => old.replace("640", "650"), "units.yaml:5:37"],
  ];
  for (const [path, change, place] of changes) {
    const {folder} = await issue();
    writeFileSync(join(folder, path), change(readFileSync(join(folder, path), "utf8")));
    expect((await run("check", "--content", folder)).stdout, path).toContain(`${place} 提醒 JB-6101`);
  }
});

test("new 更正 drafts a notice from the 更正 entries of the data, and the draft builds", async () => {
  const {folder, build} = await issue();
  expect((await run("new", "更正", "--content", folder)).stdout).toContain("没有要更正的");
  writeFileSync(
    join(folder, "progress/2019-07.yaml"),
    `${july}更正:\n  - {单位: 顺德村, 指标: 流转面积, 原值: 388, 更正为: 390, 原因: 漏报一户, 日期: 2019-08-09}\n`,
  );
  const {status, stdout} = await run("new", "更正", "--from", slug, "--content", folder);
  expect(status).toBe(0);
  expect(stdout).toContain("起草了 bulletins/2019-07-correction，更正 1 期里的 3 处");
  const notice = readFileSync(join(folder, "bulletins/2019-07-correction/notice.md"), "utf8");
  expect(notice).toContain("因漏报一户，《示例月报》2019年第7期（2019年8月5日印发）刊登的下列数字有误，现更正如下：");
  expect(notice).toContain("| 示例月报 | 第7期 | 全镇流转土地“1408亩” | “1410亩” | 漏报一户 |");
  expect(notice).toContain("特此更正，并向读者致歉。");
  expect(readFileSync(join(folder, "bulletins/2019-07-correction/bulletin.yaml"), "utf8")).toContain(
    '日期: "2019-08-09"',
  );
  const built = await build("2019-07-correction", "--format", "html");
  expect(built.status).toBe(0);
  expect(built.stdout).toContain("✓ 2019-07-correction");
  const again = await run("new", "更正", "--content", folder);
  expect(again.status).toBe(2);
  expect(again.stderr).toContain("“2019-07-correction”已经有了");
  expect((await run("new", "更正", "--from", "none", "--content", folder)).stderr).toContain("没有“none”这一期");
});

test("new copies neither the state nor the record of an issued bulletin", async () => {
  const {folder} = await issue();
  expect((await run("new", "简报", "--content", folder)).status).toBe(0);
  expect(existsSync(join(folder, "bulletins/2019-08-monthly/figures.json"))).toBe(false);
  expect(readFileSync(join(folder, "bulletins/2019-08-monthly/bulletin.yaml"), "utf8")).not.toContain("状态");
});
