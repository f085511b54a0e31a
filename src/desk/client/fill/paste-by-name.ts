import type {PlannedCell} from "./grid-edits.ts";

interface Names {
  /** Units in the order of the rows, indicators in that of the columns. */
  readonly units: readonly string[];
  readonly indicators: readonly string[];
}

export interface NamedPaste {
  readonly cells: readonly PlannedCell[];
  /** Names in the paste that the table does not have. */
  readonly unknownUnits: readonly string[];
  readonly unknownIndicators: readonly string[];
}

/**
 * A paste with a row of headers and a column of names goes where its names say, in whatever order it is; undefined for one
 * without them.
 */
export function planPasteByName(
  block: readonly (readonly string[])[],
  {units, indicators}: Names,
): NamedPaste | undefined {
  const [header = [], ...rows] = block;
  const columns = header.map(name => indicators.indexOf(bareName(name)));
  const firstNamed = columns.findIndex(column => column >= 0);
  if (rows.length === 0 || firstNamed < 1) return undefined;
  const nameColumn = header.findIndex(
    (_, at) => at < firstNamed && rows.some(row => units.includes(bareName(row[at]))),
  );
  if (nameColumn === -1) return undefined;
  const cells: PlannedCell[] = [];
  const unknownUnits: string[] = [];
  for (const row of rows) {
    const name = bareName(row[nameColumn]);
    const unit = units.indexOf(name);
    if (unit === -1) {
      if (name !== "") unknownUnits.push(name);
      continue;
    }
    for (const [at, column] of columns.entries()) {
      const text = row[at];
      if (column >= 0 && text !== undefined) cells.push({row: unit, column, text});
    }
  }
  const unknownIndicators = header
    .slice(firstNamed)
    .filter((name, at) => name.trim() !== "" && columns[firstNamed + at] === -1);
  return {cells, unknownUnits, unknownIndicators};
}

/** "流转面积（亩）" is called 流转面积. */
function bareName(written: string | undefined): string {
  return (written ?? "").replace(/\s+/g, "").replace(/[（(][^（()）]*[)）]$/, "");
}
