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
 * it uses nothing from outside. `mayTransform` says whether some style changes letters to capitals or small ones.
 */
export function readPage(mayTransform: boolean): PageText {
  const drawings: string[] = [];
  const silent = new Set(["title", "desc", "defs", "metadata", "style", "script", "template", "noscript", "img"]);
  const unknown = "\ufffc";
  return {text: read(document.body), drawings};

  function read(element: Element): string {
    if (!(element instanceof HTMLElement)) {
      if (element.localName === "svg" && element.checkVisibility()) drawings.push(readChildren(element));
      return "";
    }
    if (element.getAttribute("aria-hidden") === "true") return "";
    if (!element.checkVisibility() && getComputedStyle(element).display !== "contents") return "";
    // Hidden from the eye and kept for screen readers: it is not printed.
    if (element.offsetWidth <= 1 && element.offsetHeight <= 1 && getComputedStyle(element).overflowX !== "visible")
      return "";
    const inner = readChildren(element);
    const item = element.localName === "li" ? marker(element) : "";
    return item + inner;
  }

  function readChildren(element: Element): string {
    let text = "";
    let visible: boolean | undefined;
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
