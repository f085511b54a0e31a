import {suggestName} from "../../diagnostics/index.ts";
import type {Figures, Unit} from "../../figures/index.ts";
import type {TableRow} from "./table-rows.ts";

/** A name as it is compared: full width as half, without spaces. */
export function plainName(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "");
}

/**
 * The row that a name in a sheet means: the unit's name, its short name or "上级·名称". Of several the one below `above`.
 * A sentence when there is none.
 */
export function findRow(
  written: string,
  above: string,
  rows: readonly TableRow[],
  {units}: Pick<Figures, "units">,
): TableRow | string {
  const name = plainName(written);
  const exact = rows.filter(row => plainName(row.name) === name);
  const named = exact.length > 0 ? exact : rows.filter(({unit}) => namesOf(unit).includes(name));
  const near = named.length > 1 ? named.filter(({unit}) => isBelow(unit, plainName(above))) : named;
  const [row, other] = near;
  if (row && !other) return row;
  if (named.length > 1) return `有几个单位都叫“${written}”，请在“上级”一列写明是哪里的`;
  if (units.find(written.trim()).length > 0) return `“${written}”这个月不用填，这一行没有读`;
  const advice = suggestName(
    written,
    rows.map(({unit}) => unit.name),
  );
  return `找不到单位“${written}”，这一行没有读${advice === undefined ? "" : `：${advice}`}`;
}

function namesOf({name, shortName}: Unit): string[] {
  return [plainName(name), plainName(shortName)];
}

function isBelow(unit: Unit, above: string): boolean {
  for (let at = unit.parent; at; at = at.parent) if (namesOf(at).includes(above)) return true;
  return false;
}
