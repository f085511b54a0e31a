import {Marked, Renderer, type Token, type Tokens} from "marked";
import {diagnose, type Report, type Span, spanOf} from "../diagnostics/index.ts";
import {maskReferences, parseYaml, showBraces, unmask, type YamlText} from "../workspace/index.ts";
import type {Article} from "./article.ts";
import {type ContainerToken, containerClasses, containerExtension} from "./container.ts";
import {escapeHtml, fillReferences, type RenderedText, type ResolveSpan, renderMasked} from "./inline.ts";
import {isWithinLimits, withoutForbiddenEntities} from "./limits.ts";
import {markOurPlace} from "./places.ts";
import {sanitize, tellRemoved} from "./sanitize.ts";

/** Blocks that are drawn from the data. */
export const blockNames = ["图表", "表格", "指标卡", "政策", "红黑榜", "综述"] as const;
export type BlockName = (typeof blockNames)[number];

/** A place in the narrative that the page fills: a block drawn from the data, one that cannot be read, or a photo. */
export type Slot =
  | {readonly kind: "block"; readonly name: BlockName; readonly span: Span; readonly yaml: YamlText}
  | {readonly kind: "unreadable"; readonly span: Span}
  | {
      readonly kind: "photo";
      readonly path: string;
      readonly caption: RenderedText;
      readonly options: string;
      readonly span: Span;
    };

export interface Heading {
  readonly id: string;
  readonly level: 3 | 4;
  readonly text: string;
}

/** An article's body as HTML, with slots for what comes from elsewhere. */
export interface Narrative {
  readonly html: string;
  readonly slots: readonly Slot[];
  readonly headings: readonly Heading[];
}

/** Markers of slots are noncharacters, which content cannot hold. */
const slotMark = (index: number) => `\uFDE0${index}\uFDE1`;
const slotPattern = /(?:<p(?: data-at="[\d:]*")?>\s*)?\uFDE0(\d+)\uFDE1(?:\s*<\/p>)?/g;

/**
 * Renders the body of an article: Markdown (CommonMark, GFM), containers, references worked out, raw HTML sanitised.
 * `id` is unique within the bulletin and begins the ids of headings.
 */
export function renderNarrative(article: Article, id: string, resolve: ResolveSpan, report: Report): Narrative {
  const {source, bodyStart} = article;
  const masked = maskReferences(source, report, bodyStart);
  const plain = (text: string): RenderedText => renderMasked(text, masked.references, source, resolve);

  const offsets = new Map<Token, number>();
  const slots: Slot[] = [];
  const headings: Heading[] = [];
  let tableCount = 0;
  const at = (token: Token, html: string): string => markOurPlace(html, spanAt(token));
  const plainly = Renderer.prototype;
  const marked = new Marked({
    gfm: true,
    extensions: [containerExtension(at)],
    renderer: {
      paragraph(token) {
        return at(token, plainly.paragraph.call(this, token));
      },
      list(token) {
        return at(token, plainly.list.call(this, token));
      },
      listitem(token) {
        return at(token, plainly.listitem.call(this, token));
      },
      blockquote(token) {
        return at(token, plainly.blockquote.call(this, token));
      },
      heading(token) {
        const level = token.depth <= 2 ? 3 : 4;
        const text = this.parser.parseInline(token.tokens);
        const headingId = `${id}-h${headings.length + 1}`;
        headings.push({id: headingId, level, text: plain(unescapeHtml(text.replace(/<[^>]*>/g, ""))).text});
        return at(token, `<h${level} id="${headingId}">${twoPartHead(text)}</h${level}>\n`);
      },
      code(token) {
        const block = blockSlot(token);
        if (block) {
          slots.push(block === "wrong" ? {kind: "unreadable", span: spanAt(token)} : block);
          return `${slotMark(slots.length - 1)}\n`;
        }
        return at(token, `<pre><code>${escapeHtml(unmask(token.text, source, masked.references))}</code></pre>\n`);
      },
      codespan: ({text}) => `<code>${escapeHtml(unmask(text, source, masked.references))}</code>`,
      image(token) {
        slots.push({
          kind: "photo",
          path: unmask(token.href, source, masked.references),
          caption: plain(token.text),
          options: token.title ?? "",
          span: spanAt(token),
        });
        return slotMark(slots.length - 1);
      },
      html(token) {
        tellRemoved(token.raw, spanAt(token), report);
        return token.text;
      },
      table(token) {
        const row = (cells: Tokens.TableCell[], tag: "th" | "td") =>
          `<tr>${cells.map(cell => `<${tag}${tag === "th" ? ' scope="col"' : ""} class="to-${cell.align ?? "left"}">${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>\n`;
        const body = token.rows.map(cells => row(cells, "td")).join("");
        tableCount += 1;
        const label = `表格 ${id}-${tableCount}`;
        return at(
          token,
          `<section class="table-scroll" tabindex="0" aria-label="${label}"><table class="written"><thead>${row(token.header, "th")}</thead><tbody>${body}</tbody></table></section>\n`,
        );
      },
      // A check box of a task list is a control; in print it is a mark.
      checkbox: ({checked}) => (checked ? "☑ " : "☐ "),
    },
  });
  const nothing: Narrative = {html: "", slots: [], headings: []};
  if (!isWithinLimits(masked.text, source, bodyStart, report)) return nothing;
  if (masked.text.trim() === "") report(diagnose("JB-4009", spanOf(source, source.text.length), {}));
  const body = withoutForbiddenEntities(masked.text, source, bodyStart, report);
  const rendered = renderBody();
  if (rendered === undefined) return nothing;
  const ids = new Set<string>();
  for (const heading of headings) ids.add(heading.id);
  const html = fillReferences(sanitize(rendered, ids), masked.references, source, resolve);
  return {html, slots, headings};

  function renderBody(): string | undefined {
    try {
      const tokens = marked.lexer(body);
      locate(tokens, body, 0, bodyStart, offsets);
      checkContainers(tokens);
      return marked.parser(tokens);
    } catch (error) {
      // The stack is exhausted by what is nested in a way that the limits do not know.
      if (!(error instanceof RangeError)) throw error;
      report(diagnose("JB-4011", spanOf(source, bodyStart, bodyStart + 1), {what: "稿件套得太深"}));
      return undefined;
    }
  }

  function spanAt(token: Token): Span {
    const offset = offsets.get(token) ?? bodyStart;
    const firstLine = token.raw.trimEnd().split("\n", 1)[0] ?? "";
    return spanOf(source, offset, offset + firstLine.length);
  }

  function blockSlot(token: Tokens.Code): Slot | "wrong" | undefined {
    const name = (token.lang ?? "").trim();
    if (!blockNames.includes(name as BlockName)) {
      if (!/\p{Script=Han}/u.test(name)) return undefined;
      report(diagnose("JB-4004", spanAt(token), {name, known: blockNames}));
      return "wrong";
    }
    const offset = offsets.get(token) ?? bodyStart;
    const contentStart = offset + token.raw.indexOf("\n") + 1;
    const contentEnd = contentStart + token.text.length;
    if (!/\n[ \t]*(`{3,}|~{3,})[ \t]*\n*$/.test(token.raw)) {
      report(diagnose("JB-4008", spanAt(token), {name}));
      return "wrong";
    }
    if (masked.text.slice(contentStart - bodyStart, contentEnd - bodyStart) !== token.text) {
      report(diagnose("JB-4010", spanAt(token), {name}));
      return "wrong";
    }
    const yaml = parseYaml(source, report, {from: contentStart, to: contentEnd, masked: true});
    if (!yaml) return "wrong";
    return {kind: "block", name: name as BlockName, span: spanAt(token), yaml};
  }

  function checkContainers(list: readonly Token[]): void {
    for (const token of list) {
      if (token.type === "container") {
        const {name, isClosed} = token as ContainerToken;
        if (name === "") report(diagnose("JB-4003", spanAt(token), {}));
        else if (!containerClasses.has(name)) {
          report(diagnose("JB-4002", spanAt(token), {name, known: [...containerClasses.keys()]}));
        } else if (!isClosed) report(diagnose("JB-4001", spanAt(token), {name}));
      }
      if ("tokens" in token && token.tokens) checkContainers(token.tokens);
    }
  }
}

/** Puts what the page made of each slot into the HTML. A photo in the middle of a paragraph parts it: no figure stands in a <p>. */
export function fillSlots(html: string, render: (index: number) => string): string {
  return (
    html
      // A mark inside of a tag is none of ours.
      .replace(/<[^>]*>/g, tag => tag.replace(/[\uFDE0\uFDE1]/g, ""))
      .replace(/<(a|strong|em|b|i|u)\b[^>]*>\s*(\uFDE0\d+\uFDE1)\s*<\/\1>/g, "$2")
      .replace(/<p(?: data-at="[\d:]*")?>(?:(?!<\/p>)[\s\S])*\uFDE0(?:(?!<\/p>)[\s\S])*<\/p>/g, partParagraph)
      .replace(slotPattern, (_match, index: string) => render(Number(index)))
  );
}

function partParagraph(paragraph: string): string {
  const opening = paragraph.slice(0, paragraph.indexOf(">") + 1);
  return paragraph
    .slice(opening.length, -"</p>".length)
    .split(/(\uFDE0\d+\uFDE1)/)
    .map(piece => (/^\uFDE0/.test(piece) || piece.trim() === "" ? piece : `${opening}${piece.trim()}</p>`))
    .join("");
}

/**
 * Gives each token its offset in the source. Pieces at the top level join up to the whole text; those inside of lists
 * and quotes had their indentation taken off, so they are looked for from where the one before ended.
 */
function locate(
  tokens: readonly Token[],
  text: string,
  from: number,
  base: number,
  offsets: Map<Token, number>,
): number {
  let at = from;
  for (const token of tokens) {
    const start = findRaw(text, token.raw, at);
    offsets.set(token, base + start);
    if (token.type === "text" && !("tokens" in token && token.tokens)) token.text = joinChineseLines(token.text);
    let innerAt = start;
    for (const inner of innerTokens(token)) innerAt = locate(inner, text, innerAt, base, offsets);
    at = Math.max(at, start + Math.min(token.raw.length, firstLineLength(token.raw)));
    if (text.startsWith(token.raw, start)) at = start + token.raw.length;
  }
  return at;
}

/** A line broken between two Chinese characters is one line: Markdown would make it a space. */
function joinChineseLines(text: string): string {
  return text.replace(/(?<=[\u2e80-\uffef“”‘’…—]) *\n *(?=[\u2e80-\uffef“”‘’…—])/g, "");
}

function innerTokens(token: Token): Token[][] {
  if (token.type === "list") return [(token as Tokens.List).items];
  if (token.type === "table") {
    const {header, rows} = token as Tokens.Table;
    return [...header, ...rows.flat()].map(cell => cell.tokens);
  }
  return "tokens" in token && token.tokens ? [token.tokens] : [];
}

function findRaw(text: string, raw: string, from: number): number {
  const whole = text.indexOf(raw, from);
  if (whole !== -1) return whole;
  const line = text.indexOf(raw.trim().split("\n", 1)[0] ?? "", from);
  return line === -1 ? from : line;
}

function firstLineLength(raw: string): number {
  const end = raw.indexOf("\n");
  return end === -1 ? raw.length : end;
}

/** 对标先进 强化教育培训: a subhead of two parts joined by one space is set on two lines, the second in colour. */
function twoPartHead(html: string): string {
  if (html.includes("<")) return html;
  const halves = html.trim().split(/[ \u3000]+/);
  const isChinese = (half: string) => /^[\p{Script=Han}“”‘’《》\uFDD0-\uFDDF\uFDE2-\uFDE4]{2,}$/u.test(half);
  if (halves.length !== 2 || !halves.every(isChinese)) return html;
  return `<span class="half">${halves[0]}</span> <span class="half">${halves[1]}</span>`;
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = {amp: "&", lt: "<", gt: ">", quot: '"'};
  return showBraces(text).replace(/&(?:#(\d+)|(\w+));/g, (entity, code?: string, name?: string) =>
    code ? String.fromCodePoint(Number(code)) : (named[name ?? ""] ?? entity),
  );
}
