/** Which characters a page needs of which face, told without a browser, against what a browser says. */
import chromium from "@sparticuz/chromium";
import fc from "fast-check";
import puppeteer, {type Browser, type Page as BrowserPage} from "puppeteer";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {
  charactersByFace,
  type FaceName,
  type Page,
  pageToHtml,
  readBuiltInLayouts,
  renderIndexPage,
  renderWebPage,
} from "../../src/pages/index.ts";
import {bulletins} from "./fixture.ts";

const faces = (
  [
    ["JB Song", 400],
    ["JB Song", 900],
    ["JB Sans", 400],
    ["JB Sans", 700],
    ["JB Kai", 400],
  ] as const
).map(([family, weight]) => ({family, weight, missing: [] as readonly string[]}));

const page = (css: string, bodyHtml: string, bodyClass = ""): Page => ({
  lang: "zh-CN",
  title: "",
  author: "",
  subject: "",
  css,
  bodyHtml,
  bodyClass,
});

/** What is asked of each face besides what every page has of it. */
function told(css: string, bodyHtml: string, bodyClass?: string): Record<string, string> {
  const found = charactersByFace(page(css, bodyHtml, bodyClass), faces);
  return Object.fromEntries([...found].filter(([, characters]) => characters !== ""));
}

describe("charactersByFace", () => {
  const heads = 'h2 {font: 700 1rem/1.5 "JB Sans", serif}';

  test.each([
    {what: "text alone", css: "", html: "正文", faces: {"JB Song 400": "文正"}},
    {
      what: "a head, which may also be set as the text around it",
      css: heads,
      html: "文<h2>题</h2>",
      faces: {"JB Song 400": "文题", "JB Song 900": "题", "JB Sans 400": "题", "JB Sans 700": "题"},
    },
    {
      what: "a family behind a custom property, in a medium of its own",
      css: ':root {--kai: "JB Kai", serif} @media print {.note {font-family: var(--kai)}}',
      html: '文<p class="a note">注<br>意</p>',
      faces: {"JB Song 400": "意文注", "JB Kai 400": "意注"},
    },
    {
      what: "a custom property with two values: any family",
      css: ':root {--x: "JB Kai"} .dark {--x: "JB Sans"} i {font-family: var(--x)}',
      html: "文<i>斜</i>",
      faces: {"JB Song 400": "文斜", "JB Sans 400": "斜", "JB Kai 400": "斜"},
    },
    {
      what: "an element within another one, and not elsewhere",
      css: '.lead p {font-family: "JB Kai"}',
      html: '<p>文</p><div class="lead"><p>导</p></div>',
      faces: {"JB Song 400": "导文", "JB Kai 400": "导"},
    },
    {
      what: "whatever stands beside an element",
      css: '.a + * {font-family: "JB Kai"}',
      html: '<p class="a">甲</p><p>乙</p>',
      faces: {"JB Song 400": "乙甲", "JB Kai 400": "乙甲"},
    },
    {
      what: "a rule within a rule, whatever the outer one asks for",
      css: '.a {color: red; & b {font-family: "JB Kai"}}',
      html: '<b>文</b><p class="a"><b>题</b></p>',
      faces: {"JB Song 400": "文题", "JB Song 900": "文题", "JB Kai 400": "文题"},
    },
    {
      what: "a weight between two faces, and a family of which there is none",
      css: '.a {font-weight: 550; font-family: "JB Fang", "JB Sans"}',
      html: '<p class="a">文</p>',
      faces: {"JB Song 400": "文", "JB Song 900": "文", "JB Sans 400": "文", "JB Sans 700": "文"},
    },
    {
      what: "attributes of a drawing, and a style of one element",
      css: "",
      html: '<svg><text font-family="JB Sans" font-weight="700">图</text></svg><p style="font-family: &quot;JB Kai&quot;">楷</p>',
      faces: {"JB Song 400": "图楷", "JB Song 900": "图", "JB Sans 400": "图", "JB Sans 700": "图", "JB Kai 400": "楷"},
    },
    {
      what: "texts of the stylesheet in every face, and an attribute that it prints in that of its element",
      css: 'p::before {content: "表" attr(data-label)}',
      html: '<p data-label="列" data-other="别">文</p>',
      faces: {
        "JB Song 400": "列文表",
        "JB Song 900": "表",
        "JB Sans 400": "表",
        "JB Sans 700": "表",
        "JB Kai 400": "表",
      },
    },
    {
      what: "no tags, comments or names of classes",
      css: "",
      html: '<p class="某" title="题"><!-- 注 -->文</p>',
      faces: {"JB Song 400": "文"},
    },
  ])("$what", ({css, html, faces}) => {
    expect(told(css, html)).toEqual(faces);
  });

  test("a page with a stylesheet of its own inside needs all of all", () => {
    const found = told("", '<style>p {font-family: "JB Kai"}</style><p>文</p>');
    for (const characters of Object.values(found)) expect(characters).toContain("文");
    expect(Object.keys(found)).toHaveLength(faces.length);
  });

  test("what a face lacks may come from any other", () => {
    const lacking = faces.map(face =>
      face.family === "JB Song" && face.weight === 400 ? {...face, missing: ["垚"]} : face,
    );
    const found = charactersByFace(page("", "土垚"), lacking);
    expect(found.get("JB Kai 400")).toBe("垚");
  });
});

let browser: Browser;
let tab: BrowserPage;
beforeAll(async () => {
  browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: "shell",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  tab = await browser.newPage();
}, 60_000);
afterAll(() => browser?.close());

/** Each run of text of the document that is shown, with the family and the weight that it is set in. */
function readRuns(): {text: string; family: string; weight: number}[] {
  const runs: {text: string; family: string; weight: number}[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement || node.parentElement.closest("style")) continue;
    const {fontFamily, fontWeight} = getComputedStyle(node.parentElement);
    runs.push({text: (node.textContent ?? "").replace(/\s/g, ""), family: fontFamily, weight: Number(fontWeight)});
  }
  return runs;
}

/** The face of a family and a weight, for the faces above; undefined where none of ours is asked for. */
function faceOf(stack: string, weight: number): FaceName | undefined {
  const family = /JB (?:Song|Sans|Kai)/.exec(stack)?.[0];
  if (family === "JB Song") return weight > 500 ? "JB Song 900" : "JB Song 400";
  if (family === "JB Sans") return weight > 500 ? "JB Sans 700" : "JB Sans 400";
  return family === undefined ? undefined : "JB Kai 400";
}

/** Runs whose characters are not all told for their face, in any medium and width. */
async function untold(shown: Page): Promise<string[]> {
  const found = charactersByFace(shown, faces);
  await tab.setContent(pageToHtml(shown, ""));
  const missing: string[] = [];
  for (const [medium, width] of [
    ["screen", 1280],
    ["screen", 375],
    ["print", 900],
  ] as const) {
    await tab.emulateMediaType(medium);
    await tab.setViewport({width, height: 900});
    for (const {text, family, weight} of await tab.evaluate(readRuns)) {
      const face = faceOf(family, weight);
      const lacking = face && [...text].filter(character => !found.get(face)?.includes(character));
      if (lacking?.length) missing.push(`${medium} ${face}: ${lacking.join("")} of ${text}`);
    }
  }
  return missing;
}

describe("in the browser no text is set in a face that was not told", () => {
  const layouts = readBuiltInLayouts();

  test.each(bulletins)("$layout", async ({view, layout}) => {
    const found = layouts.get(layout);
    if (!found) throw new Error(`no layout ${layout}`);
    const shown = renderWebPage(view, found);
    expect(await untold(shown)).toEqual([]);
    // Heads alone stand in the heaviest face.
    const sizes = [...charactersByFace(shown, faces).values()].map(characters => characters.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(0.75 * faces.length * Math.max(...sizes));
  });

  test("the list of bulletins", async () => {
    const shown = renderIndexPage({
      office: "示例镇",
      title: "简报目录",
      entries: [{title: "七月简报", address: "a/index.html", facts: "2019年7月", pdf: undefined}],
      demo: true,
    } as never);
    expect(await untold(shown)).toEqual([]);
  });

  test("of any stylesheet and any page", {timeout: 120_000}, async () => {
    const name = fc.constantFrom(
      "p",
      "b",
      "h2",
      "i",
      ".a",
      ".b",
      ".c",
      "p.a",
      "*",
      ":first-child",
      "[lang]",
      ":not(.a)",
      ":is(.a, b)",
    );
    const selector = fc
      .array(fc.tuple(fc.constantFrom(" ", " > ", " + ", " ~ "), name), {minLength: 1, maxLength: 3})
      .map(parts => parts.map(([joint, part], at) => (at === 0 ? part : joint + part)).join(""));
    const declaration = fc.constantFrom(
      'font-family: "JB Kai"',
      "font-family: var(--sans)",
      "font-family: Arial, 'JB Sans'",
      'font: 700 1rem/1.2 "JB Song"',
      "font: bold 12px var(--kai), serif",
      "font-weight: 700",
      "font-weight: bolder",
      "font-weight: normal",
      "font: inherit",
      "color: red",
    );
    const rule = fc
      .tuple(fc.array(selector, {minLength: 1, maxLength: 2}), declaration, fc.constantFrom("", "print", "screen"))
      .map(([selectors, text, medium]) => {
        const written = `${selectors.join(", ")} {${text}}`;
        return medium === "" ? written : `@media ${medium} {${written}}`;
      });
    const {node} = fc.letrec<{node: string}>(tie => ({
      node: fc.oneof(
        {maxDepth: 3},
        fc.constantFrom("甲", "乙", "丙", "丁", "戊", "己"),
        fc
          .tuple(
            fc.constantFrom("div", "b", "h2", "i", "section"),
            fc.constantFrom("", ' class="a"', ' class="b c"', ' lang="zh"', ' style="font-weight: 700"'),
            fc.array(tie("node"), {maxLength: 3}),
          )
          .map(([tag, attributes, inside]) => `<${tag}${attributes}>${inside.join("")}</${tag}>`),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(fc.array(rule, {maxLength: 5}), fc.array(node, {maxLength: 4}), async (rules, nodes) => {
        const css = `:root {--sans: "JB Sans", serif; --kai: "JB Kai"} body {font-family: "JB Song"} ${rules.join("\n")}`;
        expect(await untold(page(css, nodes.join(""), "a"))).toEqual([]);
      }),
      {numRuns: 100},
    );
  });
});
