import {type Diagnostic, findNearest, spanOf} from "../../../diagnostics/index.ts";
import type {QuickFix} from "../../api.ts";
import {replace, textOf, valuesOf} from "./fix.ts";

/** So many names are offered when none is near. */
const fewNames = 4;

/** A name that there is not: the nearest of those that there are, or all when they are few. */
export function fixName(diagnostic: Diagnostic): QuickFix[] {
  const {span, values} = diagnostic;
  const found = wrongName(values);
  if (!span || !found) return [];
  const {name} = found;
  const known = found.known.filter(other => !isTaken(other, diagnostic));
  // The place may be a whole line, ":::编者安 标题", or hold quotes about the name.
  const at = textOf(span).indexOf(name);
  if (at === -1) return [];
  const place = spanOf(span.source, span.start + at, span.start + at + name.length);
  const nearest = findNearest(name, known);
  const offered = nearest !== undefined ? [nearest] : known.length <= fewNames ? known : [];
  return offered.map(other => replace(place, other, `换成“${other}”`));
}

/** Some names may stand once only: an article in 稿件, a key in a mapping. */
function isTaken(name: string, {code, span}: Diagnostic): boolean {
  if (!span) return false;
  const {text} = span.source;
  if (code === "JB-6001") return text.includes(name);
  if (code !== "JB-1021") return false;
  const indent = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
  return /^[ -]*$/.test(indent) && `\n${text}`.includes(`\n${indent}${name}:`);
}

/** A name that several units have: each of them with the unit above it. */
export function fixAmbiguousName(diagnostic: Diagnostic): QuickFix[] {
  const {span} = diagnostic;
  const values = valuesOf(diagnostic, "JB-2032");
  if (!span || !values || textOf(span) !== values.name) return [];
  return values.paths.slice(0, 6).map(path => replace(span, path, `是“${path}”`));
}

/** Codes tell a wrong name as `name`, `key`, `value` or `path`, with those that there are as `known` or `allowed`. */
function wrongName(values: unknown): {name: string; known: readonly string[]} | undefined {
  if (typeof values !== "object" || values === null) return undefined;
  const entries = new Map<string, unknown>(Object.entries(values));
  const name = ["name", "key", "value", "path"].map(key => entries.get(key)).find(value => typeof value === "string");
  const known: unknown = entries.get("known") ?? entries.get("allowed");
  if (typeof name !== "string" || name === "" || !Array.isArray(known)) return undefined;
  return {name, known: known.filter(each => typeof each === "string")};
}
