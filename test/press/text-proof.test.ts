import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {compareText} from "../../src/press/compare-text.ts";
import {openPress, type Press} from "../../src/press/index.ts";
import {sampleFonts, samplePage} from "./sample-page.ts";

let press: Press;

beforeAll(async () => {
  press = await openPress({fonts: await sampleFonts(), workers: 1});
});
afterAll(async () => {
  await press?.close();
});

const prove = async (bodyHtml: string, css = "", missingCharacters: readonly string[] = []) =>
  (await press.print(samplePage({bodyHtml, css: `${samplePage().css} ${css}`, missingCharacters}))).findings.filter(
    ({kind}) => kind === "text-differs",
  );

const rest = {untagged: "", fonts: new Map<string, string>(), repeats: [], links: new Map<number, string>(), scale: 1};

describe("the PDF's text is the page's", () => {
  test.each([
    [
      "lists with marks",
      "<ul><li>合作社</li><li>农户</li></ul><ol start='3'><li>土地<ul><li>亩</li></ul></li></ol>",
      "",
    ],
    [
      "generated content",
      "<p>晨讯</p><p>农户</p>",
      `p + p::before {content: "，"} p::after {content: "（" counter(page) "）"}`,
    ],
    [
      "what is not shown",
      `<p>晨讯<span style="display: none">不</span><span style="visibility: hidden">见</span></p>`,
      "",
    ],
    ["closed details", "<p>晨讯</p><details><summary>土地</summary><p>亩</p></details>", ""],
    [
      "soft hyphens and blanks",
      "<p>co\u00adoperatives’ \u00a0  share\u3000rose<wbr>to\n 43.2%</p>",
      "p {width: 12mm; hyphens: manual}",
    ],
    ["letters made large", "<p>The share</p>", "p {text-transform: uppercase}"],
    [
      "a drawing with text",
      `<p>晨讯</p><svg role="img" aria-label="土地" width="90" height="30"><title>题</title><text y="20">合作社430亩</text></svg><p>农户</p>`,
      "",
    ],
    [
      "a drawing in a picture",
      `<p>晨讯</p><img alt="图" src="data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="20">430</text></svg>').toString("base64")}">`,
      "",
    ],
    [
      "a table whose head repeats",
      `<table><thead><tr><th>村</th></tr></thead><tbody>${"<tr><td>顺德村430</td></tr>".repeat(90)}</tbody></table>`,
      "",
    ],
    ["columns and breaks", `<div style="columns: 3">${"<p>流转土地1230.5亩，吸纳农户86户。</p>".repeat(80)}</div>`, ""],
    [
      "transparent, turned and faint text",
      `<p style="opacity: .5">晨讯</p><p style="transform: rotate(3deg)">农户</p>`,
      "",
    ],
    ["made-up bold and slant", "<p><b>晨讯</b><i>农户</i></p>", ""],
    ["ruby", "<p><ruby>村<rt>cun</rt></ruby></p>", ""],
    ["links and small print", `<p><a href="https://example.com/a">合作社</a><sup>2</sup></p>`, ""],
  ])("%s", async (_name, html, css) => {
    expect(await prove(html, css)).toEqual([]);
  });

  test("what the styles take away is found out", async () => {
    expect(await prove("<p>晨讯<span>合作社</span>农户</p>", "span {font-size: 0}")).toMatchObject([
      {expected: "合作社农户", found: "农户"},
    ]);
  });

  test("order counts: what is read in another order than it stands in the page", () => {
    const pdf = {tagged: "甲丙乙", figures: "", ...rest};
    expect(compareText({text: "甲乙丙", drawings: []}, pdf, new Set())).toEqual({
      before: "甲",
      expected: "乙丙",
      found: "丙乙",
    });
  });

  test("a radical in place of its character, a lost end and an addition are found out", () => {
    const differs = (text: string, tagged: string) =>
      compareText({text, drawings: []}, {tagged, figures: "", ...rest}, new Set());
    expect(differs("土地", "\u2f1f地")).toMatchObject({expected: "土地", found: "\u2f1f地"});
    expect(differs("土地", "土")).toMatchObject({before: "土", expected: "地", found: ""});
    expect(differs("土地", "土地亩")).toMatchObject({before: "土地", expected: "", found: "亩"});
    expect(differs("\ufffc土地", "1.土地")).toBeUndefined();
    expect(differs("土地", "土 地\n")).toBeUndefined();
  });

  test("the text of drawings is looked for in their order", () => {
    const pdf = {tagged: "", figures: "照片里的字图一图二", ...rest};
    expect(compareText({text: "", drawings: ["图一", "图二"]}, pdf, new Set())).toBeUndefined();
    expect(compareText({text: "", drawings: ["图一", "图三"]}, pdf, new Set())).toMatchObject({
      expected: "三",
      found: "二",
    });
  });
});

test("a page that the browser shrinks for something too wide is told, one at its size is not", async () => {
  const kinds = async (bodyHtml: string) =>
    (await press.print(samplePage({bodyHtml}))).findings.filter(({kind}) => kind === "shrunk");
  expect(await kinds("<p>合作社土地</p>")).toEqual([]);
  const [found] = await kinds('<p>合作社</p><div style="width: 1000px; height: 10px">土地</div>');
  expect(found).toMatchObject({kind: "shrunk", percent: expect.any(Number)});
  expect(found?.kind === "shrunk" && found.percent).toBeLessThan(90);
});
