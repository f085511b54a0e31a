import type {ArrangedTable} from "./arrange-table.ts";
import {cellKey, type FillState, textOf} from "./fill-session.ts";
import type {Position} from "./grid-model.ts";

/** Cells that want a look, row by row. */
export interface Troubles {
  readonly wrong: readonly Position[];
  readonly missing: readonly Position[];
}

export function findTroubles({rows, columns, shape}: ArrangedTable, state: FillState): Troubles {
  const wrong: Position[] = [];
  const missing: Position[] = [];
  for (const [row, {unit, cells}] of rows.entries()) {
    for (const [column, {name}] of columns.entries()) {
      const position = {row, column};
      if (shape.kindAt(position) === "none") continue;
      const edit = state.edits.get(cellKey({unit, indicator: name}));
      const found = edit ? edit.message !== undefined : (cells[name]?.findings?.length ?? 0) > 0;
      if (found) wrong.push(position);
      else if (shape.kindAt(position) === "typed" && textOf(state, unit, name) === "") missing.push(position);
    }
  }
  return {wrong, missing};
}

/** The next of some positions after one, from the first again after the last. */
export function nextOf(positions: readonly Position[], {row, column}: Position): Position | undefined {
  return positions.find(each => each.row > row || (each.row === row && each.column > column)) ?? positions[0];
}
