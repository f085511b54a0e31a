import {diagnose, type Report, type Span, spanOf} from "../diagnostics/index.ts";
import {checkSchema, indicatorSchema, type YamlFile, type YamlText} from "../workspace/index.ts";
import {type Expression, type Node, spanIn} from "./expression.ts";
import {parseYamlExpression} from "./yaml-expression.ts";

/** What is counted. */
export interface Indicator {
  readonly name: string;
  /** 计量单位: "亩", "户", "万元", "%". */
  readonly measure: string;
  /** True for percentages: values are ratios (0.432), printed times a hundred. */
  readonly isRate: boolean;
  /** 期末数 stock, 当期数 flow, 属性 fixed (from units.yaml), 公式 formula. */
  readonly nature: "stock" | "flow" | "fixed" | "formula";
  /** How a group's value comes from its members; "none" for formulas, which are computed from the group's sums. */
  readonly aggregation: "sum" | "mean" | "max" | "none";
  readonly formula: Expression | undefined;
  /** Decimals printed, of the percentage for rates. */
  readonly decimals: number;
  /** Which direction is good; ranking puts the good first. */
  readonly direction: "up" | "down";
  /** Types of unit that report it; undefined: those that have reported it. */
  readonly reporters: readonly string[] | undefined;
  readonly explanation: string | undefined;
  readonly span: Span;
  readonly broken: boolean;
}

const natures = {期末数: "stock", 当期数: "flow", 属性: "fixed"} as const;
const aggregations = {合计: "sum", 平均: "mean", 最大: "max", 无: "none"} as const;

/** Reads indicators.yaml; a mistake in one indicator leaves the others usable. */
export function buildIndicators(file: YamlFile, report: Report): Map<string, Indicator> {
  const indicators = new Map<string, Indicator>();
  const {yaml} = file;
  if (!yaml) return indicators;
  checkHead(yaml, report);
  for (const {key, keySpan} of yaml.entriesAt(["指标"])) {
    indicators.set(key, readIndicator(yaml, key, keySpan, report));
  }
  checkFormulas(indicators, report);
  return indicators;
}

/** The names a node refers to, with their places. */
export function namesIn(node: Node): {name: string; start: number; end: number}[] {
  switch (node.type) {
    case "name":
      return [{name: node.name.text, start: node.name.start, end: node.name.end}];
    case "call":
      return node.args.flatMap(namesIn);
    case "list":
      return node.items.flatMap(namesIn);
    case "not":
    case "negative":
      return namesIn(node.operand);
    case "binary":
      return [...namesIn(node.left), ...namesIn(node.right)];
    default:
      return [];
  }
}

function checkHead(yaml: YamlText, report: Report): void {
  const known = ["指标", "核对"];
  for (const {key, keySpan} of yaml.entriesAt([])) {
    if (!known.includes(key)) report(diagnose("JB-1021", keySpan, {key, known}));
  }
  if (yaml.entriesAt(["指标"]).length === 0) report(diagnose("JB-1020", yaml.spanAt([]), {key: "指标", where: "文件"}));
}

function readIndicator(yaml: YamlText, name: string, span: Span, report: Report): Indicator {
  let broken = false;
  const note: Report = diagnostic => {
    broken ||= diagnostic.severity === "error";
    report(diagnostic);
  };
  const entry = checkSchema(indicatorSchema, yaml, note, ["指标", name]);
  let formula: Expression | undefined;
  if (entry?.公式 !== undefined) {
    formula = parseYamlExpression(yaml, ["指标", name, "公式"], note, {kind: "Expression"});
    for (const key of ["口径", "汇总"] as const) {
      if (entry[key] !== undefined) note(diagnose("JB-2013", yaml.spanAt(["指标", name, key], "key"), {name, key}));
    }
  } else if (entry && entry.口径 === undefined) note(diagnose("JB-2014", span, {name}));
  const isRate = entry?.单位 === "%" || entry?.单位 === "％";
  return {
    name,
    measure: isRate ? "%" : (entry?.单位 ?? ""),
    isRate,
    nature: entry?.公式 !== undefined ? "formula" : natures[entry?.口径 ?? "期末数"],
    aggregation: entry?.公式 !== undefined ? "none" : aggregations[entry?.汇总 ?? (isRate ? "无" : "合计")],
    formula,
    decimals: entry?.小数 ?? (isRate ? 1 : 0),
    direction: entry?.方向 === "降好" ? "down" : "up",
    reporters: entry?.填报,
    explanation: entry?.说明,
    span,
    broken,
  };
}

/** Formulas may name other indicators only, and must not lead back to themselves. */
function checkFormulas(indicators: Map<string, Indicator>, report: Report): void {
  const breakIndicator = (name: string) => {
    const indicator = indicators.get(name);
    if (indicator) indicators.set(name, {...indicator, broken: true});
  };
  for (const {name, formula} of [...indicators.values()]) {
    if (!formula) continue;
    for (const {name: used, start, end} of namesIn(formula.node)) {
      if (indicators.has(used)) continue;
      report(diagnose("JB-2011", spanIn(formula, {start, end}), {name: used, known: [...indicators.keys()]}));
      breakIndicator(name);
    }
  }
  for (const cycle of findCycles(indicators)) {
    for (const member of cycle) breakIndicator(member);
    const [name = ""] = cycle;
    const formula = indicators.get(name)?.formula;
    if (!formula) continue;
    report(
      diagnose("JB-2012", spanOf(formula.source, formula.offset, formula.offset + formula.text.length), {
        cycle: [...cycle, name],
      }),
    );
  }
  for (const name of findDeepFormulas(indicators)) {
    const formula = indicators.get(name)?.formula;
    breakIndicator(name);
    if (!formula) continue;
    const span = spanOf(formula.source, formula.offset, formula.offset + formula.text.length);
    report(diagnose("JB-2026", span, {name, limit: deepestFormula}));
  }
}

/** Formulas may rest on formulas, so many deep; more is a mistake, and would exhaust the computation. */
const deepestFormula = 50;

interface Step {
  readonly name: string;
  readonly uses: readonly string[];
  next: number;
}

/**
 * The ways from formulas back to themselves, e.g. [甲, 乙] when 甲 uses 乙 and 乙 uses 甲. One depth-first walk that enters
 * each indicator once, with its own stack: long chains do not exhaust the machine's.
 */
function findCycles(indicators: ReadonlyMap<string, Indicator>): string[][] {
  const cycles: string[][] = [];
  walkFormulas(indicators, {
    meet(path, used) {
      const from = path.findIndex(({name}) => name === used);
      cycles.push(path.slice(from).map(({name}) => name));
    },
    leave() {},
  });
  return cycles;
}

/** The first formulas of each chain that are too deep; what rests on them is not told again. */
function findDeepFormulas(indicators: ReadonlyMap<string, Indicator>): string[] {
  const depths = new Map<string, number>();
  const deep: string[] = [];
  walkFormulas(indicators, {
    meet() {},
    leave({name, uses}) {
      const depth = indicators.get(name)?.formula ? 1 + Math.max(0, ...uses.map(used => depths.get(used) ?? 0)) : 0;
      // Above one that is broken the count begins again: it is not computed.
      depths.set(name, depth > deepestFormula ? 0 : depth);
      if (depth > deepestFormula) deep.push(name);
    },
  });
  return deep;
}

function walkFormulas(
  indicators: ReadonlyMap<string, Indicator>,
  visitor: {
    /** A formula uses one that is still being walked. */
    readonly meet: (path: readonly Step[], used: string) => void;
    readonly leave: (step: Step) => void;
  },
): void {
  const states = new Map<string, "open" | "done">();
  const enter = (name: string): Step => {
    states.set(name, "open");
    const formula = indicators.get(name)?.formula;
    return {name, uses: formula ? [...new Set(namesIn(formula.node).map(used => used.name))] : [], next: 0};
  };
  for (const start of indicators.keys()) {
    if (states.has(start)) continue;
    const path = [enter(start)];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const used = step.uses[step.next++];
      if (used === undefined) {
        states.set(step.name, "done");
        visitor.leave(step);
        path.pop();
      } else if (!states.has(used)) path.push(enter(used));
      else if (states.get(used) === "open") visitor.meet(path, used);
    }
  }
}
