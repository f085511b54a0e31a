import {mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../src/build/index.ts";
import {openOutput} from "../../src/build/output.ts";
import {memoryFiles} from "../../src/workspace/index.ts";
import {run, temporaryFolder} from "../cli/run.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";

const build = (folder: string, out: string) => run("build", "--content", folder, "--out", out, "--format", "html");

test("a link in the output folder that leads out of it is not written through", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const foreign = temporaryFolder({"index.html": "别人的"});
  const out = join(folder, "out");
  mkdirSync(out);
  symlinkSync(foreign, join(out, "2019-07-monthly"));
  const {status, stderr} = await build(folder, out);
  expect(status).toBe(3);
  expect(stderr).toContain("通到别处的链接");
  expect(readdirSync(foreign)).toEqual(["index.html"]);
  expect(readFileSync(join(foreign, "index.html"), "utf8")).toBe("别人的");
});

test("nor is a folder made behind it", () => {
  const foreign = temporaryFolder();
  const out = temporaryFolder();
  symlinkSync(foreign, join(out, "a"));
  expect(() => openOutput(out).write("a/images/photo.jpg", "x")).toThrow("通到别处的链接");
  expect(readdirSync(foreign)).toEqual([]);
});

test("a folder that another build takes away meanwhile is made again", () => {
  const out = temporaryFolder();
  const output = openOutput(out);
  output.write("a/one.txt", "1");
  rmSync(join(out, "a"), {recursive: true});
  output.write("a/two.txt", [Buffer.from("2"), Buffer.from("二")]);
  expect(readFileSync(join(out, "a/two.txt"), "utf8")).toBe("2二");
  expect(readdirSync(join(out, "a"))).toEqual(["two.txt"]);
});

test("a result whose place is a link to itself is no result: it is replaced", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  await build(folder, out);
  const page = join(out, "2019-07-monthly/index.html");
  rmSync(page);
  symlinkSync("index.html", page);
  expect((await build(folder, out)).status).toBe(0);
  expect(readFileSync(page, "utf8")).toContain("流转");
});

test.each([".", "bulletins", "bulletins/2019-07-monthly", "progress", "layouts", "schemas/x"])(
  "--out %s of the workspace is wrong usage",
  async name => {
    const folder = temporaryFolder(baseWorkspace);
    const {status, stderr} = await build(folder, join(folder, name));
    expect(status).toBe(2);
    expect(stderr).toContain("工作区放内容的地方");
    expect(readdirSync(join(folder, "bulletins/2019-07-monthly")).sort()).toEqual(["a.md", "bulletin.yaml"]);
  },
);

test("a folder where a result should stand is told", async () => {
  const folder = temporaryFolder(baseWorkspace);
  const out = join(folder, "out");
  mkdirSync(join(out, "index.html"), {recursive: true});
  const {status, stderr} = await build(folder, out);
  expect(status).toBe(3);
  expect(stderr).toContain("同名的文件夹");
});

test("a bulletin that cannot be made is called as its file calls it", async () => {
  const title = '"{{ 期间 }}进展：{{ 流转面积 }}"';
  const content = memoryFiles({
    ...baseWorkspace,
    "bulletins/2019-07-monthly/bulletin.yaml": bulletin(["a.md"]).replace("七月进展", title),
    "bulletins/2019-07-monthly/a.md": article("{{ 没有的指标 }}"),
  });
  const {bulletins} = await buildWorkspace({content, out: temporaryFolder(), formats: ["html"]});
  expect(bulletins).toMatchObject([{status: "failed", title: "{{ 期间 }}进展：{{ 流转面积 }}"}]);
});
