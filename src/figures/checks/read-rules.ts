import {diagnose, findNearest, hasErrors, type Report, type Severity, type Span} from "../../diagnostics/index.ts";
import {
  type CheckName,
  checkNames,
  checkSchema,
  checkSchemas,
  type YamlFile,
  type YamlPath,
  type YamlText,
} from "../../workspace/index.ts";
import {Decimal} from "../decimal.ts";
import type {Expression} from "../expression.ts";
import type {Indicator} from "../indicator.ts";
import {parseYamlExpression} from "../yaml-expression.ts";
import {checkForm, measureOf} from "./check-expression.ts";
import type {Rule, Tolerance} from "./rule.ts";

const defaultSeverity: Record<CheckName, Severity> = {
  合计相符: "error",
  合计百分百: "error",
  不大于: "error",
  累计不小于当期: "error",
  只增不减: "warning",
  波动: "warning",
  数量级: "error",
  整数: "error",
  非负: "error",
  条件: "error",
};

/** Measures of things that are counted one by one. */
const countingMeasures = new Set([
  "户",
  "人",
  "个",
  "件",
  "栋",
  "村",
  "名",
  "家",
  "人次",
  "户次",
  "次",
  "份",
  "处",
  "座",
  "台",
  "辆",
  "头",
  "只",
  "棵",
  "场",
  "条",
  "项",
  "起",
  "宗",
  "张",
  "套",
  "间",
  "幢",
  "所",
]);
/** Areas have parts of a unit, but are never below nothing. */
const areaMeasures = new Set(["亩", "公顷", "平方米", "平方公里"]);

/** Reads the rules under 核对 and adds those that are always on. A rule with a mistake is told and left out. */
export function readRules(
  file: YamlFile,
  indicators: ReadonlyMap<string, Indicator>,
  types: ReadonlySet<string>,
  report: Report,
): Rule[] {
  const rules = file.yaml ? readWritten(file.yaml, indicators, types, report) : [];
  const listed = (kind: Rule["kind"]) =>
    new Set(rules.flatMap(rule => (rule.kind === kind && "indicators" in rule ? rule.indicators : [])));
  const builtIn = (kind: "wholeNumber" | "notNegative", measures: ReadonlySet<string>): Rule => {
    const own = listed(kind);
    return {
      kind,
      severity: "error",
      span: undefined,
      types: undefined,
      tolerance: none,
      reason: undefined,
      indicators: [...indicators.values()].filter(
        indicator =>
          indicator.nature !== "formula" && !indicator.broken && measures.has(indicator.measure) && !own.has(indicator),
      ),
    };
  };
  return [
    ...rules,
    builtIn("wholeNumber", countingMeasures),
    builtIn("notNegative", new Set([...countingMeasures, ...areaMeasures])),
  ];
}

const none: Tolerance = {absolute: new Decimal(0), relative: new Decimal(0)};

function readWritten(
  yaml: YamlText,
  indicators: ReadonlyMap<string, Indicator>,
  types: ReadonlySet<string>,
  report: Report,
): Rule[] {
  const list = (yaml.value as {核对?: unknown} | null)?.核对;
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) {
    report(
      diagnose("JB-1022", yaml.spanAt(["核对"]), {
        where: "“核对”",
        expected: "列表（每行以“- ”开头）",
        actual: "别的内容",
      }),
    );
    return [];
  }
  return list.flatMap((entry: unknown, index) => readRule(yaml, entry, index, indicators, types, report) ?? []);
}

function readRule(
  yaml: YamlText,
  entry: unknown,
  index: number,
  indicators: ReadonlyMap<string, Indicator>,
  types: ReadonlySet<string>,
  reportAll: Report,
): Rule | undefined {
  const at: YamlPath = ["核对", index];
  const found: Parameters<Report>[0][] = [];
  const report: Report = diagnostic => {
    found.push(diagnostic);
    reportAll(diagnostic);
  };
  const name = findName(yaml, entry, at, report);
  if (!name) return undefined;
  const written = checkSchema(checkSchemas[name], yaml, report, at);
  if (!written) return undefined;
  const span = yaml.spanAt([...at, "规则"]);
  checkTypes(written.单位, yaml, at, types, report);
  const head = {
    severity: written.级别 === undefined ? defaultSeverity[name] : written.级别 === "错误" ? "error" : "warning",
    span,
    types: written.单位,
    tolerance: "容差" in written ? readTolerance(written.容差) : none,
    reason: written.说明,
  } as const;
  const list = (accepts: Acceptance) => findIndicators(accepts);
  const rule = ((): Rule | undefined => {
    switch (written.规则) {
      case "合计相符":
        return {...head, kind: "total", indicators: list(summed)};
      case "合计百分百":
        return {...head, kind: "hundredPercent", parts: list(share)};
      case "不大于":
        return inequality("notGreater", "部分", "整体");
      case "累计不小于当期":
        return inequality("cumulative", "当期", "累计");
      case "只增不减":
        return {...head, kind: "onlyGrows", indicators: list(reported)};
      case "波动": {
        const rise = percentRatio(written.上限);
        return {
          ...head,
          kind: "jump",
          indicators: list(reported),
          rise,
          fall: written.下限 === undefined ? rise : percentRatio(written.下限),
          floor: new Decimal(written.起点 ?? 0),
        };
      }
      case "数量级":
        return {...head, kind: "magnitude", indicators: list(reported)};
      case "整数":
        return {...head, kind: "wholeNumber", indicators: list(notComputed)};
      case "非负":
        return {...head, kind: "notNegative", indicators: list(notComputed)};
      case "条件": {
        const condition = expressionAt("条件", "condition");
        return condition && {...head, kind: "condition", condition};
      }
    }
  })();
  return hasErrors(found) ? undefined : rule;

  function inequality(kind: "notGreater" | "cumulative", partKey: string, wholeKey: string): Rule | undefined {
    const part = expressionAt(partKey, "number");
    const whole = expressionAt(wholeKey, "number");
    if (!part || !whole) return undefined;
    const measures = [part, whole].map(({node}) => measureOf(node, indicators));
    const [partMeasure, wholeMeasure] = measures;
    if (partMeasure && wholeMeasure && partMeasure !== wholeMeasure) {
      const problem = `${part.text.trim()}的单位是${partMeasure}，${whole.text.trim()}的单位是${wholeMeasure}`;
      report(
        diagnose("JB-2520", yaml.spanAt([...at, wholeKey]), {
          problem,
          advice: "换成同一计量单位再比，如 全年增收 * 10000",
        }),
      );
    }
    return {...head, kind, part, whole};
  }

  function expressionAt(key: string, expected: "number" | "condition"): Expression | undefined {
    const expression = parseYamlExpression(yaml, [...at, key], report, {kind: "Expression"});
    return expression && checkForm(expression, expected, indicators, report) ? expression : undefined;
  }

  function findIndicators(accepts: Acceptance): Indicator[] {
    const raw = (entry as {指标?: unknown}).指标;
    const names = Array.isArray(raw) ? raw.map(String) : [String(raw)];
    if (names.length === 1 && names[0] === "全部") {
      return [...indicators.values()].filter(
        indicator => !indicator.broken && accepts.problem(indicator) === undefined,
      );
    }
    return names.flatMap((indicatorName, place): Indicator[] => {
      const placeSpan = yaml.spanAt(Array.isArray(raw) ? [...at, "指标", place] : [...at, "指标"]);
      const indicator = indicators.get(indicatorName);
      if (!indicator) {
        report(diagnose("JB-2011", placeSpan, {name: indicatorName, known: [...indicators.keys()]}));
        return [];
      }
      const problem = accepts.problem(indicator);
      if (problem !== undefined) report(diagnose("JB-2520", placeSpan, {problem, advice: accepts.advice}));
      return indicator.broken ? [] : [indicator];
    });
  }
}

function findName(yaml: YamlText, entry: unknown, at: YamlPath, report: Report): CheckName | undefined {
  const name = typeof entry === "object" && entry !== null ? (entry as {规则?: unknown}).规则 : undefined;
  if (name === undefined) {
    report(diagnose("JB-1020", yaml.spanAt(at), {key: "规则", where: `“核对”的第${Number(at.at(-1)) + 1}项`}));
    return undefined;
  }
  const known = checkNames.find(each => each === name);
  if (!known) {
    const span: Span = yaml.spanAt([...at, "规则"]);
    report(diagnose("JB-1023", span, {where: "“规则”", value: String(name), allowed: checkNames}));
  }
  return known;
}

function checkTypes(
  written: readonly string[] | undefined,
  yaml: YamlText,
  at: YamlPath,
  types: ReadonlySet<string>,
  report: Report,
): void {
  if (types.size === 0) return;
  for (const type of written ?? []) {
    if (types.has(type)) continue;
    const nearest = findNearest(type, types);
    report(
      diagnose("JB-2520", yaml.spanAt([...at, "单位"]), {
        problem: `没有“${type}”这一类单位`,
        advice: nearest === undefined ? `可以写：${[...types].join("、")}` : `是否想写“${nearest}”？`,
      }),
    );
  }
}

/** What kind of indicator a rule can check, and what to do about another. */
interface Acceptance {
  readonly problem: (indicator: Indicator) => string | undefined;
  readonly advice: string;
}

const kindOf = ({name, nature}: Indicator): string =>
  nature === "formula" ? `${name}由公式算出` : `${name}的口径是属性，不随月份变化`;

const reported: Acceptance = {
  problem: indicator =>
    indicator.nature === "formula" || indicator.nature === "fixed" ? kindOf(indicator) : undefined,
  advice: "这里只写按月填报的指标（期末数、当期数）",
};
const notComputed: Acceptance = {
  problem: indicator => (indicator.nature === "formula" ? kindOf(indicator) : undefined),
  advice: "这里只写填报的指标和属性",
};
const summed: Acceptance = {
  problem: indicator =>
    indicator.nature === "formula"
      ? kindOf(indicator)
      : indicator.aggregation === "sum"
        ? undefined
        : `${indicator.name}的汇总办法不是合计`,
  advice: "只写“汇总: 合计”的指标",
};
const share: Acceptance = {
  problem: indicator => (indicator.isRate ? undefined : `${indicator.name}的单位是${indicator.measure}，不是 %`),
  advice: "只写单位是 % 的指标",
};

function readTolerance(written: number | string | undefined): Tolerance {
  if (written === undefined) return none;
  if (typeof written === "number") return {...none, absolute: new Decimal(written)};
  return {...none, relative: percentRatio(written)};
}

function percentRatio(written: string): Decimal {
  return new Decimal(written.replace(/\s*[%％]$/, "")).div(100);
}
