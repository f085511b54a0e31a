import {type Figures, type Unit, unitPath} from "../../figures/index.ts";

/** What names a unit and no other in a bulletin about `near`: its name, or its name after those above it. */
export function nameOfUnit(unit: Unit, {units}: Figures, near: Unit): string {
  const isClear = (name: string): boolean => {
    const found = units.find(name, near);
    return found.length === 1 && found[0] === unit;
  };
  return [unit.name, unit.shortName].find(isClear) ?? unitPath(unit);
}
