import {type Diagnostic, uniqueDiagnostics} from "../../diagnostics/index.ts";
import {explainExpression, formatOriginPlace, originLines, type QuestionScope} from "../../figures/index.ts";
import type {Explained, Finding} from "../api.ts";
import {placeOf} from "./place.ts";

/** A figure with where it comes from, as `jianbao explain` tells it, with the names of a bulletin. */
export function explain(
  expression: string,
  scope: QuestionScope,
  toFindings: (diagnostics: readonly Diagnostic[]) => readonly Finding[],
): Explained {
  const {resolved, origins, diagnostics} = explainExpression(expression, scope);
  const lines = origins.flatMap(origin => originLines(origin));
  return {
    ...(resolved ? {text: resolved.text} : {}),
    lines: lines.map(({depth, text, place, remark}) => ({
      depth,
      text,
      remark,
      ...(place ? {place: formatOriginPlace(place), path: place.source.path, line: placeOf(place).line} : {}),
    })),
    findings: toFindings(uniqueDiagnostics(diagnostics)),
  };
}
