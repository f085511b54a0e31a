import fc from "fast-check";
import {HtmlValidate} from "html-validate";
import {describe, expect, test} from "vitest";
import {raiseHeadings, splitBlocks} from "../../src/pages/blocks.ts";
import {measureEm} from "../../src/pages/head-fit.ts";
import {
  type BulletinView,
  fitHead,
  newspaperGrid,
  pageToHtml,
  readBuiltInLayouts,
  renderCards,
  renderChartFigure,
  renderPage,
  renderPhoto,
  renderTable,
} from "../../src/pages/index.ts";
import {briefing, bulletins, feature, handout} from "./fixture.ts";

const layouts = readBuiltInLayouts();

function print(view: BulletinView, layout: string): string {
  const found = layouts.get(layout);
  if (found === undefined) throw new Error(`no layout ${layout}`);
  return pageToHtml(renderPage(view, found), "");
}

const rendered = bulletins.map(({view, layout}) => ({layout, html: print(view, layout)}));

describe.each(rendered)("renderPage in $layout", ({html}) => {
  test("is valid HTML", async () => {
    const validator = new HtmlValidate({extends: ["html-validate:recommended"], rules: {"long-title": "off"}});
    const report = await validator.validateString(html);
    expect(
      report.results.flatMap(result => result.messages.map(message => `${message.line}: ${message.message}`)),
    ).toEqual([]);
  });

  test("has one h1, and no heading level is left out", () => {
    const levels = [...html.matchAll(/<h([1-6])\b/g)].map(match => Number(match[1]));
    expect(levels.filter(level => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test("gives every id once, and every reference meets its id", () => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(match => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...html.matchAll(/aria-(?:labelledby|describedby)="([^"]*)"|href="#([^"]*)"/g)].map(
      match => match[1] ?? match[2],
    );
    for (const reference of references) expect(ids).toContain(reference);
  });

  test("runs nothing and loads nothing", () => {
    expect(html).toContain(
      `http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"`,
    );
    expect(html).not.toMatch(/<script|\son\w+=|@import/i);
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  test("says 演示数据", () => {
    expect(html).toContain('<p class="demo-mark">演示数据</p>');
  });
});

test("renderPage escapes every plain field", () => {
  const marked = `<b class='x'>"&`;
  const raw = (text: string) => text.includes("<b class='x'>");
  const replaceTexts = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map(item => replaceTexts(item, key));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaceTexts(item, name)]));
    }
    const isSafe = /Html$|^(?:cells|svg|source|id|isoDate|slug|pointer|align)$/.test(key);
    return typeof value === "string" && !isSafe ? marked : value;
  };
  for (const {view, layout} of bulletins) {
    expect(raw(print(replaceTexts(view, "") as BulletinView, layout))).toBe(false);
  }
});

test("renderPhoto, renderTable, renderCards, renderChartFigure escape any text", () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom("<", ">", "&", '"', "'", "村", "a", " ")}), text => {
      const table = {id: "t", titleHtml: "表", measureNote: text, columns: [], rows: [], note: text};
      const html = [
        renderPhoto({
          source: "data:,",
          captionHtml: "",
          alt: text,
          columns: 1,
          pointer: undefined,
          width: 3,
          height: 2,
        }),
        renderTable(table),
        renderCards({cards: [{name: text, numberHtml: "1", measure: text, noteHtml: undefined}]}),
        renderChartFigure({
          id: "c",
          titleHtml: "图",
          measure: text,
          svg: "<svg></svg>",
          description: text,
          table,
          note: text,
          columns: 1,
        }),
      ].join("");
      const withoutOurs = html.replace(/<\/?[a-z][a-z0-9]*(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*>/g, "");
      expect(withoutOurs).not.toMatch(/[<>]/);
    }),
  );
});

test("renderPage copes with a bulletin that has nothing but a title", () => {
  const bare = {
    issue: undefined,
    totalIssue: undefined,
    secrecy: undefined,
    folio: undefined,
    meeting: undefined,
    dataNotes: [],
    demo: false,
    publication: {name: "简报", compiler: undefined, distUp: [], distPeer: [], distDown: [], copies: undefined},
  };
  for (const {view, layout} of bulletins) {
    const first = view.articles[0];
    if (first === undefined) throw new Error("fixture without article");
    const empty = {
      ...first,
      kickerHtml: undefined,
      deckHtml: undefined,
      leadHtml: undefined,
      byline: undefined,
      photos: [],
      bodyHtml: "",
    };
    const html = print({...view, ...bare, articles: [empty]}, layout);
    expect(html).not.toMatch(/undefined|null|NaN/);
    expect(html).not.toContain("演示数据</p>");
  }
});

test("renderPage gives the same stylesheet whatever the content", () => {
  const layout = layouts.get("专题");
  if (layout === undefined) throw new Error("no layout");
  const [story] = feature.articles;
  if (story === undefined) throw new Error("no story");
  expect(renderPage({...feature, articles: [story]}, layout).css).toBe(renderPage(feature, layout).css);
});

test("renderPage keeps every paragraph of a story in order", () => {
  const html = print(feature, "专题");
  for (const article of feature.articles) {
    const paragraphs = splitBlocks(article.bodyHtml).filter(block => block.tag === "p");
    const places = paragraphs.map(block => html.indexOf(block.html.replace(/^<p>/, "")));
    expect(places.every(place => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  }
});

test("renderPage puts the figures of a handout first", () => {
  const html = print(handout, "会议材料");
  expect(html.indexOf('class="cards')).toBeLessThan(html.indexOf("一、总体情况"));
  expect(html.indexOf('class="table-block"')).toBeLessThan(html.indexOf("一、总体情况"));
});

test("renderPage gives the briefing its contents and closing block", () => {
  const html = print(briefing, "简报");
  expect(html).toContain('href="#a2"');
  expect(html).toContain("（共印80份）");
});

test("newspaperGrid gives 四开 its 71 characters and 86 lines", () => {
  expect(newspaperGrid({name: "四开", widthMm: 275, heightMm: 390})).toMatchObject({
    columns: 6,
    characters: 71,
    lines: 86,
  });
});

test("newspaperGrid stays on any paper", () => {
  fc.assert(
    fc.property(fc.integer({min: 148, max: 600}), fc.integer({min: 200, max: 900}), (widthMm, heightMm) => {
      const grid = newspaperGrid({name: "纸", widthMm, heightMm});
      expect(grid.sideMarginMm).toBeGreaterThan(5);
      expect(grid.bottomMarginMm).toBeGreaterThan(5);
    }),
  );
});

test("fitHead never lets a head on one line run past its width", () => {
  fc.assert(
    fc.property(fc.string({unit: fc.constantFrom("红", "色", "：", " ", "A", "1", "“"), minLength: 1}), text => {
      const head = fitHead(text, 639, 60, 30);
      if (head.lines === 1) expect(measureEm(text) * head.sizePt).toBeLessThanOrEqual(639);
    }),
  );
});

test("splitBlocks gives back what it was given", () => {
  const block = fc.constantFrom(
    "<p>一<br>二</p>",
    '<figure class="chart span-2"><svg><path d="M0 0"/></svg></figure>',
    "<h3 id='a'>头 > 尾</h3>",
    "<hr>",
    '<p title="a > b">三</p>',
  );
  fc.assert(
    fc.property(fc.array(block), blocks => {
      expect(splitBlocks(blocks.join("\n")).map(found => found.html)).toEqual(blocks);
    }),
  );
});

test("raiseHeadings turns h3 and h4 into h2 and h3", () => {
  expect(raiseHeadings('<h3 id="a">一</h3><h4>二</h4><p>h3</p>')).toBe('<h2 id="a">一</h2><h3>二</h3><p>h3</p>');
});
