import {withoutPlaces} from "../narrative/index.ts";
import {withoutInternal} from "./board-block.ts";
import type {Page} from "./render-page.ts";
import {renderPartial} from "./templates.ts";

/** The whole self-contained document, as the public may read it. `fontFaces` is CSS from `fontFaceCss`; the page runs no script and loads nothing. */
export function pageToHtml(page: Page, fontFaces: string): string {
  return splitPage(page).join(fontFaces);
}

/** Stands where the fonts go; no text of ours or of a writer holds it. */
const fontPlace = "\uFDD1";

/** The document before and after its fonts, which are many times as large as all the rest, and the same for many pages. */
export function splitPage(page: Page): readonly [before: string, after: string] {
  const html = renderPartial("document", {
    ...page,
    bodyHtml: withoutPlaces(withoutInternal(page.bodyHtml)),
    // "</style" can stand in a string of CSS only by mistake; it must not end the element.
    css: `${fontPlace}\n${page.css.replace(/<\/(?=style)/gi, "<\\/")}`,
  });
  const at = html.indexOf(fontPlace);
  return [html.slice(0, at), `${html.slice(at + fontPlace.length)}\n`];
}
