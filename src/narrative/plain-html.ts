import {takeOurPlace} from "./places.ts";

/**
 * HTML that holds nothing but what our own renderers write for plain Markdown, as the sanitiser would give it back; for
 * any other, undefined: the sanitiser has to look at it.
 *
 * It spares most builds the sanitiser, which takes longer to load than a narrative to render. It is one because it lets
 * nothing through but the tags, attributes and nesting listed here, letter by letter, and never mends or drops anything.
 */
export function sanitizePlainHtml(html: string, headingIds: ReadonlySet<string>): string | undefined {
  const open: string[] = [];
  let clean = "";
  let at = 0;
  while (at < html.length) {
    piece.lastIndex = at;
    const found = piece.exec(html);
    if (!found) return undefined;
    at = piece.lastIndex;
    const [, text, entity, closing, opening, attributes = ""] = found;
    if (text !== undefined) clean += text;
    else if (entity !== undefined) clean += entities[entity] ?? "";
    else if (closing !== undefined) {
      if (open.pop() !== closing) return undefined;
      clean += `</${closing}>`;
    } else {
      const element = elements.get(opening ?? "");
      if (opening === undefined || !element || !mayStand(opening, element, open)) return undefined;
      const {rest, place} = takeOurPlace(attributes);
      const id = / id="([^"]*)"/.exec(rest)?.[1];
      if (!element.attributes.test(rest) || (id !== undefined && !headingIds.has(id))) return undefined;
      clean += `<${opening}${rest}${place}${element.isVoid ? " />" : ">"}`;
      if (!element.isVoid) open.push(opening);
    }
  }
  return open.length === 0 ? clean : undefined;
}

/** A run of text, one entity, or one tag without anything odd in it. */
const piece =
  /([^<>&]+)|&(amp|lt|gt|quot|#3[489]|#6[02]);|<\/([a-z][a-z0-9]*)>|<([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>/y;

/** Entities that we and marked write, as the sanitiser writes them in text. */
const entities: Readonly<Record<string, string>> = {
  amp: "&amp;",
  "#38": "&amp;",
  lt: "&lt;",
  "#60": "&lt;",
  gt: "&gt;",
  "#62": "&gt;",
  quot: '"',
  "#34": '"',
  "#39": "'",
};

interface Element {
  /** What it may stand in. */
  readonly within: ReadonlySet<string>;
  /** Its attributes but the place, all of them in the order written. */
  readonly attributes: RegExp;
  readonly isVoid: boolean;
}

const list = (names: string) => new Set(names.split(" "));
/** "" is the body of the article itself. */
const flow = new Set(["", ...list("aside blockquote li")]);
const phrase = new Set([...flow, ...list("p h3 h4 th td a strong em del span")]);
const none = /^$/;

const element = (within: ReadonlySet<string>, attributes = none, isVoid = false): Element => ({
  within,
  attributes,
  isVoid,
});

const elements: ReadonlyMap<string, Element> = new Map([
  ["p", element(flow, /^(?: class="aside-(?:title|source)")?$/)],
  ["h3", element(flow, /^ id="[\w-]+"$/)],
  ["h4", element(flow, /^ id="[\w-]+"$/)],
  ["ul", element(flow)],
  ["ol", element(flow, /^(?: start="\d+")?$/)],
  ["li", element(list("ul ol"))],
  ["blockquote", element(flow)],
  ["pre", element(flow)],
  ["hr", element(flow, none, true)],
  ["aside", element(flow, /^ class="(?:editor-note|pull-quote|sidebar)"$/)],
  ["section", element(flow, /^ class="table-scroll" tabindex="0" aria-label="[^"&]+"$/)],
  ["table", element(list("section"), /^ class="written"$/)],
  ["thead", element(list("table"))],
  ["tbody", element(list("table"))],
  ["tr", element(list("thead tbody"))],
  ["th", element(list("tr"), /^ scope="col" class="to-(?:left|right|center)"$/)],
  ["td", element(list("tr"), /^ class="to-(?:left|right|center)"$/)],
  ["strong", element(phrase)],
  ["em", element(phrase)],
  ["del", element(phrase)],
  ["code", element(new Set([...phrase, "pre"]))],
  ["span", element(phrase, /^ class="half"$/)],
  ["br", element(phrase, none, true)],
  // Web and mail addresses only, in letters that mean the same everywhere.
  ["a", element(phrase, /^ href="(?:https?:\/\/|mailto:)(?:[\w\-./:?=#%~+,;@]|&amp;)+"(?: title="[^"&]+")?$/)],
]);

function mayStand(name: string, {within}: Element, open: readonly string[]): boolean {
  return within.has(open.at(-1) ?? "") && !(name === "a" && open.includes("a"));
}
