import type {Diagnostic} from "../../../diagnostics/index.ts";
import type {QuickFix} from "../../api.ts";
import {replace, valuesOf} from "./fix.ts";

/** Words that are not true of their figure: those that are. */
export function fixWording(diagnostic: Diagnostic): QuickFix[] {
  const {span} = diagnostic;
  const suggestion = (["JB-8002", "JB-8003", "JB-8004", "JB-8005"] as const)
    .map(code => valuesOf(diagnostic, code)?.suggestion)
    .find(words => words !== undefined);
  return span && suggestion !== undefined ? [replace(span, suggestion, `换成“${suggestion}”`)] : [];
}

/** 60 where 60% is meant. */
export function fixPercent(diagnostic: Diagnostic): QuickFix[] {
  const {span} = diagnostic;
  const values = valuesOf(diagnostic, "JB-3008");
  return span && values ? [replace(span, `${values.number}%`, `换成 ${values.number}%`)] : [];
}
