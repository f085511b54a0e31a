/**
 * Diagnostics: what is wrong with content, as data with a place, and the one place where its sentences are worded.
 *
 *     text with offsets --diagnose(code, span, values)--> Diagnostic --describe--> Chinese sentence and hint
 *
 * Everything else may import this folder; it imports nothing of ours.
 */
export {catalog} from "./catalog.ts";
export {
  type Code,
  type Diagnostic,
  describe,
  diagnose,
  diagnosticToJson,
  forUnit,
  hasErrors,
  type MetUnits,
  type Related,
  type Report,
  sortDiagnostics,
  uniqueDiagnostics,
  type ValuesOf,
} from "./diagnostic.ts";
export type {Entry, Severity} from "./entry.ts";
export {isSystemError, MachineError} from "./machine-error.ts";
export {lineText, type Place, placeAt, type SourceText, type Span, spanAtPlace, spanOf} from "./source.ts";
export {findNearest, suggestName} from "./suggest.ts";
