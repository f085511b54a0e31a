import {type Diagnostic, diagnose, type Span} from "../diagnostics/index.ts";
import {Decimal} from "./decimal.ts";
import {type Expression, type Node, spanIn, type Word} from "./expression.ts";
import {calculate, type Figure, type Range} from "./figures.ts";
import type {Quantity} from "./format.ts";
import {functions} from "./functions.ts";
import type {Indicator} from "./indicator.ts";
import {findUnit} from "./observations.ts";
import {type Period, parsePeriod} from "./period.ts";
import {periodWords} from "./period-words.ts";
import type {Scope, Shift} from "./scope.ts";
import {descendants, type Unit} from "./unit.ts";
import {bareNumber, plainText, type Value} from "./value.ts";

/** An expression being worked out for a unit, under a shift. */
export interface Evaluation {
  readonly scope: Scope;
  readonly expression: Expression;
  readonly unit: Unit;
  readonly shift: Shift;
}

/** The value of a node; undefined when it is wrong, which has then been reported. */
export function evaluate(node: Node, at: Evaluation): Value | undefined {
  switch (node.type) {
    case "number": {
      const digits = new Decimal(node.digits);
      const decimals = digits.decimalPlaces();
      return node.percent
        ? {kind: "number", quantity: {value: digits.div(100), measure: "%", isRate: true, decimals}}
        : bareNumber(digits, "", decimals);
    }
    case "text":
      return plainText(node.text);
    case "month":
      return plainText(node.text);
    case "name":
      return evaluateName(node, at);
    case "list":
      return evaluateList(node, at);
    case "negative": {
      const quantity = number(node.operand, at);
      return quantity && asNumber(quantity, {...quantity.quantity, value: quantity.quantity.value.neg()});
    }
    case "not": {
      const truth = condition(node.operand, at);
      return truth === undefined ? undefined : {kind: "condition", truth: !truth};
    }
    case "binary":
      return evaluateBinary(node, at);
    case "call": {
      const call = functions.get(node.name.text);
      if (!call) {
        fail(at, node.name, "JB-3003", {name: node.name.text, kind: "函数", known: [...functions.keys()]});
        return undefined;
      }
      return call.run(node, at);
    }
  }
}

/** The truth of a condition; undefined when a value is missing, or when it is no condition (reported). */
export function condition(node: Node, at: Evaluation): boolean | undefined {
  const value = evaluate(node, at);
  if (!value || value.kind === "absent") return undefined;
  if (value.kind === "condition") return value.truth;
  fail(at, node, "JB-3005", {what: describeKind(value), expected: "条件，如 流转率 >= 60%"});
  return undefined;
}

/** The units that a node means; undefined, reported, when it is no set. */
export function unitSet(node: Node, at: Evaluation): readonly Unit[] | undefined {
  return unitSetValue(node, at)?.units;
}

/** The same with what is known of the set. */
export function unitSetValue(node: Node, at: Evaluation): (Value & {kind: "units"}) | undefined {
  const value = evaluate(node, at);
  if (!value) return undefined;
  if (value.kind === "units") return value;
  fail(at, node, "JB-3005", {what: describeKind(value), expected: "一批单位，如 各村"});
  return undefined;
}

/** The month that a word means, seen from the month of the scope. */
export function resolvePeriod(word: Word | null, at: Evaluation): Period | undefined {
  const {period} = at.scope;
  if (!word) return period;
  const meant = periodWords.get(word.text);
  if (meant) return meant.from(period);
  const written = parsePeriod(word.text);
  if (!written) fail(at, word, "JB-3007", {text: word.text});
  return written;
}

/** Reports a mistake in a part of the expression; the part's place is worked out here. */
export function fail<C extends Diagnostic["code"]>(
  at: Evaluation,
  part: {readonly start: number; readonly end: number},
  code: C,
  values: Parameters<typeof diagnose<C>>[2],
  related: Parameters<typeof diagnose>[3] = [],
): void {
  at.scope.report(diagnose(code, spanIn(at.expression, part), values, related));
}

export function describeKind(value: Value): string {
  switch (value.kind) {
    case "number":
    case "absent":
      return "数";
    case "condition":
      return "条件";
    case "text":
      return "文字";
    case "units":
      return "一批单位";
  }
}

function evaluateName(node: Node & {type: "name"}, at: Evaluation): Value | undefined {
  const {scope} = at;
  const {figures} = scope;
  const span = (word: Word): Span => spanIn(at.expression, word);
  const unit = node.unit ? findUnit(node.unit.text, span(node.unit), figures.units, scope.report, scope.unit) : at.unit;
  if (!unit) return undefined;
  const name = node.name.text;

  const indicator = figures.indicators.get(name);
  if (indicator) {
    const period = resolvePeriod(node.period, at);
    if (node.period && ["年初", "上年末"].includes(node.period.text) && indicator.nature === "flow") {
      const reason = "当期数没有年初数，可以写 @去年同期";
      fail(at, node.period, "JB-3011", {filter: `@${node.period.text}`, subject: name, reason});
      return undefined;
    }
    return period && figureValue(unit, indicator, at.shift.range(period), at);
  }
  const set = findSet(name, unit, figures.units.types);
  if (set) {
    if (set.length === 0) {
      fail(at, node.name, "JB-3013", {name, unit: unit.name});
      return undefined;
    }
    return {kind: "units", units: set, name};
  }
  if (!node.period) {
    const attribute = unit.attributes.get(name);
    if (attribute && typeof attribute.value === "string") return plainText(attribute.value);
    if (node.unit && name === "名称") return plainText(unit.name);
    if (!node.unit) {
      const text = name === "名称" ? at.unit.name : scope.texts.get(name);
      if (text !== undefined) return plainText(text);
      const [found, second] = figures.units.find(name, scope.unit);
      if (found && !second) return {kind: "units", units: [found], name: found.name};
    }
  }
  const known = [
    ...figures.indicators.keys(),
    ...[...figures.units.types].map(type => `各${type}`),
    ...scope.texts.keys(),
    ...(node.unit ? [] : figures.units.all.map(({name: unitName}) => unitName)),
  ];
  if (figures.indicators.size > 0 && figures.units.all.length > 0) fail(at, node.name, "JB-3002", {name, known});
  return undefined;
}

/** 各村 (or 全部村, 所有村): all units of the type below. */
function findSet(name: string, unit: Unit, types: ReadonlySet<string>): readonly Unit[] | undefined {
  const type = /^(?:各|全部|所有)(.+)$/.exec(name)?.[1];
  if (type === undefined) return undefined;
  if (types.has(type)) return descendants(unit, type);
  const below = type === "镇街" ? descendants(unit).filter(each => townships.has(each.type)) : [];
  return below.length > 0 ? below : undefined;
}

/** What 各镇街 counts up where the roll tells them apart. */
const townships: ReadonlySet<string> = new Set(["镇", "乡", "街道"]);

export function figureValue(unit: Unit, indicator: Indicator, range: Range, at: Evaluation): Value {
  const figure = at.scope.figures.compute(unit, indicator, range, at.shift.within);
  at.scope.use(figure);
  return valueOfFigure(figure);
}

export function valueOfFigure(figure: Figure): Value {
  const {indicator, value} = figure;
  if (value === undefined)
    return {kind: "absent", absence: figure.absence ?? "notReported", measure: indicator.measure, figure};
  return {kind: "number", quantity: quantityOf(indicator, value), figure};
}

export function quantityOf({measure, isRate, decimals}: Indicator, value: Decimal): Quantity {
  return {value, measure, isRate, decimals};
}

function evaluateList(node: Node & {type: "list"}, at: Evaluation): Value | undefined {
  const units: Unit[] = [];
  for (const item of node.items) {
    const found = unitSet(item, at);
    if (!found) return undefined;
    units.push(...found);
  }
  return {kind: "units", units, name: "列出的单位"};
}

type NumberValue = Value & {kind: "number"};

/** A node as a number; undefined when it is absent (the caller then gives absence on) or wrong (reported). */
function number(node: Node, at: Evaluation): NumberValue | undefined {
  const value = evaluate(node, at);
  if (!value || value.kind === "absent") return undefined;
  if (value.kind === "number") return value;
  fail(at, node, "JB-3005", {what: describeKind(value), expected: "数"});
  return undefined;
}

function evaluateBinary(node: Node & {type: "binary"}, at: Evaluation): Value | undefined {
  if (node.op === "and" || node.op === "or") {
    const left = condition(node.left, at);
    const right = condition(node.right, at);
    if (left === undefined || right === undefined) return undefined;
    return {kind: "condition", truth: node.op === "and" ? left && right : left || right};
  }
  const left = evaluate(node.left, at);
  const right = evaluate(node.right, at);
  if (!left || !right) return undefined;
  if (left.kind === "text" && right.kind === "text" && (node.op === "=" || node.op === "!=")) {
    return {kind: "condition", truth: (left.text === right.text) === (node.op === "=")};
  }
  for (const [operand, value] of [
    [node.left, left],
    [node.right, right],
  ] as const) {
    if (value.kind === "number" || value.kind === "absent") continue;
    fail(at, operand, "JB-3005", {what: describeKind(value), expected: "数"});
    return undefined;
  }
  if (left.kind === "absent") return left;
  if (right.kind === "absent") return right;
  if (left.kind !== "number" || right.kind !== "number") return undefined;
  if (["+", "-", "*", "/"].includes(node.op)) return arithmetic(node, left, right, at);
  warnRateAgainstNumber(node, left.quantity, right.quantity, at);
  return {kind: "condition", truth: compare(node.op, left.quantity.value, right.quantity.value)};
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

/** 流转率 >= 60 asks for six thousand percent: almost always 60% was meant. */
function warnRateAgainstNumber(node: Node & {type: "binary"}, left: Quantity, right: Quantity, at: Evaluation): void {
  for (const [rate, plain, part] of [
    [left, right, node.right],
    [right, left, node.left],
  ] as const) {
    if (!rate.isRate || plain.isRate || plain.measure !== "" || plain.value.lte(1) || part.type !== "number") continue;
    const other = part === node.right ? node.left : node.right;
    const name = other.type === "name" ? other.name.text : "比率";
    fail(at, part, "JB-3008", {rate: name, number: part.digits});
  }
}

function arithmetic(
  node: Node & {type: "binary"},
  left: NumberValue,
  right: NumberValue,
  at: Evaluation,
): Value | undefined {
  const a = left.quantity;
  const b = right.quantity;
  const result = calculate(node.op, a.value, b.value);
  if (result === "zeroDivision" || result === undefined) {
    const {start, end} = node;
    fail(at, node, "JB-3006", {formula: at.expression.text.slice(start, end).trim(), unit: ""});
    return undefined;
  }
  const decimals = Math.max(a.decimals, b.decimals);
  const number = (quantity: Partial<Quantity>): Value => ({
    kind: "number",
    quantity: {value: result, measure: "", isRate: false, decimals, ...quantity},
  });
  if (node.op === "+" || node.op === "-") {
    if (a.isRate && b.isRate) return number({isRate: true, measure: node.op === "-" ? "个百分点" : "%"});
    return number({
      measure: a.measure === b.measure || b.measure === "" ? a.measure : a.measure === "" ? b.measure : "",
    });
  }
  if (node.op === "*") {
    if (a.isRate && b.isRate) return number({isRate: true, measure: "%"});
    return number({
      measure: a.isRate ? b.measure : b.isRate || b.measure === "" ? a.measure : a.measure === "" ? b.measure : "",
    });
  }
  // The same measure above and below gives a share; 万元 / 户 gives an amount for each.
  if (a.measure === b.measure) return number({decimals: 2});
  return number({measure: b.measure === "" ? a.measure : "", decimals: Math.max(decimals, 2)});
}

function asNumber(original: NumberValue, quantity: Quantity): Value {
  return {...original, quantity};
}
