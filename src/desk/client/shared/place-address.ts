import type {DeskState, Place} from "../../api.ts";
import {cellAddress, monthAddress} from "../fill/cell-address.ts";
import {toAddress} from "../route.ts";

/**
 * Where a place is changed in the desk: a cell or month on the screen 填数, a text of a bulletin on the screen 写稿. Undefined
 * for what all bulletins share (units.yaml …), unless it is asked for from a bulletin, whose editor opens it as a text.
 */
export function addressOf(
  {path, line, cell}: Place,
  {tables, bulletins}: Pick<DeskState, "tables" | "bulletins">,
  slug?: string,
): string | undefined {
  const table = tables.find(each => each.path === path);
  if (table) return cell ? cellAddress(table.period, cell) : monthAddress(table.period);
  const owner = slug ?? bulletins.find(({files}) => files.some(file => file.path === path))?.slug;
  return owner === undefined ? undefined : toAddress({screen: "write", slug: owner, file: path, line});
}
