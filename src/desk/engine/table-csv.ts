import type {Figures, Period} from "../../figures/index.ts";
import type {Workspace} from "../../workspace/index.ts";
import {aboveHeader, unitHeader} from "./sheet-layout.ts";
import {openTable} from "./table.ts";
import {cellText, findCell} from "./table-files.ts";
import {columnsOf} from "./table-rows.ts";

/**
 * A month's table as CSV that Excel and WPS open by themselves: a byte order mark, the month in the first line, then the
 * header, then a line a unit. Only what is reported; undefined when the month has no progress file.
 */
export function writeCsv(
  period: Period,
  {workspace, figures}: {readonly workspace: Workspace; readonly figures: Figures},
): string | undefined {
  const opened = openTable(period, {workspace, figures});
  if (!opened) return undefined;
  const columns = columnsOf(opened.rows, figures).filter(({formula}) => !formula);
  const lines = [
    ["期间", period],
    [aboveHeader, unitHeader, ...columns.map(({name, measure}) => `${name}（${measure}）`)],
    ...opened.rows.map(({unit, name, file}) => [
      unit.parent?.name ?? "",
      name,
      ...columns.map(column => {
        const entry = findCell(file, unit, column.name);
        return entry ? cellText(entry) : "";
      }),
    ]),
  ];
  return `\ufeff${lines.map(cells => `${cells.map(quote).join(",")}\r\n`).join("")}`;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
