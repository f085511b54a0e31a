import {withoutPlaces} from "../narrative/index.ts";
import {withoutInternal} from "./board-block.ts";
import type {Page} from "./render-page.ts";
import {renderPartial} from "./templates.ts";

/** The whole self-contained document, as the public may read it. `fontFaces` is CSS from `fontFaceCss`; the page runs no script and loads nothing. */
export function pageToHtml(page: Page, fontFaces: string): string {
  const css = [fontFaces, page.css].join("\n");
  // "</style" can stand in a string of CSS only by mistake; it must not end the element.
  return `${renderPartial("document", {
    ...page,
    bodyHtml: withoutPlaces(withoutInternal(page.bodyHtml)),
    css: css.replace(/<\/(?=style)/gi, "<\\/"),
  })}\n`;
}
