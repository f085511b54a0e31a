import {diagnose, type Span} from "../diagnostics/index.ts";
import {
  addMonths,
  formatPeriod,
  monthOf,
  monthsBetween,
  type Period,
  parsePeriod,
  parseYamlExpression,
  type Resolved,
  resolveExpression,
  type Scope,
  type Unit,
  yearOf,
} from "../figures/index.ts";
import type {YamlText} from "../workspace/index.ts";
import type {Chart, ChartKind, ChartPoint} from "./chart.ts";
import {type ChartSpec, chartKinds, recentMonths} from "./chart-spec.ts";

/** What a chart's texts are on the page: worked out by the caller, since titles hold references. */
export interface ChartTexts {
  readonly title: string;
  readonly note: string | undefined;
  readonly width: number;
}

/** One thing that a chart varies over: units, months or indicators. */
interface Axis {
  readonly kind: "unit" | "period" | "indicator";
  /** 片区, 月份, 指标: heads the first column of the data table. */
  readonly name: string;
  readonly items: readonly {readonly name: string; readonly apply: (cell: Cell) => Cell}[];
}

interface Cell {
  readonly unit: Unit;
  readonly period: Period;
  readonly indicator: number;
}

/**
 * Fills in what the spec leaves open and asks the figures for every point. Undefined, with diagnostics, when the chart
 * cannot be drawn: no data, mixed measures, too many things at once.
 */
export function resolveChart(spec: ChartSpec, yaml: YamlText, texts: ChartTexts, scope: Scope): Chart | undefined {
  const kind: ChartKind = chartKinds[spec.类型];
  const at = (...path: (string | number)[]): Span => yaml.spanAt(path);
  const expressions = spec.指标.map((_, index) => parseYamlExpression(yaml, ["指标"], scope.report, {index}));
  const units = resolveUnits();
  const periods = resolvePeriods();
  if (!units || expressions.some(expression => !expression)) return undefined;

  const axes = varying(kind, unitAxis(units), periodAxis(periods), indicatorAxis(spec.指标));
  const [categories, series] = axes;
  if (!categories) return undefined;
  if (axes.length > 2) {
    return refuse("类型", "一次画不下这么多", "单位、期间、指标三样里，最多有两样可以有几个");
  }
  const isMulti = kind === "groupedColumn" || kind === "stackedColumn" || kind === "line";
  if (series && !isMulti) {
    return refuse(
      "类型",
      `只能画一组数，这里有${series.items.length}组（${series.name}）`,
      "改用分组柱状图或折线图，或者只留一个",
    );
  }
  if (!series && (kind === "groupedColumn" || kind === "stackedColumn")) {
    return refuse("类型", "要有几组数，这里只有一组", "在“指标”或“期间”里写两个以上，或者改用柱状图");
  }

  const start: Cell = {unit: units[0] ?? scope.unit, period: periods.at(-1) ?? scope.period, indicator: 0};
  const seriesItems = series?.items ?? [{name: spec.指标.join("、"), apply: (cell: Cell) => cell}];
  let table = seriesItems.map(item =>
    categories.items.map(category => evaluateCell(category.apply(item.apply(start)))),
  );
  const measures = [...new Set(table.flat().flatMap(cell => cell?.measure || []))];
  const [measure = "", otherMeasure] = measures;
  if (otherMeasure !== undefined) {
    const [first = "", second = ""] = [measure, otherMeasure].map(
      m => spec.指标[table.findIndex(row => row.some(cell => cell?.measure === m))] ?? m,
    );
    scope.report(
      diagnose("JB-5013", at("指标"), {
        kind: spec.类型,
        first: `${first}（${measure}）`,
        second: `${second}（${otherMeasure}）`,
      }),
    );
    return undefined;
  }
  if (!table.flat().some(cell => cell?.quantity)) {
    scope.report(diagnose("JB-5010", at("指标"), {title: `${spec.类型}“${texts.title}”`, what: spec.指标.join("、")}));
    return undefined;
  }
  const order = sortOrder(kind, spec, categories.kind === "unit", table[0] ?? []);
  table = table.map(row => order.map(index => row[index]));
  const names = order.map(index => categories.items[index]?.name ?? "");
  for (const cell of table.flat()) if (cell) scope.print?.(cell, "number");
  if (["stackedColumn", "doughnut", "completion"].includes(kind)) {
    for (const row of table) {
      const negative = row.findIndex(cell => cell?.quantity?.value.isNegative() && !cell.quantity.value.isZero());
      if (negative === -1) continue;
      scope.report(
        diagnose("JB-5012", at("指标"), {
          kind: spec.类型,
          category: names[negative] ?? "",
          value: row[negative]?.text ?? "",
        }),
      );
      return undefined;
    }
  }
  const target = resolveTarget(measure);
  if (kind === "completion" && !target) {
    return refuse("类型", "要有目标", "补上一行“目标: 60%”");
  }
  return {
    kind,
    title: texts.title,
    measure,
    categoryName: categories.name,
    categories: names,
    series: seriesItems.map(({name}, index) => ({name, points: (table[index] ?? []).map(toPoint)})),
    target,
    width: texts.width,
    note: texts.note,
  };

  function evaluateCell({unit, period, indicator}: Cell): Resolved | undefined {
    const expression = expressions[indicator];
    return expression && resolveExpression(expression, {...scope, period}, {unit, isProse: false});
  }

  function refuse(key: string, problem: string, hint: string): undefined {
    scope.report(diagnose("JB-5011", at(key), {kind: spec.类型, problem, hint}));
    return undefined;
  }

  function resolveUnits(): readonly Unit[] | undefined {
    if (!spec.单位) return [scope.unit];
    const units: Unit[] = [];
    for (const [index] of spec.单位.entries()) {
      const expression = parseYamlExpression(yaml, ["单位"], scope.report, {index});
      const resolved = expression && resolveExpression(expression, scope, {unit: scope.unit, isProse: false});
      if (!resolved) return undefined;
      if (resolved.value.kind !== "units") return refuse("单位", "的单位写得不对", "写各片区、各村，或单位名称");
      units.push(...resolved.value.units);
    }
    return units;
  }

  function resolvePeriods(): readonly Period[] {
    const written = spec.期间 ?? (kind === "line" ? ["近6个月"] : [scope.period]);
    const periods = written.flatMap(text => {
      const count = recentMonths(text);
      if (count === undefined) return parsePeriod(text) ?? [];
      const months = monthsBetween(addMonths(scope.period, 1 - count), scope.period);
      return months.filter(month => scope.figures.observations.hasPeriod(month));
    });
    return periods.length > 0 ? periods : [scope.period];
  }

  function resolveTarget(chartMeasure: string): Chart["target"] {
    if (spec.目标 === undefined)
      return kind === "completion" && chartMeasure === "%" ? {value: 100, label: "100%", name: "目标"} : undefined;
    const expression = parseYamlExpression(yaml, ["目标"], scope.report);
    const resolved = expression && resolveExpression(expression, scope, {unit: scope.unit, isProse: false});
    if (!resolved?.quantity) return undefined;
    // The measure of the chart stands beside a target that has none.
    scope.print?.({...resolved, measure: resolved.measure || chartMeasure}, "number");
    const {isRate, measure: own, value} = resolved.quantity;
    if (chartMeasure === "%" && !isRate && own === "" && value.gt(1)) {
      const rate = spec.指标[0] ?? "";
      scope.report(diagnose("JB-3008", at("目标"), {rate, number: resolved.text}));
    }
    return {
      value: drawnValue(resolved) ?? 0,
      label: resolved.measure ? resolved.text : `${resolved.text}${chartMeasure}`,
      name: "目标",
    };
  }
}

function unitAxis(units: readonly Unit[]): Axis {
  return {
    kind: "unit",
    name: units[0]?.type ?? "单位",
    items: units.map(unit => ({name: unit.shortName, apply: cell => ({...cell, unit})})),
  };
}

function periodAxis(periods: readonly Period[]): Axis {
  const sameYear = new Set(periods.map(yearOf)).size === 1;
  return {
    kind: "period",
    name: "月份",
    items: periods.map(period => ({
      name: sameYear ? `${monthOf(period)}月` : formatPeriod(period),
      apply: cell => ({...cell, period}),
    })),
  };
}

function indicatorAxis(names: readonly string[]): Axis {
  return {
    kind: "indicator",
    name: "指标",
    items: names.map((name, indicator) => ({
      name: name.split("|")[0]?.trim() ?? name,
      apply: cell => ({...cell, indicator}),
    })),
  };
}

/** The axes with more than one item, the categories first: months for a line, else units, months, indicators. */
function varying(kind: ChartKind, units: Axis, periods: Axis, indicators: Axis): Axis[] {
  const order = kind === "line" ? [periods, indicators, units] : [units, periods, indicators];
  const many = order.filter(({items}) => items.length > 1);
  if (many.length > 0) return kind === "line" && !many.includes(periods) ? [periods, ...many] : many;
  return [kind === "line" ? periods : units];
}

function sortOrder(
  kind: ChartKind,
  spec: ChartSpec,
  isUnits: boolean,
  row: readonly (Resolved | undefined)[],
): number[] {
  const indexes = row.map((_, index) => index);
  const wish = spec.排序 ?? (kind === "bar" && isUnits ? "降序" : "不排");
  if (wish !== "不排") {
    const sign = wish === "降序" ? -1 : 1;
    indexes.sort((a, b) => {
      const left = row[a]?.quantity?.value;
      const right = row[b]?.quantity?.value;
      if (!left || !right) return left ? -1 : right ? 1 : a - b;
      return left.cmp(right) * sign || a - b;
    });
  }
  return indexes.slice(0, spec.前 ?? indexes.length);
}

function toPoint(cell: Resolved | undefined): ChartPoint {
  return {value: cell ? drawnValue(cell) : null, label: cell?.number ?? "未报"};
}

/** Where a value stands on the axis: percentages as percent. */
function drawnValue({quantity}: Resolved): number | null {
  if (!quantity) return null;
  return (quantity.isRate ? quantity.value.times(100) : quantity.value).toNumber();
}
