import type {Report} from "../../diagnostics/index.ts";
import type {YamlFile} from "../../workspace/index.ts";
import type {Indicator} from "../indicator.ts";
import type {Observations} from "../observations.ts";
import type {UnitTree} from "../unit.ts";
import {checkCondition} from "./condition.ts";
import {type Findings, type Flawed, openFindings} from "./findings.ts";
import {checkHundredPercent} from "./hundred-percent.ts";
import {checkJumps} from "./jump.ts";
import {checkMagnitude} from "./magnitude.ts";
import {checkNotGreater} from "./not-greater.ts";
import {checkNotNegative} from "./not-negative.ts";
import {checkOnlyGrows} from "./only-grows.ts";
import {readRules} from "./read-rules.ts";
import {openReadings, type Readings} from "./readings.ts";
import type {Rule} from "./rule.ts";
import {checkTotals} from "./total.ts";
import {checkWholeNumbers} from "./whole-number.ts";

/** What can be said of a value by itself comes first, then what contradicts another value, then what only looks odd. */
const order: readonly Rule["kind"][] = [
  "notNegative",
  "wholeNumber",
  "magnitude",
  "hundredPercent",
  "notGreater",
  "cumulative",
  "condition",
  "total",
  "jump",
  "onlyGrows",
];

/**
 * Checks everything that was reported against the rules of 核对, and those that are always on. Only what was reported
 * is looked at: 未报 never fails. Gives the values with errors.
 */
export function runChecks(
  file: YamlFile,
  units: UnitTree,
  indicators: ReadonlyMap<string, Indicator>,
  observations: Observations,
  report: Report,
): Flawed {
  const findings = openFindings(report);
  const rules = readRules(file, indicators, units.types, report);
  const readings = openReadings(units, indicators, observations);
  const rank = (rule: Rule): number => (rule.severity === "error" ? 0 : order.length) + order.indexOf(rule.kind);
  for (const rule of rules.toSorted((a, b) => rank(a) - rank(b))) runRule(rule, readings, findings);
  return findings.flawed;
}

function runRule(rule: Rule, readings: Readings, findings: Findings): void {
  switch (rule.kind) {
    case "total":
      checkTotals(rule, readings, findings);
      break;
    case "hundredPercent":
      checkHundredPercent(rule, readings, findings);
      break;
    case "notGreater":
    case "cumulative":
      checkNotGreater(rule, readings, findings);
      break;
    case "onlyGrows":
      checkOnlyGrows(rule, readings, findings);
      break;
    case "jump":
      checkJumps(rule, readings, findings);
      break;
    case "magnitude":
      checkMagnitude(rule, readings, findings);
      break;
    case "wholeNumber":
      checkWholeNumbers(rule, readings, findings);
      break;
    case "notNegative":
      checkNotNegative(rule, readings, findings);
      break;
    case "condition":
      checkCondition(rule, readings, findings);
      break;
  }
}
