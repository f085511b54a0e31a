import stringWidth from "string-width";
import type {YamlEntry} from "../../workspace/index.ts";
import {cellText, type MonthFile} from "./table-files.ts";

/** How the numbers of each indicator stand below each other in a progress file. */
export interface Columns {
  /** True for an entry of `{流转面积: 897, …}`, false for one with a line of its own. */
  isInBraces(entry: YamlEntry): boolean;
  /** A value, set to the right within its column; one that does not fit stands out. */
  pad(indicator: string, text: string): string;
}

/** `added` are the values that are going to be written: a column of which there is none yet is made for them. */
export function openColumns(
  {yaml, rows}: MonthFile,
  added: readonly {readonly indicator: string; readonly text: string}[],
): Columns {
  const text = yaml?.source.text ?? "";
  const braces = new Set<YamlEntry>();
  const widths = new Map<string, number[]>();
  for (const {entry, cells} of [...rows.values()].flat()) {
    if (text[entry.valueSpan.start] !== "{") continue;
    for (const cell of cells) {
      braces.add(cell);
      const width = /^[-+]?[\d.]+$/.test(cellText(cell)) ? fieldWidth(cell) : undefined;
      if (width !== undefined) widths.set(cell.key, [...(widths.get(cell.key) ?? []), width]);
    }
  }
  const newWidths = new Map<string, number>();
  for (const {indicator, text: written} of added) {
    newWidths.set(indicator, Math.max(newWidths.get(indicator) ?? 0, stringWidth(written)));
  }
  return {
    isInBraces: entry => braces.has(entry),
    pad(indicator, written) {
      const known = widths.get(indicator);
      const width = known ? commonWidth(known) : (newWidths.get(indicator) ?? 0);
      return " ".repeat(Math.max(0, width - stringWidth(written))) + written;
    },
  };

  /** The cells from the space behind the colon to the end of the number; undefined when it stands on another line. */
  function fieldWidth({keySpan, valueSpan}: YamlEntry): number | undefined {
    const field = text.slice(text.indexOf(":", keySpan.end) + 1, valueSpan.end);
    return /^ [^\n]*$/.test(field) ? stringWidth(field.slice(1)) : undefined;
  }
}

/** The width that most of a column's fields have; 0 when they are not set below each other. */
function commonWidth(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width = 0, count = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return count * 5 >= widths.length * 4 ? width : 0;
}
