/** Sizes of heads in points that the stylesheets know as classes `fs-N`, largest first. */
export const headSizes = [
  84, 78, 72, 66, 60, 56, 52, 48, 44, 42, 40, 38, 36, 34, 32, 30, 28, 26, 24, 22, 20, 18, 16, 14,
] as const;

export interface FittedHead {
  readonly sizePt: number;
  readonly lines: number;
  /** Class names for the head: its size, and whether it stands on one line. */
  readonly className: string;
}

/** The largest size at which a head fits its width on one line, or, when that would be too small, on two. */
export function fitHead(text: string, widthPt: number, largestPt: number, smallestPt: number): FittedHead {
  const widthEm = measureEm(text);
  const sizes = headSizes.filter(size => size <= largestPt && size >= smallestPt);
  for (const lines of [1, 2, 3]) {
    // On several lines, words kept whole leave the lines uneven: reckon with one and a half characters less.
    const neededEm = lines === 1 ? widthEm : widthEm / lines + 1.5;
    const sizePt = sizes.find(size => neededEm * size <= widthPt);
    if (sizePt !== undefined)
      return {sizePt, lines, className: `fs-${sizePt} ${lines === 1 ? "one-line" : "more-lines"}`};
  }
  const sizePt = sizes.at(-1) ?? headSizes[headSizes.length - 1] ?? 14;
  return {sizePt, lines: 4, className: `fs-${sizePt} more-lines`};
}

/** Class of a head that may break between its words only: "红色引领聚合力 绿色发展启新程". */
export function headBreakClass(text: string): string {
  const words = text.split(/[ 　，：；！？]/);
  return words.length > 1 && words.every(word => measureEm(word) <= 11) ? "keep-words" : "";
}

/** Width of a text in ems, on the safe side: a Chinese character is one em, a Latin letter or digit about six tenths. */
export function measureEm(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character === " ") width += 0.35;
    else if (/[\u0021-\u024f]/.test(character)) width += /[A-Zmw%@]/.test(character) ? 0.95 : 0.62;
    else width += 1;
  }
  return width;
}
