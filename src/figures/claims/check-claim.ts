import {diagnose, type Related, type Span} from "../../diagnostics/index.ts";
import {Decimal} from "../decimal.ts";
import {type Evaluation, evaluate} from "../evaluate.ts";
import {type Expression, type Filter, parseExpression} from "../expression.ts";
import type {Figure, Figures} from "../figures.ts";
import {applyFilters} from "../filters/filters.ts";
import {peersOf} from "../filters/rank.ts";
import type {Quantity} from "../format.ts";
import {valuesOf} from "../functions.ts";
import {formatPeriod} from "../period.ts";
import {type Scope, shiftMonths, unshifted} from "../scope.ts";
import {absenceWords, type Value} from "../value.ts";
import {readIntervals, type WrittenIntervals} from "./intervals.ts";
import {type ClaimRules, type ClaimSubject, type Judgement, judgeClaim} from "./judge-claim.ts";
import {suggestWording} from "./suggest-wording.ts";

/** A claim worked out: the number behind the words, where there is one. */
export interface CheckedClaim {
  readonly value: Decimal | undefined;
}

/** How claims are judged in a workspace: its table of intervals, its style, its measures. */
export function claimRules(figures: Figures, written: WrittenIntervals | undefined): ClaimRules {
  const measures = [...new Set([...figures.indicators.values()].map(({measure}) => measure))].filter(Boolean);
  return {table: readIntervals(written), style: figures, measures};
}

/**
 * Checks the author's words against the figure that they are tied to: `[近400亩](=顺德村.流转面积)`. Whatever does not
 * hold is reported; undefined when the target cannot be worked out.
 */
export function checkClaim(words: Span, target: Span, scope: Scope, rules: ClaimRules): CheckedClaim | undefined {
  const expression = parseExpression(target.source, target.start, target.end, scope.report);
  if (!expression) return undefined;
  const at: Evaluation = {scope, expression, unit: scope.unit, shift: unshifted};
  const value =
    expression.filters.length > 0 ? applyFilters(expression.node, at)?.value : evaluate(expression.node, at);
  if (!value) return undefined;
  const text = words.source.text.slice(words.start, words.end);
  if (value.kind === "absent") {
    if (value.absence === "broken") return {value: undefined};
    const reason = `没有数（${absenceWords[value.absence]}）`;
    scope.report(diagnose("JB-8006", words, {words: text, reason, target: expression.text.trim()}));
    return {value: undefined};
  }
  const subject = subjectOf(value, expression, at);
  report(judgeClaim(text, subject, rules));
  return {value: subject.quantity?.value ?? subject.change?.now.value};

  function report(judgement: Judgement): void {
    const {verdict, actual = "", interval = "", reason = ""} = judgement;
    if (verdict === "right" || value === undefined) return;
    const figure = "figure" in value ? value.figure : undefined;
    const origin = describeOrigin(figure, expression?.text.trim() ?? "");
    const related = relatedPlaces(figure);
    const suggestion = verdict === "unreadable" ? undefined : suggestWording(text, subject, rules);
    const facts = {words: text, actual, interval, reason, origin, suggestion};
    switch (verdict) {
      case "unreadable":
        scope.report(diagnose("JB-8001", words, {words: text, reason}));
        break;
      case "false":
        scope.report(diagnose("JB-8002", words, facts, related));
        break;
      case "doubtful":
        scope.report(diagnose("JB-8003", words, facts, related));
        break;
      case "wrongMeasure":
        scope.report(diagnose("JB-8004", words, facts, related));
        break;
      case "twoApproximators":
        scope.report(diagnose("JB-8005", words, {words: text, found: reason, suggestion}));
        break;
      case "noFigure":
        scope.report(diagnose("JB-8006", words, {words: text, reason, target: expression?.text.trim() ?? ""}));
        break;
    }
  }
}

function subjectOf(value: Value, expression: Expression, at: Evaluation): ClaimSubject {
  switch (value.kind) {
    case "condition":
      return {truth: value.truth};
    case "units":
      return {
        quantity: {value: new Decimal(value.units.length), measure: "个", isRate: false, decimals: 0},
        ofSet: value.units.length,
      };
    case "text":
      if (value.change) return {change: value.change};
      if (value.rank) return {rank: value.rank};
      return {text: value.text};
    case "number":
      return {quantity: value.quantity, ofSet: value.ofSet, ...historyOf(value, expression, at)};
    case "absent":
      return {};
  }
}

/** What the words may ask of a figure besides its value. Nothing of it is reported: the claim is. */
function historyOf(value: Value & {kind: "number"}, expression: Expression, at: Evaluation): Partial<ClaimSubject> {
  const quiet: Evaluation = {...at, scope: {...at.scope, report: () => {}}};
  const {node} = expression;
  const {figure} = value;
  const filtered = (name: string): Value | undefined => {
    const filter: Filter = {name: {text: name, start: 0, end: 0}, args: [], start: 0, end: 0};
    const asked: Expression = {...expression, filters: [...expression.filters, filter]};
    return applyFilters(node, {...quiet, expression: asked})?.value;
  };
  const rank = figure && expression.filters.length === 0 ? filtered("排名") : undefined;
  const valueUnder = (months: number): Quantity | undefined => {
    const shifted: Evaluation = {...quiet, shift: shiftMonths(unshifted, -months)};
    const earlier = expression.filters.length > 0 ? applyFilters(node, shifted)?.value : evaluate(node, shifted);
    return earlier?.kind === "number" ? earlier.quantity : undefined;
  };
  return {
    rank: rank?.kind === "text" ? rank.rank : undefined,
    compareWith(baseName) {
      const compared = filtered({上月: "环比", 上年同期: "同比", 年初: "比年初"}[baseName]);
      return compared?.kind === "text" ? compared.change : undefined;
    },
    monthsAgo: valueUnder,
    earlier() {
      const {figures} = at.scope;
      if (!figure) return [];
      return figures.observations.periods
        .filter(period => period < figure.range.from)
        .flatMap(period => figures.compute(figure.unit, figure.indicator, {from: period, to: period}).value ?? []);
    },
    peers() {
      if (!figure || node.type !== "name") return [];
      const {unit: _unit, ...plain} = node;
      const values = valuesOf(peersOf(figure.unit, at.scope.unit), plain, quiet);
      return values?.map(({quantity}) => quantity.value) ?? [];
    },
  };
}

/** "唐坊镇2019年7月流转率，由流转面积 / 耕地面积算出". */
function describeOrigin(figure: Figure | undefined, written: string): string {
  if (!figure) return written;
  const {unit, indicator, range} = figure;
  const months =
    range.from === range.to ? formatPeriod(range.to) : `${formatPeriod(range.from)}至${formatPeriod(range.to)}`;
  const how = indicator.formula ? `，由${indicator.formula.text.trim()}算出` : "";
  return `${unit.name}${indicator.nature === "fixed" ? "" : months}${indicator.name}${how}`;
}

/** Where the figure stands in the data, when it is one entry. */
function relatedPlaces(figure: Figure | undefined): Related[] {
  const entries = figure?.indicator.formula ? figure.inputs : figure ? [figure] : [];
  return entries.flatMap(({observations, attribute, indicator}) =>
    [...observations.slice(-1).map(({span}) => span), ...(attribute ? [attribute.span] : [])].map(span => ({
      span,
      note: `${indicator.name}填报在这里`,
    })),
  );
}
