/**
 * "{{ 月份 }}进展" with the words that it stands for, "7月进展"; what is not among them stays as its expression. For titles
 * of what has not been built yet.
 */
export function plainTitle(title: string, wordsOf: (name: string) => string | undefined): string {
  return title.replace(/\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => wordsOf(name) ?? name);
}

/** What 期间, 月份 and 年份 stand for in a bulletin of this month: "2019-07". */
export function monthWords(period: string): (name: string) => string | undefined {
  const [year, month] = period.split("-").map(Number);
  return name => ({期间: `${year}年${month}月`, 月份: `${month}月`, 年份: `${year}年`})[name];
}
