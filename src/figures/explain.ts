import {type Diagnostic, spanOf} from "../diagnostics/index.ts";
import type {Figure} from "./figures.ts";
import {type Origin, originReader, outerFigures} from "./origin.ts";
import {type Resolved, resolveReference} from "./reference.ts";
import type {Scope} from "./scope.ts";

/** What an expression means when it is asked about by itself: the names of a scope, without what a bulletin does with it. */
export type QuestionScope = Pick<Scope, "figures" | "unit" | "period" | "texts" | "isInternal">;

/** An expression worked out, with where its figures come from. */
export interface Explanation {
  /** Undefined when the expression is wrong: see `diagnostics`. */
  readonly resolved: Resolved | undefined;
  /** The figures asked for, without what they were computed from. */
  readonly origins: readonly Origin[];
  /** They point into the expression, as a text with the path "算式". */
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out an expression, with its braces or without. */
export function explainExpression(text: string, scope: QuestionScope): Explanation {
  const diagnostics: Diagnostic[] = [];
  const used: Figure[] = [];
  const source = {path: "算式", text: text.replace(/^\s*\{\{|\}\}\s*$/g, match => " ".repeat(match.length))};
  const resolved = resolveReference(spanOf(source, 0, source.text.length), {
    ...scope,
    report: diagnostic => diagnostics.push(diagnostic),
    use: figure => used.push(figure),
  });
  return {resolved, origins: outerFigures(used).map(originReader(scope.figures)), diagnostics};
}
