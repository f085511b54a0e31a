import {catalog} from "./catalog.ts";
import type {Entry, Severity} from "./entry.ts";
import {placeAt, type Span} from "./source.ts";

export type Code = keyof typeof catalog & string;
export type ValuesOf<C extends Code> = Parameters<(typeof catalog)[C]["text"]>[0];

/** A second place that belongs to the finding, e.g. where the name was first given. */
export interface Related {
  readonly span: Span;
  readonly note: string;
}

/**
 * Something wrong with content, as data. Terminal, `--json` and desk are printers of it.
 * The sentence is made when it is asked for, by `describe`.
 */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** Where; undefined only for what has no place in a file. */
  readonly span: Span | undefined;
  readonly values: unknown;
  readonly related: readonly Related[];
}

/** Takes a diagnostic; every layer hands its findings to one. */
export type Report = (diagnostic: Diagnostic) => void;

export function diagnose<C extends Code>(
  code: C,
  span: Span | undefined,
  values: ValuesOf<C>,
  related: readonly Related[] = [],
): Diagnostic {
  return {code, severity: catalog[code].severity, span, values, related};
}

/** The Chinese sentence of a diagnostic and its hint. */
export function describe(diagnostic: Diagnostic): {message: string; hint: string | undefined} {
  const entry = catalog[diagnostic.code] as Entry<unknown>;
  return {message: entry.text(diagnostic.values), hint: entry.hint?.(diagnostic.values)};
}

/** File order: by path, then place, then code; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (!a.span || !b.span) return a.span ? 1 : b.span ? -1 : compareText(a.code, b.code);
    return (
      compareText(a.span.source.path, b.span.source.path) ||
      a.span.start - b.span.start ||
      compareText(a.code, b.code) ||
      compareText(describe(a).message, describe(b).message)
    );
  });
}

/** Drops what was found twice at one place, e.g. by two bulletins that use the same file. */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(diagnostic => {
    const {span} = diagnostic;
    const key = `${diagnostic.code} ${span?.source.path}:${span?.start}:${span?.end} ${describe(diagnostic).message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({severity}) => severity === "error");
}

/** The diagnostic as `--json` prints it. */
export function diagnosticToJson(diagnostic: Diagnostic): Record<string, unknown> {
  const {message, hint} = describe(diagnostic);
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    ...spanToJson(diagnostic.span),
    message,
    ...(hint === undefined ? {} : {hint}),
    related: diagnostic.related.map(({span, note}) => ({...spanToJson(span), note})),
  };
}

function spanToJson(span: Span | undefined): Record<string, unknown> {
  if (!span) return {};
  const {line, column} = placeAt(span.source, span.start);
  const end = placeAt(span.source, span.end);
  return {file: span.source.path, line, column, endLine: end.line, endColumn: end.column};
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
