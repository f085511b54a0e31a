import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {printBulletin} from "../../src/build/index.ts";
import {article, baseWorkspace, bulletin} from "../faults/base-workspace.ts";
import {readHalves} from "../press/imposition/read-sheets.ts";
import {readPdf} from "../press/read-pdf.ts";
import {run, temporaryFolder} from "./run.ts";

const slug = "2019-07-monthly";

/** A workspace with one bulletin, and the commands upon it. */
function open(lines = "", body = "全镇流转{{ 流转面积 }}。") {
  const folder = temporaryFolder({
    ...baseWorkspace,
    [`bulletins/${slug}/bulletin.yaml`]: `${bulletin(["a.md"], lines)}`,
    [`bulletins/${slug}/a.md`]: article(body),
  });
  const out = join(folder, "out");
  const places = ["--content", folder, "--out", out];
  return {
    folder,
    print: (...argv: string[]) => run("print", slug, ...argv, ...places),
    build: (...argv: string[]) => run("build", ...argv, ...places),
    files: () =>
      readdirSync(join(out, slug))
        .filter(name => name.endsWith(".pdf"))
        .sort(),
    read: (name: string) => readFileSync(join(out, slug, name)),
    write: (path: string, text: string) => writeFileSync(join(folder, `bulletins/${slug}`, path), text),
    out,
  };
}

/** A section that fills a page and a half. */
const long = Array.from(
  {length: 24},
  (_, index) => `第${index + 1}段，讲一讲这个月各村做了哪些事，还有哪些事没有做完。`,
).join("\n\n");

describe("print while another build makes another PDF", () => {
  const options = (folder: string, out: string, printing: () => void) =>
    ({content: folder, out, slug, kind: "booklet", paper: "A3", grey: false, printing}) as const;

  test("begins anew: what is printed is never older than the PDF", async () => {
    const {folder, out, build, write, read, files} = open();
    write("a.md", article("另一稿。"));
    await build();
    const other = read(`${slug}.pdf`);
    write("a.md", article("这一稿。"));
    let turns = 0;
    const result = await printBulletin(
      options(folder, out, () => {
        if (turns++ > 0) return;
        write("a.md", article("另一稿。"));
        writeFileSync(join(out, slug, `${slug}.pdf`), other);
      }),
    );
    expect(result.files.map(({path}) => path)).toEqual([`${slug}/${slug}-booklet.pdf`]);
    expect(files()).toEqual([`${slug}-booklet.pdf`, `${slug}.pdf`]);
    expect(read(`${slug}.pdf`).equals(other)).toBe(true);
    const text = JSON.stringify(await readHalves(read(`${slug}-booklet.pdf`)));
    expect(text).toContain("另一稿");
    expect(text).not.toContain("这一稿");
  });

  test("gives up after some turns, and leaves nothing that is older than the PDF", async () => {
    const {folder, out, files} = open();
    const path = join(out, slug, `${slug}.pdf`);
    let turns = 0;
    const disturb = () => writeFileSync(path, `${readFileSync(path, "latin1")}\n% ${turns++}`, "latin1");
    await expect(printBulletin(options(folder, out, disturb))).rejects.toMatchObject({
      name: "MachineError",
      message: expect.stringContaining("一再变成另一份"),
    });
    expect(turns).toBeGreaterThan(2);
    expect(files()).toEqual([`${slug}.pdf`]);
  });
});

describe("print --booklet", () => {
  test("builds the bulletin, folds it, and says which pages are blank and what to choose at the printer", async () => {
    const {print, files, read} = open();
    const {status, stdout} = await print("--booklet");
    expect(status).toBe(0);
    expect(files()).toEqual([`${slug}-booklet.pdf`, `${slug}.pdf`]);
    expect(stdout).toContain("1 页，补 3 张空白页凑成 4 页：第 2、3、4 页空白");
    expect(stdout).toContain("短边翻转");
    expect(stdout).toContain("骑马钉");
    const [cover, inside] = await readHalves(read(`${slug}-booklet.pdf`));
    expect(cover?.left).toBe("");
    expect(cover?.right).toContain("示例月报");
    expect(inside).toEqual({left: "", right: ""});
  });

  test("keeps the closing block on the back cover, with the blanks before it", async () => {
    const {print, read} = open("", `${long}\n\n## 下步打算\n\n${long}`);
    const {stdout} = await print("--booklet");
    const pages = (await readPdf(read(`${slug}.pdf`))).pages.length;
    expect(pages % 4, "the sample has to need blanks").not.toBe(0);
    const halves = await readHalves(read(`${slug}-booklet.pdf`));
    const last = halves[0]?.left ?? "";
    if (stdout.includes("跨到末页")) expect(last).toBe("");
    else expect(last).toContain("印发");
    const asked = await print("--booklet", "--blanks", "末页前");
    expect(asked.stdout).toContain("末页做封底");
    expect((await readHalves(read(`${slug}-booklet.pdf`)))[0]?.left).toContain("印发");
    await print("--booklet", "--blanks", "最后");
    expect((await readHalves(read(`${slug}-booklet.pdf`)))[0]?.left).toBe("");
  });
});

test("print --2up, --proof and --grey write files of their own names", async () => {
  const {print, files} = open();
  const up = await print("--2up", "--paper", "A4", "--grey");
  expect(up.stdout).toContain("每页缩到 71%");
  const proof = await print("--proof");
  expect(proof.stdout).toContain("标尺长 100 毫米");
  const grey = await print("--grey");
  expect(grey.stdout).toContain("全部改成了灰色");
  expect(files()).toEqual([
    `${slug}-2up-a4-grey.pdf`,
    `${slug}-grey.pdf`,
    `${slug}-proof-a3.pdf`,
    `${slug}-proof-a4.pdf`,
    `${slug}.pdf`,
  ]);
});

test("print --json says what was made, for programs", async () => {
  const {status, stdout} = await open().print("--booklet", "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    slug,
    kind: "booklet",
    grey: false,
    pages: 1,
    files: [
      {
        path: `${slug}/${slug}-booklet.pdf`,
        sheets: {paper: "A3", sides: 2, scale: 1, blanks: {pages: [2, 3, 4], place: "end"}},
      },
    ],
    diagnostics: [],
  });
});

describe("print files are never older than the bulletin", () => {
  test("build takes them away when the PDF becomes another one, and leaves them when it stays the same", async () => {
    const {print, build, files, write} = open();
    await print("--booklet");
    await build();
    expect(files()).toContain(`${slug}-booklet.pdf`);
    write("a.md", article("全镇流转{{ 流转面积 }}，比上月{{ 流转面积 | 环比 }}。"));
    await build();
    expect(files()).toEqual([`${slug}.pdf`]);
  });

  test("build takes them away with the PDF that is no longer asked for", async () => {
    const {print, build, files, write} = open();
    await print("--grey");
    write("bulletin.yaml", bulletin(["a.md"], "输出: html\n"));
    await build();
    expect(files()).toEqual([]);
  });

  test("print of a changed bulletin prints the new text", async () => {
    const {print, read, write} = open();
    await print("--2up");
    write("a.md", article("改了这一句。"));
    await print("--2up");
    expect((await readHalves(read(`${slug}-2up.pdf`)))[0]?.left).toContain("改了这一句");
  });
});

test("print of an issued bulletin takes its PDF as it was issued", async () => {
  const {print, build, read, write} = open("期号: 7\n状态: 已印发\n");
  await build();
  const before = read(`${slug}.pdf`);
  write("a.md", article("改了这一句。"));
  const {stdout} = await print("--2up");
  expect(stdout).toContain("已印发，没有重排");
  expect(read(`${slug}.pdf`).equals(before)).toBe(true);
  expect((await readHalves(read(`${slug}-2up.pdf`)))[0]?.left).not.toContain("改了这一句");
});

test("print of a bulletin with errors prints nothing and leaves what was there: status 1", async () => {
  const {print, read, write, files} = open();
  await print("--booklet");
  const before = read(`${slug}-booklet.pdf`);
  write("a.md", article("{{ 流转面绩 }}"));
  const {status, stdout} = await print("--grey");
  expect(status).toBe(1);
  expect(stdout).toContain("有错误的一期不印");
  expect(files()).toEqual([`${slug}-booklet.pdf`, `${slug}.pdf`]);
  expect(read(`${slug}-booklet.pdf`).equals(before)).toBe(true);
});

test("print makes the same bytes in an empty folder", async () => {
  const {print, read, out} = open();
  await print("--booklet", "--grey");
  const before = read(`${slug}-booklet-grey.pdf`);
  rmSync(out, {recursive: true});
  await print("--booklet", "--grey");
  expect(read(`${slug}-booklet-grey.pdf`).equals(before)).toBe(true);
});

test.each([
  [[slug], "没有写怎样印", "--booklet"],
  [["--booklet"], "print 后面写一个期名", "2019-07-handout"],
  [[slug, "other", "--grey"], "一次印一期", "例"],
  [[slug, "--booklet", "--proof"], "--booklet 和 --proof 不能同用", "一次选一种"],
  [[slug, "--proof", "--paper", "A4"], "--paper 只和 --booklet、--2up 同用", ""],
  [[slug, "--2up", "--paper", "A5"], "--paper 写的“A5”不行", "A3 或 A4"],
  [[slug, "--2up", "--blanks", "最后"], "--blanks 只和 --booklet 同用", ""],
  [[slug, "--booklet", "--blanks", "中间"], "--blanks 写的“中间”不行", "末页前"],
  [["2019-07-monthyl", "--grey"], "没有“2019-07-monthyl”这一期", slug],
])("print %j is wrong usage: status 2, what to do", async (argv, message, hint) => {
  const {folder, out} = open();
  const {status, stderr} = await run("print", ...argv, "--content", folder, "--out", out);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr).toContain(hint);
  expect(existsSync(join(out, slug))).toBe(false);
});

test("print of a bulletin that asks for no PDF says what to write", async () => {
  const {status, stderr} = await open("输出: html\n").print("--booklet");
  expect(status).toBe(2);
  expect(stderr).toContain("这一期不出 PDF");
  expect(stderr).toContain("输出: [html, pdf]");
});
