import {type Span, spanOf} from "../diagnostics/index.ts";
import {
  type Figures,
  formatOriginPlace,
  type Origin,
  type OriginLine,
  originLines,
  originReader,
  outerFigures,
  type Period,
  type PrintForm,
  type Resolved,
  summariseOrigins,
} from "../figures/index.ts";

/** Where in an article a value is printed. */
export type PrintedKind = "引用" | "指标卡" | "表格" | "图表";

/** One value as a reader sees it. */
export interface PrintedFigure {
  /** As printed: "60.6%", or "60.6" in a column whose head has the measure. */
  readonly text: string;
  readonly measure: string;
  readonly form: PrintForm;
  readonly kind: PrintedKind;
  /** The expression as written, and its place. */
  readonly expression: string;
  readonly span: Span;
  /** The unit and month that the expression was worked out for. */
  readonly unit: string;
  readonly period: Period;
  /** Full precision; undefined for words and for what was not reported. */
  readonly value: string | undefined;
  /** What it rests on, without the inputs of formulas. */
  readonly origins: readonly Origin[];
}

/** A note on the origin of one figure, or of all figures of a table or chart. */
export interface OriginNote {
  /** Unique within the bulletin, ASCII: "o1". */
  readonly id: string;
  /** "60.6%", "表格：各村土地流转进度排名". */
  readonly title: string;
  /** "流转率 | 环比"; undefined for a block. */
  readonly expression: string | undefined;
  /** The value before rounding, when that is another; a rate in percent. */
  readonly exact: string | undefined;
  readonly lines: readonly NoteLine[];
}

/** A line of a note, its place in words: "progress/2019-07.yaml 第10行". */
export interface NoteLine {
  readonly depth: number;
  readonly text: string;
  readonly place: string | undefined;
  readonly remark: string;
}

/** Notes down what a bulletin prints, in order, and the notes on its figures. */
export interface FigureLedger {
  readonly printed: readonly PrintedFigure[];
  readonly notes: readonly OriginNote[];
  /** Takes a value printed in a sentence or on a card; gives the id of its note, or nothing when no data is behind it. */
  print(kind: PrintedKind): (resolved: Resolved, form: PrintForm) => string | undefined;
  /** Takes the values of a table or chart, which share one note: `close` gives its id. */
  openBlock(kind: PrintedKind): {
    readonly print: (resolved: Resolved, form: PrintForm) => undefined;
    readonly close: (title: string) => string | undefined;
  };
}

/** A note tells one or two figures whole; of more it tells formulas, files and lines. */
const mostFiguresTold = 2;
const mostLinesTold = 10;

export function openLedger(figures: Figures): FigureLedger {
  const read = originReader(figures);
  const printed: PrintedFigure[] = [];
  const notes: OriginNote[] = [];
  const seen = new Set<string>();
  const noteIds = new Map<string, string>();
  return {printed, notes, print: kind => (resolved, form) => noteOf(record(kind, resolved, form)), openBlock};

  function record(kind: PrintedKind, resolved: Resolved, form: PrintForm): PrintedFigure {
    const {expression, unit, period, measure, quantity} = resolved;
    const {text, source, offset} = expression;
    const start = offset + text.length - text.trimStart().length;
    const figure: PrintedFigure = {
      text: form === "number" ? resolved.number : resolved.text,
      measure,
      form,
      kind,
      expression: text.trim(),
      span: spanOf(source, start, start + text.trim().length),
      unit: unit.name,
      period,
      value: quantity?.value.toFixed(),
      origins: outerFigures(resolved.figures).map(read),
    };
    // The text of a heading is worked out twice, for the page and for lists.
    const key = `${source.path}:${offset} ${unit.name} ${period} ${form}`;
    if (!seen.has(key)) printed.push(figure);
    seen.add(key);
    return figure;
  }

  function noteOf({text, expression, unit, period, value, origins}: PrintedFigure): string | undefined {
    const [first] = origins;
    if (!first || text === "") return undefined;
    const isPlain = origins.length === 1 && first.text === text;
    const what = isPlain ? [first.unit, first.indicator, first.range.from, first.range.to] : [expression, unit, period];
    const key = [text, ...what].join(" ");
    const known = noteIds.get(key);
    if (known !== undefined) return known;
    const isRate = text.includes("%") || text.includes("百分点");
    return addNote(key, {title: text, expression, exact: exactValue(text, value, isRate), lines: tell(origins)});
  }

  function openBlock(kind: PrintedKind): ReturnType<FigureLedger["openBlock"]> {
    const origins = new Set<Origin>();
    return {
      print(resolved, form) {
        for (const origin of record(kind, resolved, form).origins) origins.add(origin);
        return undefined;
      },
      close(title) {
        if (origins.size === 0) return undefined;
        const lines = summariseOrigins([...origins]).map(toNoteLine);
        return addNote(`${kind} ${notes.length}`, {title, expression: undefined, exact: undefined, lines});
      },
    };
  }

  function addNote(key: string, note: Omit<OriginNote, "id">): string {
    const id = `o${notes.length + 1}`;
    notes.push({id, ...note});
    noteIds.set(key, id);
    return id;
  }
}

function tell(origins: readonly Origin[]): readonly NoteLine[] {
  const whole = origins.length > mostFiguresTold ? [] : origins.flatMap(origin => originLines(origin));
  const isShort = whole.length > 0 && whole.length <= mostLinesTold;
  return (isShort ? whole : summariseOrigins(origins)).map(toNoteLine);
}

function toNoteLine({place, ...line}: OriginLine): NoteLine {
  return {...line, place: place && formatOriginPlace(place)};
}

/** "60.625%" behind 60.6%; undefined when nothing was rounded away, or for amounts in another measure. */
function exactValue(text: string, value: string | undefined, isRate: boolean): string | undefined {
  if (value === undefined) return undefined;
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const digits = isRate ? `${whole}${fraction.padEnd(2, "0").slice(0, 2)}`.replace(/^0+(?=\d)/, "") : whole;
  const rest = isRate ? fraction.slice(2) : fraction;
  const plain = `${sign}${digits}${rest === "" ? "" : `.${rest.slice(0, 6)}`}`;
  const shown = /-?\d[\d,]*(?:\.\d+)?/.exec(text)?.[0].replaceAll(",", "");
  if (shown === undefined || Number(shown) === Number(plain)) return undefined;
  return `${plain}${rest.length > 6 ? "…" : ""}${isRate ? "%" : ""}`;
}
