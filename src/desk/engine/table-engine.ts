import type {StandingWorkspace} from "../../build/index.ts";
import type {Diagnostic} from "../../diagnostics/index.ts";
import {type Period, parsePeriod} from "../../figures/index.ts";
import type {Finding} from "../api.ts";
import type {Engine} from "./engine.ts";
import {readSheet} from "./read-sheet.ts";
import {type CellStore, saveCells} from "./save-table.ts";
import {readTable, type TableGround} from "./table.ts";
import {writeCsv} from "./table-csv.ts";
import {writeWorkbook} from "./workbook.ts";

/** The questions about a month's figures. */
export type TableEngine = Pick<Engine, "table" | "saveTable" | "workbook" | "csv" | "readSheet">;

export function openTables(
  standing: StandingWorkspace,
  store: CellStore,
  toFindings: (diagnostics: readonly Diagnostic[]) => readonly Finding[],
): TableEngine {
  const ground = (): TableGround => {
    const {workspace, figures} = standing.base();
    return {workspace, figures, toFindings};
  };
  const table: Engine["table"] = written => ofMonth(written, period => readTable(period, ground()));
  return {
    table,
    saveTable(save) {
      const {figures} = ground();
      if (!ofMonth(save.period, period => figures.observations.hasPeriod(period))) return undefined;
      const {conflicts, refused, paths} = saveCells(save, figures, store);
      // A conflict tells of a change that may not have been noticed yet.
      if (paths.length > 0 || conflicts.length > 0) standing.changed(paths);
      const now = table(save.period);
      if (!now) return undefined;
      const told = refused.length > 0 ? {refused} : {};
      return conflicts.length > 0
        ? {kind: "conflict", table: now, cells: conflicts, ...told}
        : {kind: "saved", table: now, ...told};
    },
    workbook: async written => ofMonth(written, period => writeWorkbook(period, ground())),
    csv: written => ofMonth(written, period => writeCsv(period, ground())),
    readSheet: async (written, bytes) => ofMonth(written, period => readSheet(period, bytes, ground())),
  };
}

function ofMonth<T>(written: string, act: (period: Period) => T): T | undefined {
  const period = parsePeriod(written);
  return period === undefined ? undefined : act(period);
}
