import {type Diagnostic, describe, type Span} from "../../diagnostics/index.ts";
import type {Finding, Place, QuickFix} from "../api.ts";
import {placeOf} from "./place.ts";

/** Findings as the page shows them; one in a text that is gone has no place. */
export function findingsOf(
  diagnostics: readonly Diagnostic[],
  slugsOf: (diagnostic: Diagnostic) => readonly string[],
  fixesOf: (diagnostic: Diagnostic, slugs: readonly string[]) => readonly QuickFix[],
  cellOf: (span: Span) => Place["cell"],
): Finding[] {
  return diagnostics.map(diagnostic => {
    const {code, severity, span} = diagnostic;
    const slugs = slugsOf(diagnostic);
    return {
      severity,
      code,
      ...describe(diagnostic),
      place: span && withCell(placeOf(span), cellOf(span)),
      fixes: fixesOf(diagnostic, slugs),
      slugs,
    };
  });
}

function withCell(place: Place, cell: Place["cell"]): Place {
  return cell ? {...place, cell} : place;
}
