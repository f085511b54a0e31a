/** Nothing stays that is no longer true: not what another program, browser or text made, nor what is no longer wanted. */
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {noCache} from "../../src/build/cache-folder.ts";
import {type BuildOptions, type BuildResult, buildWorkspace, checkContent} from "../../src/build/index.ts";
import {openKeptPdfs} from "../../src/build/kept-pdfs.ts";
import {openTypeCase} from "../../src/build/type-case.ts";
import {openWorkspace} from "../../src/build/work-out.ts";
import {builtInFonts} from "../../src/pages/index.ts";
import type {Press} from "../../src/press/index.ts";
import {memoryFiles, recordFiles} from "../../src/workspace/index.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";
import {batchBulletin, batchWorkspace} from "./batch-workspace.ts";

const slug = "2019-07-monthly";

/** Prints the title of a page, and nothing else. */
function titlePress(name: string): Pick<BuildOptions, "press" | "browserName"> {
  const press: Partial<Press> = {
    print: async ({title}) => ({pdf: Buffer.from(`%PDF ${title} ${name}`), pages: 1, findings: []}),
    setFonts: () => undefined,
    close: async () => undefined,
  };
  return {press: async () => press as Press, browserName: name};
}

function open(files: Readonly<Record<string, string>> = baseWorkspace) {
  const content = temporaryFolder(files);
  const out = join(temporaryFolder(), "out");
  const path = (name: string) => join(content, name);
  return {
    content,
    out,
    build: (options: Partial<BuildOptions> = {}) => buildWorkspace({content, out, ...titlePress("甲"), ...options}),
    edit: (name: string, change: (text: string) => string) =>
      writeFileSync(path(name), change(readFileSync(path(name), "utf8"))),
    page: () => readFileSync(join(out, slug, "index.html"), "utf8"),
    pdf: join(out, slug, `${slug}.pdf`),
  };
}

const statuses = ({bulletins}: BuildResult) => bulletins.map(({status}) => status);
const both = {
  ...baseWorkspace,
  [`bulletins/${slug}/bulletin.yaml`]: bulletin(["a.md"], "输出: [html, pdf]\n"),
  [`bulletins/${slug}/a.md`]: article("全镇流转{{ 流转面积 }}。"),
};

test("what an older program read of a bulletin is read again", async () => {
  const {content, build, page} = open(both);
  await build();
  const path = join(content, ".jianbao-cache/bulletins.jsonl");
  const [common, [name, record]] = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line));
  common.grounds.程序 = "another";
  record.bulletin.标题 = "旧程序读出的标题";
  writeFileSync(path, `${JSON.stringify(common)}\n${JSON.stringify([name, record])}\n`);
  rmSync(join(content, ".jianbao-cache/builds"), {recursive: true});
  await build();
  expect(page()).not.toContain("旧程序读出的标题");
  expect(readFileSync(path, "utf8")).not.toContain("旧程序读出的标题");
});

test.each([
  ["nothing", () => ""],
  ["no JSON", (text: string) => text.slice(0, -40)],
  ["the first line alone", (text: string) => `${text.split("\n")[0]}\n`],
  ["a first line without contents", (text: string) => text.replace(/^.*/, '{"format":2}')],
  ["null", (text: string) => text.replace(/^.*/, "null")],
  ["a bulletin without contents", (text: string) => text.replace(/\n.*/, `\n["${slug}",{}]`)],
  ["a list for a bulletin", (text: string) => text.replace(/\n.*/, `\n["${slug}",[]]`)],
  ["a bulletin that is null", (text: string) => text.replace(/\n.*/, `\n["${slug}",null]`)],
])("records in which stands %s are made anew", async (_, damage) => {
  const {content, build, page, edit} = open(both);
  await build();
  const path = join(content, ".jianbao-cache/bulletins.jsonl");
  writeFileSync(path, damage(readFileSync(path, "utf8")));
  edit(`bulletins/${slug}/a.md`, text => text.replace("全镇流转", "全镇共流转"));
  expect(statuses(await build())).toEqual(["built"]);
  expect(page()).toContain("全镇共流转");
  expect(JSON.parse(readFileSync(path, "utf8").split("\n")[1] ?? "")[0]).toBe(slug);
});

test("another browser prints anew, and is noticed without the account of the whole build too", async () => {
  const {content, build, pdf} = open(both);
  await build();
  expect(readFileSync(pdf, "utf8")).toMatch(/ 甲$/);
  expect(statuses(await build())).toEqual(["unchanged"]);
  expect(statuses(await build(titlePress("乙")))).toEqual(["built"]);
  expect(readFileSync(pdf, "utf8")).toMatch(/ 乙$/);
  rmSync(join(content, ".jianbao-cache/builds"), {recursive: true});
  expect(statuses(await build(titlePress("丙")))).toEqual(["built"]);
  expect(readFileSync(pdf, "utf8")).toMatch(/ 丙$/);
});

test("a format that bulletin.yaml asks for no more goes, whichever is built", async () => {
  const {build, edit, pdf} = open(both);
  await build();
  edit(`bulletins/${slug}/bulletin.yaml`, text => text.replace("[html, pdf]", "[html]"));
  await build({formats: ["html"]});
  expect(existsSync(pdf)).toBe(false);
});

test("a format that is not built goes when the other one shows something else by now", async () => {
  const {out, build, edit, pdf} = open(both);
  await build();
  await build({formats: ["html"]});
  expect(existsSync(pdf)).toBe(true);
  edit("progress/2019-07.yaml", text => text.replace("1020", "1021"));
  await build({formats: ["html"]});
  expect(existsSync(pdf)).toBe(false);
  expect(readFileSync(join(out, "index.html"), "utf8")).not.toContain(".pdf");
  await build();
  expect(existsSync(pdf)).toBe(true);
  edit("progress/2019-07.yaml", text => text.replace("1021", "1022"));
  await build({formats: ["pdf"]});
  expect(existsSync(join(out, slug, "index.html"))).toBe(false);
});

test("a format made for the first time leaves the other one where it is", async () => {
  const {out, build, pdf} = open(both);
  await build({formats: ["pdf"]});
  await build({formats: ["html"]});
  expect(existsSync(pdf)).toBe(true);
  expect(existsSync(join(out, slug, "index.html"))).toBe(true);
});

test("the output of a bulletin and of a unit that are there no more is taken away, and told", async () => {
  const {content, out, build, edit} = open(batchWorkspace());
  await build();
  expect(readdirSync(join(out, "2019-07-villages"))).toHaveLength(4);
  writeFileSync(join(out, slug, "别人的.txt"), "x");
  edit("units.yaml", text => text.replace(/ *- \{名称: 顺德村.*\n/, ""));
  for (const month of ["06", "07"]) edit(`progress/2019-${month}.yaml`, text => text.replace(/ *顺德村:.*\n/, ""));
  rmSync(join(content, "bulletins", slug), {recursive: true});
  const told = await build();
  expect(told.withdrawn).toEqual([slug, "2019-07-villages/370322104203"]);
  expect(existsSync(join(out, "2019-07-villages/370322104203"))).toBe(false);
  // What is not ours stays.
  expect(readdirSync(join(out, slug))).toEqual(["别人的.txt"]);
  expect((await build()).withdrawn ?? []).toEqual([]);
  rmSync(join(content, "bulletins/2019-07-villages"), {recursive: true});
  await build();
  expect(existsSync(join(out, "2019-07-villages"))).toBe(false);
});

test.each<[string, (site: ReturnType<typeof open>) => Promise<unknown>]>([
  ["a check", async ({content}) => checkContent(content, {})],
  ["a build of another one alone", async ({build}) => build({slugs: ["2019-06-note"]})],
  [
    "a build with an error in the data",
    async ({build, edit}) => {
      edit("progress/2019-07.yaml", text => text.replace("1020", "10零0"));
      await build();
      edit("progress/2019-07.yaml", text => text.replace("10零0", "1020"));
    },
  ],
  [
    "a build with an error in an article",
    async ({build, edit}) => {
      edit("bulletins/2019-06-note/a.md", text => `${text}{{ 没有的指标 }}\n`);
      await build();
      edit("bulletins/2019-06-note/a.md", text => text.replace("{{ 没有的指标 }}\n", ""));
    },
  ],
])("the output of a removed bulletin is taken away also after %s", async (_, between) => {
  const site = open({
    ...both,
    "bulletins/2019-06-note/bulletin.yaml": bulletin(["a.md"]).replaceAll("2019-07", "2019-06"),
    "bulletins/2019-06-note/a.md": article("全镇流转{{ 流转面积 }}。"),
  });
  await site.build();
  rmSync(join(site.content, "bulletins", slug), {recursive: true});
  await between(site);
  expect(existsSync(site.pdf)).toBe(true);
  expect((await site.build()).withdrawn).toEqual([slug]);
  expect(existsSync(join(site.out, slug))).toBe(false);
});

test("nothing is taken away while something is wrong, of some bulletins alone, or of one that was issued", async () => {
  const {content, out, build} = open({
    ...batchWorkspace(),
    [`bulletins/${slug}/bulletin.yaml`]: bulletin(["a.md"], "输出: [html]\n状态: 已印发\n"),
    "bulletins/2019-07-wrong/bulletin.yaml": bulletin(["a.md"]),
    "bulletins/2019-07-wrong/a.md": article("{{ 没有的指标 }}"),
  });
  await build();
  rmSync(join(content, "bulletins/2019-07-villages"), {recursive: true});
  await build();
  expect(existsSync(join(out, "2019-07-villages/index.html"))).toBe(true);
  rmSync(join(content, "bulletins/2019-07-wrong"), {recursive: true});
  await build({slugs: [slug]});
  expect(existsSync(join(out, "2019-07-villages/index.html"))).toBe(true);
  await build();
  expect(existsSync(join(out, "2019-07-villages"))).toBe(false);
  rmSync(join(content, "bulletins", slug), {recursive: true});
  await build();
  expect(existsSync(join(out, slug, "index.html"))).toBe(true);
});

test("an issued bulletin whose output is gone is made again, whatever is remembered", async () => {
  const files = {...both, [`bulletins/${slug}/bulletin.yaml`]: bulletin(["a.md"], "输出: [html]\n状态: 已印发\n")};
  const {content, out, build} = open(files);
  await build();
  // On another machine nothing is known of what was written here.
  rmSync(join(content, ".jianbao-cache"), {recursive: true});
  expect(statuses(await build())).toEqual(["kept"]);
  rmSync(join(out, slug), {recursive: true});
  expect(statuses(await build())).toEqual(["built"]);
});

test("a kept PDF that the disk gives back damaged is printed anew", () => {
  const kept = new Map<string, Buffer>();
  const cache = {
    ...noCache,
    write: (name: string, content: string | Uint8Array) => void kept.set(name, Buffer.from(content as string)),
    readBytes: (name: string) => kept.get(name),
    readJson: (name: string) => JSON.parse(kept.get(name)?.toString() ?? "null") as never,
  };
  const pdfs = openKeptPdfs(cache);
  pdfs.keep("x", {pdf: Buffer.from("%PDF"), pages: 1, findings: []});
  expect(pdfs.find("x")).toEqual({pdf: Buffer.from("%PDF"), pages: 1, findings: []});
  kept.set("pdf/x.pdf", Buffer.alloc(4));
  expect(pdfs.find("x")).toBeUndefined();
});

test.each(["{}", '"x"', '[1, [2], [3, null], ["a", {}]]'])(
  "an account of the output that holds %s is none",
  async text => {
    const {content, build} = open(both);
    await build();
    const folder = join(content, ".jianbao-cache/outputs");
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), text);
    rmSync(join(content, ".jianbao-cache/builds"), {recursive: true});
    expect(statuses(await build())).toEqual(["built"]);
  },
);

test("nothing is kept of a build in which what all bulletins rest on was found to be another text", async () => {
  const inner = memoryFiles(both);
  let units = 0;
  const files = recordFiles({
    ...inner,
    read(path) {
      const bytes = inner.read(path);
      if (path !== "units.yaml") return bytes;
      units += 1;
      return units === 1 ? bytes : Buffer.from("单位: []\n");
    },
  });
  const opened = await openWorkspace(files, undefined, noCache, {});
  const made = opened.planned.map(plan => [slug, opened.workOut(plan).record] as const);
  expect(opened.records(made).bulletins.size).toBe(1);
  files.read("units.yaml");
  expect(opened.records(made).bulletins.size).toBe(0);
});

test("type that is cut while older type is waited for comes in its place", async () => {
  const typeCase = openTypeCase(builtInFonts().slice(0, 1), "甲", "");
  const waiting = typeCase.newest();
  const newer = typeCase.hold("乙");
  expect(await waiting).toBe(await newer);
});

test("各村 are those of the office, by its name with those above it", async () => {
  const files = batchWorkspace({
    "units.yaml": `单位:
  - 名称: 示例县
    类型: 县
    下级:
      - 名称: 示例镇
        类型: 镇
        下级:
          - {名称: 顺德村, 类型: 村, 属性: {耕地面积: 640, 总户数: 118}}
          - {名称: 名杨村, 类型: 村, 属性: {耕地面积: 1560, 总户数: 240}}
          - {名称: 前河村, 类型: 村, 属性: {耕地面积: 500, 总户数: 90}}
      - 名称: 邻镇
        类型: 镇
        下级:
          - {名称: 后河村, 类型: 村, 属性: {耕地面积: 500, 总户数: 90}}
`,
    "bulletins/2019-07-villages/bulletin.yaml": batchBulletin("各村"),
  });
  for (const office of ["示例镇", "示例县示例镇", "示例市示例县示例镇"]) {
    const {build} = open({
      ...files,
      "jianbao.yaml": (files["jianbao.yaml"] ?? "").replace("单位: 示例镇", `单位: ${office}`),
    });
    const {bulletins} = await build({formats: ["html"], slugs: ["2019-07-villages"]});
    expect(bulletins.map(({unit}) => unit)).toEqual(["顺德村", "名杨村", "前河村"]);
  }
});

test("while a large workspace is read Ctrl-C ends the program, and how far it has come is shown", async () => {
  const many = Object.fromEntries(
    Array.from({length: 220}, (_, at) => [`bulletins/n${at}/bulletin.yaml`, "版式: 简报\n"]),
  );
  const content = temporaryFolder({...baseWorkspace, ...many});
  const {runCli} = await import("../../src/cli/run-cli.ts");
  const {colours} = await import("../../src/cli/frame.ts");
  const shown: {what: string; listeners: number}[] = [];
  const before = process.listenerCount("SIGINT");
  const terminal = {
    colour: colours(false),
    print: () => undefined,
    tell: () => undefined,
    progress: (_done: number, _total: number, what: string) =>
      void shown.push({what, listeners: process.listenerCount("SIGINT") - before}),
    endProgress: () => undefined,
  };
  await runCli(["build", "--content", content, "--out", join(content, "out"), "--format", "html"], terminal, {});
  const reading = shown.filter(({what}) => what === "读稿件和数据");
  expect(reading.length).toBeGreaterThan(5);
  expect(reading.every(({listeners}) => listeners === 0)).toBe(true);
  expect(shown.at(-1)?.listeners).toBe(1);
  expect(process.listenerCount("SIGINT")).toBe(before);
  expect((await run("check", "--content", content)).status).toBe(1);
});
