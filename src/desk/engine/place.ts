import {placeAt, type Span} from "../../diagnostics/index.ts";
import type {Place} from "../api.ts";

/** The place of a span as an editor counts it: columns in UTF-16 units. */
export function placeOf({source, start, end}: Span): Place {
  const column = (offset: number): number => offset - source.text.lastIndexOf("\n", offset - 1);
  return {
    path: source.path,
    line: placeAt(source, start).line,
    column: column(start),
    endLine: placeAt(source, end).line,
    endColumn: column(end),
  };
}
