import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {createCanvas} from "@napi-rs/canvas";
import {afterAll, beforeAll, expect, test} from "vitest";
import {fontNames, fontsInCss} from "../../src/press/font-names.ts";
import {openPress, type PageFinding, type Press} from "../../src/press/index.ts";
import {sampleFonts, samplePage} from "./sample-page.ts";

let press: Press;

beforeAll(async () => {
  press = await openPress({fonts: await sampleFonts(), workers: 1});
});
afterAll(async () => {
  await press?.close();
});

/** 300 by 150 pixels of one colour. */
const raster = `data:image/png;base64,${createCanvas(300, 150).toBuffer("image/png").toString("base64")}`;
const drawing = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>').toString("base64")}`;

/** A face of a package's file, as a stylesheet brings it. */
function fontFaceOf(path: string): string {
  const data = readFileSync(fileURLToPath(import.meta.resolve(path))).toString("base64");
  return `@font-face {font-family: strange; src: url(data:font/woff2;base64,${data})}`;
}

async function audit(bodyHtml: string, css = ""): Promise<readonly PageFinding[]> {
  const page = samplePage({bodyHtml: `<article data-file="b/a.md">${bodyHtml}</article>`});
  return (await press.print({...page, css: `${page.css} body {margin: 0} ${css}`})).findings;
}

test("a page with nothing wrong has no finding", async () => {
  expect((await press.print(samplePage())).findings).toEqual([]);
});

test("a box that hides text is told with the place of its block", async () => {
  const [finding, ...others] = await audit(
    `<p data-at="4:1">晨讯</p><p data-at="6:1" style="height: 1em; overflow: hidden">合作社<br>农户<br>土地</p>`,
  );
  expect(finding).toMatchObject({kind: "clipped", place: {file: "b/a.md", line: 6, column: 1, text: "合作社农户土地"}});
  // Chromium does not even print what is hidden.
  expect(others).toMatchObject([{kind: "text-differs", before: "晨讯合作社", expected: "农户土地", found: ""}]);
});

test.each([
  ["a rule", ".narrow {height: 1em; overflow: hidden}"],
  ["a rule for print", "@media print {.narrow {height: 1em; overflow-y: clip}}"],
  ["a rule within another", "article {.narrow {height: 1em; overflow: hidden}}"],
  ["a rule of a layer", "@layer own {.narrow {height: 1em; overflow: hidden}}"],
  ["a declaration after a nested rule", ".narrow {height: 1em; b {color: red} overflow: hidden}"],
  ["a medium within a rule", ".narrow {height: 1em; @media print {overflow: hidden}}"],
  ["a selector within a medium within a rule", "article {@media print {> .narrow {height: 1em; overflow: hidden}}}"],
  ["a scope", "@scope (.narrow) {:scope {height: 1em; overflow: hidden}}"],
  ["a rule with a variable", "body {--cut: hidden} .narrow {height: 1em; overflow: var(--cut)}"],
])("a box that hides text by %s is told, once", async (_name, css) => {
  const html = `<div class="narrow" data-at="6:1">合作社<br>农户<p class="narrow">土地<br>晨讯</p></div>`;
  const found = (await audit(html, css)).filter(({kind}) => kind === "clipped");
  expect(found).toMatchObject([{place: {line: 6, column: 1}}]);
});

test("a stylesheet with a namespace, which must come first, is looked through", async () => {
  const page = samplePage({bodyHtml: '<p class="narrow">合作社<br>农户</p>'});
  const css =
    "@namespace s url(http://www.w3.org/2000/svg); s|g {overflow: visible} .narrow {height: 1em; overflow: hidden}";
  const {findings} = await press.print({...page, css: `${css} ${page.css}`});
  expect(findings.map(({kind}) => kind)).toContain("clipped");
});

test("a box that hides text by a style within the page is told, and the next page is looked at by its own", async () => {
  const html = `<div class="narrow" data-at="6:1">合作社<br>农户</div>`;
  const withStyle = await audit(`<style>.narrow {height: 1em; overflow: hidden}</style>${html}`);
  expect(withStyle.map(({kind}) => kind)).toContain("clipped");
  expect(await audit(html)).toEqual([]);
});

test.each([
  ["visibility: hidden", `<p>合作社</p><p style="visibility: hidden">农户</p>`, ""],
  ["visibility: hidden by a rule", `<p>合作社</p><p class="gone">农户</p>`, ".gone {visibility: hidden}"],
  [
    "content-visibility: hidden",
    `<p>合作社</p><div class="gone"><p>农户</p></div>`,
    ".gone {content-visibility: hidden}",
  ],
  [
    "visibility: hidden after a nested rule",
    `<p>合作社</p><p class="gone">农户</p>`,
    ".gone {b {color: red} visibility: hidden}",
  ],
  ["VISIBILITY: HIDDEN", `<p>合作社</p><p style="VISIBILITY: HIDDEN">农户</p>`, ""],
  ["a closed <details>", `<p>合作社</p><details><summary>土地</summary><p>农户</p></details>`, ""],
  ["display: none", `<p>合作社</p><div class="gone"><p>农户</p></div>`, ".gone {display: none}"],
])("text hidden by %s is not looked for in the PDF", async (_name, html, css) => {
  expect(await audit(html, css)).toEqual([]);
});

test("boxes that are hidden from the eye on purpose, and those that scroll nothing, are not told", async () => {
  expect(
    await audit(
      `<p style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)">合作社农户</p>
       <p style="overflow: hidden">合作社</p><p style="display: none; overflow: hidden; height: 1px">农户</p>`,
    ),
  ).toEqual([]);
});

test.each([
  [
    "a long word in a narrow box",
    `<p data-at="5:3" style="width: 20mm">0123456789012345678901234567890123456789</p>`,
    "box",
  ],
  ["a word wider than the type area", `<p data-at="5:3">${"0123456789".repeat(12)}</p>`, "page"],
  [
    "a number in a cell of a fixed table",
    `<table data-at="5:3" style="table-layout: fixed; width: 40mm"><tr><td>430</td><td>01234567890123456789</td></tr></table>`,
    "cell",
  ],
  [
    "an unbroken line in a column",
    `<div style="columns: 4; column-gap: 5mm"><p data-at="5:3">${"0123456789".repeat(4)}</p></div>`,
    "box",
  ],
])("text that runs out is told: %s", async (_name, html, where) => {
  const findings = await audit(html);
  expect(findings).toMatchObject([{kind: "overflow", where, place: {file: "b/a.md", line: 5, column: 3}}]);
});

test("text in columns, tables, lists and with a hanging indent stays within its boxes", async () => {
  expect(
    await audit(
      `<div style="columns: 3; height: 80mm">${"<p>晨讯今年以来镇党委坚持党建引领，由村党支部领办合作社，流转土地，吸纳农户。</p>".repeat(6)}</div>
       <ol><li>合作社</li></ol><p style="text-indent: -2em; padding-left: 2em">农户户均增收。</p>
       <h1 style="letter-spacing: 1em; text-align: right">唐坊镇</h1>`,
    ),
  ).toEqual([]);
});

test.each([
  ["fill", "width: 50.8mm; height: 25.4mm", []],
  ["cover", "width: 50.8mm; height: 50.8mm; object-fit: cover", [75]],
  ["contain", "width: 50.8mm; height: 50.8mm; object-fit: contain", []],
  ["coarse", "width: 101.6mm; height: 50.8mm", [75]],
])("a photo of 300 by 150 pixels, %s", async (_name, style, expected) => {
  const findings = await audit(`<figure data-at="8:1"><img alt="大棚" src="${raster}" style="${style}"></figure>`);
  expect(findings.map(finding => (finding.kind === "coarse-picture" ? finding.dpi : finding.kind))).toEqual(expected);
  for (const finding of findings) expect(finding).toMatchObject({place: {file: "b/a.md", line: 8, text: "大棚"}});
});

test("text in a font that is not among those of the build is told", async () => {
  const strange = fontFaceOf("@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2");
  const findings = await audit(`<style>${strange}</style><p>晨讯<span style="font-family: strange">share</span></p>`);
  expect(findings).toMatchObject([{kind: "foreign-font", font: expect.stringMatching(/WenKai/), text: "share"}]);
});

test("fontNames() knows the names of the build's fonts, and tells nothing of one that cannot be read", async () => {
  expect(fontNames((await sampleFonts()).map(({bytes}) => bytes))).toContain("notoserifscregular");
  expect(fontNames(fontsInCss("@font-face {src: url(data:font/ttf;base64,AAEAAA==)}"))).toBeUndefined();
});

test("a drawing is never too coarse", async () => {
  expect(await audit(`<img alt="" src="${drawing}" style="width: 200mm">`)).toEqual([]);
});
