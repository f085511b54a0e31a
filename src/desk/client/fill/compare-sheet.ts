import type {SheetRead} from "../../api.ts";
import {type FillState, textOf} from "./fill-session.ts";

export interface SheetChange {
  readonly unit: string;
  readonly indicator: string;
  readonly before: string;
  readonly text: string;
}

/** What a returned sheet would change, and how many of its cells say what is there already. */
export function compareSheet(
  {cells}: SheetRead,
  state: FillState,
): {readonly changes: readonly SheetChange[]; readonly same: number} {
  const changes = cells
    .map(({unit, indicator, text}) => ({unit, indicator, text, before: textOf(state, unit, indicator)}))
    .filter(({before, text}) => !isSameNumber(before, text));
  return {changes, same: cells.length - changes.length};
}

/** "2.0" in the file and 2 in the sheet are the same. */
function isSameNumber(a: string, b: string): boolean {
  return a === b || (a !== "" && b !== "" && Number(a) === Number(b));
}
