import {diagnose, type Span, spanOf} from "../diagnostics/index.ts";
import {Decimal, toFixed} from "./decimal.ts";
import {condition, type Evaluation, evaluate, unitSet} from "./evaluate.ts";
import type {Expression, Node, Operator} from "./expression.ts";
import type {Figure} from "./figures.ts";
import {formatQuantity, type NumberStyle, type Quantity} from "./format.ts";
import type {Policy, Reward} from "./policy.ts";
import {noteFigures, type Scope, type Shift, shiftMonths, unshifted} from "./scope.ts";
import type {Unit} from "./unit.ts";

/** One comparison of a condition for one unit: what decides, and by how much. */
export interface Criterion {
  /** As written: "流转率". */
  readonly label: string;
  readonly op: Operator;
  readonly value: Quantity;
  readonly threshold: Quantity;
  readonly isMet: boolean;
  /** Distance from the threshold relative to it, never negative; orders the near before the far. */
  readonly distance: Decimal;
  /** What closes the gap, when the rate's denominator does not change: 26亩. */
  readonly amount: Quantity | undefined;
  /** What the value rests on, and what the line rests on: nothing when it is a plain number. */
  readonly figures: ReadonlySet<Figure>;
  readonly lineFigures: ReadonlySet<Figure>;
}

/** How a unit stands to a policy. `isMet` undefined: a value is missing, so nothing can be said. */
export interface Judgement {
  readonly unit: Unit;
  readonly isMet: boolean | undefined;
  readonly criteria: readonly Criterion[];
  /** How far from meeting it, relative; zero when met. */
  readonly distance: Decimal;
  readonly reward: Reward | undefined;
  readonly bandName: string | undefined;
  /** Which band, from the highest; 0 when there are none. */
  readonly bandIndex: number;
  /** Did not meet it last month; false when last month says nothing. */
  readonly isNew: boolean;
  /** All figures that it was judged by, and those of last month. */
  readonly figures: ReadonlySet<Figure>;
  readonly figuresBefore: ReadonlySet<Figure>;
}

export interface Assessment {
  readonly policy: Policy;
  readonly judgements: readonly Judgement[];
}

/** Judges all candidates of a policy; undefined when the policy or its candidates are wrong (reported). */
export function assessPolicy(policy: Policy, scope: Scope, shift: Shift = unshifted): Assessment | undefined {
  const units: Unit[] = [];
  for (const expression of policy.candidates) {
    const found = unitSet(expression.node, {scope, expression, unit: scope.unit, shift});
    if (!found) return undefined;
    units.push(...found);
  }
  const before = shiftMonths(shift, -1);
  const judgements = [...new Set(units)].map((unit): Judgement => {
    const noted = noteFigures(scope);
    const notedBefore = noteFigures(scope);
    const now = judge(policy, unit, noted.scope, shift);
    const isNew = now.isMet === true && judge(policy, unit, notedBefore.scope, before).isMet === false;
    return {...now, isNew, figures: noted.figures, figuresBefore: notedBefore.figures};
  });
  return {policy, judgements};
}

/** The policy of a name; undefined, reported, when there is none. A broken one blocks what asks for it. */
export function findPolicy(name: string, span: Span, scope: Scope): Policy | undefined {
  const {all, broken, path, isUnreadable} = scope.figures.policies;
  const policy = all.get(name);
  if (policy) return policy;
  if (broken.has(name) || isUnreadable) scope.useBroken?.(path);
  else scope.report(diagnose("JB-2606", span, {name, known: [...all.keys(), ...broken]}));
  return undefined;
}

/** Tells which candidates could not be judged. */
export function tellUnjudged({policy, judgements}: Assessment, span: Span, scope: Scope): void {
  const units = judgements.filter(({isMet}) => isMet === undefined).map(({unit}) => unit.name);
  if (units.length > 0) scope.report(diagnose("JB-2608", span, {name: policy.name, units}));
}

function judge(
  policy: Policy,
  unit: Unit,
  scope: Scope,
  shift: Shift,
): Omit<Judgement, "isNew" | "figures" | "figuresBefore"> {
  const base = policy.condition && weigh(policy.condition, unit, scope, shift);
  const bands = policy.bands.map(band => ({band, result: weigh(band.condition, unit, scope, shift)}));
  const unmet = {unit, reward: undefined, bandName: undefined, bandIndex: 0};
  if (bands.length === 0) {
    if (!base) throw new Error("a policy has a condition or bands");
    return {...unmet, ...base, reward: base.isMet ? policy.reward : undefined};
  }
  if (base && base.isMet !== true) return {...unmet, ...base};
  const fitting = bands.find(({result}) => result.isMet === true);
  const criteria = (of: Weighed) => [...(base?.criteria ?? []), ...of.criteria];
  if (fitting) {
    // A higher band that could not be judged might have been the right one.
    const isUnsure = bands.slice(0, bands.indexOf(fitting)).some(({result}) => result.isMet === undefined);
    const {band, result} = fitting;
    if (isUnsure) return {...unmet, isMet: undefined, criteria: [], distance: zero};
    return {
      ...unmet,
      isMet: true,
      criteria: criteria(result),
      distance: zero,
      reward: band.reward,
      bandName: band.name,
      bandIndex: bands.indexOf(fitting),
    };
  }
  if (bands.some(({result}) => result.isMet === undefined)) {
    return {...unmet, isMet: undefined, criteria: [], distance: zero};
  }
  const [nearest] = [...bands].sort((a, b) => a.result.distance.cmp(b.result.distance));
  return {
    ...unmet,
    isMet: false,
    criteria: nearest ? criteria(nearest.result) : [],
    distance: nearest?.result.distance ?? zero,
  };
}

const zero = new Decimal(0);

interface Weighed {
  readonly isMet: boolean | undefined;
  readonly criteria: readonly Criterion[];
  readonly distance: Decimal;
}

function weigh(expression: Expression, unit: Unit, scope: Scope, shift: Shift): Weighed {
  return weighNode(expression.node, {scope, expression, unit, shift});
}

function weighNode(node: Node, at: Evaluation): Weighed {
  if (node.type === "binary" && (node.op === "and" || node.op === "or")) {
    const left = weighNode(node.left, at);
    const right = weighNode(node.right, at);
    if (left.isMet === undefined || right.isMet === undefined) return unknown;
    const criteria = [...left.criteria, ...right.criteria];
    if (node.op === "and") {
      return {isMet: left.isMet && right.isMet, criteria, distance: left.distance.plus(right.distance)};
    }
    if (left.isMet || right.isMet) {
      // What decides is the side that holds.
      return {isMet: true, criteria: left.isMet ? left.criteria : right.criteria, distance: zero};
    }
    return left.distance.lte(right.distance) ? left : right;
  }
  if (node.type === "binary" && comparisons.has(node.op)) return weighComparison(node, at);
  const truth = condition(node, at);
  return truth === undefined ? unknown : {isMet: truth, criteria: [], distance: new Decimal(truth ? 0 : 1)};
}

const unknown: Weighed = {isMet: undefined, criteria: [], distance: zero};
const comparisons: ReadonlySet<string> = new Set([">=", "<=", ">", "<", "=", "!="]);

function weighComparison(node: Node & {type: "binary"}, at: Evaluation): Weighed {
  const isMet = condition(node, at);
  if (isMet === undefined) return unknown;
  const notedLeft = noteFigures(at.scope);
  const notedRight = noteFigures(at.scope);
  const left = evaluate(node.left, {...at, scope: notedLeft.scope});
  const right = evaluate(node.right, {...at, scope: notedRight.scope});
  if (left?.kind !== "number" || right?.kind !== "number") {
    return {isMet, criteria: [], distance: new Decimal(isMet ? 0 : 1)};
  }
  const gap = left.quantity.value.minus(right.quantity.value).abs();
  const scale = right.quantity.value.isZero() ? new Decimal(1) : right.quantity.value.abs();
  // Exactly at a line that must be passed is near, yet not there.
  const distance = isMet ? zero : gap.div(scale).plus(gap.isZero() ? "0.000001" : 0);
  const {text} = at.expression;
  const criterion: Criterion = {
    label: text.slice(node.left.start, node.left.end).trim(),
    op: node.op,
    value: left.quantity,
    threshold: right.quantity,
    isMet,
    distance,
    amount: isMet ? undefined : missingAmount(node, right.quantity.value, at),
    figures: notedLeft.figures,
    lineFigures: notedRight.figures,
  };
  return {isMet, criteria: [criterion], distance};
}

/** For a rate over a denominator that does not change by month: how much of the numerator is missing. */
function missingAmount(node: Node & {type: "binary"}, threshold: Decimal, at: Evaluation): Quantity | undefined {
  const {indicators} = at.scope.figures;
  if (node.left.type !== "name" || node.left.unit || node.left.period || node.op !== ">=") return undefined;
  const formula = indicators.get(node.left.name.text)?.formula?.node;
  if (formula?.type !== "binary" || formula.op !== "/") return undefined;
  const {left: top, right: bottom} = formula;
  if (top.type !== "name" || bottom.type !== "name") return undefined;
  const part = indicators.get(top.name.text);
  const whole = indicators.get(bottom.name.text);
  if (part?.nature !== "stock" || whole?.nature !== "fixed") return undefined;
  const period = at.scope.period;
  const [has, all] = [part, whole].map(
    indicator => at.scope.figures.compute(at.unit, indicator, at.shift.range(period)).value,
  );
  if (!has || !all) return undefined;
  const step = Decimal.pow(10, part.decimals);
  const value = threshold.times(all).minus(has).times(step).ceil().div(step);
  return value.lte(0) ? undefined : {value, measure: part.measure, isRate: false, decimals: part.decimals};
}

/** "60%以上", "超过60%", "不到60%", "60%以下": 以上 and 以下 include the number itself. */
export function describeBound(op: Operator, threshold: Quantity, style: NumberStyle): string {
  const bound = formatQuantity({...threshold, trim: true, decimals: Math.max(threshold.decimals, 1)}, style);
  switch (op) {
    case ">=":
      return `${bound}以上`;
    case "<=":
      return `${bound}以下`;
    case ">":
      return `超过${bound}`;
    case "<":
      return `不到${bound}`;
    case "!=":
      return `不是${bound}`;
    default:
      return `为${bound}`;
  }
}

/** How a unit stands to one comparison: 高出4.6个百分点, 刚好达到, 还差1.8个百分点（26亩）, 超出3件. */
export function describeMargin(criterion: Criterion, style: NumberStyle): string {
  const {op, value, threshold, isMet, amount} = criterion;
  const gap = value.value.minus(threshold.value);
  const words = (): string => formatQuantity(shownGap(value, threshold), style);
  if (isMet) {
    if (gap.isZero()) return op === "=" ? "相符" : "刚好达到";
    if (op === "!=") return "相符";
    return gap.isPositive() ? `高出${words()}` : `低于${words()}`;
  }
  if (op === "=" || op === "!=") return `须${describeBound(op, threshold, style)}`;
  if (gap.isZero())
    return `刚好${formatQuantity({...threshold, trim: true}, style)}，须${op === ">" ? "超过" : "低于"}`;
  if (gap.isPositive()) return `超出${words()}`;
  return `还差${words()}${amount ? `（${formatQuantity(amount, style)}）` : ""}`;
}

/** A value's digits beside a line it has not reached: 59.96%, never 60.0%. */
export function shownBeside(value: Quantity, line: Quantity): Quantity {
  return {...value, decimals: decimalsThatShow(value, line)};
}

/** The distance of two values in words' measure: percentage points for rates; never 0.0. */
export function shownGap(value: Quantity, line: Quantity): Quantity {
  const gap = {...value, value: value.value.minus(line.value).abs(), decimals: decimalsThatShow(value, line)};
  return value.isRate ? {...gap, measure: "个百分点"} : gap;
}

function decimalsThatShow(value: Quantity, line: Quantity): number {
  const scale = value.isRate ? 100 : 1;
  const digits = (quantity: Quantity, decimals: number) => toFixed(quantity.value.times(scale), decimals);
  const gap = value.value.minus(line.value).abs().times(scale);
  let {decimals} = value;
  if (gap.isZero()) return decimals;
  while (decimals < 6 && (Number(toFixed(gap, decimals)) === 0 || digits(value, decimals) === digits(line, decimals))) {
    decimals += 1;
  }
  return decimals;
}

/** A condition as an office writes it: 流转率60%以上且入社户数超过100户; as it stands when there is no such way. */
export function describeCondition(expression: Expression, scope: Scope): string {
  const at: Evaluation = {scope, expression, unit: scope.unit, shift: unshifted};
  const plain = (node: Node): string => expression.text.slice(node.start, node.end).trim();
  const describe = (node: Node): string => {
    if (node.type !== "binary") return plain(node);
    if (node.op === "and" || node.op === "or") {
      return `${describe(node.left)}${node.op === "and" ? "，且" : "，或者"}${describe(node.right)}`;
    }
    if (node.right.type !== "number") return plain(node);
    const threshold = evaluate(node.right, at);
    if (threshold?.kind !== "number") return plain(node);
    const measure = node.left.type === "name" ? scope.figures.indicators.get(node.left.name.text)?.measure : undefined;
    const quantity =
      threshold.quantity.measure === "" ? {...threshold.quantity, measure: measure ?? ""} : threshold.quantity;
    return `${plain(node.left)}${describeBound(node.op, quantity, scope.figures)}`;
  };
  return describe(expression.node);
}

/** The span of a whole expression, for findings about it. */
export function spanOfExpression(expression: Expression): Span {
  return spanOf(expression.source, expression.offset, expression.offset + expression.text.length);
}
