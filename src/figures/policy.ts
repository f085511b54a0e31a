import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import {
  checkSchema,
  type PolicyEntry,
  policySchema,
  type RewardEntry,
  type YamlFile,
  type YamlPath,
  type YamlText,
} from "../workspace/index.ts";
import {Decimal} from "./decimal.ts";
import {type Expression, type Node, spanIn} from "./expression.ts";
import {formatQuantity, type NumberStyle, type Quantity} from "./format.ts";
import type {Indicator} from "./indicator.ts";
import type {UnitTree} from "./unit.ts";
import {parseYamlExpression} from "./yaml-expression.ts";

/** How much is paid to one unit; a fixed amount has equal ends. */
export interface Reward {
  readonly lowest: Decimal;
  readonly highest: Decimal;
  readonly measure: string;
}

export interface PolicyBand {
  readonly name: string | undefined;
  readonly condition: Expression;
  readonly reward: Reward;
}

/** A reward rule: who is judged by what, and what is paid to whom how often. */
export interface Policy {
  readonly name: string;
  /** Of its name in policies.yaml. */
  readonly span: Span;
  /** 对象: expressions that give the units judged. */
  readonly candidates: readonly Expression[];
  /** What all bands ask for; undefined when only the bands decide. */
  readonly condition: Expression | undefined;
  /** From the highest down; the first that fits counts. One without a condition of its own when there are none. */
  readonly bands: readonly PolicyBand[];
  readonly reward: Reward | undefined;
  /** 受益: 村集体. */
  readonly payee: string | undefined;
  readonly manner: PolicyEntry["方式"];
  readonly basis: string | undefined;
  readonly explanation: string | undefined;
}

export interface Policies {
  readonly all: ReadonlyMap<string, Policy>;
  /** Names of policies with mistakes: what rests on them is not printed. */
  readonly broken: ReadonlySet<string>;
  readonly path: string;
  /** True when the file as a whole could not be read: a name that is not there may be in it. */
  readonly isUnreadable: boolean;
}

/** Reads policies.yaml; a mistake in one policy leaves the others usable. */
export function buildPolicies(
  file: YamlFile | undefined,
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): Policies {
  const all = new Map<string, Policy>();
  const broken = new Set<string>();
  const path = file?.path ?? "policies.yaml";
  const yaml = file?.yaml;
  if (!yaml) return {all, broken, path, isUnreadable: file !== undefined};
  const list = policyList(yaml, report);
  const seen = new Set<string>();
  for (const [index, written] of (list ?? []).entries()) {
    const name = nameOf(written);
    let isBroken = false;
    const note: Report = diagnostic => {
      isBroken ||= diagnostic.severity === "error";
      report(diagnostic);
    };
    const policy = readPolicy(yaml, ["政策", index], units, indicators, note);
    if (name !== undefined && seen.has(name)) note(diagnose("JB-2601", yaml.spanAt(["政策", index, "名称"]), {name}));
    if (name !== undefined) seen.add(name);
    if (policy && !isBroken) all.set(policy.name, policy);
    else if (name !== undefined) broken.add(name);
  }
  return {all, broken, path, isUnreadable: list === undefined};
}

/** "1万元—3万元": the measure stands with both ends (GB/T 15835). */
export function formatReward({lowest, highest, measure}: Reward, style: NumberStyle): string {
  const amount = (value: Decimal): string => formatQuantity(amountOf(value, measure), style);
  return lowest.eq(highest) ? amount(lowest) : `${amount(lowest)}—${amount(highest)}`;
}

function amountOf(value: Decimal, measure: string): Quantity {
  const isLarge = measure === "元" && value.gte(1e4);
  return {
    value: isLarge ? value.div(1e4) : value,
    measure: isLarge ? "万元" : measure,
    isRate: false,
    decimals: 4,
    trim: true,
  };
}

/** Rewards of several units together; in 万元 as soon as one of them is. */
export function addRewards(rewards: readonly Reward[]): Reward | undefined {
  if (rewards.length === 0) return undefined;
  const measure = rewards.every(reward => reward.measure === "元") ? "元" : "万元";
  const inMeasure = (value: Decimal, from: string) => (from === measure ? value : value.div(1e4));
  return {
    lowest: Decimal.sum(...rewards.map(reward => inMeasure(reward.lowest, reward.measure))),
    highest: Decimal.sum(...rewards.map(reward => inMeasure(reward.highest, reward.measure))),
    measure,
  };
}

function policyList(yaml: YamlText, report: Report): readonly unknown[] | undefined {
  const known = ["政策"];
  const head = yaml.entriesAt([]);
  for (const {key, keySpan} of head) if (!known.includes(key)) report(diagnose("JB-1021", keySpan, {key, known}));
  const list = (yaml.value as {政策?: unknown} | null)?.政策;
  if (Array.isArray(list)) return list;
  // A misspelt key has been told as an unknown one.
  if (head.some(({key}) => key === "政策")) {
    const actual = list === null ? "空" : "别的内容";
    report(diagnose("JB-1022", yaml.spanAt(["政策"]), {where: "“政策”", expected: "列表（每行以“- ”开头）", actual}));
  } else if (head.length === 0) report(diagnose("JB-1020", yaml.spanAt([]), {key: "政策", where: "文件"}));
  return undefined;
}

function nameOf(entry: unknown): string | undefined {
  const name = (entry as {名称?: unknown} | null)?.名称;
  return typeof name === "string" ? name : undefined;
}

function readPolicy(
  yaml: YamlText,
  path: YamlPath,
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  report: Report,
): Policy | undefined {
  const entry = checkSchema(policySchema, yaml, report, path);
  if (!entry) return undefined;
  const {名称: name} = entry;
  const condition = entry.条件 === undefined ? undefined : readCondition([...path, "条件"]);
  const bands = (entry.档次 ?? []).flatMap((band, index): PolicyBand[] => {
    const own = readCondition([...path, "档次", index, "条件"]);
    const reward = readReward(band.奖励, [...path, "档次", index, "奖励"]);
    return own && reward ? [{name: band.名称, condition: own, reward}] : [];
  });
  const reward = entry.奖励 && readReward(entry.奖励, [...path, "奖励"]);
  if (entry.条件 === undefined && !entry.档次) report(diagnose("JB-2602", yaml.spanAt([...path, "名称"]), {name}));
  if ((entry.奖励 === undefined) === (entry.档次 === undefined)) {
    report(diagnose("JB-2605", yaml.spanAt(entry.奖励 ? [...path, "奖励"] : [...path, "名称"]), {name}));
  }
  const candidates = entry.对象.flatMap(
    (_, index) => parseYamlExpression(yaml, [...path, "对象"], report, {index, kind: "Expression"}) ?? [],
  );
  return {
    name,
    span: yaml.spanAt([...path, "名称"]),
    candidates,
    condition,
    bands,
    reward,
    payee: entry.受益,
    manner: entry.方式,
    basis: entry.依据,
    explanation: entry.说明,
  };

  function readCondition(at: YamlPath): Expression | undefined {
    const expression = parseYamlExpression(yaml, at, report, {kind: "Expression"});
    if (!expression) return undefined;
    if (!isCondition(expression.node)) report(diagnose("JB-2603", yaml.spanAt(at), {text: expression.text.trim()}));
    else checkNames(expression, expression.node);
    return expression;
  }

  /** A misspelt indicator is told where it stands, whether or not a bulletin uses the policy yet. */
  function checkNames(expression: Expression, node: Node): void {
    switch (node.type) {
      case "name": {
        const {text} = node.name;
        const isKnown =
          indicators.has(text) ||
          text === "名称" ||
          /^(?:各|全部|所有)/.test(text) ||
          units.find(text).length > 0 ||
          units.all.some(({attributes}) => attributes.has(text));
        if (!isKnown)
          report(diagnose("JB-2011", spanIn(expression, node.name), {name: text, known: [...indicators.keys()]}));
        return;
      }
      case "call":
        if (node.name.text === "达标") report(diagnose("JB-2607", spanIn(expression, node.name), {}));
        else for (const arg of node.args) checkNames(expression, arg);
        return;
      case "list":
        for (const item of node.items) checkNames(expression, item);
        return;
      case "not":
      case "negative":
        checkNames(expression, node.operand);
        return;
      case "binary":
        checkNames(expression, node.left);
        checkNames(expression, node.right);
    }
  }

  function readReward(written: RewardEntry, at: YamlPath): Reward | undefined {
    const {金额: amount, 最低: lowest, 最高: highest, 单位: measure} = written;
    const problem =
      amount !== undefined
        ? lowest !== undefined || highest !== undefined
          ? "既写了金额，又写了幅度"
          : undefined
        : lowest === undefined || highest === undefined
          ? "没有写全"
          : lowest > highest
            ? `最低 ${lowest} 比最高 ${highest} 还大`
            : undefined;
    if (problem !== undefined) {
      report(diagnose("JB-2604", yaml.spanAt(at, "key"), {name, problem}));
      return undefined;
    }
    return {lowest: new Decimal(amount ?? lowest ?? 0), highest: new Decimal(amount ?? highest ?? 0), measure};
  }
}

/** True for what can hold or not: a comparison, or comparisons joined by 且, 或, 非. */
function isCondition(node: Node): boolean {
  if (node.type === "not") return isCondition(node.operand);
  if (node.type !== "binary") return false;
  if (node.op === "and" || node.op === "or") return isCondition(node.left) && isCondition(node.right);
  return !["+", "-", "*", "/"].includes(node.op);
}
