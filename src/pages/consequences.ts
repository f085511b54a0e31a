import type {Diagnostic} from "../diagnostics/index.ts";
import type {Figure, Scope} from "../figures/index.ts";

/** Findings that a mistake in the data brings about by itself, elsewhere. */
const consequences: ReadonlySet<string> = new Set([
  "JB-2611", // the black list lacks a reason
  "JB-2612", // a reason for a unit that is not on it
  "JB-2614",
  "JB-3009", // no value where one is to be printed
  "JB-3010", // not the same units reported
  "JB-3016",
  "JB-5010", // a chart or table without data
  "JB-8002", // a claim that is not true of the figure
  "JB-8003",
]);

/**
 * Does some work and tells what it finds, except what only follows from data that has a mistake of its own: that mistake
 * is told at its place, and the bulletin waits for it anyway.
 */
export function withoutConsequences<T>(scope: Scope, work: (scope: Scope) => T): T {
  const found: Diagnostic[] = [];
  let restsOnMistakes = false;
  const use = (figure: Figure) => {
    restsOnMistakes ||= figure.brokenFiles.size > 0;
    scope.use(figure);
  };
  const result = work({...scope, use, report: diagnostic => found.push(diagnostic)});
  for (const diagnostic of found) {
    if (!restsOnMistakes || !consequences.has(diagnostic.code)) scope.report(diagnostic);
  }
  return result;
}
