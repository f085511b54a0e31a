import {placeAt, type Span} from "../diagnostics/index.ts";

/*
 * Blocks of an article carry where they come from, so that what is found out about a laid-out page (too long, cut off,
 * too coarse) points to the writer's line:
 *
 *     <article data-file="bulletins/2019-07-feature/cooperatives.md"> … <p data-at="12:1">
 *
 * They stand in the page that is printed; what is published goes without them (`withoutPlaces`).
 */

/** Begins the places that we give; content cannot hold it, so a data-at in raw HTML is known as none of ours. */
const ours = "\uFDE5";
const ourPlace = new RegExp(` data-at="${ours}\\d+:\\d+"$`);

/** The attribute of a place, with a space before it: ` data-at="12:1"`. Lines and columns count from 1. */
export function placeAttribute(span: Span): string {
  const {line, column} = placeAt(span.source, span.start);
  return ` data-at="${line}:${column}"`;
}

/** Gives the first tag of some HTML the place that it comes from. */
export function markPlace(html: string, span: Span): string {
  return addAttribute(html, placeAttribute(span));
}

/** The same for HTML that is not sanitised yet: only what is marked so passes `keepPlace`. */
export function markOurPlace(html: string, span: Span): string {
  return addAttribute(html, placeAttribute(span).replace('="', `="${ours}`));
}

function addAttribute(html: string, attribute: string): string {
  return html.replace(
    /^(\s*<[a-zA-Z](?:"[^"]*"|'[^']*'|[^>"'])*?)(\s*\/?>)/,
    (_, tag: string, end: string) => tag + attribute + end,
  );
}

/** Attributes of a tag with our place as it is read later, and without one that is not ours. */
export function keepPlace(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const {"data-at": place, ...rest} = attributes;
  return place?.startsWith(ours) ? {...rest, "data-at": place.slice(ours.length)} : rest;
}

/** The same for attributes as written, e.g. ` class="x" data-at="…"`: our place, which is the last, apart from the rest. */
export function takeOurPlace(attributes: string): {readonly rest: string; readonly place: string} {
  const [place = ""] = ourPlace.exec(attributes) ?? [];
  return {rest: attributes.slice(0, attributes.length - place.length), place: place.replace(ours, "")};
}

/** A page's HTML without files and places. */
export function withoutPlaces(html: string): string {
  return html.replace(/<[a-zA-Z](?:"[^"]*"|'[^']*'|[^>"'])*>/g, tag =>
    tag.replace(/ data-(?:at="\d+:\d+"|file="[^"]*")/g, ""),
  );
}
