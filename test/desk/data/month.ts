import {readFileSync} from "node:fs";
import type {TableState} from "../../../src/desk/api.ts";
import {type CellStore, type SavedCells, saveCells} from "../../../src/desk/engine/save-table.ts";
import type {TableGround} from "../../../src/desk/engine/table.ts";
import {readTable} from "../../../src/desk/engine/table.ts";
import {describe as describeDiagnostic} from "../../../src/diagnostics/index.ts";
import {type Period, readFigures} from "../../../src/figures/index.ts";
import {memoryFiles, readWorkspace} from "../../../src/workspace/index.ts";

const content = new URL("../../../content/", import.meta.url);
const sample = (path: string) => readFileSync(new URL(path, content), "utf8");

/** The sample workspace's data. */
export const sampleData: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "jianbao.yaml",
    "units.yaml",
    "indicators.yaml",
    "progress/2018-07.yaml",
    "progress/2019-05.yaml",
    "progress/2019-06.yaml",
    "progress/2019-07.yaml",
  ].map(path => [path, sample(path)]),
);

export const july = "2019-07" as Period;

/** A cell as a test writes it: unit, indicator, what is typed, what was there. */
export type Typed = readonly [unit: string, indicator: string, text: string, before?: string];

/** Texts of a workspace that may be asked for their table and written to. */
export function openMonthOf(texts: Readonly<Record<string, string | Uint8Array>>) {
  let files: Readonly<Record<string, string | Uint8Array>> = texts;
  const others: ((text: string) => string)[] = [];
  const ground = (): TableGround => {
    const workspace = readWorkspace(memoryFiles(files));
    return {
      workspace,
      figures: readFigures(workspace),
      toFindings: diagnostics =>
        diagnostics.map(diagnostic => ({
          severity: diagnostic.severity,
          code: diagnostic.code,
          message: describeDiagnostic(diagnostic).message,
          fixes: [],
          slugs: [],
        })),
    };
  };
  const table = (period = july): TableState => {
    const found = readTable(period, ground());
    if (!found) throw new Error(`no table of ${period}`);
    return found;
  };
  const cell = (unit: string, indicator: string, period = july) =>
    table(period).rows.find(row => row.unit === unit)?.cells[indicator];
  const held = (path: string): string => {
    const bytes = files[path];
    return typeof bytes === "string" ? bytes : new TextDecoder("utf-8", {ignoreBOM: true}).decode(bytes);
  };
  const earlier: string[] = [];
  const store: CellStore = {
    earlier: () => earlier,
    read: path => (path in files ? {path, text: held(path), version: held(path)} : undefined),
    save({path, text, base}) {
      const other = others.shift()?.(held(path));
      if (other !== undefined) files = {...files, [path]: other};
      if (base !== held(path)) return {kind: "conflict", version: held(path), theirs: held(path), base};
      earlier.unshift(held(path));
      files = {...files, [path]: text};
      return {kind: "saved", version: text};
    },
  };
  return {
    ground,
    table,
    cell,
    text: (path = "progress/2019-07.yaml") => held(path),
    /** What another program makes of a file in the moment before it is written. */
    others,
    save(cells: readonly Typed[], period: string = july): SavedCells {
      const {figures} = ground();
      return saveCells(
        {
          period,
          base: "",
          cells: cells.map(([unit, indicator, text, before]) => ({
            unit,
            indicator,
            text,
            before: before ?? cell(unit, indicator, period as Period)?.text ?? "",
          })),
        },
        figures,
        store,
      );
    },
  };
}

/** The lines of a text that differ from another's at the same place: "12: 流转面积: 9". */
export function changedLines(before: string, after: string): string[] {
  const old = before.split("\n");
  return after.split("\n").flatMap((line, index) => (line === old[index] ? [] : [line]));
}
