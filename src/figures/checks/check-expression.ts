import {diagnose, type Report} from "../../diagnostics/index.ts";
import {type Expression, type Node, spanIn} from "../expression.ts";
import type {Indicator} from "../indicator.ts";
import {parsePeriod} from "../period.ts";

const comparisons: readonly string[] = [">=", "<=", ">", "<", "=", "!="];
const joints: readonly string[] = ["and", "or"];
const monthWords = ["本月", "上月", "去年同期", "上年同期", "年初", "上年末"];

/**
 * True when an expression can be worked out for every unit by itself: indicators of the unit, numbers, arithmetic,
 * and for conditions comparisons and 且 或 非. All that is wrong is reported.
 */
export function checkForm(
  expression: Expression,
  expected: "number" | "condition",
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): boolean {
  let isRight = true;
  const fail = (node: Node, problem: string, advice: string): void => {
    isRight = false;
    report(diagnose("JB-2520", spanIn(expression, node), {problem, advice}));
  };
  const number = (node: Node): void => {
    if (node.type === "name") name(node);
    else if (node.type === "negative") number(node.operand);
    else if (node.type === "binary" && !comparisons.includes(node.op) && !joints.includes(node.op)) {
      number(node.left);
      number(node.right);
    } else if (node.type === "binary") fail(node, "这里要的是数，写的是条件", "条件写在“规则: 条件”里");
    else if (node.type !== "number") {
      fail(node, "这里只能用指标、数字和加减乘除", "不写函数、文字和一批单位；每个单位各自核对");
    }
  };
  const name = (node: Node & {type: "name"}): void => {
    if (node.unit) fail(node, "这里不写单位名称", "规则对每个单位各自核对；只核对几类单位时写“单位: 村”");
    else if (!indicators.has(node.name.text)) {
      isRight = false;
      report(diagnose("JB-2011", spanIn(expression, node.name), {name: node.name.text, known: [...indicators.keys()]}));
    } else if (indicators.get(node.name.text)?.broken) isRight = false;
    if (node.period && !monthWords.includes(node.period.text) && !parsePeriod(node.period.text)) {
      isRight = false;
      report(diagnose("JB-3007", spanIn(expression, node.period), {text: node.period.text}));
    }
  };
  const condition = (node: Node): void => {
    if (node.type === "not") condition(node.operand);
    else if (node.type === "binary" && joints.includes(node.op)) {
      condition(node.left);
      condition(node.right);
    } else if (node.type === "binary" && comparisons.includes(node.op)) comparison(node);
    else fail(node, "这里要写条件", "写成比较的式子，如 入社户数 <= 总户数");
  };
  const comparison = (node: Node & {type: "binary"}): void => {
    number(node.left);
    number(node.right);
    const left = measureOf(node.left, indicators);
    const right = measureOf(node.right, indicators);
    if (left && right && left !== right) {
      fail(node, `两边的计量单位不同，一边是${left}，一边是${right}`, "换成同一计量单位再比");
    }
    warnRateAgainstNumber(node.left, node.right);
    warnRateAgainstNumber(node.right, node.left);
  };
  /** 流转率 <= 100 asks for ten thousand percent: 100% was meant. */
  const warnRateAgainstNumber = (rate: Node, plain: Node): void => {
    if (plain.type !== "number" || plain.percent || Number(plain.digits) <= 1) return;
    if (rate.type !== "name" || measureOf(rate, indicators) !== "%") return;
    report(diagnose("JB-3008", spanIn(expression, plain), {rate: rate.name.text, number: plain.digits}));
  };
  (expected === "number" ? number : condition)(expression.node);
  return isRight;
}

/** The measure of an expression; "" for bare numbers, undefined when it comes from a product or quotient. */
export function measureOf(node: Node, indicators: ReadonlyMap<string, Indicator>): string | undefined {
  switch (node.type) {
    case "number":
      return node.percent ? "%" : "";
    case "name":
      return indicators.get(node.name.text)?.measure;
    case "negative":
      return measureOf(node.operand, indicators);
    case "binary":
      if (node.op === "+" || node.op === "-") {
        return measureOf(node.left, indicators) || measureOf(node.right, indicators);
      }
      return undefined;
    default:
      return undefined;
  }
}
