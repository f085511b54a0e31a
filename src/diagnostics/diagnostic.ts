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
  /** Of a bulletin that is made for many units: those that it meets. */
  readonly units?: MetUnits | undefined;
}

/** The units of a batch that meet a finding in the text they share. */
export interface MetUnits {
  readonly names: readonly string[];
  /** How many units the batch has. */
  readonly total: number;
  /** False when it reads differently for different units; the sentence is then that of the first. */
  readonly isSame: boolean;
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
  return {message: entry.text(diagnostic.values) + unitWords(diagnostic.units), hint: entry.hint?.(diagnostic.values)};
}

/** "（32个单位都有）", "（32个单位中有2个：顺德村、名杨村）" */
function unitWords(units: MetUnits | undefined): string {
  if (!units || units.total === 1) return "";
  const {names, total, isSame} = units;
  if (names.length === total && total > 1) return isSame ? `（${total}个单位都有）` : `（${total}个单位都有同类问题）`;
  const shown = names.slice(0, shownUnits).join("、") + (names.length > shownUnits ? "等" : "");
  return `（${total}个单位中有${names.length}个${isSame ? "" : "有同类问题"}：${shown}）`;
}

const shownUnits = 5;

/** Marks findings of one unit's bulletin of a batch, so that `uniqueDiagnostics` tells each once for all units. */
export function forUnit(diagnostics: readonly Diagnostic[], name: string, total: number): Diagnostic[] {
  return diagnostics.map(diagnostic => ({...diagnostic, units: {names: [name], total, isSame: true}}));
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

/**
 * Drops what was found twice at one place, e.g. by two bulletins that use the same file. What several units of a batch
 * meet at one place becomes one finding that names them.
 */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, number>();
  const counts = new Map<string, number>();
  const kept: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const {code, span, units, values} = diagnostic;
    const place = `${code} ${span?.source.path}:${span?.start}:${span?.end}`;
    const text = catalogText(code, values);
    if (!units) {
      const key = `${place} ${text}`;
      if (seen.has(key)) continue;
      seen.set(key, kept.length);
      kept.push(diagnostic);
      continue;
    }
    const unit = units.names.join("、");
    const own = `${place} ${unit} ${text}`;
    if (seen.has(own)) continue;
    // The second finding of one unit at a place goes with the second ones of the others.
    const order = (counts.get(`${place} ${unit}`) ?? 0) + 1;
    counts.set(`${place} ${unit}`, order);
    const key = `${place} #${order}`;
    const index = seen.get(key) ?? kept.length;
    seen.set(own, index);
    seen.set(key, index);
    const first = kept[index];
    if (first?.units) {
      const isSame = first.units.isSame && units.isSame && catalogText(first.code, first.values) === text;
      kept[index] = {
        ...first,
        units: {...first.units, names: [...new Set([...first.units.names, ...units.names])], isSame},
      };
    } else kept.push(diagnostic);
  }
  return kept;
}

function catalogText(code: Code, values: unknown): string {
  return (catalog[code] as Entry<unknown>).text(values);
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
    ...(diagnostic.units ? {units: diagnostic.units.names} : {}),
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
