export type Severity = "error" | "warning";

/** What a code says: the sentence, what to do, and the explanation for writers. */
export interface Entry<Values> {
  readonly severity: Severity;
  /** What is wrong, with the offending value; a Chinese sentence without its full stop. */
  readonly text: (values: Values) => string;
  /** What to do, as an act; undefined when there is nothing more to say. */
  readonly hint?: ((values: Values) => string | undefined) | undefined;
  /** Explanation for writers, printed in docs/diagnostics.md. */
  readonly explanation: string;
}

type Wording<Values> = Omit<Entry<Values>, "severity">;

export function error<Values = object>(wording: Wording<Values>): Entry<Values> {
  return {severity: "error", ...wording};
}

export function warning<Values = object>(wording: Wording<Values>): Entry<Values> {
  return {severity: "warning", ...wording};
}
