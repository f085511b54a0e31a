import {type Evaluation, evaluate, fail} from "../evaluate.ts";
import type {Expression, Filter, Node} from "../expression.ts";
import {type Scope, unshifted} from "../scope.ts";
import type {Compared} from "../sentences.ts";
import type {Unit} from "../unit.ts";
import type {Value} from "../value.ts";
import {type ComparisonName, comparisonFilters, pairUnder} from "./comparison.ts";
import {cumulative} from "./cumulative.ts";
import type {ExpressionFilter, Subject} from "./filter.ts";
import {numberForms} from "./number-form.ts";
import {rankFilters} from "./rank.ts";
import {sentenceFilters} from "./sentence.ts";
import {share} from "./share.ts";

/** By name, in the order in which they are explained. */
export const filters: ReadonlyMap<string, ExpressionFilter> = new Map([
  ...comparisonFilters,
  ["累计", cumulative] as const,
  ...rankFilters,
  ...sentenceFilters,
  ["占比", share] as const,
  ...numberForms,
]);

/** Applies the filters of an expression one after another. */
export function applyFilters(node: Node, at: Evaluation): {value: Value; isFixedForm: boolean} | undefined {
  const subject = subjectOf(node, at);
  const value = subject?.under(at.shift);
  return subject && value && {value, isFixedForm: subject.isFixedForm};
}

/** What an expression stands for once all its filters are applied. */
function subjectOf(node: Node, at: Evaluation): Subject | undefined {
  let subject: Subject = {node, at, under: shift => evaluate(node, {...at, shift}), isFixedForm: false};
  for (const filter of at.expression.filters) {
    const known = filters.get(filter.name.text);
    if (!known) {
      fail(at, filter.name, "JB-3003", {name: filter.name.text, kind: "筛选", known: [...filters.keys()]});
      return undefined;
    }
    if (!(known.takes ?? takesNone)(filter.args)) {
      fail(at, filter, "JB-3004", {name: filter.name.text, usage: known.usage});
      return undefined;
    }
    const next = known.apply(subject, filter);
    if (!next) return undefined;
    subject = next;
  }
  return subject;
}

/**
 * The value of an expression and what it was in another month, both of the units that reported in both; undefined when
 * there is no such value, or when it cannot be compared (reported).
 */
export function compareWith(
  expression: Expression,
  name: ComparisonName,
  scope: Scope,
  unit: Unit = scope.unit,
): Compared | undefined {
  const {node} = expression;
  const subject = subjectOf(node, {scope, expression, unit, shift: unshifted});
  const filter: Filter = {
    name: {text: name, start: node.start, end: node.end},
    args: [],
    start: node.start,
    end: node.end,
  };
  return subject && pairUnder(subject, filter, name, unshifted);
}

function takesNone(args: readonly Node[]): boolean {
  return args.length === 0;
}
