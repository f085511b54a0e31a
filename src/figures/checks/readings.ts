import type {Span} from "../../diagnostics/index.ts";
import {Decimal} from "../decimal.ts";
import type {Expression, Node, Word} from "../expression.ts";
import {calculate} from "../figures.ts";
import {getOrAdd} from "../get-or-add.ts";
import type {Indicator} from "../indicator.ts";
import type {Observation, Observations} from "../observations.ts";
import {addMonths, makePeriod, type Period, parsePeriod, yearOf} from "../period.ts";
import type {Attribute, Unit, UnitTree} from "../unit.ts";

/** A value as it was written, with what a finding needs to point at it. */
export interface Reading {
  readonly unit: Unit;
  readonly indicator: Indicator;
  /** Undefined for attributes. */
  readonly period: Period | undefined;
  readonly value: Decimal;
  /** Undefined for a sum of a group's members. */
  readonly span: Span | undefined;
  /** What was written; the identity of the reading. */
  readonly record: Observation | Attribute | undefined;
}

/** The members' part in a group's value. */
export interface Below {
  readonly sum: Decimal;
  /** How many values it was added up from. */
  readonly count: number;
  /** False when a unit that should have reported did not. */
  readonly isComplete: boolean;
}

/** What was reported, seen the way the checks ask for it. A missing value is undefined and never an error. */
export interface Readings {
  readonly units: UnitTree;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly observations: Observations;
  /** What a unit itself reported, or its attribute; never a sum. */
  read(unit: Unit, indicator: Indicator, period: Period | undefined): Reading | undefined;
  /** The values of the units below, for each group that has any. `period` undefined: attributes. */
  below(indicator: Indicator, period: Period | undefined): ReadonlyMap<Unit, Below>;
  /** The value of an arithmetic expression for a unit in a month. */
  calculate(node: Node, unit: Unit, period: Period | undefined): Decimal | undefined;
  /** The truth of a condition for a unit in a month. */
  decide(node: Node, unit: Unit, period: Period | undefined): boolean | undefined;
  /** What an expression was worked out from. */
  operands(node: Node, unit: Unit, period: Period | undefined): Reading[];
  /** Units and months for which an expression may have a value, each once. */
  cases(nodes: readonly Node[], types: readonly string[] | undefined): Iterable<Case>;
}

export interface Case {
  readonly unit: Unit;
  /** Undefined when the expression is made of attributes only. */
  readonly period: Period | undefined;
}

export function openReadings(
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  observations: Observations,
): Readings {
  const sums = new Map<string, ReadonlyMap<Unit, Below>>();
  return {
    units,
    indicators,
    observations,
    read,
    below: (indicator, period) =>
      getOrAdd(sums, `${indicator.name} ${period ?? ""}`, () => sumBelow(indicator, period)),
    calculate: evaluate,
    decide,
    operands,
    cases,
  };

  function read(unit: Unit, indicator: Indicator, period: Period | undefined): Reading | undefined {
    if (indicator.nature === "fixed") {
      const attribute = unit.attributes.get(indicator.name);
      if (!attribute || typeof attribute.value === "string") return undefined;
      const value = indicator.isRate ? attribute.value.div(100) : attribute.value;
      return {unit, indicator, period: undefined, value, span: attribute.span, record: attribute};
    }
    const observation = period && observations.find(indicator.name, period, unit);
    if (!observation?.value) return undefined;
    const span = observation.correction?.span ?? observation.span;
    return {unit, indicator, period, value: observation.value, span, record: observation};
  }

  /** A unit's own value, or the sum of its members when all of them reported. */
  function groupValue(unit: Unit, indicator: Indicator, period: Period | undefined): Decimal | undefined {
    if (indicator.broken) return undefined;
    if (indicator.formula) return evaluate(indicator.formula.node, unit, period);
    const own = ownValue(unit, indicator, period);
    if (own || unit.children.length === 0 || indicator.aggregation !== "sum") return own;
    const sum = getOrAdd(sums, `${indicator.name} ${period ?? ""}`, () => sumBelow(indicator, period)).get(unit);
    return sum?.isComplete ? sum.sum : undefined;
  }

  function ownValue(unit: Unit, indicator: Indicator, period: Period | undefined): Decimal | undefined {
    if (indicator.nature !== "fixed") return period && observations.find(indicator.name, period, unit)?.value;
    const value = unit.attributes.get(indicator.name)?.value;
    if (value === undefined || typeof value === "string") return undefined;
    return indicator.isRate ? value.div(100) : value;
  }

  /** One pass from the leaves up: units are listed parents first, so backwards the members come first. */
  function sumBelow(indicator: Indicator, period: Period | undefined): ReadonlyMap<Unit, Below> {
    const result = new Map<Unit, Below>();
    const reporters = reporterTypes(indicator);
    for (const unit of units.all.toReversed()) {
      const {parent} = unit;
      if (!parent) continue;
      const own = ownValue(unit, indicator, period);
      const inner = result.get(unit);
      const part: Below | undefined = own
        ? {sum: own, count: 1, isComplete: true}
        : inner && inner.count > 0
          ? inner
          : reporters.has(unit.type) || inner
            ? {sum: new Decimal(0), count: 0, isComplete: !reporters.has(unit.type) && (inner?.isComplete ?? true)}
            : undefined;
      if (!part) continue;
      const soFar = result.get(parent);
      result.set(
        parent,
        soFar
          ? {
              sum: soFar.sum.plus(part.sum),
              count: soFar.count + part.count,
              isComplete: soFar.isComplete && part.isComplete,
            }
          : part,
      );
    }
    return result;
  }

  function reporterTypes(indicator: Indicator): ReadonlySet<string> {
    if (indicator.reporters) return new Set(indicator.reporters);
    if (indicator.nature !== "fixed") return leafTypes(observations.reporterTypes(indicator.name));
    return leafTypes(new Set(units.all.filter(unit => unit.attributes.has(indicator.name)).map(({type}) => type)));
  }

  /** A township that reports a total is not itself a member that could be missing. */
  function leafTypes(types: ReadonlySet<string>): ReadonlySet<string> {
    const groups = new Set(
      units.all.flatMap(({type, children}) => (children.some(child => types.has(child.type)) ? type : [])),
    );
    return new Set([...types].filter(type => !groups.has(type)));
  }

  function evaluate(node: Node, unit: Unit, period: Period | undefined): Decimal | undefined {
    switch (node.type) {
      case "number":
        return numberOf(node);
      case "negative":
        return evaluate(node.operand, unit, period)?.neg();
      case "name": {
        const indicator = indicators.get(node.name.text);
        return indicator && groupValue(unit, indicator, shift(period, node.period));
      }
      case "binary": {
        const left = evaluate(node.left, unit, period);
        const right = left && evaluate(node.right, unit, period);
        const result = left && right && calculate(node.op, left, right);
        return result === "zeroDivision" ? undefined : result;
      }
      default:
        return undefined;
    }
  }

  function decide(node: Node, unit: Unit, period: Period | undefined): boolean | undefined {
    if (node.type === "not") {
      const truth = decide(node.operand, unit, period);
      return truth === undefined ? undefined : !truth;
    }
    if (node.type !== "binary") return undefined;
    if (node.op === "and" || node.op === "or") {
      const left = decide(node.left, unit, period);
      const right = decide(node.right, unit, period);
      if (left === undefined || right === undefined) return undefined;
      return node.op === "and" ? left && right : left || right;
    }
    const left = evaluate(node.left, unit, period);
    const right = left && evaluate(node.right, unit, period);
    return left && right && compare(node.op, left, right);
  }

  function operands(node: Node, unit: Unit, period: Period | undefined): Reading[] {
    const seen = new Set<string>();
    const walk = (part: Node, month: Period | undefined): Reading[] => {
      switch (part.type) {
        case "negative":
        case "not":
          return walk(part.operand, month);
        case "binary":
          return [...walk(part.left, month), ...walk(part.right, month)];
        case "name": {
          const indicator = indicators.get(part.name.text);
          if (!indicator || indicator.broken) return [];
          const shifted = shift(month, part.period);
          if (indicator.formula) return walk(indicator.formula.node, shifted);
          const key = `${indicator.name} ${shifted ?? ""}`;
          if (seen.has(key)) return [];
          seen.add(key);
          const own = read(unit, indicator, shifted);
          if (own) return [own];
          const value = groupValue(unit, indicator, shifted);
          return value ? [{unit, indicator, period: shifted, value, span: undefined, record: undefined}] : [];
        }
        default:
          return [];
      }
    };
    return walk(node, period);
  }

  function* cases(nodes: readonly Node[], types: readonly string[] | undefined): Generator<Case> {
    const bases = [...new Set(nodes.flatMap(node => baseIndicators(node)))];
    const observed = bases.filter(({nature}) => nature !== "fixed");
    const accepts = (unit: Unit) => types === undefined || types.includes(unit.type);
    if (observed.length === 0) {
      for (const unit of units.all) if (accepts(unit)) yield {unit, period: undefined};
      return;
    }
    // Asked for by their type, groups are checked with the sums of their members.
    const groups = types === undefined ? [] : units.all.filter(unit => unit.children.length > 0 && accepts(unit));
    for (const period of observations.periods) {
      for (const [index, base] of observed.entries()) {
        for (const unit of observations.at(base.name, period).keys()) {
          if (!accepts(unit)) continue;
          if (index > 0 && observed.slice(0, index).some(({name}) => observations.find(name, period, unit))) continue;
          yield {unit, period};
        }
      }
      for (const unit of groups) {
        if (!observed.some(({name}) => observations.find(name, period, unit))) yield {unit, period};
      }
    }
  }

  function baseIndicators(node: Node): Indicator[] {
    switch (node.type) {
      case "negative":
      case "not":
        return baseIndicators(node.operand);
      case "binary":
        return [...baseIndicators(node.left), ...baseIndicators(node.right)];
      case "name": {
        const indicator = indicators.get(node.name.text);
        if (!indicator || indicator.broken) return [];
        return indicator.formula ? baseIndicators(indicator.formula.node) : [indicator];
      }
      default:
        return [];
    }
  }
}

/** The text of an expression as written, without the spaces around it. */
export function textOf(expression: Expression): string {
  return expression.text.trim();
}

const numbers = new WeakMap<Node, Decimal>();

function numberOf(node: Node & {type: "number"}): Decimal {
  const known = numbers.get(node);
  if (known) return known;
  const value = node.percent ? new Decimal(node.digits).div(100) : new Decimal(node.digits);
  numbers.set(node, value);
  return value;
}

function shift(period: Period | undefined, word: Word | null): Period | undefined {
  if (!period || !word) return period;
  switch (word.text) {
    case "本月":
      return period;
    case "上月":
      return addMonths(period, -1);
    case "去年同期":
    case "上年同期":
      return addMonths(period, -12);
    case "年初":
    case "上年末":
      return makePeriod(yearOf(period) - 1, 12);
    default:
      return parsePeriod(word.text);
  }
}

function compare(op: string, left: Decimal, right: Decimal): boolean {
  switch (op) {
    case ">=":
      return left.gte(right);
    case "<=":
      return left.lte(right);
    case ">":
      return left.gt(right);
    case "<":
      return left.lt(right);
    case "=":
      return left.eq(right);
    default:
      return !left.eq(right);
  }
}
