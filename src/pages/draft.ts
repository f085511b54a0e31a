import {hasErrors} from "../diagnostics/index.ts";
import type {Scope} from "../figures/index.ts";
import {escapeHtml, type RenderedReference, type ResolveSpan} from "../narrative/index.ts";

/** What cannot be worked out in a draft, as it is written. */
export function markDraftError(written: string): string {
  return `<mark class="draft-error">${escapeHtml(written)}</mark>`;
}

/**
 * Works out references, claims and notes for a draft, a page that is shown while it is being written: what is wrong stands
 * there as it is written and is marked. `resolve` is given a scope that tells it what is found.
 */
export function resolveDraft(scope: Scope, resolve: (scope: Scope) => ResolveSpan): ResolveSpan {
  return (span, tie) => {
    let isWrong = false;
    const report: Scope["report"] = diagnostic => {
      isWrong ||= hasErrors([diagnostic]);
      scope.report(diagnostic);
    };
    const rendered = resolve({...scope, report})(span, tie);
    if (!rendered) return draftReference(`{{${span.source.text.slice(span.start, span.end)}}}`);
    return isWrong ? {...rendered, html: `<mark class="draft-error">${rendered.html}</mark>`} : rendered;
  };
}

function draftReference(written: string): RenderedReference {
  return {text: written, html: markDraftError(written)};
}
