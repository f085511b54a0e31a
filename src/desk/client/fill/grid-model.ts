/**
 * The grid without its looks: where its cells are, and where a key leads. Rows and columns count from 0; headings between
 * rows are no rows.
 */
export type CellKind =
  /** Filled in by people. */
  | "typed"
  /** Worked out by a formula: read and copied, not written. */
  | "computed"
  /** The unit does not report it: shaded and passed over. */
  | "none";

export interface Position {
  readonly row: number;
  readonly column: number;
}

export interface Shape {
  readonly rows: number;
  readonly columns: number;
  kindAt(position: Position): CellKind;
}

/** From the cell that has the focus to the opposite corner. */
export interface Selection {
  readonly active: Position;
  readonly reach: Position;
}

/** Rows and columns of a selection, the last ones included. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export type Direction = "up" | "down" | "left" | "right";

export function selectOne(active: Position): Selection {
  return {active, reach: active};
}

export function areaOf({active, reach}: Selection): Area {
  return {
    top: Math.min(active.row, reach.row),
    bottom: Math.max(active.row, reach.row),
    left: Math.min(active.column, reach.column),
    right: Math.max(active.column, reach.column),
  };
}

export function isInside({top, bottom, left, right}: Area, {row, column}: Position): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

export function isSamePosition(a: Position, b: Position): boolean {
  return a.row === b.row && a.column === b.column;
}

/** Positions of an area, row by row. */
export function positionsIn({top, bottom, left, right}: Area): Position[] {
  const positions: Position[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) positions.push({row, column});
  return positions;
}

/** All of the grid; undefined when it has no cell. */
export function wholeArea({rows, columns}: Shape): Area | undefined {
  return rows > 0 && columns > 0 ? {top: 0, bottom: rows - 1, left: 0, right: columns - 1} : undefined;
}

const isThere = (shape: Shape, position: Position): boolean => shape.kindAt(position) !== "none";
const isTyped = (shape: Shape, position: Position): boolean => shape.kindAt(position) === "typed";

/** The next cell in a direction; the same one at the edge. */
export function step(shape: Shape, from: Position, direction: Direction): Position {
  return walk(shape, from, direction, isThere) ?? from;
}

/** The last cell in a direction, as Ctrl with an arrow. */
export function stepToEdge(shape: Shape, from: Position, direction: Direction): Position {
  let at = from;
  for (;;) {
    const next = walkLine(shape, at, direction, isThere);
    if (!next) return at === from ? step(shape, from, direction) : at;
    at = next;
  }
}

/** The corner of a selection moves by one over everything, as Shift with an arrow. */
export function stretch({rows, columns}: Shape, {row, column}: Position, direction: Direction): Position {
  if (direction === "up") return {row: Math.max(0, row - 1), column};
  if (direction === "down") return {row: Math.min(rows - 1, row + 1), column};
  if (direction === "left") return {row, column: Math.max(0, column - 1)};
  return {row, column: Math.min(columns - 1, column + 1)};
}

/** The corner of a selection moves to the edge of the grid. */
export function stretchToEdge({rows, columns}: Shape, {row, column}: Position, direction: Direction): Position {
  if (direction === "up") return {row: 0, column};
  if (direction === "down") return {row: rows - 1, column};
  return {row, column: direction === "left" ? 0 : columns - 1};
}

/** Down or up by a screenful, to the nearest cell that is there. */
export function stepByRows(shape: Shape, from: Position, count: number): Position {
  const row = Math.max(0, Math.min(shape.rows - 1, from.row + count));
  const target = {row, column: from.column};
  if (isThere(shape, target)) return target;
  const back = count > 0 ? "up" : "down";
  const found = walkLine(shape, target, back, isThere) ?? nearestInRow(shape, target, isThere);
  return found ?? from;
}

export function firstInRow(shape: Shape, {row}: Position): Position | undefined {
  return walkLine(shape, {row, column: -1}, "right", isThere);
}

export function lastInRow(shape: Shape, {row}: Position): Position | undefined {
  return walkLine(shape, {row, column: shape.columns}, "left", isThere);
}

export function firstCell(shape: Shape): Position | undefined {
  for (let row = 0; row < shape.rows; row++) {
    const found = firstInRow(shape, {row, column: 0});
    if (found) return found;
  }
  return undefined;
}

export function lastCell(shape: Shape): Position | undefined {
  for (let row = shape.rows - 1; row >= 0; row--) {
    const found = lastInRow(shape, {row, column: 0});
    if (found) return found;
  }
  return undefined;
}

/** The next cell to be filled in, row after row, as Tab; undefined after the last. */
export function following(shape: Shape, from: Position, isBackwards = false): Position | undefined {
  const by = isBackwards ? -1 : 1;
  let index = from.row * shape.columns + from.column + by;
  for (; index >= 0 && index < shape.rows * shape.columns; index += by) {
    const position = {row: Math.floor(index / shape.columns), column: index % shape.columns};
    if (isTyped(shape, position)) return position;
  }
  return undefined;
}

/** The cell to be filled in below, as Enter; `column` is where a run of Tabs began. */
export function below(shape: Shape, from: Position, column = from.column, isBackwards = false): Position {
  return walk(shape, {row: from.row, column}, isBackwards ? "up" : "down", isTyped) ?? from;
}

type Wanted = (shape: Shape, position: Position) => boolean;

/** Up and down first along the column, then to the nearest cell of the next row that has one. */
function walk(shape: Shape, from: Position, direction: Direction, isWanted: Wanted): Position | undefined {
  const found = walkLine(shape, from, direction, isWanted);
  if (found || direction === "left" || direction === "right") return found;
  const by = direction === "down" ? 1 : -1;
  for (let row = from.row + by; row >= 0 && row < shape.rows; row += by) {
    const near = nearestInRow(shape, {row, column: from.column}, isWanted);
    if (near) return near;
  }
  return undefined;
}

function walkLine(shape: Shape, from: Position, direction: Direction, isWanted: Wanted): Position | undefined {
  const rowBy = direction === "down" ? 1 : direction === "up" ? -1 : 0;
  const columnBy = direction === "right" ? 1 : direction === "left" ? -1 : 0;
  let row = from.row + rowBy;
  let column = from.column + columnBy;
  while (row >= 0 && row < shape.rows && column >= 0 && column < shape.columns) {
    if (isWanted(shape, {row, column})) return {row, column};
    row += rowBy;
    column += columnBy;
  }
  return undefined;
}

function nearestInRow(shape: Shape, {row, column}: Position, isWanted: Wanted): Position | undefined {
  for (let away = 0; away < shape.columns; away++) {
    for (const at of [column - away, column + away]) {
      if (at >= 0 && at < shape.columns && isWanted(shape, {row, column: at})) return {row, column: at};
    }
  }
  return undefined;
}
