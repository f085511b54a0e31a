import {Decimal} from "./decimal.ts";
import {condition, type Evaluation, evaluate, fail, resolvePeriod, unitSet, unitSetValue} from "./evaluate.ts";
import {type Node, spanIn} from "./expression.ts";
import type {Quantity} from "./format.ts";
import {assessPolicy, findPolicy, tellUnjudged} from "./judge.ts";
import {monthsBetween, type Period} from "./period.ts";
import {shiftMonths} from "./scope.ts";
import type {Unit} from "./unit.ts";
import {bareNumber, plainText, type Value} from "./value.ts";

type Call = Node & {type: "call"};

/** A function of the expression language. */
export interface ExpressionFunction {
  /** How it is written, shown when it was written wrongly. */
  readonly usage: string;
  readonly explanation: string;
  readonly run: (call: Call, at: Evaluation) => Value | undefined;
}

/** Functions over sets of units, and the condition 如果. */
export const functions: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  [
    "计数",
    {
      usage: "计数(各村, 流转率 >= 60%)",
      explanation: "有多少个单位合乎条件；不写条件时数全部",
      run(call, at) {
        const [first, test] = call.args;
        if (!first || call.args.length > 2) return wrongUse(call, at);
        const set = unitSetValue(first, at);
        if (!set) return undefined;
        const {units} = set;
        const chosen = choose(units, call, at);
        if (!chosen) return {kind: "absent", absence: "notReported", measure: "个"};
        // The share of those who qualify is of all who were judged.
        const ofSet = test ? units.length : (set.ofSet ?? units.length);
        return {...(bareNumber(new Decimal(chosen.length), "个") as Value & {kind: "number"}), ofSet};
      },
    },
  ],
  [
    "名单",
    {
      usage: "名单(各村, 流转率 >= 60%)",
      explanation: "合乎条件的单位的名称",
      run(call, at) {
        const units = setArgument(call, at, 1, 2);
        if (!units) return undefined;
        const chosen = choose(units, call, at);
        return chosen ? nameList(chosen) : {kind: "absent", absence: "notReported", measure: ""};
      },
    },
  ],
  [
    "合计",
    reducer(
      "合计(各村, 流转面积)",
      "各单位的数相加",
      values => Decimal.sum(...values),
      call => call.args[1],
    ),
  ],
  [
    "平均",
    reducer(
      "平均(各村, 入社户数)",
      "各单位的数的平均",
      values => Decimal.sum(...values).div(values.length),
      warnMeanOfRates,
    ),
  ],
  [
    "最高",
    reducer(
      "最高(各村, 流转率)",
      "各单位中最大的数",
      values => Decimal.max(...values),
      call => call.args[1],
    ),
  ],
  [
    "最低",
    reducer(
      "最低(各村, 流转率)",
      "各单位中最小的数",
      values => Decimal.min(...values),
      call => call.args[1],
    ),
  ],
  ["前", pick("前(3, 各村, 流转率)", "排在前几位的单位的名称，并列的都列出", "best")],
  ["后", pick("后(3, 各村, 流转率)", "排在后几位的单位的名称，并列的都列出", "worst")],
  [
    "达标",
    {usage: "达标(“土地流转奖励”) 或 达标(“土地流转奖励”, 上月)", explanation: "合乎政策条件的单位", run: qualified},
  ],
  [
    "如果",
    {
      usage: "如果(流转率 >= 60%, “已达标”, “未达标”)",
      explanation: "条件成立写前一个，不成立写后一个",
      run(call, at) {
        const [test, yes, no] = call.args;
        if (!test || !yes || call.args.length > 3) return wrongUse(call, at);
        const truth = condition(test, at);
        if (truth === undefined) return {kind: "absent", absence: "notReported", measure: ""};
        if (truth) return evaluate(yes, at);
        return no ? evaluate(no, at) : plainText("");
      },
    },
  ],
]);

/** The units for which a condition holds; undefined when nothing is known of any. Units without a value are told. */
function choose(units: readonly Unit[], call: Call, at: Evaluation): readonly Unit[] | undefined {
  const test = call.args[1];
  if (!test) return units;
  const judged = units.map(unit => ({unit, truth: condition(test, {...at, unit})}));
  const unknown = judged.filter(({truth}) => truth === undefined);
  if (unknown.length === units.length) return undefined;
  tellUnknown(
    unknown.map(({unit}) => unit),
    units,
    call,
    at,
  );
  return judged.filter(({truth}) => truth === true).map(({unit}) => unit);
}

/** Says which units a count or a ranking leaves out because they did not report. */
function tellUnknown(unknown: readonly Unit[], units: readonly Unit[], call: Call, at: Evaluation): void {
  if (unknown.length === 0) return;
  const names = unknown
    .slice(0, 5)
    .map(({name}) => name)
    .join("、");
  fail(at, call, "JB-3016", {name: call.name.text, all: units.length, missing: unknown.length, names});
}

/** The units that meet a policy's conditions, as a set: 计数(达标(“土地流转奖励”)). */
function qualified(call: Call, at: Evaluation): Value | undefined {
  const [policyName, month] = call.args;
  const name = policyName?.type === "text" ? policyName.text : policyName?.type === "name" ? policyName.name.text : "";
  if (!policyName || name === "" || call.args.length > 2) return wrongUse(call, at);
  const period = month && monthArgument(month, at);
  if (month && !period) return month.type === "name" || month.type === "month" ? undefined : wrongUse(call, at);
  const span = spanIn(at.expression, policyName);
  const policy = findPolicy(name, span, at.scope);
  const shift = period ? shiftMonths(at.shift, monthsApart(at.scope.period, period)) : at.shift;
  const assessment = policy && assessPolicy(policy, at.scope, shift);
  if (!assessment) return undefined;
  tellUnjudged(assessment, span, at.scope);
  const {judgements} = assessment;
  return {
    kind: "units",
    units: judgements.filter(({isMet}) => isMet === true).map(({unit}) => unit),
    name: `合乎“${name}”的单位`,
    ofSet: judgements.length,
  };
}

function monthArgument(node: Node, at: Evaluation): Period | undefined {
  if (node.type === "month") return resolvePeriod({text: node.text, start: node.start, end: node.end}, at);
  return node.type === "name" && !node.unit ? resolvePeriod(node.name, at) : undefined;
}

function monthsApart(from: Period, to: Period): number {
  return to >= from ? monthsBetween(from, to).length - 1 : 1 - monthsBetween(to, from).length;
}

/** Values of a node for each of some units, those without a value left out. */
export function valuesOf(
  units: readonly Unit[],
  node: Node,
  at: Evaluation,
): {unit: Unit; quantity: Quantity}[] | undefined {
  const values: {unit: Unit; quantity: Quantity}[] = [];
  for (const unit of units) {
    const value = evaluate(node, {...at, unit});
    if (!value) return undefined;
    if (value.kind === "absent") continue;
    if (value.kind !== "number") {
      fail(at, node, "JB-3005", {what: "文字", expected: "数"});
      return undefined;
    }
    values.push({unit, quantity: value.quantity});
  }
  return values;
}

/** True when the indicator that a node names counts small values as good. */
export function smallIsGood(node: Node, at: Evaluation): boolean {
  return node.type === "name" && at.scope.figures.indicators.get(node.name.text)?.direction === "down";
}

export function nameList(units: readonly Unit[]): Value {
  return plainText(units.length === 0 ? "无" : units.map(({shortName}) => shortName).join("、"));
}

function setArgument(call: Call, at: Evaluation, least: number, most: number): readonly Unit[] | undefined {
  const [set] = call.args;
  if (!set || call.args.length < least || call.args.length > most) {
    wrongUse(call, at);
    return undefined;
  }
  return unitSet(set, at);
}

function wrongUse(call: Call, at: Evaluation): undefined {
  const name = call.name.text;
  fail(at, call, "JB-3004", {name, usage: functions.get(name)?.usage ?? ""});
  return undefined;
}

function reducer(
  usage: string,
  explanation: string,
  reduce: (values: Decimal[]) => Decimal,
  subject: (call: Call, at: Evaluation) => Node | undefined,
): ExpressionFunction {
  return {
    usage,
    explanation,
    run(call, at) {
      const units = setArgument(call, at, 2, 2);
      const node = units && subject(call, at);
      const values = node && valuesOf(units, node, at);
      if (!values) return undefined;
      const [first] = values;
      if (!first) return {kind: "absent", absence: "notReported", measure: ""};
      return {kind: "number", quantity: {...first.quantity, value: reduce(values.map(({quantity}) => quantity.value))}};
    },
  };
}

function warnMeanOfRates(call: Call, at: Evaluation): Node | undefined {
  const node = call.args[1];
  if (node?.type === "name" && at.scope.figures.indicators.get(node.name.text)?.formula) {
    fail(at, call, "JB-3012", {rate: node.name.text});
  }
  return node;
}

/** Names of the first or last few in ranking order; a tie at the edge brings in all who share it. */
function pick(usage: string, explanation: string, end: "best" | "worst"): ExpressionFunction {
  return {
    usage,
    explanation,
    run(call, at) {
      const [count, set, node] = call.args;
      if (count?.type !== "number" || !set || !node || call.args.length !== 3) return wrongUse(call, at);
      const units = unitSet(set, at);
      const values = units && valuesOf(units, node, at);
      if (!values) return undefined;
      if (values.length === 0) return {kind: "absent", absence: "notReported", measure: ""};
      const known = new Set(values.map(({unit}) => unit));
      tellUnknown(
        units.filter(unit => !known.has(unit)),
        units,
        call,
        at,
      );
      const largestFirst = (end === "best") !== smallIsGood(node, at);
      const sorted = [...values].sort((a, b) => a.quantity.value.cmp(b.quantity.value) * (largestFirst ? -1 : 1) || 0);
      const edge = sorted[Math.min(Number(count.digits), sorted.length) - 1];
      if (!edge) return nameList([]);
      const chosen = sorted.filter(({quantity}) => {
        const order = quantity.value.cmp(edge.quantity.value);
        return largestFirst ? order >= 0 : order <= 0;
      });
      return nameList(chosen.map(({unit}) => unit));
    },
  };
}
