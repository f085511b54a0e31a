import type {Code, Diagnostic, SourceText, Span} from "../diagnostics/index.ts";

/** A diagnostic as the cache keeps it: its places without the texts that they point into. */
export interface StoredDiagnostic extends Omit<Diagnostic, "code" | "span" | "related"> {
  readonly code: string;
  readonly span?: StoredSpan | undefined;
  readonly related: readonly {readonly span: StoredSpan; readonly note: string}[];
}

interface StoredSpan {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** A place in a text of its own, such as one that could not be read. */
  readonly isEmpty?: boolean | undefined;
}

export function storeDiagnostic(diagnostic: Diagnostic): StoredDiagnostic {
  return {
    ...diagnostic,
    span: diagnostic.span && storeSpan(diagnostic.span),
    related: diagnostic.related.map(({span, note}) => ({span: storeSpan(span), note})),
  };
}

/** The same diagnostic as it was found; `find` gives the text of a file, as it was then. */
export function restoreDiagnostic(stored: StoredDiagnostic, find: (path: string) => SourceText): Diagnostic {
  const restoreSpan = ({path, start, end, isEmpty}: StoredSpan): Span => ({
    source: isEmpty ? {path, text: ""} : find(path),
    start,
    end,
  });
  return {
    ...stored,
    code: stored.code as Code,
    span: stored.span && restoreSpan(stored.span),
    related: stored.related.map(({span, note}) => ({span: restoreSpan(span), note})),
  };
}

/** Files that a diagnostic points into. */
export function pathsOf({span, related}: StoredDiagnostic): string[] {
  return [...(span ? [span] : []), ...related.map(other => other.span)].map(({path}) => path);
}

function storeSpan({source, start, end}: Span): StoredSpan {
  return {path: source.path, start, end, ...(source.text === "" ? {isEmpty: true} : {})};
}
