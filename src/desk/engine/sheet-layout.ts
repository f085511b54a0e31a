import {formatPeriod, type Indicator, type Period} from "../../figures/index.ts";
import type {TableRow} from "./table-rows.ts";

/** What a 填报表 is known by when it comes back: a hidden sheet of this name, the month in its cell B1. */
export const markSheet = "jianbao";

/** Names of the first two columns. */
export const aboveHeader = "上级";
export const unitHeader = "单位";

/** What stands in the unit column of rows that are no unit's. */
export const measureLabel = "计量单位";
export const natureLabel = "口径";

/** Columns that are there to compare with and are not read. */
export function lastHeader(name: string): string {
  return `上月${name}`;
}

export function isLastHeader(header: string): boolean {
  return header.startsWith("上月");
}

/** The first line of a sheet: "高青县唐坊镇2019年7月数据填报表（演示数据）". */
export function titleOf(office: string, period: Period, isDemo: boolean): string {
  return `${office}${formatPeriod(period)}数据填报表${isDemo ? "（演示数据）" : ""}`;
}

/** The rows of one worksheet: units of one type, which report the same. */
export interface RowGroup {
  readonly name: string;
  readonly rows: readonly TableRow[];
  readonly reported: readonly Indicator[];
  readonly computed: readonly Indicator[];
}

export function groupByType(rows: readonly TableRow[], columns: readonly Indicator[]): RowGroup[] {
  const byType = new Map<string, TableRow[]>();
  for (const row of rows) byType.set(row.unit.type, [...(byType.get(row.unit.type) ?? []), row]);
  return [...byType].map(([type, list]) => ({
    name: byType.size === 1 ? "填报表" : sheetName(type),
    rows: list,
    reported: columns.filter(column => list.some(({reported}) => reported.has(column))),
    computed: columns.filter(column => list.some(({computed}) => computed.has(column))),
  }));
}

/** A spreadsheet allows 31 characters, and some of them not. */
function sheetName(type: string): string {
  const name = type.replace(/[\\/?*[\]:']/g, "_").slice(0, 31);
  return name === markSheet ? `${name}_` : name;
}
