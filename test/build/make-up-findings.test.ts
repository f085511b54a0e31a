/** What make-up tells of a newspaper page, at the writer's place. */
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeEach, expect, test} from "vitest";
import {buildWorkspace} from "../../src/build/index.ts";
import {contentFolder} from "../sample/town.ts";

const root = mkdtempSync(join(tmpdir(), "jianbao-make-up-"));
const slug = "2019-07-feature";
const pdfPath = join(root, "out", slug, `${slug}.pdf`);
const article = join(root, "content", "bulletins", slug, "red-property.md");
const bulletin = join(root, "content", "bulletins", slug, "bulletin.yaml");
const added = "社区还把门岗、楼道、绿化的活儿排成表，谁来干、几点干、干到什么样，都写在墙上。";

beforeEach(() => cpSync(contentFolder, join(root, "content"), {recursive: true}));
afterAll(() => rmSync(root, {recursive: true, force: true}));

async function build() {
  const result = await buildWorkspace({
    content: join(root, "content"),
    out: join(root, "out"),
    slugs: [slug],
    formats: ["pdf"],
  });
  const told = result.diagnostics.map(({code, span, values}) => ({
    code,
    path: span?.source.path,
    words: span?.source.text.slice(span.start, span.end),
    values: values as Record<string, unknown>,
  }));
  return {status: result.bulletins[0]?.status, pages: result.bulletins[0]?.pages, told};
}

function edit(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, "utf8");
  const changed = change(text);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

test("JB-7020: text that is over is told in characters and lines from the place on where it is over; the last good page stays", async () => {
  expect((await build()).told).toEqual([]);
  const before = readFileSync(pdfPath);
  edit(article, text => text.replace(":::编者按", `${added.repeat(30)}\n\n:::编者按`));
  const {status, told} = await build();
  expect(status).toBe("failed");
  expect(told.map(({code}) => code)).toEqual(["JB-7020"]);
  const [over] = told;
  const {characters, lines, excerpt} = over?.values ?? {};
  expect(over?.path).toMatch(/(cooperatives|red-property)\.md$/);
  expect(String(excerpt).startsWith(over?.words ?? "?")).toBe(true);
  expect(characters).toBeGreaterThan(10);
  expect(characters).toBeLessThan(added.length * 30);
  expect(lines).toBe(Math.ceil(Number(characters) / 11));
  expect(readFileSync(pdfPath).equals(before)).toBe(true);

  edit(bulletin, text => text.replace("纸张: 四开", "纸张: 四开, 转版: 是"));
  expect(await build()).toMatchObject({status: "built", pages: 2, told: []});
}, 300_000);

test("JB-7020 says how much is too much: without so many characters the page comes out", async () => {
  const sentences = 30;
  edit(article, text => text.replace(":::编者按", `${added.repeat(sentences)}\n\n:::编者按`));
  const {told} = await build();
  const over = Number(told[0]?.values?.characters);
  const kept = sentences - Math.ceil(over / added.length) - 1;
  expect(kept).toBeGreaterThan(0);
  edit(article, text => text.replace(added.repeat(sentences), added.repeat(kept)));
  expect((await build()).status).toBe("built");
}, 300_000);

test("JB-7021: a page that is not full says how much it lacks", async () => {
  edit(bulletin, text => text.replace("纸张: 四开", "纸张: 对开"));
  const {status, told} = await build();
  expect(status).toBe("built");
  expect(told.map(({code, path}) => [code, path])).toEqual([["JB-7021", `bulletins/${slug}/bulletin.yaml`]]);
  const {lines, characters} = told[0]?.values ?? {};
  expect(characters).toBe(Number(lines) * 8 * 13);
}, 60_000);

test("JB-7022: a story whose columns cannot end together is named", async () => {
  writeFileSync(article, "---\n标题: 院里的灯亮了\n署名: 样稿\n---\n\n昨天夜里，院里的灯亮了。\n");
  edit(bulletin, text => text.replace("稿件: [cooperatives.md, red-property.md]", "稿件: [red-property.md]"));
  rmSync(join(root, "content", "bulletins", slug, "cooperatives.md"));
  const {status, told} = await build();
  expect(status).toBe("built");
  expect(told.map(({code}) => code).sort()).toEqual(["JB-7021", "JB-7022"]);
  expect(told.find(({code}) => code === "JB-7022")?.values).toMatchObject({title: "院里的灯亮了"});
}, 60_000);

test("JB-7023: pictures that are more than the page holds are told", async () => {
  const picture = '![签约。（示意图）](images/signing.svg "宽=通栏")';
  edit(bulletin, text => text.replace("纸张: 四开", "纸张: A4"));
  edit(article, text => `${text}\n\n${Array.from({length: 40}, () => picture).join("\n\n")}\n`);
  const {status, told} = await build();
  expect(status).toBe("failed");
  expect(told.map(({code}) => code)).toContain("JB-7023");
}, 60_000);
