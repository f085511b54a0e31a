/** What the looking-over of a page needs to know of its stylesheets. */
export interface SheetFacts {
  /** Width of the page without its margins in pixels, from the last @page rule for all pages; undefined when no rule says it. */
  readonly typeAreaWidth: number | undefined;
  /** True when some rule changes letters to capitals or small ones. */
  readonly mayTransform: boolean;
  /** True when some rule hides elements in another way than by display: none. */
  readonly mayHide: boolean;
  /** Selectors of the elements that some rule has clip or scroll what they hold; undefined when any element may. */
  readonly clipping: readonly string[] | undefined;
}

/** Reads the stylesheets of the document. Runs inside the browser, sent there as source text, so it uses nothing from outside. */
export function readSheets(): SheetFacts {
  const page: Record<string, string> = {};
  let mayTransform = false;
  let mayHide = false;
  let clipping: string[] | undefined = [];
  for (const sheet of document.styleSheets) read(sheet.cssRules, true);
  const width = length(page.size);
  const typeAreaWidth = width > 0 ? width - length(page["margin-left"]) - length(page["margin-right"]) : undefined;
  return {typeAreaWidth, mayTransform, mayHide, clipping};

  function read(rules: CSSRuleList, counts: boolean): void {
    for (const rule of rules) {
      // Styles stand in rules of several kinds: nested declarations, key frames, what is yet to be invented.
      if ("style" in rule && rule.style instanceof CSSStyleDeclaration && !(rule instanceof CSSPageRule))
        readStyle(rule.style, rule);
      if (rule instanceof CSSPageRule) {
        if (!counts || rule.selectorText !== "") continue;
        for (const key of ["size", "margin-left", "margin-right"]) {
          page[key] = rule.style.getPropertyValue(key) || (page[key] ?? "");
        }
      } else if (rule instanceof CSSMediaRule) read(rule.cssRules, counts && matchMedia(rule.conditionText).matches);
      else if ("cssRules" in rule && rule.cssRules instanceof CSSRuleList && rule.cssRules.length > 0)
        read(rule.cssRules, false);
    }
  }

  function readStyle(style: CSSStyleDeclaration, rule: CSSRule): void {
    mayTransform ||= style.textTransform !== "";
    mayHide ||= style.visibility !== "" || style.contentVisibility !== "";
    const overflows = ["overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline"];
    if (overflows.every(name => style.getPropertyValue(name) === "")) return;
    const selector = rule instanceof CSSStyleRule && canStandAlone(rule) ? rule.selectorText : undefined;
    if (selector === undefined) clipping = undefined;
    else clipping?.push(selector);
  }

  /** What a selector inside of another rule means, or one with a namespace, cannot be asked for by itself. */
  function canStandAlone({selectorText, parentRule}: CSSStyleRule): boolean {
    for (let around = parentRule; around !== null; around = around.parentRule)
      if (!(around instanceof CSSMediaRule)) return false;
    try {
      document.querySelector(selectorText);
      return true;
    } catch {
      return false;
    }
  }

  function length(text = "0"): number {
    const pixelsPerMm = 96 / 25.4;
    const [, number = "", unit = ""] = /^([\d.]+)(mm|cm|in|pt|px)?/.exec(text) ?? [];
    const scales: Record<string, number> = {mm: pixelsPerMm, cm: pixelsPerMm * 10, in: 96, pt: 96 / 72};
    return Number(number) * (scales[unit] ?? 1);
  }
}
