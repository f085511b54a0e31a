import type {Borders, Cell} from "exceljs";
import type {Indicator} from "../../figures/index.ts";

const font = {name: "宋体", size: 11} as const;
const thin = {style: "thin", color: {argb: "FFBFBFBF"}} as const;
const border: Partial<Borders> = {top: thin, left: thin, bottom: thin, right: thin};
const fillOf = (argb: string) => ({type: "pattern", pattern: "solid", fgColor: {argb}}) as const;

/** As many decimals as are printed, and more when they are typed. */
export function inputFormat({decimals}: Indicator): string {
  return decimals === 0 ? "General" : `0.${"0".repeat(decimals)}##`;
}

/** As it is printed; rates are ratios in the cell. */
export function displayFormat({decimals, isRate}: Indicator): string {
  const digits = decimals === 0 ? "0" : `0.${"0".repeat(decimals)}`;
  return isRate ? `${digits}%` : digits;
}

export function styleTitle(cell: Cell): void {
  cell.font = {name: "宋体", size: 16, bold: true};
  cell.alignment = {horizontal: "center", vertical: "middle"};
}

export function styleNote(cell: Cell): void {
  cell.font = {...font, size: 10, color: {argb: "FF595959"}};
  cell.alignment = {horizontal: "left", vertical: "middle"};
}

export function styleHeader(cell: Cell, isName: boolean): void {
  cell.font = {...font, bold: isName, size: isName ? 11 : 9, color: {argb: isName ? "FF000000" : "FF595959"}};
  cell.alignment = {horizontal: "center", vertical: "middle", wrapText: true};
  cell.fill = fillOf("FFE7EEF7");
  cell.border = border;
}

export function styleUnit(cell: Cell): void {
  cell.font = font;
  cell.border = border;
  cell.alignment = {horizontal: "left", vertical: "middle"};
}

export function styleInput(cell: Cell): void {
  cell.font = font;
  cell.fill = fillOf("FFFFF9DB");
  cell.border = border;
  cell.alignment = {horizontal: "right", vertical: "middle"};
  cell.protection = {locked: false};
}

export function styleComputed(cell: Cell): void {
  cell.font = {...font, color: {argb: "FF595959"}};
  cell.fill = fillOf("FFF2F2F2");
  cell.border = border;
  cell.alignment = {horizontal: "right", vertical: "middle"};
}

export function styleLast(cell: Cell): void {
  styleComputed(cell);
  cell.font = {...font, color: {argb: "FF7F7F7F"}};
}
