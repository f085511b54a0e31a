import {addMonths, makePeriod, type Period, yearOf} from "./period.ts";

/** A word that stands for a month after @. */
export interface PeriodWord {
  readonly explanation: string;
  /** The month that is meant, seen from another. */
  readonly from: (period: Period) => Period;
}

const sameMonthLastYear = (period: Period): Period => addMonths(period, -12);
const endOfLastYear = (period: Period): Period => makePeriod(yearOf(period) - 1, 12);

/** The words that may stand for a month. */
export const periodWords: ReadonlyMap<string, PeriodWord> = new Map<string, PeriodWord>([
  ["本月", {explanation: "这一期的月份", from: period => period}],
  ["上月", {explanation: "这一期的前一个月", from: period => addMonths(period, -1)}],
  ["去年同期", {explanation: "上一年的同一个月", from: sameMonthLastYear}],
  ["上年同期", {explanation: "上一年的同一个月", from: sameMonthLastYear}],
  ["年初", {explanation: "上一年的十二月底", from: endOfLastYear}],
  ["上年末", {explanation: "上一年的十二月底", from: endOfLastYear}],
]);
