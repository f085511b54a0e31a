import {greyOf} from "./luminance.ts";

/** How many numbers a colour of a colour space has, by the space's name among the resources; undefined: a pattern. */
export type ComponentsOf = (space: string) => number | undefined;

/**
 * Rewrites a content stream (latin1 text) so that it sets greys only: `rg`, `k`, `cs`, `scn` and their capitals for
 * strokes. Everything else stays as it is, character for character. Throws for inline pictures and coloured uncoloured
 * patterns, which Chromium does not write.
 */
export function greyContent(content: string, componentsOf: ComponentsOf): string {
  const parts: string[] = [];
  let kept = 0;
  let operands: Operand[] = [];
  // Number of components of the current colour spaces; undefined while a pattern is painted with.
  let state: {readonly fill: number | undefined; readonly stroke: number | undefined} = {fill: 1, stroke: 1};
  const saved: (typeof state)[] = [];
  const replace = (from: number, to: number, text: string) => {
    parts.push(content.slice(kept, from), text);
    kept = to;
  };

  for (const token of readTokens(content)) {
    if (token.isOperand) {
      operands.push(token);
      continue;
    }
    const name = token.text;
    const end = token.start + name.length;
    const first = operands[0]?.start ?? token.start;
    const use = name === name.toUpperCase() ? "stroke" : "fill";
    if (name === "q") saved.push(state);
    else if (name === "Q") state = saved.pop() ?? state;
    else if (name === "BI") throw new Error("A content stream holds an inline picture, which is not made grey.");
    else if (/^(rg|RG|k|K|g|G)$/.test(name)) {
      state = {...state, [use]: 1};
      const numbers = operands.map(({text}) => Number(text));
      if (numbers.length > 1) replace(first, end, `${format(greyOf(numbers))} ${use === "fill" ? "g" : "G"}`);
    } else if (/^(cs|CS)$/.test(name)) {
      const components = componentsOf(operands[0]?.text.slice(1) ?? "");
      state = {...state, [use]: components};
      if (components !== undefined) replace(first, end, `/DeviceGray ${name}`);
    } else if (/^(scn?|SCN?)$/.test(name)) {
      const components = state[use];
      if (components === undefined && operands.length > 1) throw new Error("A pattern takes a colour.");
      if (components !== undefined && components > 1)
        replace(first, end, `${format(greyOf(operands.map(({text}) => Number(text))))} ${name}`);
    }
    operands = [];
  }
  parts.push(content.slice(kept));
  return parts.join("");
}

function format(grey: number): string {
  return String(Number(grey.toFixed(4)));
}

interface Operand {
  readonly text: string;
  readonly start: number;
}

interface Token extends Operand {
  /** False for an operator. */
  readonly isOperand: boolean;
}

const tokenPattern =
  /[\0\t\n\f\r ]+|%[^\r\n]*|<<|>>|<[^>]*>|\/[^\0\t\n\f\r ()<>[\]{}/%]*|[[\]{}]|\(|[^\0\t\n\f\r ()<>[\]{}/%]+/y;

/** The tokens of a content stream (ISO 32000-1, 7.2): operands and operators; white space and comments are left out. */
export function* readTokens(content: string): Generator<Token> {
  let at = 0;
  while (at < content.length) {
    tokenPattern.lastIndex = at;
    const text = tokenPattern.exec(content)?.[0];
    if (text === undefined) throw new Error(`A content stream cannot be read at ${at}.`);
    const start = at;
    at = text === "(" ? endOfString(content, at) : at + text.length;
    if (/^[\0\t\n\f\r %]/.test(text)) continue;
    const isOperand = !/^[A-Za-z'"]/.test(text) || /^(true|false|null)$/.test(text);
    yield {text: content.slice(start, at), start, isOperand};
  }
}

/** Parentheses nest in strings, a backslash takes the next character along. */
function endOfString(content: string, start: number): number {
  let depth = 0;
  for (let at = start; at < content.length; at++) {
    const character = content[at];
    if (character === "\\") at++;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return at + 1;
  }
  throw new Error("A string in a content stream has no end.");
}
