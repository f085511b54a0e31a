import type {PageFinding, PagePlace} from "./page-finding.ts";

/**
 * Looks for what a proofreader would send back: content that a box hides, text that runs out of its box, cell or page, a
 * photo below 150 dpi. Runs inside the browser when the document is laid out for print; it is sent there as source text,
 * so it uses nothing from outside. `clipping`: selectors of the elements that the stylesheet has clip what they hold;
 * undefined when any element may.
 */
export function auditPage(typeAreaWidth: number | undefined, clipping: readonly string[] | undefined): PageFinding[] {
  const pixelsPerMm = 96 / 25.4;
  /** A stroke's breadth: line boxes and rounding differ by less. */
  const tolerance = 2;
  const leastDpi = 150;
  const found: PageFinding[] = [];
  const root = document.documentElement;
  const right = root.getBoundingClientRect().left + (typeAreaWidth ?? root.clientWidth);
  auditPictures();
  auditBoxes();
  auditText();
  return found;

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
    let told: Element | undefined;
    for (const element of document.body.querySelectorAll(
      clipping?.concat("svg", "[style*=overflow i]").join() ?? "*",
    )) {
      // What is inside of a box that was told is not told once more; a drawing has no boxes inside.
      if (told?.contains(element) || element.parentElement?.closest("svg")) continue;
      const hidden = hiddenBy(element);
      if (hidden <= tolerance) continue;
      told = element;
      found.push({kind: "clipped", place: placeOf(element), hiddenMm: toMm(hidden)});
    }
  }

  /** How much of its content a box hides, in pixels. */
  function hiddenBy(element: Element): number {
    const {clientWidth, clientHeight} = element;
    if (clientWidth <= 1 || clientHeight <= 1) return 0;
    const across = element.scrollWidth - clientWidth;
    const down = element.scrollHeight - clientHeight;
    if (across <= tolerance && down <= tolerance) return 0;
    const {overflowX, overflowY, display} = getComputedStyle(element);
    if (display.startsWith("inline") && display !== "inline-block") return 0;
    return Math.max(overflowX === "visible" ? 0 : across, overflowY === "visible" ? 0 : down);
  }

  /** Every line of text lies within the box of its block, or within that piece of it that stands in the same column. */
  function auditText(): void {
    const blocks = new Map<Element, readonly DOMRect[]>();
    const told = new Set<Element>();
    const blocksOf = new Map<Element, Element | undefined>();
    const closed = new Set(document.body.querySelectorAll("details:not([open])"));
    const range = document.createRange();
    visit(document.body);

    function visit(parent: Element): void {
      for (const node of parent.childNodes) {
        if (node instanceof Text) auditNode(node, parent);
        else if (node instanceof HTMLElement && !closed.has(node)) visit(node);
      }
    }

    function auditNode(node: Text, parent: Element): void {
      if (node.data.trim() === "") return;
      const block = blocksOf.has(parent) ? blocksOf.get(parent) : blockOf(parent);
      blocksOf.set(parent, block);
      if (block === undefined || told.has(block)) return;
      const boxes = blocks.get(block) ?? [...block.getClientRects()];
      blocks.set(block, boxes);
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const middle = (line.left + line.right) / 2;
        const box =
          boxes.find(
            ({left, right, top, bottom}) => middle >= left && middle <= right && line.bottom > top && line.top < bottom,
          ) ??
          boxes.find(({left, right}) => middle >= left && middle <= right) ??
          boxes[0];
        if (box === undefined || box.width <= 1 || line.width === 0) continue;
        const most = Math.max(line.right - box.right, box.left - line.left, line.right - right);
        if (most <= tolerance) continue;
        // The white after the last letter does no harm.
        const white = Math.max(0, Number.parseFloat(getComputedStyle(parent).letterSpacing) || 0);
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
        return;
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
