/** A part of a line that tells a figure: positions are offsets in the line. */
export interface ExpressionPart {
  /** `{{ 流转率 }}`, `[近400亩](=顺德村.流转面积)`, `[60%以上](注:镇党委奖励办法)` */
  readonly kind: "reference" | "claim" | "note";
  readonly from: number;
  readonly to: number;
  /** The expression, or a note's words. */
  readonly expression: string;
  readonly expressionFrom: number;
  readonly expressionTo: number;
}

/** Brackets within brackets, three deep: 计数(各村, (a + b) >= 60%) */
const inBrackets = String.raw`(?:[^()\n]|\((?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*\))*`;
const pattern = new RegExp(
  String.raw`(?<!\\)\{\{(?<reference>[^{}\n]*)\}\}|\[[^[\]\n]*\]\((?:=(?<claim>${inBrackets})|注[:：](?<note>${inBrackets}))\)`,
  "g",
);

export function findExpressions(line: string): ExpressionPart[] {
  return [...line.matchAll(pattern)].map(match => {
    const {reference, claim, note} = match.groups ?? {};
    const written = reference ?? claim ?? note ?? "";
    const closing = reference === undefined ? 1 : 2;
    const expressionTo = match.index + match[0].length - closing;
    return {
      kind: reference !== undefined ? "reference" : claim !== undefined ? "claim" : "note",
      from: match.index,
      to: match.index + match[0].length,
      expression: written.trim(),
      expressionFrom: expressionTo - written.length,
      expressionTo,
    };
  });
}

/** The part that a place in the line lies in, its ends included. */
export function findExpressionAt(line: string, offset: number): ExpressionPart | undefined {
  return findExpressions(line).find(({from, to}) => from <= offset && offset <= to);
}

/**
 * Where the expression begins that is being written at the end of this text: after `{{`, or after `](=`. Undefined when
 * it was closed, or none was begun.
 */
export function findOpenExpression(before: string): number | undefined {
  const reference = before.lastIndexOf("{{");
  const claim = before.lastIndexOf("](=");
  if (reference > claim) return /\}\}|\\$/.test(before.slice(reference)) ? undefined : reference + 2;
  if (claim < 0) return undefined;
  let depth = 1;
  for (const character of before.slice(claim + 3)) {
    if (character === "(" || character === "（") depth += 1;
    if (character === ")" || character === "）") depth -= 1;
    if (depth === 0) return undefined;
  }
  return claim + 3;
}

const number =
  /[近约超逾]?(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万亿]+)(?:余|多|来)?(?:个百分点|%|％|[万亿]?(?:公顷|人次|批次|[亩户人个元件栋名家岁村处项])|[万亿])?(?:以上|以下|左右)?/gu;

/** The number with its measure around a place in a line: "近400亩". */
export function findNumberAt(line: string, offset: number): {readonly from: number; readonly to: number} | undefined {
  for (const {index, 0: words} of line.matchAll(number)) {
    if (index <= offset && offset <= index + words.length) return {from: index, to: index + words.length};
  }
  return undefined;
}
