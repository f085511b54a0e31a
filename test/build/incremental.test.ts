/** Only what something was changed for is made anew, and in the end the result is that of a clean build. */
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {expect, test} from "vitest";
import {type BuildOptions, type BuildResult, buildWorkspace, openKeptData} from "../../src/build/index.ts";
import {diagnosticToJson} from "../../src/diagnostics/index.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, bulletin} from "../faults/base-workspace.ts";
import {openRandom, type Random} from "../mutations/random.ts";
import {batchArticle, batchWorkspace} from "./batch-workspace.ts";

const batch = "2019-07-villages";

function workspace(files = batchWorkspace()) {
  const folder = join(temporaryFolder(), "content");
  for (const [path, text] of Object.entries(files)) put(folder, path, text);
  const out = join(dirname(folder), "out");
  return {
    folder,
    out,
    build: () => build(folder, out),
    edit: (path: string, change: (text: string) => string) =>
      writeFileSync(join(folder, path), change(readFileSync(join(folder, path), "utf8"))),
  };
}

function build(content: string, out: string, formats: BuildOptions["formats"] = ["html"]): Promise<BuildResult> {
  return buildWorkspace({content, out, formats});
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), {recursive: true});
  writeFileSync(join(folder, path), text);
}

/** The bulletins that were made anew, the units of the batch by name. */
function built({bulletins}: BuildResult): string[] {
  return bulletins.filter(({status}) => status === "built").map(({slug, unit}) => unit ?? slug);
}

function why({bulletins}: BuildResult, name: string): string {
  return bulletins.find(({slug, unit}) => slug === name || unit === name)?.why?.join("；") ?? "";
}

test("a second build makes nothing anew, writes nothing and says the same", async () => {
  const {folder, out, build, edit} = workspace();
  edit(`bulletins/${batch}/a.md`, () => batchArticle("本村流转{{ 流转面积 }}，共有村民近500人。"));
  const first = await build();
  expect(built(first)).toEqual(["2019-07-monthly", "顺德村", "名杨村", "前河村"]);
  expect(first.diagnostics.map(({code}) => code)).toEqual(["JB-8007"]);
  const before = snapshot(out, ({mtimeMs}) => mtimeMs);
  const second = await build();
  expect(built(second)).toEqual([]);
  expect(second.bulletins.map(({status}) => status)).toEqual(Array(4).fill("unchanged"));
  expect(second.diagnostics.map(diagnosticToJson)).toEqual(first.diagnostics.map(diagnosticToJson));
  expect(snapshot(out, ({mtimeMs}) => mtimeMs)).toEqual(before);
  // Without the account of the whole build it is found out bulletin by bulletin.
  rmSync(join(folder, ".jianbao-cache/builds"), {recursive: true});
  const third = await build();
  expect(built(third)).toEqual([]);
  expect(third.diagnostics.map(diagnosticToJson)).toEqual(first.diagnostics.map(diagnosticToJson));
  expect(snapshot(out, ({mtimeMs}) => mtimeMs)).toEqual(before);
});

test("a mistake in the form of units.yaml is told in every build until it is mended", async () => {
  const {build, edit} = workspace();
  const codes = async () => (await build()).diagnostics.map(({code}) => code);
  expect(await codes()).toEqual([]);
  edit("units.yaml", text => text.replace("类型: 片区", "类别: 片区"));
  expect(await codes()).toContain("JB-1021");
  edit("progress/2019-07.yaml", text => text.replace("388", "389"));
  expect(await codes()).toContain("JB-1021");
  edit("units.yaml", text => text.replace("类别: 片区", "类型: 片区"));
  expect(await codes()).toEqual([]);
  edit("progress/2019-07.yaml", text => text.replace("389", "388"));
  expect(await codes()).toEqual([]);
  edit("units.yaml", text => text.replace("类型: 村", "类别: 村"));
  edit("progress/2019-07.yaml", text => text.replace("388", "389"));
  expect(await codes()).toContain("JB-1021");
});

test("one village's figure makes anew what shows it, and says so", async () => {
  const {build, edit} = workspace();
  await build();
  edit("progress/2019-07.yaml", text => text.replace("1020", "1021"));
  const result = await build();
  expect(built(result)).toEqual(["2019-07-monthly", "名杨村"]);
  expect(why(result, "名杨村")).toBe("数据改了或者挪了行：名杨村 流转面积 2019-07");
});

test("a figure that nothing shows makes nothing anew", async () => {
  const {build, edit} = workspace();
  await build();
  edit("progress/2019-07.yaml", text => text.replace("村集体增收: 0.8", "村集体增收: 0.9"));
  expect(built(await build())).toEqual([]);
});

test("a line put above others moves the places that are told with them", async () => {
  const {build, edit} = workspace();
  await build();
  edit("progress/2019-07.yaml", text => text.replace("数据:\n", "数据:\n  # 已核对\n"));
  expect(built(await build())).toEqual(["2019-07-monthly", "顺德村", "名杨村", "前河村"]);
});

test.each([
  ["an article", `bulletins/${batch}/a.md`, /本村/, "我村", ["顺德村", "名杨村", "前河村"]],
  ["bulletin.yaml", "bulletins/2019-07-monthly/bulletin.yaml", /七月进展/, "七月情况", ["2019-07-monthly"]],
  ["a month that is compared with", "progress/2019-06.yaml", /980/, "990", ["名杨村"]],
] as const)("a change of %s makes anew what read it", async (_, path, old, now, expected) => {
  const {build, edit} = workspace();
  await build();
  edit(path, text => text.replace(old, now));
  expect(built(await build())).toEqual(expected);
});

test("a change that does not show is worked out and written nowhere", async () => {
  const {out, build, edit} = workspace();
  await build();
  const before = snapshot(out, ({mtimeMs}) => mtimeMs);
  edit("indicators.yaml", text =>
    `# 口径由镇经管站核定\n${text.replace("# 口径", "# 口径")}`.replace("\n指标:", " \n指标:"),
  );
  edit("bulletins/2019-07-monthly/bulletin.yaml", text => `${text}\n`);
  const result = await build();
  const changed = Object.entries(snapshot(out, ({mtimeMs}) => mtimeMs)).filter(([path, time]) => before[path] !== time);
  // figures.json tells the lines of formulas and the hash of bulletin.yaml; the pages are as they were.
  expect(changed.map(([path]) => path).filter(path => !path.endsWith("figures.json"))).toEqual([]);
  expect(result.diagnostics).toEqual([]);
});

test("what was taken away or cut off in the output is made again", async () => {
  const {out, build} = workspace();
  await build();
  const whole = snapshot(out, (_, bytes) => bytes.toString("base64"));
  rmSync(join(out, batch, "370322104203"), {recursive: true});
  writeFileSync(join(out, "2019-07-monthly/index.html"), "<!doctype");
  rmSync(join(out, "index.html"));
  const result = await build();
  expect(built(result)).toEqual(["2019-07-monthly", "顺德村"]);
  expect(why(result, "顺德村")).toContain("结果不在了");
  expect(snapshot(out, (_, bytes) => bytes.toString("base64"))).toEqual(whole);
});

test("the cache may be deleted, damaged or not be writable", async () => {
  const {folder, out, build} = workspace();
  await build();
  const whole = snapshot(out, (_, bytes) => bytes.toString("base64"));
  const cache = join(folder, ".jianbao-cache");
  for (const damage of [
    () => rmSync(cache, {recursive: true}),
    () => {
      for (const file of filesIn(cache)) writeFileSync(join(cache, file), "{");
    },
    () => {
      rmSync(cache, {recursive: true});
      writeFileSync(cache, "a file where the folder should be");
    },
  ]) {
    damage();
    const {diagnostics, bulletins} = await build();
    expect(diagnostics).toEqual([]);
    expect(bulletins.every(({status}) => status === "built" || status === "unchanged")).toBe(true);
    expect(snapshot(out, (_, bytes) => bytes.toString("base64"))).toEqual(whole);
  }
});

test("build --explain says why each bulletin was made anew", async () => {
  const {folder, out, edit} = workspace();
  const explain = () => run("build", "--content", folder, "--out", out, "--format", "html", "--explain");
  expect((await explain()).stdout).toContain("2019-07-monthly重排，因为：没有上一次的记录");
  edit(`bulletins/2019-07-monthly/a.md`, text => text.replace("全镇", "全镇共"));
  const {stdout} = await explain();
  expect(stdout).toContain("2019-07-monthly重排，因为：bulletins/2019-07-monthly/a.md 改了");
  expect(stdout).toContain("3 份没有重排");

  // Each is told of what it shows, not of all that was changed.
  edit("progress/2019-07.yaml", text => text.replace("1020", "1021").replace("388", "389"));
  const both = (await explain()).stdout;
  expect(both).toMatch(
    /2019-07-monthly重排，因为：数据改了或者挪了行：顺德村 流转面积 2019-07、名杨村 流转面积 2019-07\n/,
  );
  expect(both).toMatch(/（顺德村）重排，因为：数据改了或者挪了行：顺德村 流转面积 2019-07\n/);
  expect(both).toMatch(/（名杨村）重排，因为：数据改了或者挪了行：名杨村 流转面积 2019-07\n/);

  // Where an error was made and mended in between, what was there before is not known: the file is named.
  edit("progress/2019-07.yaml", text => text.replace("1021", "10零"));
  await explain();
  edit("progress/2019-07.yaml", text => text.replace("10零", "1022"));
  expect((await explain()).stdout).toContain("（名杨村）重排，因为：数据改了或者挪了行：progress/2019-07.yaml");
});

test("check and build know of each other's work", async () => {
  const {folder, out, build, edit} = workspace();
  await build();
  edit("progress/2019-07.yaml", text => text.replace("1020", "1021"));
  const checked = await run("check", "--content", folder);
  expect(checked.stdout).toContain("没有发现问题");
  // Worked out by check, but not printed yet.
  expect(built(await build())).toEqual(["2019-07-monthly", "名杨村"]);
  expect(readFileSync(join(out, "2019-07-monthly/index.html"), "utf8")).toContain("1619亩");
});

test.each([
  ...Array.from({length: 10}, (_, index) => ({seed: index + 1, rounds: 12, formats: ["html"] as const})),
  {seed: 21, rounds: 3, formats: ["html", "pdf"] as const},
  {seed: 22, rounds: 3, formats: ["html", "pdf"] as const},
])(
  "after any edits the result is that of a clean build: $seed, $formats",
  async ({seed, rounds, formats}) => {
    const random = openRandom(seed);
    // As in `dev`, where one process builds again and again.
    const keptData = seed % 2 === 1 ? await openKeptData() : undefined;
    const {folder, out} = workspace({
      ...batchWorkspace(),
      "bulletins/2019-06-note/bulletin.yaml": bulletin(["n.md"]).replace("2019-07", "2019-06"),
      "bulletins/2019-06-note/n.md": article(
        "{{ 计数(各村, 流转率 >= 60%) }}个村达标，{{ 名单(各村, 流转率 >= 60%) }}。",
      ),
    });
    for (let round = 0; round < rounds; round++) {
      for (let edit = 0; edit <= random.next() * 2; edit++) random.pick(edits)?.(folder, out, random);
      const incremental = await buildWorkspace({content: folder, out, formats, keptData});
      const twin = temporaryFolder();
      cpSync(folder, join(twin, "content"), {recursive: true, filter: path => !path.endsWith(".jianbao-cache")});
      const clean = await build(join(twin, "content"), join(twin, "out"), formats);
      const tell = ({bulletins, diagnostics}: BuildResult) => ({
        diagnostics: diagnostics.map(diagnosticToJson),
        bulletins: bulletins.map(({slug, title, status, blockedBy}) => [
          slug,
          title,
          status === "unchanged" ? "built" : status,
          blockedBy,
        ]),
      });
      expect(tell(incremental), `round ${round}`).toEqual(tell(clean));
      // A bulletin that cannot be made keeps its last good output, which a clean build does not have.
      const made = snapshot(join(twin, "out"), (_, bytes) => bytes.toString("base64"));
      const own = snapshot(out, (_, bytes) => bytes.toString("base64"));
      const isList = (path: string) => !path.includes("/") || path === `${batch}/index.html`;
      for (const [path, bytes] of Object.entries(made))
        if (!isList(path) || incremental.bulletins.every(({status}) => status !== "failed" && status !== "blocked"))
          expect(own[path] === bytes, `round ${round}: ${path}`).toBe(true);
    }
  },
  120_000,
);

type Edit = (folder: string, out: string, random: Random) => void;

function changing(path: string, change: (text: string, random: Random) => string): Edit {
  return (folder, _, random) => {
    const file = join(folder, path);
    if (existsSync(file)) writeFileSync(file, change(readFileSync(file, "utf8"), random));
  };
}

const month = "progress/2019-07.yaml";
const villagesArticle = `bulletins/${batch}/a.md`;

const edits: readonly Edit[] = [
  changing(month, (text, random) => text.replace(/流转面积: \d+/, `流转面积: ${300 + Math.floor(random.next() * 99)}`)),
  changing(month, (text, random) => text.replace(/增收: [\d.]+/g, () => `增收: ${(random.next() * 3).toFixed(1)}`)),
  changing(month, text => (text.includes("# 注") ? text.replace("# 注\n", "") : text.replace("数据:", "# 注\n数据:"))),
  changing(month, text => (text.includes("来源") ? text : `来源: 镇经管站\n${text}`)),
  changing(month, text => text.replace("  前河村: {", "  前河村: {{")),
  changing(month, text => text.replace("{{", "{")),
  changing(month, text => text.replace(/ {2}前河村.*\n/, "")),
  changing(month, text => (text.includes("前河村") ? text : `${text}  前河村: {流转面积: 210}\n`)),
  changing(month, text => text.replace("名杨村", "名扬村")),
  changing(month, text => text.replace("名扬村", "名杨村")),
  changing("progress/2019-06.yaml", (text, random) =>
    text.replace(/: 9\d\d/, `: ${900 + Math.floor(random.next() * 99)}`),
  ),
  changing("indicators.yaml", text =>
    text.includes("小数: 2") ? text.replace("小数: 2", "小数: 1") : text.replace("小数: 1}\n", "小数: 2}\n"),
  ),
  changing("units.yaml", text => (text.includes("640") ? text.replace("640", "700") : text.replace("700", "640"))),
  changing("jianbao.yaml", text =>
    text.includes("示例镇党建办") ? text.replace("示例镇党建办", "党建办") : text.replace("党建办", "示例镇党建办"),
  ),
  changing(villagesArticle, (text, random) =>
    text.replace(/$/, `\n又一段，第${random.pick(["一", "二", "三"])}次修改，流转率{{ 流转率 }}。\n`),
  ),
  changing(villagesArticle, () => batchArticle("本村流转{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}。")),
  changing(villagesArticle, text => text.replace("流转面积 }}", "流转面机 }}")),
  changing("bulletins/2019-06-note/n.md", text => `${text}\n[近400亩](=顺德村.流转面积)的地。\n`),
  changing("bulletins/2019-06-note/n.md", () => article("{{ 流转面积@2019-08 }}，{{ 最高(各村, 流转率) }}。")),
  changing("bulletins/2019-06-note/bulletin.yaml", text =>
    text.includes("期号") ? text.replace(/期号.*\n/, "") : `期号: 7\n${text}`,
  ),
  (folder, _, random) => {
    const amount = 100 + Math.floor(random.next() * 99);
    put(folder, "progress/2019-08.yaml", `期间: 2019-08\n数据:\n  顺德村: {流转面积: ${amount}}\n`);
  },
  folder => rmSync(join(folder, "progress/2019-08.yaml"), {force: true}),
  folder => {
    put(folder, "bulletins/2019-07-more/bulletin.yaml", bulletin(["m.md"]));
    put(folder, "bulletins/2019-07-more/m.md", article("各村：{{ 排名(各村, 流转率) }}。名杨村{{ 名杨村.流转率 }}。"));
  },
  folder => rmSync(join(folder, "bulletins/2019-07-more"), {recursive: true, force: true}),
  folder => rmSync(join(folder, ".jianbao-cache"), {recursive: true, force: true}),
  (folder, _, random) => {
    const cache = join(folder, ".jianbao-cache");
    const file = random.pick(existsSync(cache) ? filesIn(cache) : []);
    if (file !== undefined) rmSync(join(cache, file));
  },
  (_, out, random) => {
    const file = random.pick(existsSync(out) ? filesIn(out) : []);
    if (file !== undefined) rmSync(join(out, file));
  },
];

function filesIn(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function snapshot<T>(folder: string, tell: (facts: {mtimeMs: number}, bytes: Buffer) => T): Record<string, T> {
  return Object.fromEntries(
    filesIn(folder).map(path => [path, tell(statSync(join(folder, path)), readFileSync(join(folder, path)))]),
  );
}
