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
  /** How it would be written, when a block makes it of what stands there: "流转率 | 排名". */
  readonly written?: string | undefined;
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
  const known = parsedBefore.get(text);
  if (known && (kind === "Reference" || known.filters.length === 0)) return {...known, text, source, offset: start};
  const excess = findExcess(text);
  if (excess) {
    const {at, what} = excess;
    report(diagnose("JB-3017", spanOf(source, start + at, start + at + 1), {what}));
    return undefined;
  }
  try {
    const own = copyOf(text);
    const parsed = parse(own, {startRule: "Reference"}) as {expression: Node; filters: Filter[]};
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
    if (parsedBefore.size >= mostKept) parsedBefore.clear();
    const read = {node: parsed.expression, filters: parsed.filters};
    parsedBefore.set(own, read);
    return {...read, text, source, offset: start};
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

/** What was read before, by its text: the bulletins of a hundred villages ask for the same figures in the same words. */
const parsedBefore = new Map<string, Pick<Expression, "node" | "filters">>();
const mostKept = 5000;

/** A part of a text keeps the whole in memory; what is remembered is to stand by itself. */
function copyOf(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}

const longestText = 2000;
const deepestNesting = 50;

/** Where an expression becomes too long or too deep: the parser and all that walk its nodes go as deep as it does. */
function findExcess(text: string): {at: number; what: string} | undefined {
  if (text.length > longestText) return {at: longestText, what: `长度超过 ${longestText} 字`};
  let depth = 0;
  let signs = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (/[(（[【]/.test(character)) depth += 1;
    else if (/[)）\]】]/.test(character)) depth -= 1;
    // Signs and negations nest too: ------1, 非非非…
    signs = /[-－−–非不]/.test(character) ? signs + 1 : /\s/.test(character) ? signs : 0;
    if (depth > deepestNesting || signs > deepestNesting) return {at, what: `层数超过 ${deepestNesting} 层`};
  }
  return undefined;
}

/** The place of a part of an expression. */
export function spanIn(expression: Expression, part: Extent): Span {
  return spanOf(expression.source, expression.offset + part.start, expression.offset + part.end);
}
