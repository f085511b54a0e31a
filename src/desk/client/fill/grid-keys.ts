import {
  below,
  type Direction,
  firstCell,
  firstInRow,
  following,
  lastCell,
  lastInRow,
  type Position,
  type Selection,
  type Shape,
  selectOne,
  step,
  stepByRows,
  stepToEdge,
  stretch,
  stretchToEdge,
} from "./grid-model.ts";

export interface PressedKey {
  readonly key: string;
  /** Ctrl, or ⌘ on a Mac. */
  readonly isCtrl: boolean;
  readonly isShift: boolean;
}

/** What a key asks for while no cell is being typed in. */
export type KeyAct =
  | {readonly kind: "select"; readonly selection: Selection; readonly tabColumn?: number | undefined}
  | {readonly kind: "edit" | "clear" | "fill-down" | "undo" | "redo" | "save" | "release"};

interface Where {
  readonly shape: Shape;
  readonly selection: Selection;
  /** Column in which a run of Tabs began. */
  readonly tabColumn: number | undefined;
  /** Rows of a screenful. */
  readonly pageRows: number;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

const commands: Readonly<Record<string, Exclude<KeyAct["kind"], "select">>> = {
  F2: "edit",
  Delete: "clear",
  Backspace: "clear",
  Escape: "release",
  "Ctrl+d": "fill-down",
  "Ctrl+z": "undo",
  "Ctrl+y": "redo",
  "Ctrl+Z": "redo",
  "Ctrl+s": "save",
};

/** Undefined for a key that means nothing here: a character that is typed, or one for the browser. */
export function actOfKey(pressed: PressedKey, where: Where): KeyAct | undefined {
  const {key, isCtrl, isShift} = pressed;
  const command = commands[`${isCtrl ? "Ctrl+" : ""}${isShift && key.length === 1 ? key.toUpperCase() : key}`];
  if (command) return {kind: command};
  const {shape, selection, tabColumn} = where;
  const {active} = selection;
  if (isCtrl && key === "a") return selectAll(shape);
  if (key === "Tab") {
    const to = following(shape, active, isShift);
    return to && {kind: "select", selection: selectOne(to), tabColumn: tabColumn ?? active.column};
  }
  if (key === "Enter") return select(below(shape, active, tabColumn, isShift));
  const moved = isShift ? reachOfKey(pressed, where) : targetOfKey(pressed, where);
  if (!moved) return undefined;
  return isShift ? {kind: "select", selection: {active, reach: moved}} : select(moved);
}

function select(position: Position): KeyAct {
  return {kind: "select", selection: selectOne(position)};
}

/** The focus goes to the first cell that is there; the selection is all. */
function selectAll(shape: Shape): KeyAct | undefined {
  const active = firstCell(shape);
  return active && {kind: "select", selection: {active, reach: {row: shape.rows - 1, column: shape.columns - 1}}};
}

function targetOfKey({key, isCtrl}: PressedKey, {shape, selection: {active}, pageRows}: Where): Position | undefined {
  const direction = directions[key];
  if (direction) return isCtrl ? stepToEdge(shape, active, direction) : step(shape, active, direction);
  if (key === "Home") return isCtrl ? firstCell(shape) : firstInRow(shape, active);
  if (key === "End") return isCtrl ? lastCell(shape) : lastInRow(shape, active);
  if (key === "PageDown") return stepByRows(shape, active, pageRows);
  if (key === "PageUp") return stepByRows(shape, active, -pageRows);
  return undefined;
}

function reachOfKey({key, isCtrl}: PressedKey, {shape, selection: {reach}, pageRows}: Where): Position | undefined {
  const {rows, columns} = shape;
  const direction = directions[key];
  if (direction) return isCtrl ? stretchToEdge(shape, reach, direction) : stretch(shape, reach, direction);
  if (key === "Home") return {row: isCtrl ? 0 : reach.row, column: 0};
  if (key === "End") return {row: isCtrl ? rows - 1 : reach.row, column: columns - 1};
  if (key === "PageDown") return {row: Math.min(rows - 1, reach.row + pageRows), column: reach.column};
  if (key === "PageUp") return {row: Math.max(0, reach.row - pageRows), column: reach.column};
  return undefined;
}
