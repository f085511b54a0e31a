import type {Diagnostic} from "../../src/diagnostics/index.ts";
import {escapeHtml, parseArticle, renderNarrative, withoutPlaces} from "../../src/narrative/index.ts";

/** Renders a body; a reference `x` becomes <b>‹x›</b>. `html` goes without places, `placedHtml` has them. */
export function renderBody(body: string, front = "标题: 题") {
  const diagnostics: Diagnostic[] = [];
  const source = {path: "a.md", text: `---\n${front}\n---\n${body}`};
  const article = parseArticle(source, diagnostic => diagnostics.push(diagnostic));
  if (!article) return {html: "", placedHtml: "", slots: [], headings: [], diagnostics};
  const narrative = renderNarrative(
    article,
    "a1",
    ({start, end}) => {
      const text = `‹${source.text.slice(start, end).trim()}›`;
      return {text, html: `<b>${escapeHtml(text)}</b>`};
    },
    diagnostic => diagnostics.push(diagnostic),
  );
  return {...narrative, html: withoutPlaces(narrative.html), placedHtml: narrative.html, diagnostics};
}
