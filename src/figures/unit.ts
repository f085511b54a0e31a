import {diagnose, type Report, type Span} from "../diagnostics/index.ts";
import type {YamlFile, YamlPath, YamlText} from "../workspace/index.ts";
import {Decimal} from "./decimal.ts";

/** A place or organisation: a township, a village, a residential compound. */
export interface Unit {
  readonly name: string;
  readonly shortName: string;
  /** 镇, 村, 小区 …; types are data. */
  readonly type: string;
  readonly code: string | undefined;
  /** Numbers that do not change by month, by indicator. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly parent: Unit | undefined;
  readonly children: readonly Unit[];
  /** Where it is named in units.yaml. */
  readonly span: Span;
  /** True when the entry has a mistake; what is computed from it is not printed. */
  readonly broken: boolean;
}

export interface Attribute {
  readonly value: Decimal | string;
  readonly span: Span;
}

/** All units, found by name, short name or "上级·名称". */
export interface UnitTree {
  readonly roots: readonly Unit[];
  readonly all: readonly Unit[];
  readonly types: ReadonlySet<string>;
  /** Names and short names of all of them. */
  readonly names: readonly string[];
  /**
   * Every unit that a name may mean: none, one, or several when the name is ambiguous. With `near`, those below that unit
   * are meant before those below the unit above it, and so on: a township's bulletin means its own villages.
   */
  find(name: string, near?: Unit): readonly Unit[];
}

/** Builds the tree from units.yaml; entries that cannot be understood are left out, their mistakes told elsewhere. */
export function buildUnits(file: YamlFile, report: Report): UnitTree {
  const all: Unit[] = [];
  const byName = new Map<string, Unit[]>();
  const roots = file.yaml ? readUnits(file.yaml, all) : [];
  for (const unit of all) {
    for (const name of new Set([unit.name, unit.shortName])) {
      const holders = byName.get(name);
      if (holders) holders.push(unit);
      else byName.set(name, [unit]);
    }
  }
  const duplicates = reportDuplicates(all, byName, report);
  return {
    roots,
    all,
    types: new Set(all.map(({type}) => type)),
    names: [...byName.keys()],
    find(name, near) {
      for (let ancestor = near; ancestor; ancestor = ancestor.parent) {
        const found = search(name, ancestor);
        if (found.length > 0) return found;
      }
      return search(name, undefined);
    },
  };

  function search(name: string, ancestor: Unit | undefined): readonly Unit[] {
    const within = (unit: Unit): boolean => !ancestor || isWithin(unit, ancestor);
    const named = byName.get(name);
    if (named) {
      const units = named.length > 1 || ancestor ? named.filter(within) : named;
      return units.length > 1 ? preferExact(name, units) : units;
    }
    const steps = name.split("·");
    const last = steps.pop() ?? "";
    return (byName.get(last) ?? []).filter(unit => within(unit) && isBelow(unit, steps));
  }

  function preferExact(name: string, units: readonly Unit[]): readonly Unit[] {
    const exact = units.filter(unit => unit.name === name);
    // The same unit written twice is told once, at its second place; its uses go on with the first.
    const distinct = exact.filter(unit => !duplicates.has(unit));
    return distinct.length > 0 ? distinct : units;
  }
}

/** The unit itself or any unit below it. */
export function isWithin(unit: Unit, ancestor: Unit): boolean {
  for (let at: Unit | undefined = unit; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** All units below one, in order, optionally of one type only. */
export function descendants(unit: Unit, type?: string): Unit[] {
  return unit.children.flatMap(child => [
    ...(type === undefined || child.type === type ? [child] : []),
    ...descendants(child, type),
  ]);
}

/** "高青县·唐坊镇·顺德村". */
export function unitPath(unit: Unit): string {
  return unit.parent ? `${unitPath(unit.parent)}·${unit.name}` : unit.name;
}

function readUnits(yaml: YamlText, all: Unit[]): Unit[] {
  return readList((yaml.value as {readonly 单位?: unknown} | null)?.单位, ["单位"], undefined);

  function readList(list: unknown, path: YamlPath, parent: Unit | undefined): Unit[] {
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown, index) => readUnit(entry, [...path, index], parent));
  }

  function readUnit(entry: unknown, here: YamlPath, parent: Unit | undefined): Unit[] {
    if (typeof entry !== "object" || entry === null) return [];
    const {
      名称: name,
      类型: type,
      简称: shortName,
      代码: code,
      属性: facts,
      下级: below,
    } = entry as Record<string, unknown>;
    if (typeof name !== "string" || name === "") return [];
    const attributes = new Map<string, Attribute>();
    for (const {key, value, valueSpan, written} of facts ? yaml.entriesAt([...here, "属性"]) : []) {
      if (typeof value === "number")
        attributes.set(key, {value: new Decimal(decimalText(written, value)), span: valueSpan});
      else if (typeof value === "string") attributes.set(key, {value, span: valueSpan});
    }
    const children: Unit[] = [];
    const unit: Unit = {
      name,
      shortName: typeof shortName === "string" ? shortName : name,
      type: typeof type === "string" ? type : "",
      code: typeof code === "string" || typeof code === "number" ? String(code) : undefined,
      attributes,
      parent,
      children,
      span: yaml.spanAt([...here, "名称"]),
      broken: typeof type !== "string",
    };
    all.push(unit);
    children.push(...readList(below, [...here, "下级"], unit));
    return [unit];
  }
}

/** The digits as written when they are plain decimal digits: a binary float would lose digits of long numbers. */
export function decimalText(written: string | undefined, value: number): string {
  return written !== undefined && /^[-+]?\d+(\.\d+)?$/.test(written) ? written : String(value);
}

/** Two units of one name need two codes; the later ones are told. */
function reportDuplicates(all: readonly Unit[], byName: ReadonlyMap<string, Unit[]>, report: Report): Set<Unit> {
  const duplicates = new Set<Unit>();
  for (const unit of all) {
    const first = byName.get(unit.name)?.find(other => other.name === unit.name);
    if (!first || first === unit) continue;
    if (unit.code !== undefined && first.code !== undefined && unit.code !== first.code) continue;
    duplicates.add(unit);
    // Both are taken into sums: neither, nor what holds them, is to be printed.
    for (const twin of [unit, first]) (twin as {broken: boolean}).broken = true;
    report(diagnose("JB-2001", unit.span, {name: unit.name}, [{span: first.span, note: "先在这里写了"}]));
  }
  return duplicates;
}

function isBelow(unit: Unit, ancestors: readonly string[]): boolean {
  let at = unit.parent;
  for (const name of [...ancestors].reverse()) {
    while (at && at.name !== name && at.shortName !== name) at = at.parent;
    if (!at) return false;
    at = at.parent;
  }
  return true;
}
