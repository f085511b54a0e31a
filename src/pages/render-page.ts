import {addDateline, joinBlocks, nameAsides, raiseHeadings, splitBlocks} from "./blocks.ts";
import {fitHead, headBreakClass} from "./head-fit.ts";
import type {Layout} from "./layout.ts";
import {dropNotes, linkNotes} from "./origin-notes.ts";
import {paperCss} from "./page-geometry.ts";
import {renderPhoto} from "./render-blocks.ts";
import {renderTemplate} from "./templates.ts";
import type {ArticleView, BulletinView, Paper} from "./view.ts";

/** One document before it is put together: press prints it with fonts of its own, the web gets them inside. */
export interface Page {
  readonly lang: "zh-CN";
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  /** Depends on layout and paper only, so that a printing shell can keep it. */
  readonly css: string;
  readonly bodyHtml: string;
  readonly bodyClass: string;
}

/** Fills a layout with a bulletin: the page to be printed, without the notes on its figures. */
export function renderPage(view: BulletinView, layout: Layout): Page {
  return toBePrinted(fillLayout(view, layout));
}

/** The page to be read on a screen: the same, each figure opening the note on its origin. */
export function renderWebPage(view: BulletinView, layout: Layout): Page {
  return toBeRead(fillLayout(view, layout), view);
}

/** Both; the layout is filled once. */
export function renderPages(view: BulletinView, layout: Layout): {readonly page: Page; readonly webPage: Page} {
  const page = fillLayout(view, layout);
  return {page: toBePrinted(page), webPage: toBeRead(page, view)};
}

function toBePrinted(page: Page): Page {
  return {...page, bodyHtml: dropNotes(page.bodyHtml)};
}

function toBeRead(page: Page, {notes}: BulletinView): Page {
  return {...page, bodyHtml: linkNotes(page.bodyHtml, notes ?? [])};
}

function fillLayout(view: BulletinView, layout: Layout): Page {
  const data = {
    view,
    fitHead,
    headBreakClass,
    newspaperOrder,
    renderPhoto,
    splitBlocks,
    joinBlocks,
    addDateline,
    raiseHeadings,
  };
  return {
    lang: "zh-CN",
    title: view.title,
    author: view.publication.compiler ?? view.publication.name,
    subject: [view.publication.name, view.issue, view.period, view.unit].filter(part => part !== undefined).join(" "),
    css: stylesheetOf(layout, view.paper),
    bodyHtml: nameAsides(renderTemplate(layout.template, data, layout.partials)),
    bodyClass: view.demo ? `${layout.className} demo` : layout.className,
  };
}

const stylesheets = new WeakMap<Layout, Map<string, string>>();

/** The same text for all pages of a layout and paper: whoever knows it need not look through it again. */
function stylesheetOf(layout: Layout, paper: Paper): string {
  const ofLayout = stylesheets.get(layout) ?? new Map<string, string>();
  stylesheets.set(layout, ofLayout);
  const key = [paper.name, paper.widthMm, paper.heightMm].join(" ");
  const css = ofLayout.get(key) ?? [paperCss(layout, paper), layout.baseCss, layout.css].join("\n");
  ofLayout.set(key, css);
  return css;
}

/** 区序: the article that leads the page stands first, the others in the order of 稿件. */
function newspaperOrder(articles: readonly ArticleView[]): readonly ArticleView[] {
  return [...articles.filter(({leads}) => leads), ...articles.filter(({leads}) => !leads)];
}

/** Every character that a page may print, its styles' own included. */
export function printedCharacters({title, bodyHtml, css}: Page): string {
  const text = bodyHtml.includes(";base64,") ? bodyHtml.replace(/data:[a-z/+]+;base64,[A-Za-z0-9+/=]*/g, "") : bodyHtml;
  return [...new Set([...charactersOfStyles(css), ...distinctCharacters(title + text)])].join("");
}

/** Every character once; most of a page are its tags, so each UTF-16 unit is looked at as a number. */
function distinctCharacters(text: string): readonly string[] {
  const seen = new Uint8Array(0x10000);
  const found: string[] = [];
  let hasPairs = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (seen[unit]) continue;
    seen[unit] = 1;
    if (unit >= 0xd800 && unit <= 0xdfff) hasPairs = true;
    else found.push(text.charAt(at));
  }
  return hasPairs ? [...found, ...(text.match(/[\u{10000}-\u{10ffff}]/gu) ?? [])] : found;
}

/** Pages of one layout have the same stylesheet; a workspace uses few layouts. */
const stylesBefore = new Map<string, readonly string[]>();
const mostStyles = 8;

function charactersOfStyles(css: string): readonly string[] {
  const known = stylesBefore.get(css);
  if (known) return known;
  const characters = [...new Set(css)];
  if (stylesBefore.size >= mostStyles) stylesBefore.clear();
  stylesBefore.set(css, characters);
  return characters;
}
