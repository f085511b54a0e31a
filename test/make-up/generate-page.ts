/**
 * Newspaper pages made up by chance, the same for the same seed: one to four articles of 200 to 3,000 characters, up to five
 * pictures and two charts, on three papers and now and then a broadsheet.
 */
import type {ArticleView, BulletinView, Paper, PhotoView} from "../../src/pages/index.ts";
import {renderChartFigure} from "../../src/pages/index.ts";
import {newspaperGrid} from "../../src/pages/page-geometry.ts";
import {findPaper} from "../../src/pages/paper.ts";
import {pick, type Random, seededRandom} from "../../src/press/make-up/random.ts";
import {feature} from "../pages/fixture.ts";

const sentences = [
  "村口的打谷场上晾着新收的玉米，几位老人坐在树荫下择菜。",
  "合作社的账本摊在桌上，一笔一笔都有来处。",
  "到6月底，全村流转土地1340亩，入社179户，流转率达到62.3%。",
  "支部书记说得实在：“地还是各家的地，路要一起走。”",
  "大棚里的芹菜一茬接一茬，城里的超市每天早晨来拉货。",
  "按照“1+3+N”的规划，以S316线为轴，把零散的地块连成片。",
  "会上定下三件事：入股怎么算，分红怎么分，账目怎么晒。",
  "2019年5月，32名村干部去外县看了两天（其中一天在田间）。",
  "过去没人愿意种的洼地，如今养上了龙虾，每亩纯收入3200元。",
  "小区里的路灯坏了三个月没人管，物业来了以后，当天就换好。",
  "谁家有难处，楼长最先知道；谁家有喜事，院子里一块儿热闹。",
  "她把女儿的旧书桌搬到活动室，供放学的孩子写作业……",
  "这笔账不难算：统一买种子、统一用农机，一亩能省80多元。",
  "《村规民约》贴在墙上，不如装在心里——这是大家的心里话。",
  "从种到收，从收到卖，每一步都有人盯着，有人记着。",
  "党员带头签了字，群众跟着按了手印，土地流转合同一上午签了47份。",
];
const titles = [
  "地连成片 心聚成团",
  "合作社里话丰收",
  "“红色物业”进老院 烦心小事有人管",
  "三十二个村的支部书记走进田间学办社",
  "账目晒出来 干劲长起来",
  "一村一业闯新路",
];
const subheads = ["先算清账 再签合同", "村里有社 社里有账", "路灯亮了 人心暖了", "看得见的变化"];
const captions = [
  "社员在大棚里采收芹菜。（示意图）",
  "村里的晒场。（示意图）",
  "村干部在田间听讲，看土地怎样流转，一路看一路问。（示意图）",
];

export function generatePage(seed: number): BulletinView {
  const random = seededRandom(seed * 2654435761 + 17);
  const papers = ["四开", "四开", "A3", "A4", "四开", "A3", "A4", "对开"];
  const paper = findPaper(papers[seed % papers.length] ?? "四开");
  const count = 1 + Math.floor(random() * 4);
  let photos = Math.floor(random() * 6);
  let charts = Math.floor(random() * 3);
  const articles = Array.from({length: count}, (_, index): ArticleView => {
    const isLast = index === count - 1;
    const ownPhotos = isLast ? photos : Math.floor(random() * (photos + 1));
    const ownCharts = isLast ? charts : Math.floor(random() * (charts + 1));
    photos -= ownPhotos;
    charts -= ownCharts;
    return generateArticle(random, `a${index + 1}`, paper, ownPhotos, ownCharts);
  });
  return {...feature, slug: `page-${seed}`, paper, articles, dataNotes: [], demo: random() < 0.5};
}

function generateArticle(random: Random, id: string, paper: Paper, photos: number, charts: number): ArticleView {
  const length = Math.round(200 + random() * 2800);
  const title = pick(random, titles) ?? "";
  const blocks = generateText(random, length);
  for (let chart = 0; chart < charts; chart += 1)
    blocks.splice(1 + Math.floor(random() * blocks.length), 0, chartFigure(`${id}-c${chart + 1}`, paper));
  if (random() < 0.2)
    blocks.splice(1, 0, "<ul><li>先登记，后核对。</li><li>有差错的，当场改正，三天以内张榜公布。</li></ul>");
  if (random() < 0.15) blocks.splice(2, 0, `<blockquote><p>${sentence(random)}${sentence(random)}</p></blockquote>`);
  if (random() < 0.15)
    blocks.push(
      `<aside class="sidebar"><p class="aside-title">相关链接</p><p>${sentence(random)}${sentence(random)}</p></aside>`,
    );
  return {
    id,
    kickerHtml: random() < 0.6 ? "高青县唐坊镇推行支部领办" : undefined,
    titleHtml: title,
    titleText: title,
    deckHtml: random() < 0.4 ? "二十五个村建起合作社" : undefined,
    leadHtml: random() < 0.4 ? sentence(random) + sentence(random) : undefined,
    dateline: random() < 0.2 ? "本报讯" : undefined,
    byline: "样稿",
    boxed: random() < 0.2,
    photos: Array.from({length: photos}, () => photo(random)),
    bodyHtml: blocks.join("\n"),
    headings: [],
  };
}

function generateText(random: Random, length: number): string[] {
  const blocks: string[] = [];
  let written = 0;
  while (written < length) {
    const wanted = Math.min(60 + random() * 200, length - written);
    let text = "";
    while (text.length < wanted) text += sentence(random);
    if (length > 600 && blocks.length > 0 && random() < 0.25) blocks.push(subhead(random));
    const marked = random() < 0.2 ? text.replace("流转", "<strong>流转</strong>") : text;
    blocks.push(`<p>${marked.replace(/\d+(?:\.\d+)?(?:亩|户|%|元|份)/g, '<span class="figure nb">$&</span>')}</p>`);
    written += text.length;
  }
  return blocks;
}

function subhead(random: Random): string {
  const halves = (pick(random, subheads) ?? "").split(" ");
  return `<h3>${halves.map(half => (halves.length > 1 ? `<span class="half">${half}</span>` : half)).join(" ")}</h3>`;
}

function sentence(random: Random): string {
  return pick(random, sentences) ?? "";
}

function photo(random: Random): PhotoView {
  const width = pick(random, [800, 600, 1000, 480]) ?? 800;
  const height = pick(random, [600, 500, 720]) ?? 600;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#9bb7cf"/><circle cx="${width / 2}" cy="${height / 2}" r="150" fill="#5d8a4c"/></svg>`;
  const caption = pick(random, captions) ?? "";
  return {
    source: `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`,
    captionHtml: caption,
    alt: caption,
    columns: pick(random, [1, 2, 2, 3]) ?? 2,
    anyColumns: random() < 0.5,
    pointer: random() < 0.5 ? "▶" : undefined,
    width,
    height,
  };
}

function chartFigure(id: string, paper: Paper): string {
  const {columnCharacters, characterPx} = newspaperGrid(paper);
  const width = (2 * (columnCharacters + 1) - 1) * characterPx;
  return renderChartFigure({
    id,
    titleHtml: "各片区流转率",
    measure: "",
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="170" viewBox="0 0 ${width} 170"><rect x="20" y="30" width="60" height="120" fill="#b8151b"/><text x="20" y="24">54.3</text></svg>`,
    description: "东部片区54.3%。",
    table: {id: `${id}-data`, titleHtml: undefined, measureNote: undefined, columns: [], rows: [], note: undefined},
    note: undefined,
    columns: 2,
  });
}
