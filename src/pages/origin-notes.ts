import {escapeHtml, keepNumbersWhole} from "../narrative/index.ts";
import type {OriginNote} from "./figure-ledger.ts";
import {renderPartial} from "./templates.ts";

/*
 * Figures carry their notes through the templates as comments, which change neither text nor layout:
 *
 *     流转率为<!--o o3--><data class="figure nb" value="0.60625">60.6%</data><!--/o-->。
 *     <!--origin o4--></div>                                   before the end of a table or chart
 *
 * The printed page drops them (`dropNotes`); the web page makes buttons of them (`linkNotes`) that open popovers, which
 * works by keyboard and without script.
 */

/** Marks a figure's HTML with the id of its note. */
export function markFigure(html: string, note: string | undefined): string {
  return note === undefined ? html : `<!--o ${note}-->${html}<!--/o-->`;
}

/** Marks a rendered table or chart: the mark goes before its last closing tag. A paragraph is marked as a figure is. */
export function markBlock(html: string, note: string | undefined): string {
  if (note === undefined) return html;
  if (!/<\/p>\s*$/.test(html)) return html.replace(/(<\/[a-z]+>\s*)$/, `<!--origin ${note}-->$1`);
  return html.replace(
    /(<p\b[^>]*>)((?:(?!<\/?p\b)[\s\S])*)(<\/p>\s*)$/,
    (_, open: string, text: string, close: string) => `${open}${markFigure(text, note)}${close}`,
  );
}

/** A value in a sentence: a number is kept whole, a list of names may break between names. */
export function renderFigure(text: string, value: string | undefined, note: string | undefined): string {
  const html = escapeHtml(text);
  if (value !== undefined) return markFigure(`<data class="figure nb" value="${value}">${html}</data>`, note);
  // Of a short phrase such as 提高2.6个百分点 the number stays whole with its unit; moved to the next line as one it would
  // tear the line before it.
  const isPhrase = text.length <= 12 && /\d/.test(text);
  if (!isPhrase) return markFigure(keepNumbersWhole(html), note);
  const [, words = "", number = ""] = /^([^\d]*)(.*)$/s.exec(html) ?? [];
  return markFigure(`<span class="figure">${words}<span class="nb">${number}</span></span>`, note);
}

/** The text of a title's HTML. */
export function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, "").replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

/** The page without its marks: exactly what it is without notes. */
export function dropNotes(html: string): string {
  return html.replace(marks, "");
}

/** The page with its marks as buttons, and the notes at its end. */
export function linkNotes(html: string, notes: readonly OriginNote[]): string {
  if (notes.length === 0) return dropNotes(html);
  const titles = new Map(notes.map(({id, title}) => [id, title]));
  let inControl = 0;
  let open: {id: string; html: string} | undefined;
  let linked = "";
  const add = (piece: string) => {
    if (open) open.html += piece;
    else linked += piece;
  };
  for (const piece of html.split(pieces)) {
    const mark = /^<!--(?:o (\w+)|(\/)o|origin (\w+))-->$/.exec(piece);
    const [, figure, close, block] = mark ?? [];
    if (figure !== undefined) open = inControl === 0 && titles.has(figure) ? {id: figure, html: ""} : undefined;
    else if (close !== undefined) {
      const done = open;
      open = undefined;
      if (done) add(figureButton(done.html, done.id));
    } else if (block !== undefined) {
      if (titles.has(block)) add(`<p class="origin-line">${button(block, "origin-open", "数据来源")}</p>`);
    } else {
      // A control cannot stand within a control.
      const tag = /^<(\/?)(?:a|button|summary|label)\b/.exec(piece);
      if (tag) inControl += tag[1] === "" ? 1 : -1;
      add(piece);
    }
  }
  const whole = linked.replace(glued, (match: string, before: string, _button: string, after: string) =>
    before === "" && after === "" ? match : `<span class="nb">${match}</span>`,
  );
  return `${whole}\n${renderPartial("origin-notes", {notes})}`;
}

const marks = /<!--(?:o \w+|\/o|origin \w+)-->/g;
const pieces = /(<!--[\s\S]*?-->|<[a-zA-Z/](?:"[^"]*"|'[^']*'|[^>"'])*>)/;
/** A button may be broken away from the punctuation that belongs to it, text may not. */
const glued =
  /([（“‘《〈「『【]?)(<button type="button" class="origin-figure"[^>]*>(?:(?!<\/button>)[\s\S])*<\/button>)([，。、；：！？）”’》〉」』】]*)/g;

/** The figure itself opens its note; beside a long list of names stands a sign, so that the list breaks as text does. */
function figureButton(html: string, id: string): string {
  if (plainText(html).length <= 12) return button(id, "origin-figure", html);
  return `${html}<button type="button" class="origin-sign" popovertarget="${id}" aria-label="数据来源"></button>`;
}

function button(id: string, className: string, html: string): string {
  return `<button type="button" class="${className}" popovertarget="${id}">${html}</button>`;
}
