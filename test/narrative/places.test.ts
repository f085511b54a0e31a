import {describe, expect, test} from "vitest";
import {withoutPlaces} from "../../src/narrative/index.ts";
import {renderBody} from "./render.ts";

/** Front matter takes three lines: the body begins on line 4. */
const placesOf = (body: string) =>
  [...renderBody(body).placedHtml.matchAll(/<([a-z0-9]+)[^>]* data-at="([^"]*)"/g)].map(
    ([, tag, at]) => `${tag} ${at}`,
  );

describe("blocks of an article carry their line and column", () => {
  test.each([
    ["一段。\n\n又一段，\n接着写。", ["p 4:1", "p 6:1"]],
    ["## 小标题\n\n话。\n\n### （一）做法", ["h3 4:1", "p 6:1", "h4 8:1"]],
    ["- 甲\n- 乙\n  - 丙\n- 甲", ["ul 4:1", "li 4:1", "li 5:1", "ul 6:3", "li 6:3", "li 7:1"]],
    ["> 引用\n>\n> 第二段", ["blockquote 4:1", "p 4:3", "p 6:3"]],
    ["话。\n\n| 村 | 亩 |\n| --- | --- |\n| 甲 | 1 |", ["p 4:1", "section 6:1"]],
    [":::链接 题目\n第一段。\n\n第二段。\n:::\n\n话。", ["aside 4:1", "p 5:1", "p 7:1", "p 10:1"]],
    ["有{{ 流转率 }}的一段。\n\n又一段。", ["p 4:1", "p 6:1"]],
    ["```\n代码\n```", ["pre 4:1"]],
  ])("%j", (body, expected) => {
    expect(placesOf(body)).toEqual(expected);
  });

  test("content cannot give places of its own", () => {
    const {placedHtml, diagnostics} = renderBody('<p data-at="1:1" data-file="x">话。</p>\n\n<b data-at="2:2">粗</b>');
    expect(placedHtml).not.toMatch(/data-at="[12]:|data-file/);
    expect(diagnostics.map(({code}) => code)).toContain("JB-4007");
  });
});

test("withoutPlaces takes places from tags and leaves what only looks like one", () => {
  const text = '写法是 data-at="1:1" 的样子';
  expect(withoutPlaces(`<article class="a" data-file="b/c.md"><p data-at="3:1">${text}</p></article>`)).toBe(
    `<article class="a"><p>${text}</p></article>`,
  );
});
