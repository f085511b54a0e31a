import {diagnose, type Report, type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import {SyntaxError as PegSyntaxError, parse} from "./expression-parser.generated.js";

/** A word of an expression with its place, offsets into the expression's own text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

export type Operator = "+" | "-" | "*" | "/" | ">=" | "<=" | ">" | "<" | "=" | "!=" | "and" | "or";

/** A node of an expression; the grammar is expression.peggy. */
export type Node = Extent &
  (
    | {readonly type: "number"; readonly digits: string; readonly percent: boolean}
    | {readonly type: "month"; readonly text: string}
    | {readonly type: "text"; readonly text: string}
    | {readonly type: "name"; readonly unit?: Word; readonly name: Word; readonly period: Word | null}
    | {readonly type: "call"; readonly name: Word; readonly args: readonly Node[]}
    | {readonly type: "list"; readonly items: readonly Node[]}
    | {readonly type: "not" | "negative"; readonly operand: Node}
    | {readonly type: "binary"; readonly op: Operator; readonly left: Node; readonly right: Node}
  );

export interface Filter extends Extent {
  readonly name: Word;
  readonly args: readonly Node[];
}

/** An expression with its filters, and where it stands in a source. */
export interface Expression {
  readonly node: Node;
  readonly filters: readonly Filter[];
  readonly text: string;
  readonly source: SourceText;
  /** Offset of the expression's text in the source. */
  readonly offset: number;
}

/** Parses the expression between two offsets; undefined, with a diagnostic, when it cannot be understood. */
export function parseExpression(
  source: SourceText,
  start: number,
  end: number,
  report: Report,
  kind: "Reference" | "Expression" = "Reference",
): Expression | undefined {
  const text = source.text.slice(start, end);
  try {
    const parsed = parse(text, {startRule: "Reference"}) as {expression: Node; filters: Filter[]};
    const extra = parsed.filters[0];
    if (kind === "Expression" && extra) {
      report(
        diagnose("JB-3001", spanOf(source, start + extra.start, start + extra.end), {
          found: `| ${extra.name.text}`,
          expected: [],
        }),
      );
      return undefined;
    }
    return {node: parsed.expression, filters: parsed.filters, text, source, offset: start};
  } catch (error) {
    if (!(error instanceof PegSyntaxError)) throw error;
    const from = start + error.location.start.offset;
    const expected = (error.expected ?? []).flatMap(({description}) => (description ? [description] : []));
    const span =
      error.found === null
        ? spanOf(source, Math.max(start, from - 1), Math.max(from, start + 1))
        : spanOf(source, from, from + 1);
    report(diagnose("JB-3001", span, {found: error.found ?? "", expected: [...new Set(expected)]}));
    return undefined;
  }
}

/** The place of a part of an expression. */
export function spanIn(expression: Expression, part: Extent): Span {
  return spanOf(expression.source, expression.offset + part.start, expression.offset + part.end);
}
