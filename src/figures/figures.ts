import type {Diagnostic, Report} from "../diagnostics/index.ts";
import type {Workspace} from "../workspace/index.ts";
import {checkAttributes, checkFormulaForm} from "./check-definitions.ts";
import {runChecks} from "./checks/run-checks.ts";
import {Decimal, type Rounding} from "./decimal.ts";
import type {Node} from "./expression.ts";
import {getOrAdd} from "./get-or-add.ts";
import {buildIndicators, type Indicator, namesIn} from "./indicator.ts";
import {type Observation, type Observations, type ProgressHead, readObservations} from "./observations.ts";
import {monthsBetween, type Period} from "./period.ts";
import {buildPhraseBook, type PhraseBook} from "./phrase-book.ts";
import {buildPolicies, type Policies} from "./policy.ts";
import {type FigureReads, openRecorder} from "./reads.ts";
import {type Attribute, buildUnits, isWithin, type Unit, type UnitTree} from "./unit.ts";

/** One month (`from` = `to`), or several months taken together: flows are added, stocks stand at the end. */
export interface Range {
  readonly from: Period;
  readonly to: Period;
}

/** Why a figure has no value: 未报, no such thing for this unit, a formula that divides by zero, a mistake in its data. */
export type Absence = "notReported" | "notApplicable" | "zeroDivision" | "broken";

/** A value with everything needed to say where it comes from. */
export interface Figure {
  readonly unit: Unit;
  readonly indicator: Indicator;
  readonly range: Range;
  /** Unrounded; a rate as ratio. Undefined when there is none: see `absence`. */
  readonly value: Decimal | undefined;
  readonly absence: Absence | undefined;
  /** What a formula was computed from. */
  readonly inputs: readonly Figure[];
  /** What was reported for the unit itself. */
  readonly observations: readonly Observation[];
  readonly attribute: Attribute | undefined;
  /** The units whose values make up a group's value; the unit itself when it has its own. */
  readonly members: readonly Unit[];
  /** Units that should have reported and did not; for several months also those that left out a month. */
  readonly missing: readonly Unit[];
  /** Files with mistakes that the value rests on: what shows it is not to be published. */
  readonly brokenFiles: ReadonlySet<string>;
}

export interface Figures {
  readonly units: UnitTree;
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly observations: Observations;
  readonly policies: Policies;
  readonly phrases: PhraseBook;
  readonly rounding: Rounding;
  readonly grouping: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The value of an indicator for a unit, own or of its group. `within` restricts a group to some of its members,
   * for comparisons between months in which not the same units reported.
   */
  compute(unit: Unit, indicator: Indicator, range: Range, within?: ReadonlySet<Unit>): Figure;
  /** Runs `act` and gives what it read of the observations. */
  recordReads<T>(act: () => T): {readonly value: T; readonly reads: FigureReads};
  /**
   * What every figure rests on besides units.yaml, indicators.yaml and single observations: who reports what, and which
   * files and values have errors. Texts to be compared with those of another build.
   */
  readonly grounds: readonly string[];
  /**
   * Forgets what was worked out when it has become much; it is worked out again when asked for. Called between
   * bulletins: within one, a figure stays the same object.
   */
  forgetMuch(): void;
}

/** So many figures and values of members are kept; a township's bulletin needs one or two thousand. */
const mostKept = 200_000;

/** Reads units, indicators and observations of a workspace and computes figures from them. */
export function readFigures(workspace: Workspace): Figures {
  const diagnostics: Diagnostic[] = [];
  const report: Report = diagnostic => diagnostics.push(diagnostic);
  const units = buildUnits(workspace.units, report);
  const indicators = buildIndicators(workspace.indicators, report);
  for (const indicator of indicators.values()) checkFormulaForm(indicator, report);
  checkAttributes(units, indicators, report);
  const reported = readObservations(workspace.progress, units, indicators, report);
  const policies = buildPolicies(workspace.policies, units, indicators, report);
  const phrases = buildPhraseBook(workspace.office, workspace.officeFile, report);
  const flawed = runChecks(workspace.indicators, units, indicators, reported, report);
  const recorder = openRecorder(reported, units.all, indicators.keys());
  const {observations} = recorder;
  const brokenByPeriod = new Map<Period, ProgressHead[]>();
  for (const head of observations.heads) {
    if (head.broken) getOrAdd(brokenByPeriod, head.period, (): ProgressHead[] => []).push(head);
  }
  const dated = new Set(observations.heads.map(({path}) => path));
  const everBroken = [
    ...(workspace.units.broken ? [workspace.units.path] : []),
    ...(workspace.indicators.broken ? [workspace.indicators.path] : []),
    ...workspace.progress.flatMap(({path}) => (dated.has(path) ? [] : [path])),
  ];
  const memo = new Map<string, Map<Unit, Figure>>();
  const leafMemo = new Map<string, Map<Unit, readonly Leaf[]>>();
  const baseMemo = new Map<string, readonly Indicator[]>();
  const attributeTypeMemo = new Map<string, ReadonlySet<string>>();
  let kept = 0;
  const office = workspace.office;
  return {
    units,
    indicators,
    observations,
    policies,
    phrases,
    rounding: office?.舍入 === "四舍六入五成双" ? "halfEven" : "halfUp",
    grouping: office?.千分位 === "逗号",
    diagnostics,
    compute,
    recordReads: recorder.record,
    grounds: [
      ...[...indicators.keys()].map(name => `${name}: ${[...reported.reporterTypes(name)].sort().join(" ")}`),
      ...everBroken,
      ...[...brokenByPeriod].map(([period, heads]) => `${period}: ${heads.map(({path}) => path).join(" ")}`),
      ...flawed.places,
    ],
    forgetMuch() {
      if (kept <= mostKept) return;
      memo.clear();
      leafMemo.clear();
      kept = 0;
    },
  };

  function compute(unit: Unit, indicator: Indicator, range: Range, within?: ReadonlySet<Unit>): Figure {
    for (const {name, nature} of baseIndicators(indicator))
      if (nature !== "fixed") recorder.readLeaves(unit, name, nature === "flow" ? range.from : range.to, range.to);
    if (within) return computeAnew(unit, indicator, range, within);
    const key = `${indicator.name} ${range.from} ${range.to}`;
    const figures = getOrAdd(memo, key, () => new Map<Unit, Figure>());
    return getOrAdd(figures, unit, () => {
      kept += 1;
      return computeAnew(unit, indicator, range);
    });
  }

  function computeAnew(unit: Unit, indicator: Indicator, range: Range, within?: ReadonlySet<Unit>): Figure {
    const brokenFiles = new Set(everBroken);
    if (indicator.nature !== "fixed" && indicator.nature !== "formula") {
      const periods = indicator.nature === "flow" ? monthsBetween(range.from, range.to) : [range.to];
      for (const period of periods) {
        for (const head of brokenByPeriod.get(period) ?? []) if (mayConcern(head, unit)) brokenFiles.add(head.path);
      }
    }
    if (unit.broken) brokenFiles.add(workspace.units.path);
    if (indicator.broken) {
      brokenFiles.add(workspace.indicators.path);
      return {...blank(unit, indicator, range), absence: "broken", brokenFiles};
    }
    return indicator.formula
      ? computeFormula(unit, indicator, range, within, brokenFiles)
      : computeBase(unit, indicator, range, within, brokenFiles);
  }

  function computeBase(
    unit: Unit,
    indicator: Indicator,
    range: Range,
    within: ReadonlySet<Unit> | undefined,
    brokenFiles: Set<string>,
  ): Figure {
    const leaves = leavesOf(unit, indicator, range).filter(
      leaf => leaf.unit === unit || !within || within.has(leaf.unit),
    );
    const empty = blank(unit, indicator, range);
    const missing = leaves.filter(({isComplete}) => !isComplete).map(leaf => leaf.unit);
    const present = leaves.filter((leaf): leaf is Leaf & {value: Decimal} => leaf.value !== undefined);
    for (const {unit: leafUnit, observations: seen, attribute} of leaves) {
      if (leafUnit.broken || (attribute && flawed.has(attribute))) brokenFiles.add(workspace.units.path);
      for (const observation of seen) {
        const {value, file} = observation;
        if (value === undefined || file.broken || flawed.has(observation)) brokenFiles.add(file.path);
      }
    }
    if (leaves.length === 0) return {...empty, absence: "notApplicable", brokenFiles};
    if (present.length === 0) return {...empty, absence: "notReported", missing, brokenFiles};
    const own = present.length === 1 && present[0]?.unit === unit ? present[0] : undefined;
    const members = present.map(leaf => leaf.unit);
    if (own) {
      return {
        ...empty,
        value: own.value,
        absence: undefined,
        observations: own.observations,
        attribute: own.attribute,
        members,
        missing,
        brokenFiles,
      };
    }
    const values = present.map(({value}) => value);
    const value = aggregate(indicator.aggregation, values);
    return {...empty, value, absence: value ? undefined : "notApplicable", members, missing, brokenFiles};
  }

  /** A group's rate is computed from its sums, over the units that reported everything the formula needs. */
  function computeFormula(
    unit: Unit,
    indicator: Indicator,
    range: Range,
    within: ReadonlySet<Unit> | undefined,
    brokenFiles: Set<string>,
  ): Figure {
    const formula = indicator.formula;
    if (!formula) throw new Error("a formula indicator has a formula");
    const joint = jointUnits(unit, indicator, range, within);
    const names = [...new Set(namesIn(formula.node).map(({name}) => name))];
    const inputs = names.flatMap(name => {
      const input = indicators.get(name);
      return input ? [compute(unit, input, range, joint.within)] : [];
    });
    for (const input of inputs) for (const path of input.brokenFiles) brokenFiles.add(path);
    const missing = [...new Set([...joint.missing, ...inputs.flatMap(input => input.missing)])];
    const base = {...blank(unit, indicator, range), inputs, missing, brokenFiles, members: inputs[0]?.members ?? []};
    const absent = inputs.find(({value}) => value === undefined);
    if (absent) {
      const whole = inputs.map(({indicator: input}) => compute(unit, input, range, within));
      return {...base, inputs: whole, absence: missing.length > 0 ? "notReported" : absent.absence};
    }
    const value = evaluateFormula(formula.node, name => inputs.find(input => input.indicator.name === name)?.value);
    return value === "zeroDivision" ? {...base, absence: "zeroDivision"} : {...base, value, absence: undefined};
  }

  /** The units of a group that have a value for every base indicator of a formula. */
  function jointUnits(
    unit: Unit,
    indicator: Indicator,
    range: Range,
    within: ReadonlySet<Unit> | undefined,
  ): {within: ReadonlySet<Unit> | undefined; missing: Unit[]} {
    const bases = baseIndicators(indicator);
    const sets = bases
      .map(base => leavesOf(unit, base, range))
      .filter(leaves => leaves.length > 0 && !(leaves.length === 1 && leaves[0]?.unit === unit));
    if (sets.length === 0) return {within, missing: []};
    const complete = sets.map(leaves => new Set(leaves.filter(({isComplete}) => isComplete).map(leaf => leaf.unit)));
    const [first = new Set<Unit>(), ...others] = complete;
    const joint = new Set(
      [...first].filter(member => (within?.has(member) ?? true) && others.every(set => set.has(member))),
    );
    const missing = [
      ...new Set(sets.flatMap(leaves => leaves.filter(({isComplete}) => !isComplete).map(leaf => leaf.unit))),
    ];
    // No unit in common: the parts are reported on different levels, each is then taken whole.
    return joint.size === 0 && complete.every(set => set.size > 0) ? {within, missing} : {within: joint, missing};
  }

  function baseIndicators(indicator: Indicator): readonly Indicator[] {
    const {formula} = indicator;
    if (!formula) return [indicator];
    return getOrAdd(baseMemo, indicator.name, () => {
      const bases = namesIn(formula.node).flatMap(({name}) => {
        const used = indicators.get(name);
        return used && !used.broken ? baseIndicators(used) : [];
      });
      return [...new Set(bases)];
    });
  }

  /** The units below (or the unit itself) that report an indicator, with what they reported. */
  function leavesOf(unit: Unit, indicator: Indicator, range: Range): readonly Leaf[] {
    const key = `${indicator.name} ${range.from} ${range.to}`;
    const leaves = getOrAdd(leafMemo, key, () => new Map<Unit, readonly Leaf[]>());
    return getOrAdd(leaves, unit, () => {
      const found = findLeaves(unit, indicator, range);
      kept += found.length;
      return found;
    });
  }

  function findLeaves(unit: Unit, indicator: Indicator, range: Range): readonly Leaf[] {
    const own = indicator.nature === "fixed" ? attributeLeaf(unit, indicator) : observedLeaf(unit, indicator, range);
    if (own) return [own];
    const below = unit.children.flatMap(child => leavesOf(child, indicator, range));
    if (below.some(({value}) => value !== undefined)) return below;
    if (reports(unit, indicator))
      return [{unit, value: undefined, isComplete: false, observations: [], attribute: undefined}];
    return below;
  }

  function reports(unit: Unit, indicator: Indicator): boolean {
    if (indicator.reporters) return indicator.reporters.includes(unit.type);
    if (indicator.nature === "fixed") return attributeTypes(indicator.name).has(unit.type);
    return observations.reporterTypes(indicator.name).has(unit.type);
  }

  function attributeTypes(name: string): ReadonlySet<string> {
    return getOrAdd(
      attributeTypeMemo,
      name,
      () => new Set(units.all.filter(unit => unit.attributes.has(name)).map(({type}) => type)),
    );
  }

  function observedLeaf(unit: Unit, indicator: Indicator, range: Range): Leaf | undefined {
    const periods = indicator.nature === "flow" ? monthsBetween(range.from, range.to) : [range.to];
    const seen = periods.flatMap(period => observations.find(indicator.name, period, unit) ?? []);
    if (seen.length === 0) return undefined;
    const values = seen.flatMap(({value}) => value ?? []);
    const value = values.length === 0 ? undefined : periods.length === 1 ? values[0] : combineMonths(indicator, values);
    return {unit, value, isComplete: values.length === periods.length, observations: seen, attribute: undefined};
  }
}

/** True when a figure of the unit may rest on a file: on that of its own township, or of one of its townships. */
function mayConcern({concerns}: ProgressHead, unit: Unit): boolean {
  return !concerns || !unit.parent || isWithin(unit, concerns) || isWithin(concerns, unit);
}

/** One unit's part in a group's value. */
interface Leaf {
  readonly unit: Unit;
  readonly value: Decimal | undefined;
  /** False when it reported nothing, or left out a month of several. */
  readonly isComplete: boolean;
  readonly observations: readonly Observation[];
  readonly attribute: Attribute | undefined;
}

function attributeLeaf(unit: Unit, indicator: Indicator): Leaf | undefined {
  const attribute = unit.attributes.get(indicator.name);
  if (!attribute || typeof attribute.value === "string") return undefined;
  const value = indicator.isRate ? attribute.value.div(100) : attribute.value;
  return {unit, value, isComplete: true, observations: [], attribute};
}

function blank(unit: Unit, indicator: Indicator, range: Range): Figure {
  return {
    unit,
    indicator,
    range,
    value: undefined,
    absence: "notReported",
    inputs: [],
    observations: [],
    attribute: undefined,
    members: [],
    missing: [],
    brokenFiles: new Set(),
  };
}

function aggregate(aggregation: Indicator["aggregation"], values: readonly Decimal[]): Decimal | undefined {
  switch (aggregation) {
    case "sum":
      return Decimal.sum(...values);
    case "mean":
      return Decimal.sum(...values).div(values.length);
    case "max":
      return Decimal.max(...values);
    case "none":
      return undefined;
  }
}

/** Several months of one unit: flows add up; an observed rate of several months is their mean. */
function combineMonths(indicator: Indicator, values: readonly Decimal[]): Decimal {
  const sum = Decimal.sum(...values);
  return indicator.isRate ? sum.div(values.length) : sum;
}

function evaluateFormula(
  node: Node,
  resolve: (name: string) => Decimal | undefined,
): Decimal | "zeroDivision" | undefined {
  switch (node.type) {
    case "number":
      return node.percent ? new Decimal(node.digits).div(100) : new Decimal(node.digits);
    case "name":
      return resolve(node.name.text);
    case "negative": {
      const value = evaluateFormula(node.operand, resolve);
      return value instanceof Decimal ? value.neg() : value;
    }
    case "binary": {
      const left = evaluateFormula(node.left, resolve);
      const right = evaluateFormula(node.right, resolve);
      if (left === "zeroDivision" || right === "zeroDivision") return "zeroDivision";
      return left && right && calculate(node.op, left, right);
    }
    default:
      return undefined;
  }
}

/** Arithmetic on decimals; undefined for operators that are not arithmetic. */
export function calculate(op: string, left: Decimal, right: Decimal): Decimal | "zeroDivision" | undefined {
  if (op === "+") return left.plus(right);
  if (op === "-") return left.minus(right);
  if (op === "*") return left.times(right);
  if (op === "/") return right.isZero() ? "zeroDivision" : left.div(right);
  return undefined;
}
