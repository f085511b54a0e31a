import {fail} from "../evaluate.ts";
import type {Filter, Node} from "../expression.ts";
import {type Indicator, namesIn} from "../indicator.ts";
import {formatPeriod, monthsBetween, type Period, parsePeriod} from "../period.ts";
import {shiftToCumulative} from "../scope.ts";
import {type ExpressionFilter, refuse, type Subject} from "./filter.ts";

/** 累计: a flow summed up from January, or from another month. */
export const cumulative: ExpressionFilter = {
  usage: "村集体增收 | 累计 或 累计(2019-05)",
  explanation: "当期数从一月（或括号里的月份）加到这个月",
  takes: args => args.length <= 1 && args.every(arg => monthIn(arg) !== undefined),
  apply(subject, filter) {
    const [arg] = filter.args;
    const from = arg && monthIn(arg);
    if (!checkFlow(subject, filter, from)) return undefined;
    return {...subject, under: shift => subject.under(shiftToCumulative(shift, from))};
  },
};

function monthIn(arg: Node): Period | undefined {
  return arg.type === "month" ? parsePeriod(arg.text) : undefined;
}

/** 累计 is for flows (and rates of flows), and every month of it must have data. */
function checkFlow(subject: Subject, filter: Filter, from: Period | undefined): boolean {
  const {node, at} = subject;
  const {figures} = at.scope;
  const names =
    node.type === "name"
      ? [node.name.text]
      : node.type === "call"
        ? node.args.flatMap(arg => (arg.type === "name" ? [arg.name.text] : []))
        : [];
  const indicator = names.flatMap(name => figures.indicators.get(name) ?? [])[0];
  if (!indicator) {
    refuse(subject, filter, "这个算式", "累计只用于指标");
    return false;
  }
  const bases = baseNames(indicator.name, figures.indicators);
  const flows = bases.filter(name => figures.indicators.get(name)?.nature === "flow");
  if (flows.length === 0) {
    refuse(
      subject,
      filter,
      indicator.name,
      indicator.nature === "formula" ? "它由期末数算出" : "期末数本身就是累计存有的数",
    );
    return false;
  }
  const {from: first, to} = shiftToCumulative(at.shift, from).range(at.scope.period);
  const empty = monthsBetween(first, to).filter(period =>
    flows.some(name => figures.observations.at(name, period).size === 0),
  );
  const [firstEmpty] = empty;
  if (firstEmpty !== undefined) {
    const start = figures.observations.periods.find(period => period > (empty.at(-1) ?? firstEmpty)) ?? to;
    fail(at, filter, "JB-3015", {months: empty.map(formatPeriod).join("、"), first: start});
    return false;
  }
  return true;
}

/** The reported indicators that one is computed from, each visited once. */
function baseNames(name: string, indicators: ReadonlyMap<string, Indicator>): string[] {
  const seen = new Set([name]);
  // A set is walked in the order of insertion, with what is added on the way.
  for (const each of seen) {
    const formula = indicators.get(each)?.formula;
    for (const used of formula ? namesIn(formula.node) : []) if (indicators.has(used.name)) seen.add(used.name);
  }
  return [...seen].filter(each => !indicators.get(each)?.formula);
}
