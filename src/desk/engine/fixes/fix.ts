import {type Code, type Diagnostic, type Span, spanOf, type ValuesOf} from "../../../diagnostics/index.ts";
import type {QuickFix} from "../../api.ts";
import {placeOf} from "../place.ts";

export function replace(span: Span, replacement: string, title: string): QuickFix {
  return {title, place: placeOf(span), replacement};
}

export function insert(span: Span, offset: number, text: string, title: string): QuickFix {
  return replace(spanOf(span.source, offset), text, title);
}

/** What the sentence of a diagnostic was given, when it is of this code. */
export function valuesOf<C extends Code>(diagnostic: Diagnostic, code: C): ValuesOf<C> | undefined {
  return diagnostic.code === code ? (diagnostic.values as ValuesOf<C>) : undefined;
}

export function textOf({source, start, end}: Span): string {
  return source.text.slice(start, end);
}
