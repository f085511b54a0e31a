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
import {type PooledFigure, poolFigures} from "./figure-pool.ts";

const mostCandidates = 12;
/** What the words do not fit is still offered while it is no further off than this. */
const farthestRatio = 2;
const mostRemembered = 500;

/** Finds the figures that some words may tell, the best first; units and indicators named in `context` come before others. */
export type CandidateFinder = (words: string, context?: string) => readonly Candidate[];

/** Words that tell a change and no state. */
const movementWords = /[增减升降涨]|提高|回落|翻番/;

/** Everything is worked out at the first question and kept: a text with thirty untied numbers asks thirty times. */
export function openCandidates(scope: QuestionScope, rules: ClaimRules): CandidateFinder {
  let pool: readonly PooledFigure[] | undefined;
  const known = new Map<string, readonly Candidate[]>();
  return (words, context = "") => {
    const key = `${words}\n${context}`;
    const before = known.get(key);
    if (before) return before;
    pool ??= poolFigures(scope);
    const found = findIn(pool, words, context, scope, rules);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}

interface Judged {
  readonly figure: PooledFigure;
  readonly verdict: "right" | "doubtful" | "false";
  readonly isNamed: boolean;
  readonly isSpoken: boolean;
  /** False for a change where the words tell a state, and the other way round. */
  readonly isOfKind: boolean;
  /** 1 when it is the stated number, 2 when one is twice the other. */
  readonly ratio: number;
}

function findIn(
  pool: readonly PooledFigure[],
  words: string,
  context: string,
  scope: QuestionScope,
  rules: ClaimRules,
): readonly Candidate[] {
  const phrase = parseNumberPhrase(narrow(words).trim(), rules.measures);
  if (typeof phrase === "string") return [];
  const named = new Map<PooledFigure["unit"], boolean>();
  const isNamed = ({unit}: PooledFigure): boolean => {
    const known = named.get(unit) ?? [unit.name, unit.shortName].some(name => context.includes(name));
    named.set(unit, known);
    return known;
  };
  const tellsChange = movementWords.test(words) || phrase.nature === "points";
  const judged = pool.flatMap((figure): Judged[] => {
    const ratio = ratioTo(figure, phrase);
    if (ratio === undefined || ratio > farthestRatio) return [];
    const {verdict} = judgeClaim(words, figure.subject, rules);
    if (verdict !== "right" && verdict !== "doubtful" && verdict !== "false") return [];
    const isOfKind = (figure.subject.change !== undefined) === tellsChange;
    const isSpoken = context.includes(figure.what);
    return [{figure, verdict, ratio, isNamed: isNamed(figure), isSpoken, isOfKind}];
  });
  const candidates: Candidate[] = [];
  for (const {figure, verdict} of judged.sort(compare)) {
    if (candidates.length === mostCandidates) break;
    const text = print(figure.expression, scope);
    if (text !== undefined) candidates.push({expression: figure.expression, text, fits: verdict === "right"});
  }
  return candidates;
}

const verdicts: readonly Judged["verdict"][] = ["right", "doubtful", "false"];

function compare(a: Judged, b: Judged): number {
  return (
    verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
    Number(b.isNamed) - Number(a.isNamed) ||
    Number(b.isSpoken) - Number(a.isSpoken) ||
    Number(b.isOfKind) - Number(a.isOfKind) ||
    a.figure.depth - b.figure.depth ||
    a.figure.remoteness - b.figure.remoteness ||
    a.ratio - b.ratio
  );
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
