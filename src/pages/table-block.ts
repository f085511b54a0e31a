import * as z from "zod";
import {diagnose} from "../diagnostics/index.ts";
import {
  compareNames,
  type Expression,
  parseYamlExpression,
  type Resolved,
  resolveExpression,
  type Scope,
  type Unit,
} from "../figures/index.ts";
import {escapeHtml, type RenderedText} from "../narrative/index.ts";
import {checkSchema, oneOrMore, type YamlText, yesNo} from "../workspace/index.ts";
import type {TableView} from "./view.ts";

const text = z.string().min(1);
const column = z.union([text, z.strictObject({表头: text, 值: text})], {error: "指标名称，或者“表头”和“值”"});

/** A ```表格 block. */
export const tableSpecSchema = z.strictObject({
  标题: text.optional().describe("印在表的上方"),
  单位: oneOrMore(text).describe("每行一个单位：各村、各片区"),
  列: z.array(column).min(1).describe("每列一个指标，或者表头和算式"),
  排序: text.optional().describe("按哪一列排：流转率 降序"),
  名次: yesNo.default(false).describe("单位后面加上位次、上月位次、升降三列，按“排序”的指标排；并列的按名称先后"),
  前: z.int().positive().optional().describe("只列前几行"),
  合计: yesNo.default(false).describe("最后一行印主体单位的数"),
  注: text.optional().describe("印在表下的说明"),
});

interface Column {
  readonly head: string;
  /** The head with places where it may break; the escaped head when undefined. */
  readonly headHtml?: string;
  readonly expression: Expression;
}

/** Works out a table: a row for each unit, a column for each expression, the measure in the head and not in cells. */
export function resolveTable(
  yaml: YamlText,
  id: string,
  scope: Scope,
  render: (value: string) => RenderedText,
): TableView | undefined {
  const spec = checkSchema(tableSpecSchema, yaml, scope.report);
  if (!spec) return undefined;
  const units = resolveUnits(spec.单位.length);
  const written = spec.列.map((entry, index) => readColumn(entry, index));
  if (!units || written.some(found => !found)) return undefined;
  const own = written.filter(found => found !== undefined);
  const places = spec.名次 ? placeColumns() : [];
  if (!places) return undefined;
  const known = [...places, ...own];

  const rowOf = (unit: Unit) =>
    known.map(({expression}) => resolveExpression(expression, scope, {unit, isProse: false}));
  let rows = units.map(unit => ({unit, cells: rowOf(unit), total: false}));
  if (rows.some(({cells}) => cells.includes(undefined))) return undefined;
  if (!rows.some(({cells}) => cells.some(cell => cell?.quantity))) {
    scope.report(
      diagnose("JB-5010", yaml.spanAt(["列"]), {
        title: "表格",
        what: spec.列.map(entry => (typeof entry === "string" ? entry : entry.表头)).join("、"),
      }),
    );
    return undefined;
  }
  if (spec.排序 !== undefined || spec.名次) {
    const sorted = sortRows(spec.排序);
    if (!sorted) return undefined;
    rows = sorted;
  }
  rows = rows.slice(0, spec.前 ?? rows.length);
  if (spec.合计) rows.push({unit: scope.unit, cells: rowOf(scope.unit), total: true});

  const measures = known.map((_, index) => [...new Set(rows.flatMap(({cells}) => cells[index]?.measure || []))]);
  const shared = [...new Set(measures.flat())];
  const heads = known.map(({head, headHtml}, index) => {
    const [measure, other] = measures[index] ?? [];
    if (headHtml !== undefined) return headHtml;
    return escapeHtml(shared.length > 1 && measure && !other ? `${head}（${measure}）` : head);
  });
  const isNumeric = known.map((_, index) => rows.some(({cells}) => cells[index]?.quantity));
  return {
    id,
    titleHtml: spec.标题 === undefined ? undefined : render(spec.标题).html,
    measureNote: shared.length === 1 && shared[0] ? `单位：${shared[0]}` : undefined,
    columns: [
      {headHtml: escapeHtml(units[0]?.type ?? "单位"), align: "left"},
      ...heads.map((head, index) => ({
        headHtml: head,
        align: isNumeric[index] ? ("right" as const) : ("center" as const),
      })),
    ],
    rows: rows.map(({unit, cells, total}) => ({
      cells: [
        spec.名次 && unit.shortName.length <= 5 ? whole(unit.shortName) : escapeHtml(unit.shortName),
        ...cells.map((cell, index) => cellHtml(cell, (measures[index]?.length ?? 0) > 1, scope)),
      ],
      total,
    })),
    note: spec.注 === undefined ? undefined : render(spec.注).text,
  };

  function resolveUnits(count: number): readonly Unit[] | undefined {
    const units: Unit[] = [];
    for (let index = 0; index < count; index++) {
      const expression = parseYamlExpression(yaml, ["单位"], scope.report, {index});
      const resolved = expression && resolveExpression(expression, scope, {unit: scope.unit, isProse: false});
      if (!resolved) return undefined;
      if (resolved.value.kind !== "units") {
        scope.report(
          diagnose("JB-5011", yaml.spanAt(["单位"]), {
            kind: "表格",
            problem: "的单位写得不对",
            hint: "写各片区、各村，或单位名称",
          }),
        );
        return undefined;
      }
      units.push(...resolved.value.units);
    }
    return units;
  }

  function readColumn(entry: z.output<typeof column>, index: number): Column | undefined {
    const path = typeof entry === "string" ? ["列", index] : ["列", index, "值"];
    const expression = parseYamlExpression(yaml, path, scope.report);
    if (!expression) return undefined;
    const head = typeof entry === "string" ? (entry.split("|")[0]?.trim() ?? entry) : render(entry.表头).text;
    return {head, expression};
  }

  /** What the rows are sorted by, and which way when that is written: 流转率 降序. */
  function sortKey(wish: string | undefined): {expression: Expression; order: string | undefined} | undefined {
    // Ranks without an order of their own are of the first column.
    if (wish === undefined) return own[0] && {expression: own[0].expression, order: undefined};
    const match = /^(.*?)[\s　]*(降序|升序)?$/.exec(wish);
    const key = match?.[1] ?? wish;
    // By a column's head as printed, or by any expression.
    const column = own.find(({head}) => head === key);
    const expression = column?.expression ?? parseYamlExpression(yaml, ["排序"], scope.report, {length: key.length});
    return expression && {expression, order: match?.[2]};
  }

  /** 位次, 上月位次, 升降 of the indicator that the rows are sorted by. */
  function placeColumns(): Column[] | undefined {
    const key = sortKey(spec?.排序)?.expression;
    if (!key) return undefined;
    const {node} = key;
    if (node.type !== "name" || !scope.figures.indicators.has(node.name.text) || key.filters.length > 0) {
      const place = yaml.spanAt(spec?.排序 === undefined ? ["列", 0] : ["排序"]);
      const hint = "“排序”写一个指标：流转率 降序";
      scope.report(diagnose("JB-5011", place, {kind: "表格", problem: "的名次要按一个指标排", hint}));
      return undefined;
    }
    const {start, end} = node;
    const through = (filter: string, of: typeof node = node): Expression => ({
      ...key,
      node: of,
      filters: [{name: {text: filter, start, end}, args: [], start, end}],
      written: `${[of.unit && `${of.unit.text}.`, of.name.text, of.period && `@${of.period.text}`].filter(Boolean).join("")} | ${filter}`,
    });
    const lastMonth = {...node, period: {text: "上月", start, end}};
    return [
      {head: "位次", headHtml: whole("位次"), expression: through("排名")},
      // Of another month there is no month before that to go to.
      ...(node.period
        ? []
        : [{head: "上月位次", headHtml: whole("上月") + whole("位次"), expression: through("排名", lastMonth)}]),
      {head: "升降", headHtml: whole("升降"), expression: through("位次变化")},
    ];
  }

  /** 流转率 降序: by a column's head or by any expression; units without a value come last. */
  function sortRows(wish: string | undefined): typeof rows | undefined {
    const sorting = sortKey(wish);
    if (!sorting) return undefined;
    const {expression, order} = sorting;
    const {node} = expression;
    const isSmallGood =
      order === undefined &&
      spec?.名次 === true &&
      node.type === "name" &&
      scope.figures.indicators.get(node.name.text)?.direction === "down";
    const sign = order === "升序" || isSmallGood ? 1 : -1;
    const byName = (a: Unit, b: Unit): number => (spec?.名次 ? compareNames(a, b) : 0);
    const keyed = rows.map((row, index) => ({
      row,
      index,
      value: resolveExpression(expression, scope, {unit: row.unit, isProse: false})?.quantity?.value,
    }));
    keyed.sort((a, b) => {
      if (!a.value || !b.value) return a.value ? -1 : b.value ? 1 : a.index - b.index;
      return a.value.cmp(b.value) * sign || byName(a.row.unit, b.row.unit) || a.index - b.index;
    });
    return keyed.map(({row}) => row);
  }
}

/** What is not broken over two lines. */
function whole(text: string): string {
  return `<span class="nb">${escapeHtml(text)}</span>`;
}

/** Digits alone when the column has one measure, else with their measure. */
function cellHtml(cell: Resolved | undefined, withMeasure: boolean, scope: Scope): string {
  if (!cell) return "—";
  scope.print?.(cell, withMeasure ? "cell" : "number");
  if (!cell.quantity) return escapeHtml(withMeasure ? cell.text : cell.number);
  return `<data class="figure" value="${cell.quantity.value.toString()}">${escapeHtml(withMeasure ? cell.text : cell.number)}</data>`;
}
