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

/** Marks a rendered table or chart: the mark goes before its last closing tag. */
export function markBlock(html: string, note: string | undefined): string {
  return note === undefined ? html : html.replace(/(<\/[a-z]+>\s*)$/, `<!--origin ${note}-->$1`);
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
