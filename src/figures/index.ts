/**
 * Figures: units, indicators and monthly observations become values that can be asked for by name.
 *
 *     units.yaml, indicators.yaml, progress/*.yaml --readFigures--> Figures
 *     "流转率 | 环比" --parseExpression--> Expression --resolveExpression(scope)--> Resolved {text, number, quantity}
 *
 * Pure: values in, values and diagnostics out. Every printed digit comes from decimal arithmetic, rounded once.
 */

export {type ChangeNumbers, changeBetween, describeChange, describeDifference} from "./change.ts";
export {type CheckedClaim, checkClaim, claimRules} from "./claims/check-claim.ts";
export {readHanziNumber} from "./claims/hanzi-number.ts";
export {defaultIntervals, type IntervalTable, readIntervals} from "./claims/intervals.ts";
export {
  type ClaimRules,
  type ClaimSubject,
  type Judgement as ClaimJudgement,
  judgeClaim,
  type Verdict,
} from "./claims/judge-claim.ts";
export {measureAt, measureFactor} from "./claims/measures.ts";
export {type NumberPhrase, narrow, parseNumberPhrase} from "./claims/number-phrase.ts";
export {hideOrdinaryWords} from "./claims/ordinary-words.ts";
export {suggestWording} from "./claims/suggest-wording.ts";
export {Decimal, type Rounding, toFixed} from "./decimal.ts";
export {type Explanation, explainExpression, type QuestionScope} from "./explain.ts";
export {type Expression, type Node, parseExpression} from "./expression.ts";
export {type Absence, type Figure, type Figures, type Range, readFigures} from "./figures.ts";
export {compareWith, filters} from "./filters/filters.ts";
export {peersOf} from "./filters/rank.ts";
export {formatNumber, formatQuantity, type NumberStyle, type Quantity} from "./format.ts";
export {functions} from "./functions.ts";
export {type Indicator, namesIn} from "./indicator.ts";
export {
  type Assessment,
  assessPolicy,
  type Criterion,
  describeBound,
  describeCondition,
  describeMargin,
  findPolicy,
  type Judgement,
  shownBeside,
  tellUnjudged,
} from "./judge.ts";
export {
  changesOfFile,
  isTouched,
  mergeChanges,
  type ObservationChanges,
  wordsOfTouched,
} from "./observation-changes.ts";
export {findUnit, type Observation, type Observations, type ProgressHead} from "./observations.ts";
export {
  formatOriginPlace,
  formatRange,
  type Origin,
  type OriginFigure,
  type OriginLine,
  type OriginSource,
  originLines,
  originReader,
  originToJson,
  outerFigures,
  summariseOrigins,
} from "./origin.ts";
export {
  addMonths,
  formatDate,
  formatPeriod,
  monthOf,
  monthsBetween,
  type Period,
  parsePeriod,
  weekdayOf,
  yearOf,
} from "./period.ts";
export {periodWords} from "./period-words.ts";
export {
  type Fillings,
  fillPhrase,
  type PhraseBook,
  type PhraseTurns,
  phraseRules,
  type Sentence,
  type SentenceRun,
  startTurns,
  textOf,
} from "./phrase-book.ts";
export {addRewards, formatReward, type Policies, type Policy, type Reward} from "./policy.ts";
export {
  compareNames,
  describeMovement,
  type Entrant,
  firstOf,
  lastOf,
  type Ranked,
  rankEntrants,
} from "./ranking.ts";
export type {FigureReads} from "./reads.ts";
export {holds, type Resolved, resolveExpression, resolveReference} from "./reference.ts";
export {type Ground, noteFigures, type PrintForm, type Scope, type Worked} from "./scope.ts";
export {
  type Compared,
  type Passing,
  type Say,
  sayEnds,
  sayer,
  sayPassed,
  sayQualified,
  sayReported,
  sayTarget,
  sayTotal,
} from "./sentences.ts";
export {descendants, isWithin, type Unit, type UnitTree, unitPath} from "./unit.ts";
export {parseYamlExpression} from "./yaml-expression.ts";
