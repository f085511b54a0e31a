import {Decimal as DecimalJs} from "decimal.js";
import {type Area, areaOf, type Position, positionsIn, type Selection, type Shape} from "./grid-model.ts";

/** Figures are reckoned and rounded as those in print are: in decimals, halves up. */
const Decimal = DecimalJs.clone({precision: 40, rounding: DecimalJs.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40});

export interface PlannedCell extends Position {
  readonly text: string;
}

/** What a paste comes to, before anything is changed. */
export interface PastePlan {
  readonly cells: readonly PlannedCell[];
  /** What is selected afterwards. */
  readonly area: Area;
  /** Rows and columns of the paste that lie beyond the grid. */
  readonly rowsBeyond: number;
  readonly columnsBeyond: number;
  /** Values that met a cell which is not filled in by people. */
  readonly closed: number;
}

type TextAt = (position: Position) => string;
type Block = readonly (readonly string[])[];

/** Lays a block of cells down as Excel does: from the first selected cell on, again and again when the selection holds it often. */
export function planPaste(shape: Shape, selection: Selection, block: Block): PastePlan {
  const selected = areaOf(selection);
  const height = block.length;
  const width = block.reduce((most, row) => Math.max(most, row.length), 1);
  const rows = repeats(selected.bottom - selected.top + 1, height);
  const columns = repeats(selected.right - selected.left + 1, width);
  const bottom = selected.top + rows * height - 1;
  const right = selected.left + columns * width - 1;
  const area = {...selected, bottom: Math.min(bottom, shape.rows - 1), right: Math.min(right, shape.columns - 1)};
  const cells: PlannedCell[] = [];
  let closed = 0;
  for (const position of positionsIn(area)) {
    const text = block[(position.row - area.top) % height]?.[(position.column - area.left) % width];
    if (text === undefined) continue;
    if (shape.kindAt(position) === "typed") cells.push({...position, text});
    else if (text.trim() !== "") closed++;
  }
  return {cells, area, closed, rowsBeyond: bottom - area.bottom, columnsBeyond: right - area.right};
}

/** How often a block is laid down along a side: a selection that is no multiple of it takes it once. */
function repeats(selected: number, block: number): number {
  return selected % block === 0 ? selected / block : 1;
}

/** The first row of a selection goes into the rows below it; of a single row, the one above goes into it. */
export function planFillDown(shape: Shape, selection: Selection, textAt: TextAt): PlannedCell[] {
  const area = areaOf(selection);
  const isSingle = area.top === area.bottom;
  const source = isSingle ? area.top - 1 : area.top;
  if (source < 0) return [];
  const cells: PlannedCell[] = [];
  for (const position of positionsIn({...area, top: source + 1})) {
    const above = {row: source, column: position.column};
    if (shape.kindAt(above) === "none" || shape.kindAt(position) !== "typed") continue;
    cells.push({...position, text: textAt(above)});
  }
  return cells;
}

export function planClear(shape: Shape, selection: Selection): PlannedCell[] {
  return positionsIn(areaOf(selection))
    .filter(position => shape.kindAt(position) === "typed")
    .map(position => ({...position, text: ""}));
}

/** The texts of a selection; cells that are not there are empty. */
export function copyArea(shape: Shape, selection: Selection, textAt: TextAt): string[][] {
  const {top, bottom, left, right} = areaOf(selection);
  const rows: string[][] = [];
  for (let row = top; row <= bottom; row++) {
    const cells: string[] = [];
    for (let column = left; column <= right; column++) {
      const position = {row, column};
      cells.push(shape.kindAt(position) === "none" ? "" : textAt(position));
    }
    rows.push(cells);
  }
  return rows;
}

/** What Excel tells at its foot of a selection. */
export interface Summary {
  /** Cells that hold something. */
  readonly filled: number;
  readonly numbers: number;
  readonly sum: string;
  readonly average: string;
}

export function summarise(shape: Shape, area: Area, textAt: TextAt): Summary {
  let filled = 0;
  let numbers = 0;
  let sum = new Decimal(0);
  let decimals = 0;
  for (const position of positionsIn(area)) {
    if (shape.kindAt(position) === "none") continue;
    const text = textAt(position);
    if (text === "") continue;
    filled++;
    if (!isNumber(text)) continue;
    numbers++;
    sum = sum.plus(text);
    decimals = Math.max(decimals, text.split(".")[1]?.length ?? 0);
  }
  const average = numbers === 0 ? sum : sum.div(numbers);
  return {filled, numbers, sum: toWords(sum, decimals), average: toWords(average, Math.max(decimals, 1))};
}

export function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}

/** "1,234.50" */
function toWords(value: DecimalJs, decimals: number): string {
  const [whole = "", ...fraction] = value.toFixed(decimals).split(".");
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ","), ...fraction].join(".");
}

/**
 * "+4.3%", for shares "+2.7点" (百分点); undefined when there is nothing to compare. From 30% or 10 points on, and from
 * nothing, a change is large.
 */
export function changeBetween(
  last: string | undefined,
  text: string,
  measure: string,
): {readonly words: string; readonly isLarge: boolean} | undefined {
  if (last === undefined || !isNumber(last) || !isNumber(text)) return undefined;
  const [before, now] = [new Decimal(last), new Decimal(text)];
  if (before.equals(now)) return {words: "持平", isLarge: false};
  const sign = now.greaterThan(before) ? "+" : "−";
  const change = now.minus(before).abs();
  if (measure === "%")
    return {words: `${sign}${change.toFixed(change.lessThan(100) ? 1 : 0)}点`, isLarge: change.gte(largePoints)};
  if (before.isZero()) return {words: "原为0", isLarge: true};
  const times = now.div(before);
  if (times.gte(manyTimes)) return {words: `${times.toFixed(0)}倍`, isLarge: true};
  const percent = change.div(before).times(100).abs();
  return {words: `${sign}${percent.toFixed(percent.lessThan(10) ? 1 : 0)}%`, isLarge: percent.gte(largePercent)};
}

/** From so many times on, a percentage is hard to read. */
const manyTimes = 10;
const largePercent = 30;
const largePoints = 10;
