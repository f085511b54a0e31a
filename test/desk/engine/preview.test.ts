import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import sharp from "sharp";
import {expect, test} from "vitest";
import {buildWorkspace} from "../../../src/build/index.ts";
import type {PreviewAnswer} from "../../../src/desk/api.ts";
import {withoutPlaces} from "../../../src/narrative/index.ts";
import {jpg} from "../../faults/photos.ts";
import {openSample} from "./sample.ts";

const feature = "2019-07-feature";
const article = `bulletins/${feature}/red-property.md`;

const bodyOfPage = (html: string): string => html.slice(html.indexOf("<body"), html.lastIndexOf("</html>")).trim();
const nameOf = (address: string | undefined): string => address?.split("/").at(-1) ?? "";
const codesOf = ({findings}: PreviewAnswer): string[] => findings.map(({code}) => code);

test("preview() of a saved text is the published page, of every bulletin and every text of it", async () => {
  const {content, engine} = await openSample();
  const out = join(content, "out");
  const {bulletins} = await buildWorkspace({content, out, formats: ["html"]});
  expect(bulletins.length).toBeGreaterThan(3);
  for (const {slug} of bulletins) {
    const published = bodyOfPage(readFileSync(join(out, slug, "index.html"), "utf8"));
    const names = readFileSync(join(content, "bulletins", slug, "bulletin.yaml"), "utf8").match(/[\w-]+\.md/g) ?? [];
    expect(names.length).toBeGreaterThan(0);
    for (const name of ["bulletin.yaml", ...names]) {
      const path = `bulletins/${slug}/${name}`;
      const {body = ""} = await engine.preview({slug, path, text: readFileSync(join(content, path), "utf8")});
      expect(body).toMatch(/ data-file="bulletins\/[^"]+"[\s\S]* data-at="\d+:\d+"/);
      expect(withoutPlaces(body).replace(/\s+<\/body>/, "\n</body>"), path).toBe(
        published.replace(/\s+<\/body>/, "\n</body>"),
      );
    }
  }
});

test("preview() shows an article, a bulletin.yaml and figures that are not saved, and keeps none of them", async () => {
  const {content, engine} = await openSample();
  const read = (path: string) => readFileSync(join(content, path), "utf8");
  const slug = "2019-07-monthly";
  const overview = `bulletins/${slug}/overview.md`;
  const written = await engine.preview({slug, path: overview, text: `${read(overview)}\n新写的一段。\n`});
  expect(written.body).toContain("新写的一段。");
  expect(written.body).toMatch(/<p[^>]* data-at="\d+:1">新写的一段/);

  const yaml = `bulletins/${slug}/bulletin.yaml`;
  const dated = await engine.preview({slug, path: yaml, text: read(yaml).replace(/日期: \S+/, "日期: 2019-08-23")});
  expect(dated.body).toContain("2019年8月23日");
  expect(dated.body).not.toContain("新写的一段。");

  const progress = "progress/2019-07.yaml";
  const before = engine.explain(slug, "顺德村.流转面积")?.text;
  const text = read(progress).replace(/(顺德村: .*流转面积: +)388/, "$1389");
  const filled = await engine.preview({slug, path: progress, text});
  const saved = await engine.preview({slug, path: overview, text: read(overview)});
  expect(before).toBe("388亩");
  expect(text).not.toBe(read(progress));
  expect(filled.body).not.toBe(saved.body);
  expect(engine.explain(slug, "顺德村.流转面积")?.text).toBe("388亩");
});

test("changed() lets what was saved be seen", async () => {
  const {content, engine} = await openSample();
  const path = "progress/2019-07.yaml";
  const text = readFileSync(join(content, path), "utf8");
  expect(engine.explain("2019-07-monthly", "顺德村.流转面积")?.text).toBe("388亩");
  writeFileSync(join(content, path), text.replace(/(顺德村: .*流转面积: +)388/, "$1389"));
  engine.changed([path]);
  expect(engine.explain("2019-07-monthly", "顺德村.流转面积")?.text).toBe("389亩");
});

test("preview() goes on while something is wrong: it stands there as written and is marked", async () => {
  const {content, engine} = await openSample();
  const saved = readFileSync(join(content, article), "utf8");
  const write = (text: string) => engine.preview({slug: feature, path: article, text: `${saved}\n${text}\n`});

  const misspelt = await write("有{{ 顺得村.流转面积 }}。");
  expect(codesOf(misspelt)).toEqual(["JB-2031"]);
  expect(misspelt.body).toContain('有<mark class="draft-error">{{ 顺得村.流转面积 }}</mark>。');
  expect(misspelt.findings[0]?.fixes).toMatchObject([{title: "换成“顺德村”", replacement: "顺德村"}]);

  const unclosed = await write("有{{ 顺德村.流");
  expect(codesOf(unclosed)).toEqual(["JB-3014"]);
  expect(unclosed.body).toContain("有{{ 顺德村.流");

  const claim = await write("顺德村流转[近800亩](=顺德村.流转面积)。");
  expect(codesOf(claim)).toEqual(["JB-8002"]);
  expect(claim.body).toMatch(/<mark class="draft-error">(?:(?!<\/mark>)[\s\S])*800亩/);

  const block = await write("```图表\n类型: 柱状\n```");
  expect(block.body).toContain('<mark class="draft-error">```图表</mark>');
  expect(codesOf(block)).toContain("JB-1023");

  const photo = await write("![说明](images/none.jpg)");
  expect(photo.body).toContain('<mark class="draft-error">![说明](images/none.jpg)</mark>');
  for (const {body = ""} of [misspelt, unclosed, claim, block, photo]) expect(body).toContain("文苑社区地处县城中心");
});

test("preview() of an article whose head cannot be read gives findings and no page", async () => {
  const {engine} = await openSample();
  const answer = await engine.preview({slug: feature, path: article, text: "没有开头的正文\n"});
  expect(answer.body).toBeUndefined();
  expect(codesOf(answer)).toEqual(["JB-4006"]);
  expect(answer.findings[0]?.slugs).toEqual([feature]);
});

test("preview() lets no script through, whether the draft is right or wrong", async () => {
  const {content, engine} = await openSample();
  const saved = readFileSync(join(content, article), "utf8");
  for (const text of [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "{{ <script>alert(1)</script> }}",
    '[<b onclick="alert(1)">近1亩</b>](=流转面积)',
    "```图表\n<script>alert(1)</script>\n```",
    '![" onerror="alert(1)](images/none.jpg)',
    "[链](javascript:alert(1))",
  ]) {
    const {body = ""} = await engine.preview({slug: feature, path: article, text: `${saved}\n${text}\n`});
    expect(body, text).not.toMatch(/<script|<[^>]*\son\w+\s*=|href="javascript/i);
    expect(body).toContain("文苑社区");
  }
});

test("photo() gives the picture that a preview names, as the published page has it", async () => {
  const {content, engine} = await openSample();
  writeFileSync(join(content, "bulletins", feature, "images/field.jpg"), jpg);
  const text = `${readFileSync(join(content, article), "utf8")}\n![流转的地块](images/field.jpg)\n`;
  const {body = "", findings} = await engine.preview({slug: feature, path: article, text});
  expect(findings).toEqual([]);
  const name = /<img[^>]* src="\/api\/preview-photos\/([^"]+)"/.exec(body)?.[1] ?? "";
  const photo = await engine.photo(name);
  expect(photo?.mediaType).toBe("image/jpeg");
  expect(await sharp(photo?.bytes).metadata()).toMatchObject({format: "jpeg", width: 60, height: 40});
  expect(await engine.photo("0123456789abcdef-1")).toBeUndefined();

  writeFileSync(join(content, article), text);
  const out = join(content, "out");
  await buildWorkspace({content, out, formats: ["html"], slugs: [feature]});
  const published = readFileSync(join(out, feature, "index.html"), "utf8");
  expect(published.includes(Buffer.from(photo?.bytes ?? []).toString("base64"))).toBe(true);
});

test("preview() of what is no bulletin says nothing", async () => {
  const {engine} = await openSample();
  expect(await engine.preview({slug: "none", path: "bulletins/none/a.md", text: "x"})).toMatchObject({findings: []});
});

test("styles() has one address while nothing changes, and fonts for a new character beside the old ones", async () => {
  const {content, engine} = await openSample();
  const saved = readFileSync(join(content, article), "utf8");
  const write = (text: string) => engine.preview({slug: feature, path: article, text: `${saved}\n${text}\n`});
  const first = await write("写");
  const second = await write("写写稿");
  expect(second.styles).toBe(first.styles);
  const sheet = (await engine.styles(nameOf(first.styles))) ?? "";
  expect(sheet.includes(".made-up .sheet")).toBe(true);
  const fonts = /^@import url\("([^"]+)"\)/.exec(sheet)?.[1];
  expect(await engine.styles(nameOf(fonts))).toMatch(/^@font-face\{font-family:"JB Song"/);

  const rare = await write("龘");
  expect(rare.styles).not.toBe(first.styles);
  const imports = [...((await engine.styles(nameOf(rare.styles))) ?? "").matchAll(/@import url\("([^"]+)"\)/g)];
  const [base, added, ...others] = imports.map(([, address]) => address);
  expect([base, others]).toEqual([fonts, []]);
  expect(await engine.styles(nameOf(added))).toMatch(/@font-face\{[^}]*unicode-range:U\+9F98\}/);
  expect((await write("写")).styles).toBe(rare.styles);
  expect(await engine.styles("0123456789abcdef")).toBeUndefined();
});
