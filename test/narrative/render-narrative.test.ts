import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {renderBody} from "./render.ts";

const html = (body: string) => renderBody(body).html.trim();

describe("renderNarrative() of Markdown", () => {
  test.each([
    ["一段*着重*和**加粗**。", "<p>一段<em>着重</em>和<strong>加粗</strong>。</p>"],
    ["- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"],
    ["3. 甲\n4. 乙", '<ol start="3">\n<li>甲</li>\n<li>乙</li>\n</ol>'],
    ["~~删去~~", "<p><del>删去</del></p>"],
    ["- [x] 完成", "<ul>\n<li>☑ 完成</li>\n</ul>"],
    ["[网址](https://example.com)", '<p><a href="https://example.com">网址</a></p>'],
    ["> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>"],
    ["`{{ 流转率 }}`", "<p><code>{{ 流转率 }}</code></p>"],
    ["写成 \\{{ 流转率 }} 的样子", "<p>写成 {{ 流转率 }} 的样子</p>"],
    [
      "共32个村，100余人，2019年7月11日",
      '<p>共<span class="nb">32个</span>村，<span class="nb">100余人</span>，<span class="full-date"><span class="nb">2019年</span><span class="nb">7月11日</span></span></p>',
    ],
  ])("%s", (body, expected) => {
    expect(html(body)).toBe(expected);
  });

  test("headings get ids, two-part subheads two halves", () => {
    const {html: rendered, headings} = renderBody("## 对标先进 强化教育培训\n\n### （一）做法 1 和 2\n\n# 大题");
    expect(rendered).toContain(
      '<h3 id="a1-h1"><span class="half">对标先进</span> <span class="half">强化教育培训</span></h3>',
    );
    expect(rendered).toContain('<h4 id="a1-h2">（一）做法 1 和 2</h4>');
    expect(headings).toEqual([
      {id: "a1-h1", level: 3, text: "对标先进 强化教育培训"},
      {id: "a1-h2", level: 4, text: "（一）做法 1 和 2"},
      {id: "a1-h3", level: 3, text: "大题"},
    ]);
  });

  test("references are worked out in text, headings, links, tables with bars, and captions", () => {
    const {
      html: rendered,
      headings,
      slots,
    } = renderBody(
      '## {{ 期间 }}进展\n\n| 村 | 变化 |\n| --- | ---: |\n| 甲 | {{ 甲.流转率 | 环比 }} |\n\n[{{ a }}](https://example.com "{{ b }}")\n\n![{{ c }}](images/x.svg "宽=2栏 ▲")',
    );
    expect(headings[0]?.text).toBe("‹期间›进展");
    expect(rendered).toContain('<td class="to-right"><b>‹甲.流转率 | 环比›</b></td>');
    expect(rendered).toContain('title="‹b›"');
    expect(rendered).toContain("<b>‹a›</b></a>");
    expect(slots[0]).toMatchObject({kind: "photo", path: "images/x.svg", options: "宽=2栏 ▲", caption: {text: "‹c›"}});
  });

  test("a reference may hold quotes, bars, brackets and angle signs", () => {
    expect(html("有{{ 名单(各村, 流转率 < 60% 且 名称 != “甲}}乙”) }}。")).toBe(
      "<p>有<b>‹名单(各村, 流转率 &#60; 60% 且 名称 != “甲}}乙”)›</b>。</p>",
    );
  });
});

describe("containers", () => {
  test.each([
    [":::编者按\n话。\n:::", '<aside class="editor-note">\n<p class="aside-title">编者按</p>\n<p>话。</p>\n</aside>'],
    [
      "：：：编者按\n话。\n：：：",
      '<aside class="editor-note">\n<p class="aside-title">编者按</p>\n<p>话。</p>\n</aside>',
    ],
    [
      ":::链接 什么是合作社\n话。\n:::",
      '<aside class="sidebar">\n<p class="aside-title">什么是合作社</p>\n<p>话。</p>\n</aside>',
    ],
    [":::引语\n话。\n:::", '<aside class="pull-quote">\n<p>话。</p>\n</aside>'],
  ])("%j", (body, expected) => {
    expect(html(body)).toBe(expected);
  });
});

describe("raw HTML is sanitised", () => {
  test.each([
    ["<script>alert(1)</script>"],
    ["<img src=x onerror=alert(1)>"],
    ["<iframe src='https://example.com'></iframe>"],
    ["<a href='javascript:alert(1)'>x</a>"],
    ["[x](javascript:alert(1))"],
    ["[x](data:text/html,<script>alert(1)</script>)"],
    ["<svg><script>alert(1)</script></svg>"],
    ["<style>body{display:none}</style>"],
    ["<p style='position:fixed'>x</p>"],
    ["<a href='//example.com'>x</a>"],
    ["<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>"],
    ["<h3 id='a1-h1'>x</h3>\n\n<h3 id='stolen'>y</h3>"],
    ["</aside></main><object data=x></object>"],
    ["{{ a }}<b onclick='{{ b }}'>x</b>"],
  ])("%s", body => {
    const {html: rendered} = renderBody(body);
    expect(rendered).not.toMatch(
      /<(script|img|iframe|style|svg|math|object|form)|javascript:|data:text|onerror|onclick|style=|href="\/\/|stolen/i,
    );
  });

  test("what is taken out is told", () => {
    const {diagnostics} = renderBody("一段<font color=red>红字</font>。");
    expect(diagnostics.map(({code}) => code)).toEqual(["JB-4007"]);
  });

  test("any text at all gives balanced HTML without scripts, and every place lies in its file", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "/",
      "script",
      "{{",
      "}}",
      " a ",
      "|",
      "\n",
      "\n\n",
      ":::",
      "编者按",
      "```",
      "图表",
      "![",
      "](",
      ")",
      '"',
      "'",
      "&",
      "*",
      "_",
      "#",
      "- ",
      "甲乙丙",
      "1234",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(pieces, {maxLength: 30}), parts => {
        const {html: rendered, diagnostics} = renderBody(parts.join(""));
        expect(rendered).not.toMatch(/<script|[\uFDD0-\uFDEF](?![\s\S]*)/);
        for (const {span} of diagnostics) {
          if (!span) continue;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(span.source.text.length);
        }
      }),
      {numRuns: 500},
    );
  });
});

describe("fenced blocks", () => {
  test("become slots with their YAML and the place of every value", () => {
    const {slots} = renderBody("前文。\n\n```图表\n类型: 柱状图\n标题: {{ 期间 }}流转\n指标: 流转率\n```\n\n后文。");
    expect(slots).toHaveLength(1);
    const [slot] = slots;
    if (slot?.kind !== "block") throw new Error("no block");
    expect(slot.name).toBe("图表");
    const span = slot.yaml.spanAt(["指标"]);
    expect(span.source.text.slice(span.start, span.end)).toBe("流转率");
  });

  test("other languages stay code", () => {
    expect(html("```yaml\n指标: {{ x }}\n```")).toBe("<pre><code>指标: {{ x }}</code></pre>");
  });

  test("inside of a container are found too", () => {
    expect(renderBody(":::链接 表\n\n```指标卡\n- 流转率\n```\n\n:::").slots).toHaveLength(1);
  });
});
