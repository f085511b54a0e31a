import {diagnose} from "../diagnostics/index.ts";
import {
  addMonths,
  addRewards,
  assessPolicy,
  compareWith,
  type Expression,
  type Figure,
  type Fillings,
  findPolicy,
  formatReward,
  type Ground,
  monthOf,
  noteFigures,
  parseYamlExpression,
  peersOf,
  type Quantity,
  type Resolved,
  resolveExpression,
  type Say,
  type Scope,
  type Sentence,
  type SentenceRun,
  sayEnds,
  sayer,
  sayPassed,
  sayQualified,
  sayReported,
  sayTarget,
  sayTotal,
  tellUnjudged,
  textOf,
  type Unit,
} from "../figures/index.ts";
import type {RenderedText} from "../narrative/index.ts";
import type {YamlPath, YamlText} from "../workspace/index.ts";
import type {SummaryLine} from "./summary-spec.ts";

type Asked<Key extends keyof SummaryLine> = NonNullable<SummaryLine[Key]>;

/** Words what a line of a summary asks for; undefined when it cannot be told, which is reported. */
export function summaryTeller(
  yaml: YamlText,
  scope: Scope,
  render: (value: string) => RenderedText,
): (entry: SummaryLine, index: number) => Said | undefined {
  const style = scope.figures;
  return (entry, index) => {
    if (entry.总量 !== undefined) return tellTotal(entry.总量, index);
    if (entry.首尾 !== undefined) return tellEnds(entry.首尾, index);
    if (entry.达标 !== undefined) return tellPassed(entry.达标, index);
    if (entry.政策 !== undefined) return tellPolicy(entry.政策, index);
    if (entry.目标 !== undefined) return tellTarget(entry.目标, index);
    return entry.填报 === undefined ? undefined : tellReported(entry.填报, index);
  };

  function tellTotal(total: Asked<"总量">, index: number): Said | undefined {
    const isPlain = typeof total === "string";
    const path = isPlain ? [index, "总量"] : [index, "总量", "指标"];
    const expression = parse(path);
    const value = expression && work(expression, scope.unit, scope);
    if (!expression || !value) return undefined;
    const subject = nameOf(isPlain ? undefined : total.名, expression);
    const speak = sayFor(path, subject);
    const {quantity, figures} = value;
    if (!quantity) return sayNothing(speak, path, value);
    const figuresOf = new Map<string, Iterable<Figure>>();
    const wanted = isPlain ? (["上月"] as const) : total.比;
    const known = wanted.flatMap(name => {
      // A sum of more months than last month's says nothing by being more.
      const isCumulative = expression.filters.some(filter => filter.name.text === "累计");
      if (name === "不比" || (name === "上月" && isCumulative)) return [];
      const noted = noteFigures(scope);
      const compared = compareWith(expression, name, noted.scope);
      if (compared) figuresOf.set(compared.base.name, noted.figures);
      return compared ?? [];
    });
    return {
      sentence: sayTotal(quantity, known, speak, style, quantity.isRate ? "比率" : "总量"),
      subject,
      basisOf({place, base: than}) {
        if (place === "数") return {what: "", figures, quantity};
        return place === "变化" ? {what: `与${than}相比`, figures: figuresOf.get(than ?? "") ?? figures} : undefined;
      },
    };
  }

  function tellEnds(ends: Asked<"首尾">, index: number): Said | undefined {
    const path = [index, "首尾"];
    const expression = parse([...path, "指标"]);
    const units = expression && readUnits([...path, "单位"], ends.单位.length);
    if (!expression || !units) return undefined;
    const found = valuesOf(expression, units, scope);
    const subject = nameOf(ends.名, expression);
    const speak = sayFor(path, subject);
    if (!found) return undefined;
    const bounds = {front: ends.前, back: ends.后 ?? ends.前, smallIsGood: smallIsGood(expression)};
    const {entrants} = found;
    const sentence = sayEnds(entrants, bounds, speak, style);
    if (!sentence) return sayNothing(speak, path);
    return {
      sentence,
      subject,
      basisOf({place = "", text, tells, unit}) {
        const one = entrants.find(entrant => entrant.unit === unit) ?? entrants[0];
        if (tells === "value" && one) return {what: "", figures: one.figures, quantity: one.quantity, unit: one.unit};
        if (tells === "rank") return {what: "并列的位次", figures: found.figures, unit};
        if (tells === "count") return {what: `${place.slice(0, 2)}的个数`, figures: found.figures};
        if (place === "数" && one) return {what: "", figures: found.figures, quantity: one.quantity};
        const isCount = place === "个数" || (/^[前后]位$/.test(place) && !/^[首末]/.test(text));
        return isCount ? {figures: found.figures} : undefined;
      },
    };
  }

  function tellPassed(passed: Asked<"达标">, index: number): Said | undefined {
    const path = [index, "达标"];
    const expression = parse([...path, "指标"]);
    const line = readQuantity([...path, "线"]);
    const units = passed.单位
      ? readUnits([...path, "单位"], passed.单位.length)
      : expression && defaultUnits(expression);
    if (!expression || !line || !units) return undefined;
    const sign = smallIsGood(expression) ? -1 : 1;
    const now = valuesOf(expression, units, scope);
    const before = now && valuesOf(expression, units, {...scope, period: addMonths(scope.period, -1)});
    if (!now || !before) return undefined;
    const passes = ({value}: {value: Quantity["value"]}): boolean => value.cmp(line.quantity.value) * sign >= 0;
    const late = new Set(before.entrants.filter(entrant => !passes(entrant)).map(({unit}) => unit));
    const through = now.entrants.filter(passes).map(({unit}) => unit);
    const subject = nameOf(passed.名, expression);
    const speak = sayFor(path, subject);
    if (now.entrants.length === 0) return sayNothing(speak, path);
    const passing = {
      judged: now.entrants.map(({unit}) => unit),
      passed: through,
      fresh: through.filter(unit => late.has(unit)),
    };
    const bound = withMeasure(line.quantity, now.entrants[0]?.quantity);
    return {
      sentence: sayPassed(passing, bound, sign < 0, speak, style),
      subject,
      basisOf({place = ""}) {
        if (/^(?:线|在线|到线)$/.test(place)) return {what: "要过的线", figures: line.figures};
        return countPlaces.test(place) ? {figures: [...now.figures, ...line.figures]} : undefined;
      },
    };
  }

  function tellPolicy(policyName: Asked<"政策">, index: number): Said | undefined {
    const span = yaml.spanAt([index, "政策"]);
    const policy = findPolicy(render(policyName).text, span, scope);
    const assessment = policy && assessPolicy(policy, scope);
    if (!policy || !assessment) return undefined;
    tellUnjudged(assessment, span, scope);
    const met = assessment.judgements.filter(({isMet}) => isMet === true);
    const total = addRewards(met.flatMap(({reward}) => reward ?? []));
    const passing = {
      judged: assessment.judgements.filter(({isMet}) => isMet !== undefined).map(({unit}) => unit),
      passed: met.map(({unit}) => unit),
      fresh: met.filter(({isNew}) => isNew).map(({unit}) => unit),
    };
    const fillings = {政策: policy.name, 奖励: total && formatReward(total, style)};
    const figures = new Set(assessment.judgements.flatMap(judgement => [...judgement.figures]));
    const grounds = [{text: `政策“${policy.name}”`, span: policy.span}];
    return {
      sentence: sayQualified(passing, fillings, sayFor([index, "政策"], policy.name), style),
      subject: policy.name,
      basisOf: ({place = ""}) => (place === "奖励" || countPlaces.test(place) ? {figures, grounds} : undefined),
    };
  }

  function tellTarget(target: Asked<"目标">, index: number): Said | undefined {
    const path = [index, "目标"];
    const expression = parse([...path, "指标"]);
    const goal = readQuantity([...path, "目标"]);
    const value = expression && work(expression, scope.unit, scope);
    if (!expression || !goal || !value) return undefined;
    const isSmallGood = smallIsGood(expression);
    if (!isSmallGood && goal.quantity.value.lte(0)) {
      scope.report(diagnose("JB-2624", yaml.spanAt([...path, "目标"]), {}));
      return undefined;
    }
    const subject = nameOf(target.名, expression);
    const speak = sayFor(path, subject);
    const {quantity, figures} = value;
    if (!quantity) return sayNothing(speak, path, value);
    return {
      sentence: sayTarget(quantity, withMeasure(goal.quantity, quantity), isSmallGood, speak, style),
      subject,
      basisOf({place = ""}) {
        if (place === "数") return {what: "", figures, quantity};
        if (place === "目标") return {figures: goal.figures};
        return /^(?:差额|完成率)$/.test(place) ? {figures: [...figures, ...goal.figures]} : undefined;
      },
    };
  }

  function tellReported(reported: Asked<"填报">, index: number): Said | undefined {
    const isPlain = typeof reported === "string";
    const path = isPlain ? [index, "填报"] : [index, "填报", "指标"];
    const expression = parse(path);
    const own = isPlain ? undefined : reported.单位;
    const units = own ? readUnits([index, "填报", "单位"], own.length) : expression && defaultUnits(expression);
    if (!expression || !units) return undefined;
    const noted = noteFigures(scope);
    const results = units.map(unit => ({unit, value: work(expression, unit, noted.scope)?.value}));
    if (results.some(({value}) => !value)) return undefined;
    const expected = results.filter(({value}) => !(value?.kind === "absent" && value.absence === "notApplicable"));
    const missing = expected.filter(({value}) => value?.kind === "absent").map(({unit}) => unit);
    const subject = nameOf(isPlain ? undefined : reported.名, expression);
    const speak = sayFor(path, subject);
    if (expected.length === 0) return sayNothing(speak, path);
    const all = expected.map(({unit}) => unit);
    return {
      sentence: sayReported(all, missing, speak, style),
      subject,
      basisOf({place = ""}) {
        const isName = place === "应报" && all.length === 1;
        return !isName && /^(?:应报|已报|未报数|填报率)$/.test(place) ? {figures: noted.figures} : undefined;
      },
    };
  }

  function parse(path: YamlPath): Expression | undefined {
    return parseYamlExpression(yaml, path, scope.report);
  }

  /** The wordings for one place, with the names that all of them may hold. */
  function sayFor(path: YamlPath, subject: string): Say {
    const span = yaml.spanAt(path);
    const fillings: Fillings = {主体: scope.unit.shortName, 月份: `${monthOf(scope.period)}月`, 指标: subject};
    return sayer(scope, `${span.source.path}:${span.start}`, fillings);
  }

  function work(expression: Expression, unit: Unit, within: Scope): Resolved | undefined {
    return resolveExpression(expression, within, {unit, isProse: false});
  }

  /** How the sentence calls what it tells of. */
  function nameOf(given: string | undefined, {text: written}: Expression): string {
    const bare = written.replace(/[|｜@＠][\s\S]*$/, "").trim();
    return given ?? bare.replace(/[.．]/, "的");
  }

  /** What has no value is told as in prose, and the sentence says so. */
  function sayNothing(speak: Say, path: YamlPath, value?: Resolved): Said | undefined {
    const span = yaml.spanAt(path);
    if (value && value.value.kind !== "absent") {
      scope.report(diagnose("JB-3005", span, {what: "文字", expected: "数"}));
      return undefined;
    }
    const sentence = speak("无数据", {});
    scope.report(diagnose("JB-3009", span, {what: "这一句", words: textOf(sentence), missing: ""}));
    return {sentence, subject: "", basisOf: () => undefined};
  }

  function valuesOf(expression: Expression, units: readonly Unit[], within: Scope) {
    const found = units.map(unit => ({unit, resolved: work(expression, unit, within)}));
    if (found.some(({resolved}) => !resolved)) return undefined;
    const entrants = found.flatMap(({unit, resolved}) =>
      resolved?.quantity
        ? [{unit, value: resolved.quantity.value, quantity: resolved.quantity, figures: resolved.figures}]
        : [],
    );
    return {entrants, figures: new Set(found.flatMap(({resolved}) => [...(resolved?.figures ?? [])]))};
  }

  function readUnits(path: YamlPath, count: number): readonly Unit[] | undefined {
    const units: Unit[] = [];
    for (let index = 0; index < count; index++) {
      const expression = parseYamlExpression(yaml, path, scope.report, {index});
      const resolved = expression && work(expression, scope.unit, scope);
      if (!resolved) return undefined;
      if (resolved.value.kind !== "units") {
        scope.report(diagnose("JB-3005", yaml.spanAt(path), {what: "数", expected: "一批单位，如 各村"}));
        return undefined;
      }
      units.push(...resolved.value.units);
    }
    return [...new Set(units)];
  }

  /** Those whose values make up the subject's, reported or not. */
  function defaultUnits(expression: Expression): readonly Unit[] {
    const figure = work(expression, scope.unit, scope)?.value;
    const found = figure && "figure" in figure ? figure.figure : undefined;
    const members = new Set([...(found?.members ?? []), ...(found?.missing ?? [])]);
    if (members.size === 0 || (members.size === 1 && members.has(scope.unit))) return peersOf(scope.unit, scope.unit);
    const order = scope.figures.units.all;
    return [...members].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  }

  function readQuantity(path: YamlPath): {quantity: Quantity; figures: ReadonlySet<Figure>} | undefined {
    const expression = parse(path);
    const resolved = expression && work(expression, scope.unit, scope);
    if (!resolved) return undefined;
    if (!resolved.quantity) scope.report(diagnose("JB-3005", yaml.spanAt(path), {what: "文字", expected: "数"}));
    const {quantity, figures} = resolved;
    return quantity && {quantity, figures};
  }

  function smallIsGood(expression: Expression): boolean {
    const {node} = expression;
    return node.type === "name" && scope.figures.indicators.get(node.name.text)?.direction === "down";
  }
}

/** A sentence, what it tells of, and what each number in it was worked out from. */
export interface Said {
  readonly sentence: Sentence;
  readonly subject: string;
  /** Undefined for a run that is no number of the data. */
  readonly basisOf: (run: SentenceRun) => Basis | undefined;
}

interface Basis {
  /** What the number is, beside the subject; undefined: as its place in the wording is called. */
  readonly what?: string;
  readonly figures: Iterable<Figure>;
  readonly quantity?: Quantity | undefined;
  readonly unit?: Unit | undefined;
  readonly grounds?: readonly Ground[];
}

/** Places of a wording that count units. */
const countPlaces = /^(?:个数|应评|占比)$/;

/** 30000 as a target of 流转面积 is 30000亩. */
function withMeasure(quantity: Quantity, like: Quantity | undefined): Quantity {
  if (!like || quantity.measure !== "") return quantity;
  return like.isRate ? quantity : {...quantity, measure: like.measure};
}
