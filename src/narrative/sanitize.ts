import {createRequire} from "node:module";
import type sanitizeHtml from "sanitize-html";
import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import {keepPlace} from "./places.ts";
import {sanitizePlainHtml} from "./plain-html.ts";

/** Tags that a narrative may have; everything else is dropped, scripts and styles with their content. */
const allowedTags = [
  ..."h3 h4 p br hr ul ol li blockquote pre code strong em b i u s del ins mark sub sup small ruby rt rp abbr q cite".split(
    " ",
  ),
  ..."table thead tbody tfoot tr th td caption div section span aside a dl dt dd".split(" "),
];

const allowedAttributes: sanitizeHtml.IOptions["allowedAttributes"] = {
  a: ["href", "title"],
  abbr: ["title"],
  h3: ["id"],
  h4: ["id"],
  ol: ["start"],
  th: ["scope", "colspan", "rowspan"],
  td: ["colspan", "rowspan"],
  section: ["tabindex", "aria-label"],
};

/** Classes that our own renderers give. */
const allowedClasses: sanitizeHtml.IOptions["allowedClasses"] = {
  aside: ["editor-note", "pull-quote", "sidebar"],
  p: ["aside-title", "aside-source"],
  span: ["half"],
  section: ["table-scroll"],
  table: ["written"],
  th: ["to-left", "to-right", "to-center"],
  td: ["to-left", "to-right", "to-center"],
};

/** Makes HTML safe: allowed tags and attributes only, links to web pages and mail only, ids of our own headings only. */
export function sanitize(html: string, headingIds: ReadonlySet<string>): string {
  return sanitizePlainHtml(html, headingIds) ?? sanitizeAnyHtml(html, headingIds);
}

/** The same, whatever the HTML. */
export function sanitizeAnyHtml(html: string, headingIds: ReadonlySet<string>): string {
  return loadSanitizer()(html, {
    allowedTags,
    allowedAttributes: {...allowedAttributes, "*": ["data-at"]},
    allowedClasses,
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    disallowedTagsMode: "discard",
    transformTags: {
      "*": (tagName, given) => {
        const attribs = keepPlace(given);
        const {id} = attribs;
        if (id === undefined || headingIds.has(id)) return {tagName, attribs};
        const {id: _removed, ...rest} = attribs;
        return {tagName, attribs: rest};
      },
    },
  });
}

/** Tells a writer what is taken out of a piece of raw HTML. */
export function tellRemoved(html: string, span: Span, report: Report): void {
  const removed = new Set<string>();
  loadSanitizer()(html, {
    allowedTags: false,
    allowedAttributes: false,
    allowVulnerableTags: true,
    onOpenTag(name, attributes) {
      if (!allowedTags.includes(name)) removed.add(`<${name}>`);
      else {
        const allowed = (allowedAttributes as Record<string, string[]>)[name] ?? [];
        for (const attribute of Object.keys(attributes)) {
          if (!allowed.includes(attribute) && attribute !== "class") removed.add(`${name} 的 ${attribute}`);
        }
      }
    },
  });
  for (const what of removed) report(diagnose("JB-4007", span, {what}));
}

/** Loaded for the first narrative that is more than plain Markdown: 80 files. */
function loadSanitizer(): typeof sanitizeHtml {
  return createRequire(import.meta.url)("sanitize-html") as typeof sanitizeHtml;
}
