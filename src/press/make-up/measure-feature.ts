import type {MeasuredItem, MeasuredPage, MeasuredStory, MeasuredUnit} from "./measured-page.ts";

export interface MeasureRequest {
  /** Widths in characters that boxes, charts and subheads are measured at. */
  readonly widths: readonly number[];
  readonly characterPx: number;
}

/**
 * Runs inside the browser, with print media emulated: numbers the parts of a newspaper page and measures them. It is sent
 * there as source text, so it uses nothing from outside.
 */
export function measureFeature({widths, characterPx}: MeasureRequest): MeasuredPage | undefined {
  const sheet = document.querySelector<HTMLElement>(".sheet");
  if (sheet === null) return undefined;
  document.body.classList.add("measuring");
  let count = 0;
  const stories = [...document.querySelectorAll<HTMLElement>(".story")].map(measureStory);
  const notes = document.querySelector<HTMLElement>(".data-notes");
  const notesHeight = notes === null ? 0 : notes.offsetHeight;
  document.body.classList.remove("measuring");
  return {stories, notesHeight};

  function name(element: Element): number {
    count += 1;
    element.setAttribute("data-part", String(count));
    return count;
  }

  function measureStory(story: HTMLElement): MeasuredStory {
    const header = story.querySelector<HTMLElement>(".article-head");
    const title = header?.querySelector<HTMLElement>(".head");
    const others = [...(header?.children ?? [])].flatMap(child => {
      if (child === title || !(child instanceof HTMLElement)) return [];
      return [{id: name(child), width: naturalWidth(child), lineHeight: child.offsetHeight}];
    });
    const items: MeasuredItem[] = [];
    const units: MeasuredUnit[] = [];
    for (const lead of story.querySelectorAll<HTMLElement>(":scope > .lead")) items.push(measureItem(lead, "lead"));
    for (const photo of story.querySelectorAll<HTMLElement>(":scope > .pictures > .photo"))
      items.push(measureItem(photo, "photo"));
    for (const block of story.querySelector<HTMLElement>(":scope > .flow")?.children ?? [])
      if (block instanceof HTMLElement) sortBlock(block, items, units);
    return {
      id: name(story),
      boxed: story.classList.contains("boxed"),
      head: {
        id: header ? name(header) : 0,
        title: title ? measureText(title) : {characters: [], advances: [], joined: [], em: 1},
        others,
      },
      items,
      units,
      file: story.dataset.file,
    };
  }

  function sortBlock(block: HTMLElement, items: MeasuredItem[], units: MeasuredUnit[]): void {
    const {classList, tagName} = block;
    if (classList.contains("photo")) items.push(measureItem(block, "photo"));
    else if (classList.contains("chart")) items.push(measureItem(block, "chart"));
    else if (classList.contains("sidebar") || classList.contains("editor-note")) items.push(measureItem(block, "box"));
    else if (tagName === "P") units.push(measureParagraph(block));
    else if (tagName === "H3" || tagName === "H4") units.push(measureBlock(block, "subhead"));
    else if (tagName === "UL" || tagName === "OL") {
      const entries = [...block.children].filter(child => child instanceof HTMLElement);
      const isPlain = entries.every(entry => entry.querySelector("p, ul, ol, table, figure, pre, blockquote") === null);
      if (isPlain) for (const entry of entries) units.push(measureParagraph(entry, true));
      else units.push(measureBlock(block, "block"));
    } else if (tagName === "BLOCKQUOTE" && [...block.children].every(child => child.tagName === "P")) {
      for (const child of block.children) if (child instanceof HTMLElement) units.push(measureParagraph(child));
    } else if (classList.contains("pull-quote")) units.push(measureBlock(block, "block"));
    else items.push(measureItem(block, "table"));
  }

  function measureItem(element: HTMLElement, kind: MeasuredItem["kind"]): MeasuredItem {
    const wished = /(?:^|\s)span-(\d)/.exec(element.className)?.[1];
    const image = element.querySelector("img");
    const caption = element.querySelector<HTMLElement>("figcaption");
    const width = Number(image?.getAttribute("width") ?? 0);
    const height = Number(image?.getAttribute("height") ?? 0);
    return {
      id: name(element),
      kind,
      columns: wished === undefined ? 2 : Number(wished),
      isWish: !element.classList.contains("any-span"),
      ratio: kind === "photo" && width > 0 && height > 0 ? width / height : 1.5,
      captionWidth: kind === "photo" && caption !== null ? naturalWidth(caption) : 0,
      heights: kind === "photo" ? {} : heightsOf(element),
    };
  }

  function heightsOf(element: HTMLElement): Record<number, number> {
    const heights: Record<number, number> = {};
    const drawing = element.querySelector<SVGElement>(".drawing > svg");
    const drawn = Number(drawing?.getAttribute("width") ?? 0);
    for (const characters of widths) {
      element.style.width = `${characters * characterPx}px`;
      const isTooWide = element.scrollWidth > element.clientWidth + 1 || drawn > element.clientWidth + 1;
      const table = element.querySelector("table");
      const overflows = table !== null && table.scrollWidth > element.clientWidth + 1;
      if (!isTooWide && !overflows) heights[characters] = element.offsetHeight;
    }
    element.style.removeProperty("width");
    return heights;
  }

  function measureBlock(element: HTMLElement, kind: "subhead" | "block"): MeasuredUnit {
    const heights = heightsOf(element);
    return {id: name(element), kind, text: undefined, indent: 0, inset: 0, heights, at: element.dataset.at};
  }

  function measureParagraph(element: HTMLElement, isEntry = false): MeasuredUnit {
    const style = getComputedStyle(element);
    const text = measureText(element);
    const indent = Number.parseFloat(style.textIndent);
    const inset = isEntry ? 1.5 * text.em : Number.parseFloat(style.marginInlineStart) || 0;
    return {
      id: name(element),
      kind: "paragraph",
      text,
      indent: isEntry ? 0 : Number.isNaN(indent) ? 0 : indent,
      inset,
      heights: {},
      at: element.dataset.at,
    };
  }

  function naturalWidth(element: HTMLElement): number {
    const {position, whiteSpace, width, textIndent} = element.style;
    Object.assign(element.style, {position: "absolute", whiteSpace: "nowrap", width: "max-content", textIndent: "0"});
    const measured = element.getBoundingClientRect().width;
    Object.assign(element.style, {position, whiteSpace, width, textIndent});
    return measured;
  }

  /** Sets a text on one endless line and measures every character in its place. */
  function measureText(element: HTMLElement): MeasuredStory["head"]["title"] {
    const unbreakable = new Set<Element>();
    for (const inner of element.querySelectorAll("*"))
      if (getComputedStyle(inner).whiteSpace === "nowrap") unbreakable.add(inner);
    const {position, whiteSpace, width, textIndent, textAlign} = element.style;
    Object.assign(element.style, {
      position: "absolute",
      whiteSpace: "nowrap",
      width: "max-content",
      textIndent: "0",
      textAlign: "start",
    });
    const characters: string[] = [];
    const advances: number[] = [];
    const joined: boolean[] = [];
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let pieceBefore: Element | undefined;
    /** Where the last character ended: white between two, a margin of 电头, belongs to the one before it. */
    let edge: number | undefined;
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? "";
      let piece: Element | undefined;
      for (let at = node.parentElement; at !== null && at !== element; at = at.parentElement)
        if (unbreakable.has(at)) piece = at;
      let offset = 0;
      for (const character of text) {
        range.setStart(node, offset);
        offset += character.length;
        range.setEnd(node, offset);
        characters.push(/\s/.test(character) && character !== "　" && character !== "\u00a0" ? " " : character);
        const {left, right, width: own} = range.getBoundingClientRect();
        if (own > 0 && edge !== undefined && advances.length > 0)
          advances[advances.length - 1] = (advances.at(-1) ?? 0) + left - edge;
        if (own > 0) edge = right;
        advances.push(own);
        joined.push(piece !== undefined && piece === pieceBefore);
        pieceBefore = piece;
      }
    }
    const em = Number.parseFloat(getComputedStyle(element).fontSize);
    Object.assign(element.style, {position, whiteSpace, width, textIndent, textAlign});
    return {characters, advances, joined, em};
  }
}
