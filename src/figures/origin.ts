import {placeAt, type Span} from "../diagnostics/index.ts";
import type {Figure, Figures, Range} from "./figures.ts";
import {formatQuantity} from "./format.ts";
import {formatPeriod} from "./period.ts";

/** Where a figure comes from, worked out once for the terminal, for the notes on a page and for JSON. */
export interface Origin extends OriginFigure {
  /** As printed by itself: "60.6%", "未报". */
  readonly text: string;
  /** Full precision, a rate as ratio; undefined when there is none. */
  readonly value: string | undefined;
  readonly absence: Figure["absence"];
  readonly formula: {readonly text: string; readonly span: Span} | undefined;
  /** What the formula was computed from. */
  readonly inputs: readonly Origin[];
  /** What was reported for the unit itself, or its attribute. */
  readonly sources: readonly OriginSource[];
  /** How a group's value comes from its members: "合计", "平均", "取最大". */
  readonly aggregation: string;
  readonly members: readonly Origin[];
  readonly missing: readonly string[];
}

/** Which figure: of what unit, what indicator, what months. */
export interface OriginFigure {
  readonly unit: string;
  readonly unitType: string;
  readonly indicator: string;
  readonly range: Range;
}

export interface OriginSource {
  readonly span: Span;
  /** False for an attribute of units.yaml. */
  readonly isReported: boolean;
  /** What counts, as the file writes it (a rate in percent); after a 更正 the new value. */
  readonly value: string | undefined;
  readonly source: string | undefined;
  /** Who reported it and when: "镇党建办 2019-08-02". */
  readonly reporter: string | undefined;
  readonly correction: OriginCorrection | undefined;
}

/** A 更正 in the units that the file uses: a rate in percent. */
interface OriginCorrection {
  readonly oldValue: string;
  readonly newValue: string;
  readonly reason: string;
  readonly date: string;
  readonly span: Span;
}

/** A line of a description: what, where it stands, and a remark; `depth` 0 is the figure itself. */
export interface OriginLine {
  readonly depth: number;
  readonly text: string;
  readonly place: Span | undefined;
  readonly remark: string;
}

const aggregationWords = {sum: "合计", mean: "平均", max: "取最大", none: ""} as const;

/** Gives the origin of figures; what several figures share is worked out once. */
export function originReader(figures: Figures): (figure: Figure) => Origin {
  const known = new Map<Figure, Origin>();
  const read = (figure: Figure): Origin => {
    const seen = known.get(figure);
    if (seen) return seen;
    const {unit, indicator, range, value, absence, members, missing, attribute} = figure;
    const isOwn = members.length === 1 && members[0] === unit;
    const origin: Origin = {
      unit: unit.name,
      unitType: unit.type,
      indicator: indicator.name,
      range,
      text: formatFigure(figure, figures),
      value: value?.toFixed(),
      absence,
      formula: indicator.formula && {text: indicator.formula.text.trim(), span: indicator.span},
      inputs: figure.inputs.map(read),
      sources: [
        ...figure.observations.map((observation): OriginSource => {
          const {span, file, correction} = observation;
          return {
            span,
            isReported: true,
            value: observation.value?.times(indicator.isRate ? 100 : 1).toFixed(),
            source: file.source,
            reporter: [file.reporter, file.reportedOn].filter(Boolean).join(" ") || undefined,
            correction: correction && {
              oldValue: correction.oldValue.times(indicator.isRate ? 100 : 1).toFixed(),
              newValue: correction.newValue.times(indicator.isRate ? 100 : 1).toFixed(),
              reason: correction.reason,
              date: correction.date,
              span: correction.span,
            },
          };
        }),
        ...(attribute
          ? [
              {
                span: attribute.span,
                isReported: false,
                value: attribute.value.toString(),
                source: undefined,
                reporter: undefined,
                correction: undefined,
              },
            ]
          : []),
      ],
      aggregation: aggregationWords[indicator.aggregation],
      members: isOwn || indicator.formula ? [] : members.map(member => read(figures.compute(member, indicator, range))),
      missing: missing.map(({name}) => name),
    };
    known.set(figure, origin);
    return origin;
  };
  return read;
}

/** The figures that are not themselves inputs of others: what a reader asked for, without what it was computed from. */
export function outerFigures(figures: Iterable<Figure>): Figure[] {
  const all = [...new Set(figures)];
  const inner = new Set(all.flatMap(({inputs}) => inputs));
  return all.filter(figure => !inner.has(figure));
}

/** The whole description: formula and its inputs, files and lines, every member of a group. */
export function originLines(origin: Origin, depth = 0): OriginLine[] {
  const {formula, inputs, sources, members, missing, aggregation} = origin;
  const head = line(depth, `${origin.unit} ${formatRange(origin.range)} ${origin.indicator} = ${origin.text}`);
  if (formula) {
    return [
      head,
      line(depth + 1, `公式 ${formula.text}`, formula.span),
      ...inputs.flatMap(input => originLines(input, depth + 1)),
    ];
  }
  return [
    head,
    ...sources.flatMap(source => sourceLines(source, depth + 1)),
    ...(members.length > 0 ? [line(depth + 1, `由 ${members.length} 个单位${aggregation}`)] : []),
    ...members.map(member => line(depth + 2, `${member.unit} ${member.text}`, member.sources[0]?.span)),
    ...(missing.length > 0 ? [line(depth + 1, `未报：${missing.join("、")}`)] : []),
  ];
}

/**
 * The same for many figures at once, short enough for a note: formulas once each, members counted, and the lines of
 * each file taken together: "progress/2019-07.yaml 第10至45行".
 */
export function summariseOrigins(origins: readonly Origin[]): OriginLine[] {
  const lines: OriginLine[] = [];
  const shown = new Set<string>();
  const walk = (list: readonly Origin[], depth: number): void => {
    const groups = new Map<string, Origin[]>();
    for (const origin of list) {
      const key = `${origin.indicator} ${origin.range.from} ${origin.range.to}`;
      groups.set(key, [...(groups.get(key) ?? []), origin]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (!first) continue;
      const {unit, unitType, indicator, range, formula} = first;
      const text = `${unitsOf(group)} ${formatRange(range)} ${indicator}${group.length === 1 ? ` = ${first.text}` : ""}`;
      if (shown.has(text)) continue;
      shown.add(text);
      const members = group.reduce((sum, origin) => sum + origin.members.length, 0);
      const isSum = group.length === 1 && members > 0;
      lines.push(line(depth, `${text}${isSum ? `，由${members}个${memberType(first)}${first.aggregation}` : ""}`));
      if (formula) {
        lines.push(line(depth + 1, `公式 ${formula.text}`, formula.span));
        walk(
          group.flatMap(({inputs}) => inputs),
          depth + 1,
        );
      }
      const missing = [...new Set(group.flatMap(origin => (origin.formula ? [] : origin.missing)))];
      if (missing.length > 0) lines.push(line(depth + 1, `未报：${shorten(missing, unit, unitType)}`));
    }
  };
  walk(origins, 0);
  return [...lines, ...fileLines(leafSources(origins))];
}

/** "progress/2019-07.yaml 第10行"; lines count from 1. */
export function formatOriginPlace(span: Span): string {
  return `${span.source.path} 第${placeAt(span.source, span.start).line}行`;
}

export function formatRange({from, to}: Range): string {
  return from === to ? formatPeriod(to) : `${formatPeriod(from)}至${formatPeriod(to)}`;
}

/** The origin as JSON; `inner` says how inputs and members are written: whole, or as a key. */
export function originToJson(origin: Origin, inner: (origin: Origin) => unknown): Record<string, unknown> {
  const {unit, indicator, range, text, value, absence, formula, inputs, sources, aggregation, members, missing} =
    origin;
  return {
    unit,
    indicator,
    from: range.from,
    to: range.to,
    text,
    value: value ?? null,
    ...(absence ? {absence} : {}),
    ...(formula ? {formula: formula.text, definedAt: placeToJson(formula.span)} : {}),
    ...(inputs.length > 0 ? {inputs: inputs.map(inner)} : {}),
    ...(sources.length > 0 ? {sources: sources.map(sourceToJson)} : {}),
    ...(members.length > 0 ? {aggregation, members: members.map(inner)} : {}),
    ...(missing.length > 0 ? {missing} : {}),
  };
}

function sourceToJson({span, isReported, value, source, reporter, correction}: OriginSource): Record<string, unknown> {
  return {
    ...placeToJson(span),
    kind: isReported ? "填报" : "属性",
    value: value ?? null,
    ...(source === undefined ? {} : {source}),
    ...(reporter === undefined ? {} : {reporter}),
    ...(correction ? {correction: {...correction, span: undefined, ...placeToJson(correction.span)}} : {}),
  };
}

function placeToJson(span: Span): {file: string; line: number; column: number} {
  return {file: span.source.path, ...placeAt(span.source, span.start)};
}

function line(depth: number, text: string, place?: Span, remark = ""): OriginLine {
  return {depth, text, place, remark};
}

function sourceLines({span, isReported, source, reporter, correction}: OriginSource, depth: number): OriginLine[] {
  return [
    line(depth, "", span, isReported ? describeReporter(source, reporter) : "属性"),
    ...(correction ? [correctionLine(correction, depth)] : []),
  ];
}

function correctionLine({oldValue, newValue, reason, date, span}: OriginCorrection, depth: number): OriginLine {
  return line(depth, `${date} 更正：${oldValue} 改为 ${newValue}，${reason}`, span);
}

function describeReporter(source: string | undefined, reporter: string | undefined): string {
  return [source && `来源：${source}`, reporter && `填报：${reporter}`].filter(Boolean).join("  ");
}

function formatFigure({value, indicator, absence}: Figure, figures: Figures): string {
  if (value === undefined)
    return absence === "notReported" ? "未报" : absence === "zeroDivision" ? "算不出（除数为零）" : "—";
  const {measure, isRate, decimals} = indicator;
  return formatQuantity({value, measure, isRate, decimals}, figures);
}

function unitsOf(group: readonly Origin[]): string {
  const names = [...new Set(group.map(({unit}) => unit))];
  if (names.length <= 3) return names.join("、");
  const types = [...new Set(group.map(({unitType}) => unitType))];
  return `${names.length}个${types.length === 1 ? types[0] : "单位"}`;
}

function memberType({members}: Origin): string {
  const types = [...new Set(members.map(({unitType}) => unitType))];
  return types.length === 1 ? (types[0] ?? "单位") : "单位";
}

function shorten(names: readonly string[], unit: string, unitType: string): string {
  if (names.length === 1 && names[0] === unit) return `${unit}（${unitType}）`;
  return names.length <= 8 ? names.join("、") : `${names.slice(0, 8).join("、")}等${names.length}个`;
}

/** Every place in the data that some figures rest on, corrections included, each once. */
function leafSources(origins: readonly Origin[]): OriginSource[] {
  const seen = new Set<Origin>();
  const sources = new Set<OriginSource>();
  const walk = (origin: Origin): void => {
    if (seen.has(origin)) return;
    seen.add(origin);
    for (const source of origin.sources) sources.add(source);
    for (const inner of origin.inputs) walk(inner);
    for (const inner of origin.members) walk(inner);
  };
  for (const origin of origins) walk(origin);
  return [...sources];
}

function fileLines(sources: readonly OriginSource[]): OriginLine[] {
  const files = new Map<string, OriginSource[]>();
  for (const source of sources) {
    const {path} = source.span.source;
    const list = files.get(path);
    if (list) list.push(source);
    else files.set(path, [source]);
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, list]) => {
      const [first] = list;
      const numbers = [...new Set(list.map(({span}) => placeAt(span.source, span.start).line))].sort((a, b) => a - b);
      const remark = first?.isReported ? describeReporter(first.source, first.reporter) : "属性";
      return [
        line(0, `${path} ${formatLines(numbers)}`, undefined, remark),
        ...list.flatMap(({correction}) => (correction ? [correctionLine(correction, 1)] : [])),
      ];
    });
}

/** 第3行; 第3、5、8行; 第10至45行 for more than four. */
function formatLines(numbers: readonly number[]): string {
  return numbers.length <= 4 ? `第${numbers.join("、")}行` : `第${numbers[0]}至${numbers.at(-1)}行`;
}
