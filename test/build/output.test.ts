import {mkdirSync, readdirSync, readFileSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {run, temporaryFolder} from "../cli/run.ts";
import {baseWorkspace} from "../faults/base-workspace.ts";

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
