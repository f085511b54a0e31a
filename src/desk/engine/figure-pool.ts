import {setImmediate} from "node:timers/promises";
import {
  addMonths,
  type ClaimSubject,
  changeBetween,
  Decimal,
  descendants,
  type Figures,
  type Indicator,
  monthsBetween,
  type Period,
  parsePeriod,
  type Quantity,
  type QuestionScope,
  type Unit,
  yearOf,
} from "../../figures/index.ts";
import {clearName} from "./table-files.ts";

/** A figure that words of a bulletin may tell. */
export interface PooledFigure {
  readonly expression: string;
  readonly unit: Unit;
  /** Its indicator, or the set that it counts: "流转面积", "各村". */
  readonly what: string;
  /** What the words are judged against. */
  readonly subject: ClaimSubject;
  /** The number itself by the ways in which words measure it: an amount, a share, points, times. */
  readonly amount: Quantity | undefined;
  readonly share: Decimal | undefined;
  readonly times: Decimal | undefined;
  /** Steps from the bulletin's unit down. */
  readonly depth: number;
  /** 0 for this month's own figures, more for others. */
  readonly remoteness: number;
}

/** All figures that words of a bulletin may tell, worked out once. */
export interface FigurePool {
  read(): readonly PooledFigure[];
  /** Works them out before anybody asks, in small pieces, so that other questions are answered between them. */
  warm(): Promise<void>;
}

/** Each piece of `warm`. */
const sliceMs = 5;
/** Of a county with all its villages they take seconds and much memory: they wait for a question. */
const mostWarmed = 2000;

/** Figures of a bulletin's unit and those below it: this month's, the month before's, sums since January, and changes. */
export function openFigurePool(scope: QuestionScope): FigurePool {
  const {figures, unit, period} = scope;
  const units = [unit, ...descendants(unit)];
  const indicators = [...figures.indicators.values()].filter(({broken}) => !broken);
  const pool: PooledFigure[] = [];
  let done = 0;

  /** The next unit's. False when there is none. */
  function add(): boolean {
    const each = units[done];
    if (!each) return false;
    done += 1;
    const name = each === unit ? "" : `${clearName(each, figures.units, unit)}.`;
    const at = {unit: each, name, depth: depthBelow(each, unit)};
    for (const indicator of indicators) pool.push(...figuresOf(at, indicator, figures, period));
    for (const set of setsOf(at)) pool.push({...set, depth: at.depth});
    return true;
  }

  return {
    read() {
      while (add());
      return pool;
    },
    async warm() {
      if (units.length > mostWarmed) return;
      for (;;) {
        const untilMs = performance.now() + sliceMs;
        while (performance.now() < untilMs) if (!add()) return;
        await setImmediate();
      }
    },
  };
}

interface PooledUnit {
  readonly unit: Unit;
  /** "" for the bulletin's own unit, else "顺德村.". */
  readonly name: string;
  readonly depth: number;
}

function figuresOf({unit, name, depth}: PooledUnit, indicator: Indicator, figures: Figures, period: Period) {
  const {measure, isRate, decimals, nature} = indicator;
  const quantityAt = (from: Period, to = from): Quantity | undefined => {
    const {value} = figures.compute(unit, indicator, {from, to});
    return value && {value, measure, isRate, decimals};
  };
  const pooled = (expression: string, remoteness: number, rest: Partial<PooledFigure>): PooledFigure => ({
    expression: `${name}${indicator.name}${expression}`,
    unit,
    what: indicator.name,
    subject: {},
    amount: undefined,
    share: undefined,
    times: undefined,
    depth,
    remoteness,
    ...rest,
  });
  const plain = (quantity: Quantity): Partial<PooledFigure> => ({
    subject: {quantity},
    ...(isRate ? {share: quantity.value} : {amount: quantity}),
  });
  const now = quantityAt(period);
  if (!now) return [];
  if (nature === "fixed") return [pooled("", 0, plain(now))];
  const before = quantityAt(addMonths(period, -1));
  const all = [pooled("", 0, plain(now))];
  const january = parsePeriod(`${yearOf(period)}-01`);
  if (nature === "flow" && january) {
    const isWhole = monthsBetween(january, period).every(month => figures.observations.hasPeriod(month));
    const sum = isWhole ? quantityAt(january, period) : undefined;
    if (sum) all.push(pooled(" | 累计", 1, plain(sum)));
  }
  if (!before) return all;
  all.push(pooled("@上月", 2, plain(before)));
  const change = changeBetween(now, {name: "上月", value: before.value});
  const difference = {...now, value: change.difference.abs()};
  if (isRate) {
    const points = {...difference, measure: "个百分点"};
    return [...all, pooled(" | 环比", 1, {subject: {change}, amount: points})];
  }
  const {ratio} = change;
  return [
    ...all,
    pooled(" | 增减量", 1, {subject: {change}, amount: difference}),
    ...(ratio ? [pooled(" | 环比", 1, {subject: {change}, share: ratio.minus(1).abs(), times: ratio})] : []),
  ];
}

/** How many units of each type there are below one. */
function setsOf({unit, name}: PooledUnit): Omit<PooledFigure, "depth">[] {
  const below = descendants(unit);
  const types = [...new Set(below.map(({type}) => type))];
  return types.map(type => {
    const count = below.filter(each => each.type === type).length;
    const quantity = {value: new Decimal(count), measure: "个", isRate: false, decimals: 0};
    return {
      expression: `计数(${name}各${type})`,
      unit,
      what: `各${type}`,
      subject: {quantity, ofSet: count},
      amount: quantity,
      share: undefined,
      times: undefined,
      remoteness: 0,
    };
  });
}

function depthBelow(unit: Unit, above: Unit): number {
  let depth = 0;
  for (let at: Unit | undefined = unit; at && at !== above; at = at.parent) depth += 1;
  return depth;
}
