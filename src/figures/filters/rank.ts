import type {Decimal} from "../decimal.ts";
import {describeKind, unitSet} from "../evaluate.ts";
import type {Filter} from "../expression.ts";
import type {Quantity} from "../format.ts";
import {smallIsGood, valuesOf} from "../functions.ts";
import {describeMovement} from "../ranking.ts";
import {type Shift, shiftMonths} from "../scope.ts";
import {descendants, isWithin, type Unit} from "../unit.ts";
import {absenceWords, plainText, type Rank, type Value} from "../value.ts";
import {atMostOne, type ExpressionFilter, mapValue, refuse, type Subject} from "./filter.ts";

/** 排名, 位次变化: the place of a unit among those of its kind. */
export const rankFilters: readonly (readonly [string, ExpressionFilter])[] = [
  [
    "排名",
    {
      usage: "流转率 | 排名 或 排名(各村)",
      explanation: "在同类单位里的位次：第3位；并列的位次相同",
      takes: atMostOne,
      apply: (subject, filter) => mapValue(subject, (value, shift) => rankOf(value, subject, filter, shift)),
    },
  ],
  [
    "位次变化",
    {
      usage: "流转率 | 位次变化 或 位次变化(各村)",
      explanation: "位次比上月上升或下降多少：上升2位，表格里印 ↑2、↓1、—，上月没有位次的印 新",
      takes: atMostOne,
      apply: (subject, filter) => mapValue(subject, (value, shift) => movementOf(value, subject, filter, shift)),
    },
  ],
];

/** Rank among units of the same type: 1, 2, 2, 4; from unrounded values; groups' totals take no part. */
function rankOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return plainText(absenceWords[value.absence]);
  const field = rankingField(value, subject, filter);
  const ranking = field?.rankingUnder(shift);
  if (!field || !ranking || value.kind !== "number") return undefined;
  const rank = rankIn(ranking, value.quantity.value, field.smallIsGood);
  // The bulletin's own unit stands in a table as its total, and totals have no rank.
  const short = field.unit === subject.at.scope.unit ? "—" : String(rank.position);
  return {kind: "text", text: `第${rank.position}位`, short, rank, figure: value.figure};
}

/** How a rank moved since last month: 上升2位, in tables ↑2; 新 for a unit that had no rank. */
function movementOf(value: Value, subject: Subject, filter: Filter, shift: Shift): Value | undefined {
  if (value.kind === "absent") return plainText(absenceWords[value.absence]);
  const field = rankingField(value, subject, filter);
  if (!field || value.kind !== "number") return undefined;
  const earlier = shiftMonths(shift, -1);
  const ranking = field.rankingUnder(shift);
  const before = field.rankingUnder(earlier);
  if (!ranking || !before) return undefined;
  const own = before.find(({unit}) => unit === field.unit);
  const movement = describeMovement(
    rankIn(ranking, value.quantity.value, field.smallIsGood).position,
    before.length === 0 ? "none" : own && rankIn(before, own.quantity.value, field.smallIsGood).position,
  );
  return {kind: "text", text: movement.text, short: field.unit === subject.at.scope.unit ? "—" : movement.short};
}

type RankedValue = {readonly unit: Unit; readonly quantity: Quantity};

/** The units that a value is ranked among, with their values; undefined, reported, when it cannot be ranked. */
function rankingField(
  value: Value,
  subject: Subject,
  filter: Filter,
): {unit: Unit; smallIsGood: boolean; rankingUnder: (shift: Shift) => readonly RankedValue[] | undefined} | undefined {
  const {node, at} = subject;
  if (node.type !== "name") return refuse(subject, filter, "这个算式", "排名只用于指标");
  if (value.kind !== "number" || !value.figure) return refuse(subject, filter, describeKind(value), "排名只用于指标");
  const {unit} = value.figure;
  const [arg] = filter.args;
  const peers = arg ? unitSet(arg, {...at, unit: at.scope.unit}) : peersOf(unit, at.scope.unit);
  if (!peers) return undefined;
  const {unit: _own, ...plainNode} = node;
  return {
    unit,
    smallIsGood: smallIsGood(node, at),
    rankingUnder: shift => valuesOf(peers, plainNode, {...at, shift}),
  };
}

function rankIn(values: readonly RankedValue[], own: Decimal, smallFirst: boolean): Rank {
  const all = values.map(({quantity}) => quantity.value);
  return rankAmong(own, all, smallFirst);
}

/** The place of a value among values that it is one of; equal values share the better place. */
function rankAmong(own: Decimal, all: readonly Decimal[], smallFirst: boolean): Rank {
  const sign = smallFirst ? -1 : 1;
  const better = all.filter(value => value.cmp(own) * sign > 0).length;
  const worse = all.filter(value => value.cmp(own) * sign < 0).length;
  return {position: better + 1, fromEnd: worse + 1, of: all.length};
}

/** Units of the same type: all within the bulletin's unit, or beside it when it is ranked itself. */
export function peersOf(unit: Unit, subjectUnit: Unit): readonly Unit[] {
  const holder = unit !== subjectUnit && isWithin(unit, subjectUnit) ? subjectUnit : unit.parent;
  return holder ? descendants(holder, unit.type) : [unit];
}
