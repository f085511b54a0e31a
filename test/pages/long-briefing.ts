/** A briefing of many pages, made by rule: text of every level, charts, photos, and tables longer than a page. */
import type {ArticleView, BulletinView} from "../../src/pages/index.ts";
import {renderChartFigure, renderPhoto, renderTable} from "../../src/pages/index.ts";
import {areaChart, briefing, drawnPhoto} from "./fixture.ts";

const clauses = [
  "各村党支部把土地流转作为今年的头等任务",
  "合作社章程经社员大会通过并报镇经管站备案",
  "片区党总支每周调度一次并逐村列出办结时限",
  "流转合同由镇司法所逐份审核后统一归档保存",
  "村集体收入按月公示接受全体社员的共同监督",
  "镇农业服务中心派技术员到田间地头现场指导",
  "驻村干部入户讲清入股退股分红的各项规定",
];

/** A paragraph of `count` clauses that begins with the clause `start`; no two begin alike. */
export function paragraph(start: number, count: number): string {
  const text = Array.from({length: count}, (_, index) => clauses[(start + index * 3) % clauses.length]).join("，");
  return `<p>第${start}段，${text}。</p>`;
}

/** 60 rows and a total, `columns` columns. */
export function longTable(id: string, title: string, columns: number, count = 60) {
  return renderTable({
    id,
    titleHtml: title,
    measureNote: "单位：亩",
    columns: Array.from({length: columns}, (_, index) => ({
      headHtml: index === 0 ? "村" : `第${index}季`,
      align: index === 0 ? ("left" as const) : ("right" as const),
    })),
    rows: [
      ...Array.from({length: count}, (_, row) => ({
        cells: Array.from({length: columns}, (_, index) =>
          index === 0 ? `${title.slice(0, 1)}${row + 1}号村` : String(1000 + row * 10 + index),
        ),
        total: false,
      })),
      {cells: Array.from({length: columns}, (_, index) => (index === 0 ? "合计" : "98765")), total: true},
    ],
    note: "注：按季统计。",
  });
}

function article(id: string, title: string, blocks: readonly string[]): ArticleView {
  return {
    id,
    kickerHtml: undefined,
    titleHtml: title,
    titleText: title,
    deckHtml: undefined,
    leadHtml: undefined,
    dateline: undefined,
    byline: "镇党建办",
    photos: [],
    bodyHtml: blocks.join("\n"),
    headings: [],
  };
}

const h3 = (text: string) => `<h3>${text}</h3>`;
const h4 = (text: string) => `<h4>${text}</h4>`;

export const longBriefing: BulletinView = {
  ...briefing,
  slug: "2019-07-long",
  articles: [
    article("a1", "七月土地流转进展", [
      '<aside class="editor-note"><p class="aside-title">编者按</p><p>本期登出各村逐季进度，请对照自查。</p></aside>',
      h3("一、总体情况"),
      paragraph(1, 5),
      paragraph(2, 6),
      h4("（一）片区进度"),
      paragraph(3, 4),
      renderChartFigure(areaChart("c1", 6, 620, 320, 16)),
      paragraph(4, 5),
      paragraph(5, 6),
      h4("（二）达标情况"),
      paragraph(6, 3),
      renderPhoto(drawnPhoto("顺德村的大蒜田（示意图）")),
      paragraph(7, 6),
      renderChartFigure(areaChart("c2", 6, 620, 360, 16)),
      paragraph(8, 6),
      paragraph(9, 4),
      h3("二、各村进度"),
      paragraph(10, 3),
      longTable("t1", "甲表各村逐季流转面积", 5),
      paragraph(11, 5),
      longTable("t2", "乙表各村逐季流转面积", 9),
      paragraph(12, 7),
      "<ol><li>逐村建立台账。<ol><li>先登记，后核对，差错当场改正。</li><li>再公示。</li></ol></li><li>逐户核对面积。</li></ol>",
    ]),
    article(
      "a2",
      "逐村核查的做法",
      Array.from({length: 22}, (_, index) => paragraph(20 + index, 12)),
    ),
    article("a3", "下步打算", [h3("一、抓排查"), paragraph(60, 4), h3("二、抓整改"), paragraph(61, 4)]),
  ],
};
