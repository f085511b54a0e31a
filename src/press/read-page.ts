/** The text of a laid-out page, to be found again in its PDF. White space is left out: lines are broken elsewhere. */
export interface PageText {
  /**
   * In reading order, drawings apart. What styles add (::before, ::after) is decoration, which Chromium does not tag.
   * U+FFFC stands for something short that the browser may add: the mark of a list, a hyphen at a soft hyphen.
   */
  readonly text: string;
  /** The text of each inline drawing. */
  readonly drawings: readonly string[];
}

/**
 * The text that a reader sees, from the document as it is laid out. Runs inside the browser, sent there as source text, so
 * it uses nothing from outside. `mayTransform` says whether some style changes letters to capitals or small ones, `mayHide`
 * whether some rule hides elements in another way than by display: none.
 */
export function readPage(mayTransform: boolean, mayHide: boolean): PageText {
  const drawings: string[] = [];
  const silent = new Set(["title", "desc", "defs", "metadata", "style", "script", "template", "noscript", "img"]);
  const unknown = "\ufffc";
  /** Then what takes room is seen, and nobody has to ask. */
  const roomIsSeen = !mayHide && document.querySelector("details, [hidden], [style*=visibility i]") === null;
  return {text: read(document.body), drawings};

  function read(element: Element): string {
    if (!(element instanceof HTMLElement)) {
      if (element.localName === "svg" && element.checkVisibility()) drawings.push(readChildren(element));
      return "";
    }
    if (element.getAttribute("aria-hidden") === "true") return "";
    const isSeen = roomIsSeen && element.offsetWidth > 1;
    if (!isSeen && isHidden(element)) return "";
    const inner = readChildren(element, isSeen || undefined);
    const item = element.localName === "li" ? marker(element) : "";
    return item + inner;
  }

  function isHidden(element: HTMLElement): boolean {
    if (!element.checkVisibility() && getComputedStyle(element).display !== "contents") return true;
    // Hidden from the eye and kept for screen readers: it is not printed.
    return element.offsetWidth <= 1 && element.offsetHeight <= 1 && getComputedStyle(element).overflowX !== "visible";
  }

  /** `visible`: undefined where it is still to be found out. */
  function readChildren(element: Element, visible?: boolean): string {
    let text = "";
    for (const child of element.childNodes) {
      if (child instanceof Element) {
        if (silent.has(child.localName)) continue;
        text += child instanceof SVGElement && child.localName !== "svg" ? readChildren(child) : read(child);
      } else if (child.nodeType === Node.TEXT_NODE) {
        visible ??= element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false});
        if (visible) text += bare(transform(child.nodeValue ?? "", element));
      }
    }
    return text;
  }

  function bare(text: string): string {
    return text.replace(/[\s\u200b\u2060\ufeff]+/g, "").replaceAll("\u00ad", unknown);
  }

  function transform(text: string, element: Element): string {
    if (!mayTransform) return text;
    const {textTransform} = getComputedStyle(element);
    if (textTransform === "uppercase") return text.toUpperCase();
    if (textTransform === "lowercase") return text.toLowerCase();
    return textTransform === "none" ? text : unknown;
  }

  function marker(element: HTMLElement): string {
    const {display, listStyleType} = getComputedStyle(element);
    return display === "list-item" && listStyleType !== "none" ? unknown : "";
  }
}
