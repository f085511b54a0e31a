import type {Span} from "../../diagnostics/index.ts";
import {type Figures, findUnit, type Unit} from "../../figures/index.ts";
import type {Workspace, YamlEntry, YamlText} from "../../workspace/index.ts";
import type {Place} from "../api.ts";
import {clearName} from "./table-files.ts";

interface Ground {
  readonly workspace: Workspace;
  readonly figures: Figures;
}

/**
 * Tells the cell of a month's table that a place of a progress file is; without an indicator, the row of a unit. What is read
 * of a file is kept for the questions that follow; `ground` is asked for when a place is in one.
 */
export function openCellFinder(ground: () => Ground): (span: Span) => Place["cell"] {
  const known = new Map<string, readonly YamlEntry[]>();
  return span => {
    const {path} = span.source;
    if (!path.startsWith("progress/")) return undefined;
    const {workspace, figures} = ground();
    const yaml = workspace.progress.find(file => file.path === path)?.yaml;
    if (!yaml) return undefined;
    const rows = known.get(path) ?? yaml.entriesAt(["数据"]);
    known.set(path, rows);
    return cellAt(span, yaml, rows, figures);
  };
}

function cellAt({source, start}: Span, yaml: YamlText, rows: readonly YamlEntry[], figures: Figures): Place["cell"] {
  const {units} = figures;
  const range = figures.observations.heads.find(({path}) => path === source.path)?.range ?? "";
  const group = range === "" ? undefined : units.find(range)[0];
  const nameOf = (written: string, span: Span): string | undefined => {
    const unit: Unit | undefined = findUnit(written, span, units, () => undefined, group);
    return unit && clearName(unit, units);
  };
  const row = rows.find(entry => isWithin(start, entry));
  if (row) {
    const unit = nameOf(row.key, row.keySpan);
    const indicator = row.entries().find(entry => isWithin(start, entry))?.key;
    // A name that is misspelt has no column.
    const isShown = indicator === undefined || figures.indicators.has(indicator);
    return unit === undefined || !isShown ? undefined : {unit, indicator};
  }
  const correction = correctionAt(start, yaml);
  const unit = correction && nameOf(correction.unit, yaml.spanAt([]));
  return unit === undefined ? undefined : {unit, indicator: correction?.indicator};
}

function isWithin(offset: number, {keySpan, valueSpan}: YamlEntry): boolean {
  return keySpan.start <= offset && offset <= Math.max(valueSpan.end, keySpan.end);
}

/** What an entry of 更正 corrects. */
function correctionAt(offset: number, yaml: YamlText): {unit: string; indicator: string | undefined} | undefined {
  const list = (yaml.value as {更正?: unknown} | null)?.更正;
  if (!Array.isArray(list)) return undefined;
  const index = list.findIndex((_, at) => {
    const {start, end} = yaml.spanAt(["更正", at]);
    return start <= offset && offset <= end;
  });
  const {单位: unit, 指标: indicator} = (list[index] ?? {}) as {单位?: unknown; 指标?: unknown};
  if (typeof unit !== "string") return undefined;
  return {unit, indicator: typeof indicator === "string" ? indicator : undefined};
}
