import {type Span, spanOf} from "../diagnostics/index.ts";
import {
  type Figure,
  type Figures,
  formatOriginPlace,
  type Ground,
  type Origin,
  type OriginLine,
  originLines,
  originReader,
  outerFigures,
  type Period,
  type PrintForm,
  type Resolved,
  type Scope,
  summariseOrigins,
  type Worked,
} from "../figures/index.ts";

/** Where in a bulletin a value is printed. */
export type PrintedKind = "引用" | "指标卡" | "表格" | "图表" | "政策" | "红黑榜" | "综述" | "数据说明";

/** One value as a reader sees it. */
export interface PrintedFigure {
  /** As printed: "60.6%", or "60.6" in a column whose head has the measure. */
  readonly text: string;
  readonly measure: string;
  readonly form: PrintForm;
  readonly kind: PrintedKind;
  /** The expression as written, or in words what a block has worked out; and its place. */
  readonly expression: string;
  readonly isWorked: boolean;
  readonly span: Span;
  /** The unit and month that the expression was worked out for. */
  readonly unit: string;
  readonly period: Period;
  /** Full precision; undefined for words and for what was not reported. */
  readonly value: string | undefined;
  /** What it rests on, without the inputs of formulas, and what else that is no figure. */
  readonly origins: readonly Origin[];
  readonly grounds: readonly Ground[];
  /** True when it stands in the internal print alone. */
  readonly isInternal: boolean;
  /** The words before and after it, when a block has made the sentence. */
  readonly around: Worked["around"];
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
  /** True when only the internal print has the figures. */
  readonly isInternal: boolean;
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
  /** The same for a value that a block has worked out. */
  printWorked(kind: PrintedKind): (worked: Worked) => string | undefined;
  /** Takes the values of a table or chart, which share one note: `close` gives its id. */
  openBlock(kind: PrintedKind): LedgerBlock;
  /** Does work whose values are for the internal print alone, or are not printed at all. */
  readonly confine: NonNullable<Scope["confine"]>;
  /** The first value printed that rests on a figure. */
  findPrinted(figure: Figure): PrintedFigure | undefined;
}

export interface LedgerBlock {
  readonly print: (resolved: Resolved, form: PrintForm) => undefined;
  readonly printWorked: (worked: Worked) => undefined;
  /** The note on what was taken since the block was opened, or last closed. */
  readonly close: (title: string) => string | undefined;
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
  // The ranks of a list rest on the same figures.
  const knownOrigins = new WeakMap<Iterable<Figure>, readonly Origin[]>();
  let readers: "all" | "internal" | "nobody" = "all";
  return {
    printed,
    notes,
    print: kind => (resolved, form) => noteOf(record(kind, resolved, form)),
    printWorked: kind => worked => noteOf(recordWorked(kind, worked)),
    openBlock,
    confine,
    findPrinted,
  };

  function confine<Result>(to: "internal" | "nobody", work: () => Result): Result {
    const before = readers;
    readers = before === "nobody" ? before : to;
    try {
      return work();
    } finally {
      readers = before;
    }
  }

  function record(kind: PrintedKind, resolved: Resolved, form: PrintForm): PrintedFigure {
    const {expression, unit, period, measure, quantity} = resolved;
    const {text, source, offset} = expression;
    const start = offset + text.length - text.trimStart().length;
    return add({
      text: form === "number" ? resolved.number : resolved.text,
      measure,
      form,
      kind,
      expression: expression.written ?? text.trim(),
      isWorked: false,
      span: spanOf(source, start, start + text.trim().length),
      unit: unit.name,
      period,
      value: quantity?.value.toFixed(),
      origins: outerFigures(resolved.figures).map(read),
      grounds: [],
      isInternal: readers === "internal",
      around: undefined,
    });
  }

  function recordWorked(kind: PrintedKind, worked: Worked): PrintedFigure {
    return add({
      text: worked.text,
      measure: worked.headMeasure ?? "",
      form: worked.headMeasure === undefined ? "sentence" : "number",
      kind,
      expression: worked.what,
      isWorked: true,
      span: worked.span,
      unit: worked.unit.name,
      period: worked.period,
      value: worked.value?.toFixed(),
      origins: originsOf(worked.figures),
      grounds: worked.grounds ?? [],
      isInternal: readers === "internal",
      around: worked.around,
    });
  }

  function originsOf(figures: Iterable<Figure>): readonly Origin[] {
    const found = knownOrigins.get(figures) ?? outerFigures(figures).map(read);
    knownOrigins.set(figures, found);
    return found;
  }

  function add(figure: PrintedFigure): PrintedFigure {
    if (readers === "nobody") return figure;
    const {kind, expression, span, unit, period, form} = figure;
    // The text of a heading is worked out twice, for the page and for lists.
    const key = [kind, span.source.path, span.start, expression, unit, period, form].join(" ");
    if (!seen.has(key)) printed.push(figure);
    seen.add(key);
    return figure;
  }

  function findPrinted(figure: Figure): PrintedFigure | undefined {
    const wanted = read(figure);
    const below = new Set<Origin>();
    const restsOnIt = (origin: Origin): boolean => {
      if (origin === wanted) return true;
      if (below.has(origin)) return false;
      below.add(origin);
      return origin.inputs.some(restsOnIt) || origin.members.some(restsOnIt);
    };
    return printed.find(({origins}) => origins.some(restsOnIt));
  }

  function noteOf(figure: PrintedFigure): string | undefined {
    const {text, expression, isWorked, unit, period, value, origins, grounds} = figure;
    const [first] = origins;
    if (!first || text === "" || readers === "nobody") return undefined;
    const isPlain = origins.length === 1 && first.text === text;
    const what = isPlain ? [first.unit, first.indicator, first.range.from, first.range.to] : [expression, unit, period];
    const key = [text, ...what].join(" ");
    const known = noteIds.get(key);
    if (known !== undefined) return known;
    const isRate = text.includes("%") || text.includes("百分点");
    const lines = [...tell(origins), ...grounds.map(groundLine)];
    if (isWorked) {
      const what = {depth: 0, text: expression, place: undefined, remark: ""};
      return addNote(key, {title: text, expression: undefined, exact: undefined, lines: [what, ...lines]});
    }
    return addNote(key, {title: text, expression, exact: exactValue(text, value, isRate), lines});
  }

  function openBlock(kind: PrintedKind): LedgerBlock {
    const origins = new Set<Origin>();
    const grounds = new Map<string, Ground>();
    const take = (figure: PrintedFigure): undefined => {
      for (const origin of figure.origins) origins.add(origin);
      for (const ground of figure.grounds) grounds.set(ground.text, ground);
      return undefined;
    };
    return {
      print: (resolved, form) => take(record(kind, resolved, form)),
      printWorked: worked => take(recordWorked(kind, worked)),
      close(title) {
        if (origins.size === 0 || readers === "nobody") return undefined;
        const lines = [...summariseOrigins([...origins]).map(toNoteLine), ...[...grounds.values()].map(groundLine)];
        origins.clear();
        grounds.clear();
        return addNote(`${kind} ${notes.length}`, {title, expression: undefined, exact: undefined, lines});
      },
    };
  }

  function addNote(key: string, note: Omit<OriginNote, "id" | "isInternal">): string {
    const id = `o${notes.length + 1}`;
    notes.push({id, ...note, isInternal: readers === "internal"});
    // What is told once in the internal print is told again where all may read it.
    if (readers === "all") noteIds.set(key, id);
    return id;
  }
}

function groundLine({text, span}: Ground): NoteLine {
  return {depth: 0, text, place: formatOriginPlace(span), remark: ""};
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
