import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {readPdf} from "../press/read-pdf.ts";
import {batchArticle, batchBulletin, batchWorkspace} from "./batch-workspace.ts";

const batch = "2019-07-villages";
const shunde = `${batch}/370322104203`;
const article = `bulletins/${batch}/a.md`;
const broken = batchArticle("本村[流转近390亩](=流转面积)。");

function workspace(changes: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder(batchWorkspace(changes));
  const out = join(folder, "out");
  const build = (...names: string[]) => run("build", ...names, "--content", folder, "--out", out);
  const read = (path: string) => readFileSync(join(out, path), "utf8");
  const links = (path: string) => [...read(path).matchAll(/<a href="([^"]+)"/g)].map(([, target]) => target);
  return {folder, out, build, read, links};
}

test("each unit has a page and a PDF of its own, a list of all, and one entry in the list of bulletins", async () => {
  const {out, build, read, links} = workspace();
  const {status, stdout} = await build();
  expect(stdout).toContain(`✓ ${batch}  3 个单位`);
  expect(status).toBe(0);
  expect(links("index.html").filter(target => target?.startsWith(batch))).toEqual([`${batch}/index.html`]);
  expect(read("index.html")).toContain("各村7月进展");
  expect(read("index.html")).toContain("3个单位");
  const targets = links(`${batch}/index.html`);
  expect(targets).toHaveLength(7);
  for (const target of targets) expect(existsSync(join(out, batch, target ?? "")), target).toBe(true);
  expect(targets).toContain(`370322104203/${batch}-370322104203.pdf`);
  expect(read(`${batch}/index.html`)).toContain("西部片区");
  expect(read(`${shunde}/index.html`)).toContain("388亩");
  const pdf = await readPdf(readFileSync(join(out, `${shunde}/${batch}-370322104203.pdf`)));
  expect(JSON.stringify(pdf)).toContain("388");
  expect(JSON.parse(read(`${shunde}/figures.json`))).toMatchObject({unit: "顺德村", slug: shunde});
});

test("a unit with a mistake fails alone, and its last good output stays", async () => {
  const {folder, build, read, links} = workspace();
  await build("--format", "html");
  const [, mingyang] = links(`${batch}/index.html`).filter(
    target => target?.endsWith("/index.html") && target[0] !== ".",
  );
  const before = read(`${batch}/${mingyang}`);
  writeFileSync(join(folder, article), broken);
  const {status, stdout} = await build("--format", "html");
  expect(status).toBe(1);
  expect(stdout).toContain("3 个单位中的 1 个");
  expect(stdout).toMatch(/✗ 2019-07-villages\/\d+（名杨村）/);
  expect(stdout.match(/错误 JB-8/g)).toHaveLength(1);
  expect(read(`${shunde}/index.html`)).toContain("390亩");
  expect(read(`${batch}/${mingyang}`)).toBe(before);
});

test("one unit is built alone; an address that no unit has is told", async () => {
  const {build, links} = workspace();
  expect((await build(shunde, "--format", "html")).status).toBe(0);
  expect(links(`${batch}/index.html`)).toEqual(["../index.html", "370322104203/index.html"]);
  const {status, stderr} = await build(`${batch}/1`);
  expect([status, stderr]).toEqual([2, expect.stringContaining("没有地址是“1”的单位")]);
});

test("check counts the batch as one; print takes one unit", async () => {
  const {folder, out} = workspace({[`bulletins/${batch}/bulletin.yaml`]: batchBulletin("各村")});
  const {stdout} = await run("check", "--content", folder);
  expect(stdout).toContain("检查了 2 期（其中 1 期一版多单位，3 份）");
  const refused = await run("print", batch, "--booklet", "--content", folder, "--out", out);
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("一次印一个单位")]);
  const printed = await run("print", shunde, "--grey", "--content", folder, "--out", out);
  expect(printed.stdout).toContain(`${batch}-370322104203-grey.pdf`);
  expect(existsSync(join(out, `${shunde}/${batch}-370322104203-grey.pdf`))).toBe(true);
});
