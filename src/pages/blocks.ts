/** One block of an article's body: a paragraph, a heading, a figure. */
export interface Block {
  /** "p", "h3", "figure"; "#text" for stray text between blocks. */
  readonly tag: string;
  readonly classes: readonly string[];
  readonly html: string;
}

const voidTags = new Set(["br", "col", "hr", "img", "input", "wbr", "path", "source"]);
// A comment, or a tag whose attribute values may themselves hold ">".
const tagPattern = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;

/** Cuts well-formed HTML into its outermost elements, in order; joining their `html` gives the input without outer white space. */
export function splitBlocks(html: string): Block[] {
  const blocks: Block[] = [];
  let depth = 0;
  let start = 0;
  let open: {tag: string; classes: string[]} | undefined;
  const addText = (text: string) => {
    if (text.trim() !== "") blocks.push({tag: "#text", classes: [], html: text.trim()});
  };
  for (const match of html.matchAll(tagPattern)) {
    const [text, slash, name, attributes = ""] = match;
    if (name === undefined) continue;
    const tag = name.toLowerCase();
    const closesItself = voidTags.has(tag) || attributes.endsWith("/");
    if (slash === "") {
      if (depth === 0) {
        addText(html.slice(start, match.index));
        start = match.index;
        open = {tag, classes: classesOf(attributes)};
      }
      if (!closesItself) depth += 1;
    } else if (!voidTags.has(tag) && depth > 0) {
      depth -= 1;
    }
    if (depth === 0 && open !== undefined) {
      const end = match.index + text.length;
      blocks.push({...open, html: html.slice(start, end)});
      start = end;
      open = undefined;
    }
  }
  addText(html.slice(start));
  return blocks;
}

/** Columns that a figure spans, from its class `span-N`; 1 when it names none. */
export function columnsOf(block: Block): number {
  for (const name of block.classes) {
    const match = /^span-([1-9])$/.exec(name);
    if (match?.[1] !== undefined) return Number(match[1]);
  }
  return 1;
}

export function joinBlocks(blocks: readonly Block[]): string {
  return blocks.map(block => block.html).join("\n");
}

/**
 * h3 becomes h2, h4 becomes h3: for a page whose only article lends it its h1.
 * The input is HTML that was written out by a serializer: "<" occurs in tags only.
 */
export function raiseHeadings(html: string): string {
  return html.replace(/<(\/?)h([34])\b/g, (_, slash: string, level: string) => `<${slash}h${Number(level) - 1}`);
}

/** Puts the 电头 in bold face at the start of the first paragraph. */
export function addDateline(html: string, dateline: string | undefined): string {
  if (dateline === undefined) return html;
  const text = dateline.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const mark = `<strong class="dateline">${text}</strong>`;
  return html.replace(/<p(?=[\s>])((?:"[^"]*"|[^">])*)>/, (_, attributes: string) => `<p${attributes}>${mark}`);
}

/** Names every <aside> that has no name yet: landmarks of one kind need different ones. */
export function nameAsides(html: string): string {
  let count = 0;
  return html.replace(/<aside\b((?:"[^"]*"|[^">])*)>/g, (tag, attributes: string) => {
    if (/\saria-label/.test(attributes)) return tag;
    count += 1;
    const classes = classesOf(attributes);
    const kind = classes.includes("editor-note") ? "编者按" : classes.includes("pull-quote") ? "引语" : "链接";
    return `<aside${attributes} aria-label="${kind} ${count}">`;
  });
}

function classesOf(attributes: string): string[] {
  const match = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(` ${attributes}`);
  return (match?.[1] ?? match?.[2] ?? "").split(/\s+/).filter(name => name !== "");
}
