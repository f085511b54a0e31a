import {spanOf} from "../../diagnostics/index.ts";
import {
  type ClaimRules,
  type Decimal,
  judgeClaim,
  measureFactor,
  type NumberPhrase,
  narrow,
  parseNumberPhrase,
  type QuestionScope,
  resolveReference,
} from "../../figures/index.ts";
import type {Candidate} from "../api.ts";
import {openFigurePool, type PooledFigure} from "./figure-pool.ts";

const mostCandidates = 12;
/** What the words do not fit is still offered while it is no further off than this. */
const farthestRatio = 2;
const mostRemembered = 500;

/** Finds the figures that some words may tell, the best first; units and indicators named in `context` come before others. */
export type CandidateFinder = (words: string, context?: string) => readonly Candidate[];

/** Words that tell a change and no state. */
const movementWords = /[增减升降涨]|提高|回落|翻番/;

/** Everything is worked out at the first question and kept: a text with thirty untied numbers asks thirty times. */
export function openCandidates(scope: QuestionScope, rules: ClaimRules, pool = openFigurePool(scope)): CandidateFinder {
  const judgedWords = new Map<string, readonly Judged[]>();
  const printed = new Map<string, string | undefined>();

  const judge = (words: string): readonly Judged[] => {
    const judged = judgedWords.get(words) ?? judgeAll(pool.read(), words, rules);
    if (judgedWords.size >= mostRemembered) judgedWords.clear();
    judgedWords.set(words, judged);
    return judged;
  };
  const printOnce = (expression: string): string | undefined => {
    if (!printed.has(expression)) printed.set(expression, print(expression, scope));
    return printed.get(expression);
  };
  return (words, context = "") => {
    const candidates: Candidate[] = [];
    for (const {figure, verdict} of sortJudged(judge(words), context)) {
      if (candidates.length === mostCandidates) break;
      const text = printOnce(figure.expression);
      if (text !== undefined) candidates.push({expression: figure.expression, text, fits: verdict === "right"});
    }
    return candidates;
  };
}

interface Judged {
  readonly figure: PooledFigure;
  readonly verdict: "right" | "doubtful" | "false";
  /** False for a change where the words tell a state, and the other way round. */
  readonly isOfKind: boolean;
  /** 1 when it is the stated number, 2 when one is twice the other. */
  readonly ratio: number;
}

function judgeAll(pool: readonly PooledFigure[], words: string, rules: ClaimRules): readonly Judged[] {
  const phrase = parseNumberPhrase(narrow(words).trim(), rules.measures);
  if (typeof phrase === "string") return [];
  const tellsChange = movementWords.test(words) || phrase.nature === "points";
  return pool.flatMap((figure): Judged[] => {
    const ratio = ratioTo(figure, phrase);
    if (ratio === undefined || ratio > farthestRatio) return [];
    const {verdict} = judgeClaim(words, figure.subject, rules);
    if (verdict !== "right" && verdict !== "doubtful" && verdict !== "false") return [];
    return [{figure, verdict, ratio, isOfKind: (figure.subject.change !== undefined) === tellsChange}];
  });
}

const verdicts: readonly Judged["verdict"][] = ["right", "doubtful", "false"];

/** The likeliest first: what fits; what the text beside names; states for states; near units; this month; near numbers. */
function sortJudged(judged: readonly Judged[], context: string): readonly Judged[] {
  const known = new Map<string, boolean>();
  const isNamed = (name: string): boolean => {
    const found = known.get(name) ?? context.includes(name);
    known.set(name, found);
    return found;
  };
  const rankOf = ({figure: {unit, what, depth, remoteness}, verdict, isOfKind, ratio}: Judged): number[] => [
    verdicts.indexOf(verdict),
    Number(!isNamed(unit.name) && !isNamed(unit.shortName)),
    Number(!isNamed(what)),
    Number(!isOfKind),
    depth,
    remoteness,
    ratio,
  ];
  return judged
    .map(each => ({each, rank: rankOf(each)}))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({each}) => each);
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

/** How far a figure is from the stated number, in the words' own measure; undefined when they measure something else. */
function ratioTo({amount, share, times}: PooledFigure, phrase: NumberPhrase): number | undefined {
  switch (phrase.nature) {
    case "amount": {
      const factor = amount && measureFactor(phrase.measure, amount.measure, amount.measure === "个");
      return factor && ratioBetween(amount.value, phrase.value.times(factor));
    }
    case "points":
      return amount?.measure === "个百分点" ? ratioBetween(amount.value, phrase.value) : undefined;
    case "share":
      return share && ratioBetween(share, phrase.value);
    case "times":
    case "doublings":
      return times && 1;
  }
}

function ratioBetween(a: Decimal, b: Decimal): number | undefined {
  if (a.isZero() || b.isZero()) return a.eq(b) ? 1 : undefined;
  const ratio = Math.abs(a.div(b).toNumber());
  return ratio < 1 ? 1 / ratio : ratio;
}

/** The figure as printed; undefined when the expression cannot be written so after all. */
function print(expression: string, scope: QuestionScope): string | undefined {
  let isWrong = false;
  const source = {path: "算式", text: expression};
  const resolved = resolveReference(spanOf(source, 0, expression.length), {
    ...scope,
    report: () => {
      isWrong = true;
    },
    use: () => undefined,
  });
  return isWrong ? undefined : resolved?.text;
}
