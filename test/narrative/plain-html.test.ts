import {createRequire} from "node:module";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {sanitizePlainHtml} from "../../src/narrative/plain-html.ts";
import {sanitizeAnyHtml} from "../../src/narrative/sanitize.ts";
import {renderBody} from "./render.ts";

const headingIds = new Set(["a1-h1", "a1-h2"]);
const place = ' data-at="\uFDE512:1"';

const loaded = () =>
  Object.keys(createRequire(import.meta.url).cache).some(path => /[\\/]sanitize-html[\\/]/.test(path));

// First in this file: what is loaded stays loaded.
test("the sanitiser is not loaded for plain Markdown, and is for the first raw HTML", () => {
  const plain = `:::编者按
按语里有**重点**、*强调*和~~删去~~的话。
:::

## 对标先进 强化教育培训

一段，有 [网页](https://example.com/a?b=1&c=2 "题目")、<mail@example.com>、\`代码\`、{{ 流转率 }}，"引号"和 'x'，1 < 2。\\
换行。

> - 甲
>   1. 乙
>
> 3. 丙

| 村 | 亩 |
| :-- | --: |
| 顺德村 | [近400亩](=流转面积) |

![照片](images/a.jpg "宽=2栏")

    缩进的代码 & <b>

***

:::引语 张三
话。
:::
`;
  const {html, diagnostics} = renderBody(plain);
  expect(diagnostics).toEqual([]);
  expect(html).toContain('<aside class="pull-quote">');
  expect(loaded()).toBe(false);
  expect(renderBody("一段<b>粗</b><script>alert(1)</script>").html).toBe("<p>一段<b>粗</b></p>\n");
  expect(loaded()).toBe(true);
});

describe("sanitizePlainHtml() gives what the sanitiser gives, or nothing", () => {
  const texts = fc.constantFrom(
    "甲乙",
    " ",
    "\n",
    "1 ",
    "&amp;",
    "&lt;b&gt;",
    "&#39;",
    "&quot;",
    "\uFDD01\uFDD1",
    "'",
    '"',
  );
  const odd = fc.constantFrom(
    "<",
    ">",
    "&",
    "&nbsp;",
    "&#x3c;script&#x3e;",
    "<script>alert(1)</script>",
    "<style>p{}</style>",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<p>",
    "</p>",
    "</li>",
    "<P>",
    "<br/>",
    "<hr>",
    "<li>",
    "<td>",
    '<a href="javascript:alert(1)">',
    '<a href="//example.com">x</a>',
    '<a href="https://example.com" onclick="x">y</a>',
    "<img src=x onerror=alert(1)>",
    '<p class="x">y</p>',
    '<h3 id="stolen">x</h3>',
    '<p data-at="1:1">x</p>',
    '<p data-at="\uFDE51:1" data-at="\uFDE52:2">x</p>',
    "<svg><style><a title='</style><img src onerror=alert(1)>'>",
  );
  const {flow} = fc.letrec<{flow: string; block: string; phrases: string; phrase: string}>(tie => ({
    flow: fc.array(tie("block"), {maxLength: 4}).map(parts => parts.join("\n")),
    block: fc.oneof(
      {maxDepth: 4},
      tie("phrases").map(inner => `<p${place}>${inner}</p>`),
      tie("phrases").map(inner => `<h3 id="a1-h1"${place}>${inner}</h3>`),
      texts.map(inner => `<pre><code>${inner}</code></pre>\n`),
      fc.constant("<hr>"),
      tie("phrases").map(inner => `<ul${place}><li${place}>${inner}</li></ul>`),
      tie("flow").map(inner => `<ol start="3"><li>${inner}</li><li>甲<ul><li>乙</li></ul></li></ol>`),
      tie("flow").map(inner => `<blockquote${place}>${inner}</blockquote>`),
      tie("flow").map(inner => `<aside class="sidebar"${place}><p class="aside-title">题</p>${inner}</aside>`),
      tie("phrases").map(
        inner =>
          `<section class="table-scroll" tabindex="0" aria-label="表格 a1-1"${place}><table class="written"><thead><tr><th scope="col" class="to-left">${inner}</th></tr></thead><tbody><tr><td class="to-right">${inner}</td></tr></tbody></table></section>`,
      ),
    ),
    phrases: fc.array(tie("phrase"), {maxLength: 4}).map(parts => parts.join("")),
    phrase: fc.oneof(
      {maxDepth: 4},
      texts,
      fc.constant("<br>"),
      tie("phrases").map(inner => `<strong>${inner}</strong>`),
      tie("phrases").map(inner => `<em><del>${inner}</del></em>`),
      texts.map(inner => `<a href="https://example.com/%E4%B8%AD?a=b&amp;copy=c" title="题">${inner}</a>`),
      fc.constant('<a href="mailto:a@example.com">x</a><code>y</code><span class="half">z</span>'),
    ),
  }));

  test("of what our renderers write: always the same", () => {
    fc.assert(
      fc.property(flow, html => {
        expect(sanitizePlainHtml(html, headingIds)).toBe(sanitizeAnyHtml(html, headingIds));
      }),
      {numRuns: 300},
    );
  });

  test("with something odd put in, taken out or changed: the same or nothing", () => {
    let refused = 0;
    fc.assert(
      fc.property(flow, odd, fc.double({min: 0, max: 1, noNaN: true}), fc.nat(12), (html, added, where, cut) => {
        const at = Math.floor(where * html.length);
        const changed = html.slice(0, at) + added + html.slice(at + cut);
        const result = sanitizePlainHtml(changed, headingIds);
        if (result === undefined) refused += 1;
        else expect(result).toBe(sanitizeAnyHtml(changed, headingIds));
      }),
      {numRuns: 2000},
    );
    expect(refused).toBeGreaterThan(500);
  });

  test("of any pieces in any order: the same or nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(texts, odd, flow), {maxLength: 6}), parts => {
        const html = parts.join("");
        const result = sanitizePlainHtml(html, headingIds);
        if (result !== undefined) expect(result).toBe(sanitizeAnyHtml(html, headingIds));
      }),
      {numRuns: 1000},
    );
  });

  test.each([
    "<p>一<p>二</p></p>",
    "<ul><li>一<li>二</li></li></ul>",
    "<strong><p>x</p></strong>",
    '<a href="https://a.cn">x<strong><a href="https://b.cn">y</a></strong></a>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="https://a.cn/&quot;x">x</a>',
    '<h3 id="stolen">x</h3>',
    '<p data-at="1:1">x</p>',
    '<section class="table-scroll">x</section>',
    "<p>x",
    "x</p>",
    "<p>x</P>",
    "<p >x</p>",
    "&copy;",
    "<mark>x</mark>",
  ])("%s is left to the sanitiser", html => {
    expect(sanitizePlainHtml(html, headingIds)).toBeUndefined();
  });
});
