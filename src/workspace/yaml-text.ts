import {type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import type {MaskedReference} from "./mask.ts";

export type YamlPath = readonly (string | number)[];

/** A YAML text with the way back from every value to its place. */
export interface YamlText {
  readonly source: SourceText;
  /** The plain value, not yet checked against a schema. Ask once: of one among many it is made anew each time. */
  readonly value: unknown;
  /** True when it holds nothing, or nothing but remarks. */
  readonly isEmpty: boolean;
  /** References hidden in strings (see mask.ts), when the text was read with them. */
  readonly references: readonly MaskedReference[];
  /** The place of a value, or of its key; of the nearest thing that holds it when it is not there. */
  spanAt(path: YamlPath, part?: "key" | "value"): Span;
  /** The entries of a map in the order written, with the places of key and value; empty when it is no map. */
  entriesAt(path: YamlPath): YamlEntry[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: unknown;
  readonly valueSpan: Span;
  /** How a plain number or word was written: "12.10". */
  readonly written: string | undefined;
  /** The entries of the value when it is a map, as `entriesAt` gives them. */
  entries(): YamlEntry[];
}

/** A block value's range may run over its line end; a place shown to people stops at the last visible character. */
export function trimSpan(span: Span): Span {
  const text = span.source.text.slice(span.start, span.end);
  return spanOf(span.source, span.start, span.start + text.trimEnd().length);
}
