import type {Base, StandingBulletin, StandingWorkspace} from "../../build/index.ts";
import {type Diagnostic, placeAt, type SourceText, type Span, spanOf} from "../../diagnostics/index.ts";
import {
  explainExpression,
  formatOriginPlace,
  type Origin,
  originLines,
  type QuestionScope,
  summariseOrigins,
} from "../../figures/index.ts";
import {type NumberReview, reviewNumbers} from "../../narrative/index.ts";
import type {PrintedFigure} from "../../pages/index.ts";
import type {NumberEntry} from "../api.ts";
import {contextAround, lineWith, type ShownPiece} from "./line-with.ts";
import {placeOf} from "./place.ts";

/**
 * Every number of a bulletin: of bulletin.yaml, then article by article in the order of its text; undefined when there is no
 * such bulletin.
 */
export function listNumbers(
  slug: string,
  standing: StandingWorkspace,
  scopeOf: (base: Base) => QuestionScope | undefined,
): readonly NumberEntry[] | undefined {
  const base = standing.base();
  const bulletin = standing.compose(slug, base, {isDraft: true});
  if (!bulletin) return undefined;
  const {folder} = bulletin;
  const scope = scopeOf(base);
  const texts = [folder.yaml?.source, ...(folder.bulletin?.稿件 ?? []).map(name => folder.articles.get(name))];
  return texts.flatMap(source => {
    if (!source) return [];
    const review = reviewNumbers(source, base.workspace.office?.固定说法);
    return numbersOf(source, review, bulletin, scope);
  });
}

function numbersOf(
  source: SourceText,
  {tied, untied}: NumberReview,
  {composed}: StandingBulletin,
  scope: QuestionScope | undefined,
): NumberEntry[] {
  const inText = composed.printed.filter(({span}) => span.source.path === source.path);
  const printedAt = new Map(inText.filter(({kind}) => kind === "引用").map(figure => [figure.span.start, figure]));
  const printedFor = (tie: {innerStart: number; innerEnd: number}): PrintedFigure | undefined =>
    printedAt.get(firstWord(source, tie.innerStart, tie.innerEnd));
  const pieces = tied.map((tie): ShownPiece => {
    const {kind, wordsStart, wordsEnd, start, end} = tie;
    if (kind !== "reference" && wordsStart !== undefined && wordsEnd !== undefined)
      return {start: wordsStart - 1, end, text: source.text.slice(wordsStart, wordsEnd)};
    return {start, end, text: printedFor(tie)?.text ?? source.text.slice(start, end)};
  });
  const entry = (kind: NumberEntry["kind"], span: Span, rest: Pick<NumberEntry, "text"> & Partial<NumberEntry>) => ({
    start: span.start,
    entry: {kind, place: placeOf(span), origins: [], context: lineWith(span, rest.text, pieces), ...rest},
  });

  const ofTies = tied.map((tie, index) => {
    const {kind, innerStart, innerEnd} = tie;
    const piece = pieces[index] ?? {start: tie.start, end: tie.end, text: ""};
    const span = spanOf(source, piece.start, piece.end);
    const inner = source.text.slice(innerStart, innerEnd).trim();
    if (kind === "note") return entry("说明", span, {text: piece.text, origins: inner === "" ? [] : [{text: inner}]});
    if (kind === "reference") {
      return entry("引用", span, {text: piece.text, expression: inner, origins: originsOf(printedFor(tie))});
    }
    const words = spanOf(source, tie.wordsStart, tie.wordsEnd);
    const explained = scope && explainExpression(inner, scope);
    const figure = explained?.resolved?.text;
    return entry("核对", span, {
      text: piece.text,
      expression: inner,
      verdict: verdictOf(words, spanOf(source, innerStart, innerEnd), composed.diagnostics),
      ...(figure === undefined ? {} : {figure}),
      origins: linesOf(explained?.origins ?? []),
    });
  });
  const ofText = untied.map(span => entry("未对", span, {text: source.text.slice(span.start, span.end)}));
  const isTied = new Set(tied.map(({innerStart, innerEnd}) => firstWord(source, innerStart, innerEnd)));
  const ofBlocks = inText.flatMap(figure => {
    const {kind, text, measure, form, expression, unit, span, around, isWorked} = figure;
    if (kind === "引用") {
      if (isTied.has(span.start)) return [];
      return [entry(kind, span, {text, expression, origins: originsOf(figure)})];
    }
    const shown = form === "number" ? withMeasure(text, measure) : text;
    const context = around
      ? contextAround(around, shown)
      : kind === "数据说明"
        ? `\u0001${shown}\u0002`
        : `${unit} ${expression} \u0001${shown}\u0002`;
    return [entry(kind, span, {text: shown, expression, isWorked, origins: originsOf(figure), context})];
  });
  return [...ofTies, ...ofText, ...ofBlocks].sort((a, b) => a.start - b.start).map(each => each.entry);
}

/** A number with the measure of its column's head; words need none. */
function withMeasure(text: string, measure: string): string {
  return /^-?[\d,.]+$|^[↑↓]/.test(text) ? `${text}${measure}` : text;
}

function originsOf(figure: PrintedFigure | undefined): NumberEntry["origins"] {
  if (!figure) return [];
  const grounds = figure.grounds.map(({text, span}) => ({
    text: `${text}　${formatOriginPlace(span)}`,
    path: span.source.path,
    line: placeAt(span.source, span.start).line,
  }));
  return [...linesOf(figure.origins), ...grounds];
}

function firstWord(source: SourceText, start: number, end: number): number {
  const inner = source.text.slice(start, end);
  return start + inner.length - inner.trimStart().length;
}

/** What the check of the words, or of what they are tied to, has found. */
function verdictOf(words: Span, target: Span, diagnostics: readonly Diagnostic[]): NumberEntry["verdict"] {
  const isAt = (part: Span, {span}: Diagnostic): boolean =>
    span !== undefined &&
    span.source.path === part.source.path &&
    span.start >= part.start &&
    span.end <= Math.max(part.end, part.start + 1);
  const found = diagnostics.filter(each => isAt(words, each) || isAt(target, each));
  if (found.some(({severity}) => severity === "error")) return "不对";
  return found.some(({code}) => code === "JB-8003") ? "存疑" : "对";
}

/** One or two figures are told whole; of more their files and lines. */
const mostTold = 2;
const mostLines = 12;

function linesOf(origins: readonly Origin[]): NumberEntry["origins"] {
  const whole = origins.length > mostTold ? [] : origins.flatMap(origin => originLines(origin));
  const lines = whole.length > 0 && whole.length <= mostLines ? whole : summariseOrigins(origins);
  return lines.map(({text, place, remark}) => ({
    text: [text, place && formatOriginPlace(place), remark].filter(Boolean).join("　"),
    ...(place ? {path: place.source.path, line: placeAt(place.source, place.start).line} : {}),
  }));
}
