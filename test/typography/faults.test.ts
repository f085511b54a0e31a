/** The checker can fail: a document that is bad in one way gives the fault of that name. */
import {afterAll, beforeAll, expect, test} from "vitest";
import {subsetFonts} from "../../src/pages/index.ts";
import {openPress, type Press} from "../../src/press/index.ts";
import {type FaultKind, faultKinds, judgeLines, type Rules, readGlyphs, readLines} from "./index.ts";

const filler = "村民把零散的地块流转到一起发展规模经营增加收入全镇上下齐心协力推动合作社成长壮大";
/** Body text of 20 cells of 12 pt a line, first line indented, as it should be. */
const good = `@page {size: 300pt 240pt; margin: 30pt}
  body {font: 12pt/20pt "JB Song"; margin: 0; line-break: strict; text-spacing-trim: trim-start; text-autospace: no-autospace}
  p, h2 {margin: 0; orphans: 2; widows: 2; text-indent: 2em; text-align: justify} h2 {font: inherit}`;

interface Bad {
  readonly kind: FaultKind;
  readonly body: string;
  readonly css?: string;
  readonly rules?: Partial<Rules>;
}

const lines = (...texts: string[]) => `<p>${texts.join("<br>")}</p><p>${filler}</p>`;
const bad: readonly Bad[] = [
  {kind: "forbidden-start", body: lines("村民增收", "，了不少")},
  {kind: "forbidden-end", body: lines("村民说（", "增收）了不少")},
  {kind: "split-mark", body: lines("村民说…", "…增收了不少")},
  {kind: "torn-mark", body: lines("村民说……增收了不少"), css: "p {letter-spacing: 2pt}"},
  {kind: "split-number", body: lines("流转土地371", "亩增收不少")},
  {kind: "split-number", body: lines("在2019年7月", "11日增收")},
  {kind: "split-word", body: lines("学习Kuber", "netes系统")},
  {kind: "unsqueezed-marks", body: lines("说“增收”，“真的”（是）。"), css: "body {text-spacing-trim: space-all}"},
  {kind: "uneven-spacing", body: lines("流转1340亩地里种了蒜"), css: "body {text-autospace: normal}"},
  {
    kind: "torn-line",
    body: `<p>${filler.slice(0, 28)}<span style="white-space: nowrap">一二三四五六七八九十一二三四</span>${filler}</p>`,
  },
  {kind: "ragged-line", body: `<p>${filler}村民<br>${filler}</p>`},
  {kind: "short-last-line", body: lines(filler.slice(0, 18), "村。")},
  {kind: "widow-line", body: `<p>${filler.repeat(5).slice(0, 184)}</p>`, css: "p {orphans: 1; widows: 1}"},
  {kind: "head-at-foot", body: `<p>${filler.repeat(4).slice(0, 150)}</p><h2>增收办法</h2><p>${filler}</p>`},
  {kind: "wrong-indent", body: `<p style="text-indent: 1em">${filler}</p>`},
  {kind: "wrong-emphasis", body: `<p>${filler}</p>`, rules: {emphasised: ["地块"]}},
];

let press: Press;
beforeAll(async () => {
  const characters = good + bad.map(({body}) => body).join("");
  press = await openPress({workers: 1, fonts: await subsetFonts(characters, undefined, "truetype")});
});
afterAll(() => press?.close());

async function judge(body: string, css = "", rules?: Partial<Rules>) {
  const page = {lang: "zh-CN" as const, title: "样张", author: "", subject: "", date: "2019-08-05", bodyClass: ""};
  const {pdf} = await press.print({...page, css: good + css, bodyHtml: body});
  return judgeLines(readLines(await readGlyphs(pdf)), rules);
}

test("judgeLines() finds nothing in text that is set as it should be", async () => {
  const squeezed = `<p>${filler}说“增收”，“真的”（是）——好……在1340亩。${filler}</p>`;
  expect(await judge(`<h2>办法</h2><p>${filler}</p>${squeezed}`)).toEqual([]);
});

test.each(bad)("judgeLines() finds $kind: $body", async ({kind, body, css, rules}) => {
  const kinds = (await judge(body, css, rules)).map(fault => fault.kind);
  expect(kinds).toContain(kind);
});

test("every kind of fault has its bad document", () => {
  expect(new Set(bad.map(({kind}) => kind))).toEqual(new Set(Object.keys(faultKinds)));
});
