import type {DataKind, Mutant} from "./mutant.ts";
import type {Cell, ProgressTable} from "./progress-table.ts";

/**
 * Every way in which a number of a progress file can be made wrong so that a rule of the workspace must notice:
 * what is out of the bounds of no rule is no mutant, since nobody could find it.
 */
export function mutateCell(cell: Cell, table: ProgressTable): Mutant[] {
  if (table.isExplained(cell) || table.groups.has(cell.unit) || cell.value <= 0) return [];
  const written = String(cell.value);
  const edits: [DataKind, string][] = [];
  for (const digits of [`${written[0]}${written}`, written.replace(/\d(?=\D*$)/, "$&$&")]) {
    if (isNoticed(cell, Number(digits), table)) edits.push(["digit doubled", digits]);
  }
  if (!written.includes(".") && written.length > 1) {
    for (const digits of [written.slice(1), written.slice(0, -1)]) {
      if (!digits.startsWith("0") && isNoticed(cell, Number(digits), table)) edits.push(["digit dropped", digits]);
    }
  }
  edits.push(...confuseMoney(cell, table), ...exceedWhole(cell, table), ...letFall(cell, table));
  return edits.map(([kind, after]) => ({
    kind,
    path: cell.path,
    start: cell.start,
    end: cell.end,
    before: written,
    after,
    holderStart: cell.start,
    holderEnd: cell.end,
    subject: `${cell.unit} ${cell.indicator} ${cell.period}`,
  }));
}

function rulesOf(name: string, cell: Cell, table: ProgressTable): Readonly<Record<string, unknown>>[] {
  return table.rules.filter(rule => rule.规则 === name && appliesTo(rule, cell, table));
}

function appliesTo(rule: Readonly<Record<string, unknown>>, cell: Cell, table: ProgressTable): boolean {
  return rule.单位 === undefined || asList(rule.单位).includes(table.types.get(cell.unit) ?? "");
}

function names(rule: Readonly<Record<string, unknown>>, cell: Cell): boolean {
  const list = asList(rule.指标);
  return list.includes(cell.indicator) || list.includes("全部");
}

function asList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

/** True when 波动 sees the change against the month before; the month itself must have been right. */
function isNoticed(cell: Cell, value: number, table: ProgressTable): boolean {
  const before = table.find(cell.unit, cell.indicator, lastMonth(cell.period));
  if (!before || before.value <= 0) return false;
  return rulesOf("波动", cell, table).some(rule => {
    if (!names(rule, cell)) return false;
    const rise = ratioOf(rule.上限);
    const fall = rule.下限 === undefined ? rise : ratioOf(rule.下限);
    const start = Number(rule.起点 ?? 0);
    if (before.value < start && value < start) return false;
    const change = table.measures.get(cell.indicator) === "%" ? (value - before.value) / 100 : value / before.value - 1;
    return change > rise || change < -fall;
  });
}

/** 元 where 万元 is meant, and the other way round; found by 数量级, which needs other months to compare with. */
function confuseMoney(cell: Cell, table: ProgressTable): [DataKind, string][] {
  const measure = table.measures.get(cell.indicator);
  if (measure !== "元" && measure !== "万元") return [];
  if (!rulesOf("数量级", cell, table).some(rule => names(rule, cell))) return [];
  const others = table.months(cell.unit, cell.indicator).filter(other => other !== cell && other.value > 0);
  const usual = median(others.map(({value}) => value));
  const value = measure === "万元" ? cell.value * 10000 : cell.value / 10000;
  // “About” ten thousand times: within a factor of two, with two other months that agree.
  const power = Math.abs(Math.log10(value / usual));
  if (others.length < 2 || Math.abs(power - 4) > 0.25) return [];
  return [["元 for 万元", String(Number(value.toPrecision(12)))]];
}

/** Above what it is a part of, by a little. */
function exceedWhole(cell: Cell, table: ProgressTable): [DataKind, string][] {
  const wholes = [
    ...rulesOf("不大于", cell, table).flatMap(({部分: part, 整体: whole}) =>
      part === cell.indicator ? [String(whole)] : [],
    ),
    ...rulesOf("条件", cell, table).flatMap(({条件: condition}) => {
      const [, part, whole] = /^\s*(\S+)\s*<=\s*(\S+)\s*$/.exec(String(condition)) ?? [];
      return part === cell.indicator && whole !== undefined ? [whole] : [];
    }),
  ];
  return wholes.flatMap((whole): [DataKind, string][] => {
    const value = table.attribute(cell.unit, whole) ?? table.find(cell.unit, whole, cell.period)?.value;
    // The part must be what moved: with a whole far above it, it moves farther than the whole ever did.
    if (value === undefined || value <= 0 || cell.value > value * 0.9) return [];
    return [["part over whole", String(Math.ceil(value * 1.1))]];
  });
}

/** The last reported month below the one before, by less than 波动 looks at. */
function letFall(cell: Cell, table: ProgressTable): [DataKind, string][] {
  if (!rulesOf("只增不减", cell, table).some(rule => names(rule, cell))) return [];
  const months = table.months(cell.unit, cell.indicator);
  const before = months.at(-2);
  if (cell !== months.at(-1) || !before || before.value < 20) return [];
  const value = Math.floor(before.value * 0.92);
  return value < cell.value && value < before.value ? [["stock fallen", String(value)]] : [];
}

function lastMonth(period: string): string {
  const [year = 0, month = 0] = period.split("-").map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, "0")}`;
}

function ratioOf(percent: unknown): number {
  return Number.parseFloat(String(percent)) / 100;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
