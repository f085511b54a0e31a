import type {Severity, Span} from "../../diagnostics/index.ts";
import type {Decimal} from "../decimal.ts";
import type {Expression} from "../expression.ts";
import type {Indicator} from "../indicator.ts";

interface RuleHead {
  readonly severity: Severity;
  /** Where the rule is written; undefined for those that are always on. */
  readonly span: Span | undefined;
  /** Types of unit that it applies to; undefined: every unit that reported. */
  readonly types: readonly string[] | undefined;
  readonly tolerance: Tolerance;
  /** 说明: shown with what the rule finds. */
  readonly reason: string | undefined;
}

/** 容差: in the measure of what is compared, or as a share of it. */
export interface Tolerance {
  readonly absolute: Decimal;
  readonly relative: Decimal;
}

export type TotalRule = RuleHead & {readonly kind: "total"; readonly indicators: readonly Indicator[]};
export type HundredPercentRule = RuleHead & {readonly kind: "hundredPercent"; readonly parts: readonly Indicator[]};
/** 不大于 and 累计不小于当期 are one inequality with different words. */
export type NotGreaterRule = RuleHead & {
  readonly kind: "notGreater" | "cumulative";
  readonly part: Expression;
  readonly whole: Expression;
};
export type OnlyGrowsRule = RuleHead & {readonly kind: "onlyGrows"; readonly indicators: readonly Indicator[]};
export type JumpRule = RuleHead & {
  readonly kind: "jump";
  readonly indicators: readonly Indicator[];
  /** Shares of last month's value; for rates differences of ratios. */
  readonly rise: Decimal;
  readonly fall: Decimal;
  /** Not looked at while both months are below it, in the measure of the file. */
  readonly floor: Decimal;
};
export type MagnitudeRule = RuleHead & {readonly kind: "magnitude"; readonly indicators: readonly Indicator[]};
export type WholeNumberRule = RuleHead & {readonly kind: "wholeNumber"; readonly indicators: readonly Indicator[]};
export type NotNegativeRule = RuleHead & {readonly kind: "notNegative"; readonly indicators: readonly Indicator[]};
export type ConditionRule = RuleHead & {readonly kind: "condition"; readonly condition: Expression};

/** A rule of 核对, read and found usable. */
export type Rule =
  | TotalRule
  | HundredPercentRule
  | NotGreaterRule
  | OnlyGrowsRule
  | JumpRule
  | MagnitudeRule
  | WholeNumberRule
  | NotNegativeRule
  | ConditionRule;
