import type {PageFinding, PagePlace} from "./page-finding.ts";

/**
 * Looks for what a proofreader would send back: content that a box hides, text that runs out of its box, cell or page, a
 * photo below 150 dpi. Runs inside the browser when the document is laid out for print; it is sent there as source text,
 * so it uses nothing from outside. Leaves the document as it was.
 */
export function auditPage(): PageFinding[] {
  const pixelsPerMm = 96 / 25.4;
  /** A stroke's breadth: line boxes and rounding differ by less. */
  const tolerance = 2;
  const leastDpi = 150;
  const found: PageFinding[] = [];
  const root = document.documentElement;
  const before = root.getAttribute("style");
  const width = typeAreaWidth();
  // On the screen the document is as wide as the window; in print as wide as the type area.
  if (width !== undefined) root.style.width = `${width}px`;
  const right = root.getBoundingClientRect().left + (width ?? root.clientWidth);
  try {
    auditPictures();
    auditBoxes();
    auditText();
  } finally {
    if (before === null) root.removeAttribute("style");
    else root.setAttribute("style", before);
  }
  return found;

  /** Width of the page without its margins, from the last @page rule for all pages; undefined when no rule says it. */
  function typeAreaWidth(): number | undefined {
    const page: Record<string, string> = {};
    const read = (rules: CSSRuleList): void => {
      for (const rule of rules) {
        if (rule instanceof CSSMediaRule && matchMedia(rule.conditionText).matches) read(rule.cssRules);
        if (!(rule instanceof CSSPageRule) || rule.selectorText !== "") continue;
        for (const key of ["size", "margin-left", "margin-right"]) {
          page[key] = rule.style.getPropertyValue(key) || (page[key] ?? "");
        }
      }
    };
    for (const sheet of document.styleSheets) read(sheet.cssRules);
    const length = (text = "0"): number => {
      const [, number = "", unit = ""] = /^([\d.]+)(mm|cm|in|pt|px)?/.exec(text) ?? [];
      const scales: Record<string, number> = {mm: pixelsPerMm, cm: pixelsPerMm * 10, in: 96, pt: 96 / 72};
      return Number(number) * (scales[unit] ?? 1);
    };
    const size = length(page.size);
    return size > 0 ? size - length(page["margin-left"]) - length(page["margin-right"]) : undefined;
  }

  function auditPictures(): void {
    for (const image of document.images) {
      // A drawing has no pixels.
      if (image.naturalWidth === 0 || image.currentSrc.startsWith("data:image/svg")) continue;
      const style = getComputedStyle(image);
      const padding = (...sides: string[]) => sides.reduce((sum, side) => sum + (Number.parseFloat(side) || 0), 0);
      const across = image.clientWidth - padding(style.paddingLeft, style.paddingRight);
      const down = image.clientHeight - padding(style.paddingTop, style.paddingBottom);
      if (across <= 0 || down <= 0) continue;
      const scales = [across / image.naturalWidth, down / image.naturalHeight];
      // Cover crops at one scale; contain fits at one; fill stretches, and its worse side counts.
      const scale = style.objectFit === "contain" ? Math.min(...scales) : Math.max(...scales);
      const dpi = Math.floor(96 / scale);
      if (dpi < leastDpi) found.push({kind: "coarse-picture", place: placeOf(image), dpi, widthMm: toMm(across)});
    }
  }

  function auditBoxes(): void {
    const told: Element[] = [];
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const across = element.scrollWidth - element.clientWidth;
      const down = element.scrollHeight - element.clientHeight;
      if ((across <= tolerance && down <= tolerance) || element.clientWidth <= 1 || element.clientHeight <= 1) continue;
      const {overflowX, overflowY, display} = getComputedStyle(element);
      if (display.startsWith("inline") && display !== "inline-block") continue;
      const hidden = Math.max(overflowX === "visible" ? 0 : across, overflowY === "visible" ? 0 : down);
      if (hidden <= tolerance || told.some(outer => outer.contains(element))) continue;
      told.push(element);
      found.push({kind: "clipped", place: placeOf(element), hiddenMm: toMm(hidden)});
    }
  }

  /** Every line of text lies within the box of its block, or within that piece of it that stands in the same column. */
  function auditText(): void {
    const blocks = new Map<Element, DOMRect[]>();
    const told = new Set<Element>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.closest("svg, details:not([open])") || (node.nodeValue ?? "").trim() === "")
        continue;
      const block = blockOf(parent);
      if (block === undefined || told.has(block)) continue;
      const boxes = blocks.get(block) ?? [...block.getClientRects()];
      blocks.set(block, boxes);
      range.selectNodeContents(node);
      // The white after the last letter does no harm.
      const white = Math.max(0, Number.parseFloat(getComputedStyle(parent).letterSpacing) || 0);
      for (const line of range.getClientRects()) {
        const middle = (line.left + line.right) / 2;
        const box =
          boxes.find(
            ({left, right, top, bottom}) => middle >= left && middle <= right && line.bottom > top && line.top < bottom,
          ) ??
          boxes.find(({left, right}) => middle >= left && middle <= right) ??
          boxes[0];
        if (box === undefined || box.width <= 1 || line.width === 0) continue;
        const beyondBox = Math.max(line.right - white - box.right, box.left - line.left);
        const beyondPage = line.right - white - right;
        if (beyondBox <= tolerance && beyondPage <= tolerance) continue;
        told.add(block);
        const where = beyondPage > tolerance ? "page" : /^t[hd]$/.test(block.localName) ? "cell" : "box";
        found.push({
          kind: "overflow",
          place: placeOf(parent),
          where,
          beyondMm: toMm(where === "page" ? beyondPage : beyondBox),
        });
        break;
      }
    }
  }

  /** The block that lays out the lines of an element; undefined where nothing is shown or a box clips (told by itself). */
  function blockOf(element: Element): Element | undefined {
    for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
      const {display} = getComputedStyle(at);
      if (display === "none") return undefined;
      if (display !== "inline" && display !== "contents" && !display.startsWith("ruby")) return at;
    }
    return undefined;
  }

  function placeOf(element: Element): PagePlace {
    const block = element.closest("[data-at]") ?? element.querySelector("[data-at]");
    const [line, column] = (block?.getAttribute("data-at") ?? "").split(":").map(Number);
    const file = (block ?? element).closest("[data-file]")?.getAttribute("data-file") ?? undefined;
    const words = element instanceof HTMLImageElement ? element.alt : (element.textContent ?? "");
    const text = words.replace(/\s+/g, " ").trim().slice(0, 20);
    return {file, line: line || undefined, column: column || undefined, text};
  }

  function toMm(pixels: number): number {
    return Math.round((pixels / pixelsPerMm) * 10) / 10;
  }
}
