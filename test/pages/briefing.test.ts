/** 简报 and 会议材料 as printed, measured in the PDF against GB/T 9704-2012. */
import {beforeAll, describe, expect, test} from "vitest";
import {type ArticleView, renderChartFigure} from "../../src/pages/index.ts";
import {type ReadPdf, readPdf} from "../press/read-pdf.ts";
import {areaChart, briefing} from "./fixture.ts";
import {longBriefing} from "./long-briefing.ts";
import {linesOf, type MeasuredPage, type MeasuredText, measurePdf, readContents} from "./measure-pdf.ts";
import {printBriefing, printBriefings} from "./print.ts";

const typeArea = {top: 37, bottom: 262, width: 156, height: 225};
/** 订口 at the left of odd pages, at the right of even ones. */
const leftMargin = (page: number) => (page % 2 === 1 ? 28 : 26);
const flat = (texts: readonly MeasuredText[]) => texts.map(({text}) => text).join("");
const bodyLines = (page: MeasuredPage) =>
  linesOf(page.texts.filter(({baseline}) => baseline > typeArea.top && baseline < typeArea.bottom));
const red = "#b8151b";

function plain(body: string): ArticleView {
  const [article] = longBriefing.articles;
  if (article === undefined) throw new Error("no article");
  return {...article, byline: undefined, bodyHtml: body};
}

describe("a briefing of nothing but text", () => {
  let pages: MeasuredPage[];
  beforeAll(async () => {
    const text = `<p>${"国".repeat(28 * 22 * 4)}</p>`;
    pages = await measurePdf(await printBriefing({...briefing, articles: [plain(text)]}, "简报"));
  }, 60_000);

  test("fills a page with 22 lines of 28 characters on a type area of 156 by 225 mm", () => {
    for (const page of pages.slice(1, 4)) {
      const lines = bodyLines(page);
      expect(lines.map(flat)).toEqual(Array.from({length: 22}, () => "国".repeat(28)));
      for (const line of lines) {
        const left = line[0]?.left ?? 0;
        const right = line.at(-1)?.right ?? 0;
        expect(Math.abs(left - leftMargin(page.number))).toBeLessThan(0.3);
        expect(Math.abs(right - left - typeArea.width)).toBeLessThan(0.3);
        expect(line.every(({sizePt}) => Math.abs(sizePt - 16) < 0.01)).toBe(true);
      }
      const baselines = lines.map(line => line[0]?.baseline ?? 0);
      const pitch = ((baselines.at(-1) ?? 0) - (baselines[0] ?? 0)) / 21;
      // 225 mm in 22 lines; Chromium puts each line on a whole pixel, a quarter of a millimetre.
      expect(Math.abs(pitch - typeArea.height / 22)).toBeLessThan(0.03);
      // The letters of the first line begin under the upper margin, those of the last end over the lower one.
      expect((baselines[0] ?? 0) - typeArea.top).toBeLessThan(pitch);
      expect(baselines.at(-1)).toBeLessThan(typeArea.bottom);
      expect(baselines.at(-1)).toBeGreaterThan(typeArea.bottom - pitch - 1);
    }
  });

  test("leaves 天头 37 mm and 订口 28 mm, within a millimetre", () => {
    for (const page of pages) {
      // Chromium paints the type area white.
      const area = page.rules.find(({colour, right, left}) => colour === "#ffffff" && right - left > 150);
      expect(Math.abs((area?.top ?? 0) - typeArea.top)).toBeLessThan(1);
      expect(Math.abs((area?.left ?? 0) - leftMargin(page.number))).toBeLessThan(1);
      expect(Math.abs((area?.bottom ?? 0) - typeArea.bottom)).toBeLessThan(1);
    }
  });

  test("has its red head in the upper third: nameplate, number, office and date, a rule as wide as the type area", () => {
    const [first] = pages;
    const third = 297 / 3;
    const rule = first?.rules.find(({colour, left, right}) => colour === red && right - left > 100);
    expect(rule?.bottom).toBeLessThanOrEqual(third);
    expect(Math.abs((rule?.left ?? 0) - 28)).toBeLessThan(1);
    expect(Math.abs((rule?.right ?? 0) - 28 - typeArea.width)).toBeLessThan(1);
    // 0.5 pt at least, or a copier loses it.
    expect((rule?.bottom ?? 0) - (rule?.top ?? 0)).toBeGreaterThan(0.17);
    const head = linesOf(first?.texts.filter(({baseline}) => baseline < third) ?? []);
    const nameplate = head.find(line => flat(line) === "唐坊党建简报");
    expect(nameplate?.[0]?.sizePt).toBeGreaterThanOrEqual(60);
    const number = head.find(line => flat(line) === "第7期（总第19期）");
    const middle = ((number?.[0]?.left ?? 0) + (number?.at(-1)?.right ?? 0)) / 2;
    expect(Math.abs(middle - 28 - typeArea.width / 2)).toBeLessThan(1);
    expect(flat(head.at(-1) ?? [])).toBe("唐坊镇党建办公室2019年8月5日");
  });

  test("has — 1 — outside, a character from the edge, its dashes 7 mm below the type area", () => {
    for (const page of pages) {
      const [line] = linesOf(page.texts.filter(({baseline}) => baseline > 264));
      expect(flat(line ?? [])).toBe(`— ${page.number} —`);
      const character = (14 / 72) * 25.4;
      const left = (line?.[0]?.left ?? 0) - leftMargin(page.number);
      const right = leftMargin(page.number) + typeArea.width - (line?.at(-1)?.right ?? 0);
      expect(Math.abs((page.number % 2 === 1 ? right : left) - character)).toBeLessThan(0.5);
      // The dash of this font stands 0.295 em above the line that letters stand on.
      const dash = (line?.[0]?.baseline ?? 0) - 0.295 * character;
      expect(Math.abs(dash - typeArea.bottom - 7)).toBeLessThan(0.5);
    }
  });
});

describe("a long briefing", () => {
  let pages: MeasuredPage[];
  let pdf: ReadPdf;
  beforeAll(async () => {
    const bytes = await printBriefing(longBriefing, "简报");
    pages = await measurePdf(bytes);
    pdf = await readPdf(bytes);
  }, 60_000);

  test("has more than six pages and on each of them 22 lines at most", () => {
    expect(pages.length).toBeGreaterThan(6);
    for (const page of pages) {
      const body = bodyLines(page).filter(line => Math.abs((line[0]?.sizePt ?? 0) - 16) < 0.01);
      expect(body.length).toBeLessThanOrEqual(22);
    }
  });

  test("tells in its 目录 the pages on which the articles begin", () => {
    const titles = longBriefing.articles.map(({titleText}) => titleText);
    for (const {title, said, printed} of readContents(pages, titles)) expect(said, title).toBe(printed);
  });

  test("sets 一、 in 黑体, （一） in 楷体, 1. and （1） as the text, all in three and indented by two characters", () => {
    const levels = [
      ["一、总体情况", /NotoSansSC/],
      ["（一）片区进度", /WenKai/],
      ["1.逐村建立台账。", /NotoSerifSC/],
      ["（1）先登记，后核对，差错当场改正。", /NotoSerifSC/],
    ] as const;
    const lines = pages.flatMap(page => bodyLines(page).map(line => ({page, line})));
    for (const [words, font] of levels) {
      const found = lines.find(({line}) => flat(line) === words);
      expect(found, words).toBeDefined();
      // 楷体 borrows its marks from 宋.
      const letters = (found?.line ?? []).filter(({text}) => /[\p{L}\p{N}]/u.test(text));
      expect(letters.length, words).toBeGreaterThan(0);
      for (const text of letters) expect(text.font, words).toMatch(font);
      expect(found?.line[0]?.sizePt).toBeCloseTo(16, 1);
      const indent = (found?.line[0]?.left ?? 0) - leftMargin(found?.page.number ?? 1);
      // An opening bracket at the start of a line gives up its empty half.
      expect(Math.abs(indent - 11.1)).toBeLessThan(words.startsWith("（") ? 3 : 0.5);
    }
  });

  test("repeats title with （续表） and head on the further pages of a table only, and prints every row once", () => {
    for (const [name, title] of [
      ["甲", "甲表各村逐季流转面积"],
      ["乙", "乙表各村逐季流转面积"],
    ]) {
      const parts = pages.filter(({texts}) => texts.some(({text}) => new RegExp(`^${name}\\d+号村$`).test(text)));
      expect(parts.length).toBeGreaterThan(1);
      parts.forEach((page, index) => {
        const lines = bodyLines(page).map(flat);
        const at = lines.findIndex(line => line.startsWith(title ?? ""));
        expect(lines[at]).toBe(index === 0 ? title : `${title}（续表）`);
        expect(lines[at + 1]).toBe("单位：亩");
        expect(lines[at + 2]).toMatch(/^村第1季/);
        if (index > 0) expect(at).toBe(0);
        // No part of a row or two.
        const rows = lines.filter(line => new RegExp(`^${name}\\d+号村`).test(line));
        expect(rows.length).toBeGreaterThanOrEqual(3);
      });
      const rows = parts.flatMap(({texts}) =>
        texts.filter(({text}) => new RegExp(`^${name}\\d+号村$`).test(text)).map(({text}) => text),
      );
      expect(rows).toEqual(Array.from({length: 60}, (_, index) => `${name}${index + 1}号村`));
    }
  });

  test("is one table with one head to a screen reader", () => {
    const tagged = pdf.pages.map(({taggedText}) => taggedText).join("");
    expect(tagged).not.toContain("续表");
    expect(tagged.split("甲表各村逐季流转面积")).toHaveLength(2);
    expect(tagged.split("第4季")).toHaveLength(3);
    for (const row of ["甲1号村", "甲60号村", "乙60号村"]) expect(tagged.split(row)).toHaveLength(2);
  });

  test("leaves no page half empty and no heading alone at a foot", () => {
    const heads = /^(?:[一二三]、|（[一二三]）)/;
    for (const page of pages.slice(0, -1)) {
      const lines = bodyLines(page);
      const painted = page.rules.filter(({colour, bottom}) => colour !== "#ffffff" && bottom < typeArea.bottom + 1);
      const foot = Math.max(...lines.map(line => line[0]?.baseline ?? 0), ...painted.map(({bottom}) => bottom));
      expect(typeArea.bottom - foot, `page ${page.number}`).toBeLessThan(typeArea.height / 4);
      expect(flat(lines.at(-1) ?? [])).not.toMatch(heads);
    }
  });

  test("ends with 报、送、发 and the copies at the foot of the last page, text on the same page", () => {
    const last = pages.at(-1);
    const lines = bodyLines(last ?? {number: 0, texts: [], rules: []});
    expect(lines.slice(-5).map(flat)).toEqual([
      "报：县委组织部，县委办公室。",
      "送：各镇党委、街道党工委，县农业农村局。",
      "发：各片区党总支，各村党支部。",
      "唐坊镇党建办公室2019年8月5日印发",
      "（共印80份）",
    ]);
    expect(typeArea.bottom - (lines.at(-1)?.[0]?.baseline ?? 0)).toBeLessThan(5);
    expect(lines.length).toBeGreaterThan(6);
    const rules = last?.rules.filter(({left, right, top}) => right - left > 155 && right - left < 157 && top > 200);
    // First and last rule 0.35 mm, the middle one 0.25 mm: a whole pixel each.
    expect(rules).toHaveLength(3);
  });
});

test("the closing block never stands alone, wherever the text ends, and the lines of a page stay 22", async () => {
  // 22 lengths of text in a row: some end where the closing block no longer finds room.
  const views = Array.from({length: 22}, (_, extra) => ({
    ...briefing,
    dataNotes: [],
    articles: [plain(`<p>${"国".repeat(28 * (20 + extra) - 2)}</p><p>${"家".repeat(28 * 3 - 2)}</p>`)],
  }));
  const closer: number[] = [];
  for (const [index, pdf] of (await printBriefings(views, "简报")).entries()) {
    const pages = await measurePdf(pdf);
    const last = flat(pages.at(-1)?.texts ?? []);
    expect(last, `${index}`).toMatch(/家{20}/);
    expect(last, `${index}`).toContain("共印80份");
    for (const page of pages) {
      const lines = bodyLines(page).filter(line => Math.abs((line[0]?.sizePt ?? 0) - 16) < 0.01);
      expect(lines.length).toBeLessThanOrEqual(22);
      const pitch = ((lines.at(-1)?.[0]?.baseline ?? 0) - (lines[10]?.[0]?.baseline ?? 0)) / (lines.length - 11);
      if (lines.length > 15 && pitch < 10.1) closer.push(index);
    }
  }
  // Some, not all, needed closer lines.
  expect(new Set(closer).size).toBeGreaterThan(0);
  expect(new Set(closer).size).toBeLessThan(10);
}, 60_000);

test("a head goes with the last paragraph to the page of the closing block", async () => {
  const heads = "<h2>一、做法</h2><h3>（一）打算</h3>";
  const views = Array.from({length: 22}, (_, extra) => ({
    ...briefing,
    dataNotes: [],
    articles: [plain(`<p>${"国".repeat(28 * (18 + extra) - 2)}</p>${heads}<p>${"家".repeat(50)}</p>`)],
  }));
  let moved = 0;
  for (const [index, pdf] of (await printBriefings(views, "简报")).entries()) {
    const pages = await measurePdf(pdf);
    const texts = pages.map(page => flat(page.texts));
    const at = texts.findIndex(text => text.includes("一、做法"));
    expect(texts[at], `${index}`).toMatch(/一、做法（一）打算家{20}/);
    expect(texts.at(-1), `${index}`).toContain("共印80份");
    expect(texts.at(-1), `${index}`).toMatch(/国{20}|家{20}/);
    if (at > 0 && bodyLines(pages[at - 1] as MeasuredPage).length < 20) moved += 1;
  }
  expect(moved).toBeGreaterThan(0);
}, 60_000);

test("where a text is one paragraph with a chart and figures, these go on, and the paragraph stays under its title", async () => {
  const cards = '<div class="cards"><p>流转面积</p><p>3385亩</p></div>';
  const views = Array.from({length: 24}, (_, extra) => ({
    ...briefing,
    dataNotes: [],
    articles: [
      plain(`<p>${"国".repeat(40)}</p>${renderChartFigure(areaChart("c1", 6, 560, 250 + 12 * extra, 16))}${cards}`),
    ],
  }));
  const lengths = new Set<number>();
  for (const [index, pdf] of (await printBriefings(views, "简报")).entries()) {
    const texts = (await measurePdf(pdf)).map(page => flat(page.texts));
    lengths.add(texts.length);
    expect(texts[0], `${index}`).toMatch(/国{20}/);
    expect(texts.at(-1), `${index}`).toMatch(/3385亩.*共印80份/s);
  }
  expect(lengths.size).toBeGreaterThan(1);
}, 60_000);

test("目录 and closing block are right, wherever a chart, a head and the end of the text come to stand", async () => {
  // A chart that grows over the pitch of a line, after texts of four lengths: somewhere it just fits its page, as it is or
  // reduced. The other texts grow too, so that the end comes to stand everywhere.
  const titles = ["各村进度", "逐村核查", "下步打算"];
  const views = Array.from({length: 48}, (_, extra) => ({
    ...briefing,
    dataNotes: [],
    articles: titles.map((titleText, index) => {
      const text = `<p>${"国".repeat(28 * (index === 0 ? 22 + (extra % 4) : 5 + ((extra * 5 + index * 7) % 22)))}</p>`;
      const chart = index === 0 ? renderChartFigure(areaChart("c1", 6, 560, 250 + 3 * Math.floor(extra / 4), 16)) : "";
      return {...plain(`${text}${chart}<p>${"家".repeat(50)}</p>`), id: `a${index}`, titleText, titleHtml: titleText};
    }),
  }));
  const chartPages = new Set<number>();
  const headPages = new Set<string>();
  for (const [index, pdf] of (await printBriefings(views, "简报")).entries()) {
    const pages = await measurePdf(pdf);
    for (const {said, printed} of readContents(pages, titles)) {
      expect(said, `${index}`).toBe(printed);
      headPages.add(printed);
    }
    chartPages.add(pages.find(({texts}) => flat(texts).includes("五个片区土地流转率"))?.number ?? 0);
    const last = pages.at(-1);
    const lines = bodyLines(last ?? {number: 0, texts: [], rules: []});
    expect(flat(last?.texts ?? []), `${index}`).toMatch(/家{20}/);
    expect(flat(lines.at(-1) ?? []), `${index}`).toBe("（共印80份）");
    expect(typeArea.bottom - (lines.at(-1)?.[0]?.baseline ?? 0), `${index}`).toBeLessThan(5);
  }
  // The lengths did move the chart and the heads from one page to another.
  expect(chartPages.size).toBeGreaterThan(1);
  expect(headPages.size).toBeGreaterThan(3);
}, 120_000);

test("a nameplate of any length leaves the type area as wide as it is, and the text in 三号", async () => {
  // What is wider than the page makes the browser reduce all of it.
  const names = Array.from({length: 12}, (_, index) => "唐坊镇党建工作情况月度简报".slice(0, index + 2));
  const views = names.map(name => ({...briefing, publication: {...briefing.publication, name}}));
  for (const [index, pdf] of (await printBriefings(views, "简报")).entries()) {
    const pages = await measurePdf(pdf);
    const sizes = pages.flatMap(({texts}) => texts.map(({sizePt}) => sizePt)).filter(size => size > 15 && size < 17);
    expect(sizes.length).toBeGreaterThan(5);
    for (const size of sizes) expect(size, names[index]).toBeCloseTo(16, 1);
    const nameplate = pages[0]?.texts.filter(({sizePt}) => sizePt >= 35) ?? [];
    expect(flat(nameplate)).toBe(names[index]);
  }
}, 60_000);

test("a handout numbers its pages outside and its tables have 续表 too", async () => {
  const view = {...longBriefing, articles: longBriefing.articles.slice(0, 1)};
  const pages = await measurePdf(await printBriefing(view, "会议材料"));
  for (const page of pages) {
    const [line] = linesOf(page.texts.filter(({baseline}) => baseline > 275));
    expect(flat(line ?? [])).toBe(`— ${page.number} —`);
    const outside = page.number % 2 === 1 ? 210 - (line?.at(-1)?.right ?? 0) : (line?.[0]?.left ?? 0);
    expect(Math.abs(outside - 24 - (14 / 72) * 25.4)).toBeLessThan(0.5);
  }
  const continued = pages.filter(({texts}) => flat(texts).includes("甲表各村逐季流转面积（续表）"));
  const all = pages.filter(({texts}) => texts.some(({text}) => /^甲\d+号村$/.test(text)));
  expect(continued).toHaveLength(all.length - 1);
}, 60_000);
