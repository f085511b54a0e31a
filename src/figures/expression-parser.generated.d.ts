/** What peggy makes of expression.peggy; expression.ts is the only reader. */
export function parse(text: string, options?: {startRule?: "Reference" | "Expression"}): unknown;

export class SyntaxError extends Error {
  readonly expected: readonly {readonly type: string; readonly description?: string; readonly text?: string}[] | null;
  readonly found: string | null;
  readonly location: {readonly start: {readonly offset: number}; readonly end: {readonly offset: number}};
}
