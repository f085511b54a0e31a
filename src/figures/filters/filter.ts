import {type Evaluation, fail} from "../evaluate.ts";
import type {Filter, Node} from "../expression.ts";
import type {NumberStyle} from "../format.ts";
import type {Shift} from "../scope.ts";
import type {Value} from "../value.ts";

/** What a filter works on: an expression that can be worked out again for another month or unit. */
export interface Subject {
  readonly node: Node;
  readonly at: Evaluation;
  readonly under: (shift: Shift) => Value | undefined;
  /** True once the number's own form was asked for, so that prose does not scale it again. */
  readonly isFixedForm: boolean;
}

export interface ExpressionFilter {
  readonly usage: string;
  readonly explanation: string;
  /** Whether what stands in its brackets is what it can take; else its usage is told (JB-3004). None when not given. */
  readonly takes?: (args: readonly Node[]) => boolean;
  /** Undefined, reported, when it cannot be applied. */
  readonly apply: (subject: Subject, filter: Filter) => Subject | undefined;
}

export const atMostOne = (args: readonly Node[]): boolean => args.length <= 1;

/** "环比"; undefined when it is something else than a single name. */
export function nameOf(arg: Node): string | undefined {
  return arg.type === "name" && !arg.unit ? arg.name.text : undefined;
}

/** Says that a filter is not for such a subject, and why. */
export function refuse(subject: Subject, filter: Filter, what: string, reason: string): undefined {
  fail(subject.at, filter, "JB-3011", {filter: filter.name.text, subject: what, reason});
  return undefined;
}

/** Each value of the subject becomes another one, in its final form. */
export function mapValue(subject: Subject, map: (value: Value, shift: Shift) => Value | undefined): Subject {
  return {
    ...subject,
    isFixedForm: true,
    under: shift => {
      const value = subject.under(shift);
      return value && map(value, shift);
    },
  };
}

export function styleOf({at}: Subject): NumberStyle {
  return at.scope.figures;
}
