/** A month: "2019-07". Texts compare in the order of time, for years have four digits. */
export type Period = string & {readonly brand: "Period"};

/** Reads 2019-07, 2019-7 and 2019年7月 of 1900 to 2199; undefined for anything else or an impossible month. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^((?:19|2[01])\d{2})(?:-|年)(\d{1,2})月?$/.exec(text);
  const month = Number(match?.[2]);
  if (!match || month < 1 || month > 12) return undefined;
  return makePeriod(Number(match[1]), month);
}

/** Stays within the years 0 to 9999: beyond them a text would no longer be a month. */
export function addMonths(period: Period, months: number): Period {
  const total = Math.max(0, Math.min(countOf(period) + months, 9999 * 12 + 11));
  return makePeriod(Math.floor(total / 12), (total % 12) + 1);
}

/** All months from one to another, both included; empty when `from` is later. */
export function monthsBetween(from: Period, to: Period): Period[] {
  return Array.from({length: Math.max(0, countOf(to) - countOf(from) + 1)}, (_, index) => addMonths(from, index));
}

/** Months since the year 0. */
function countOf(period: Period): number {
  return yearOf(period) * 12 + monthOf(period) - 1;
}

export function yearOf(period: Period): number {
  return Number(period.slice(0, 4));
}

export function monthOf(period: Period): number {
  return Number(period.slice(5));
}

/** "2019年7月" (GB/T 15835: no leading zero in prose). */
export function formatPeriod(period: Period): string {
  return `${yearOf(period)}年${monthOf(period)}月`;
}

export function makePeriod(year: number, month: number): Period {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}` as Period;
}

/** "2019-08-05" as "2019年8月5日". */
export function formatDate(isoDate: string): string {
  const [year, month, day] = isoDate.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

/** The weekday of "2019-08-05": "星期一". */
export function weekdayOf(isoDate: string): string {
  const day = new Date(`${isoDate}T00:00:00Z`).getUTCDay();
  return `星期${"日一二三四五六"[day]}`;
}
