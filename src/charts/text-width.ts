/** Advance widths of U+0020 to U+007E in Noto Sans SC Regular, in thousandths of an em. */
const ASCII_WIDTHS = [
  224, 321, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555,
  555, 555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812,
  723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620,
  554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338,
  270, 338, 555,
];

/** Distance between two lines of one label, in ems. */
export const LINE_HEIGHT_EM = 1.2;

/** Width of a text in px. Ideographs and everything unknown count one em, so that the result is never too small. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += ASCII_WIDTHS[(character.codePointAt(0) ?? 0) - 32] ?? 1000;
  return (thousandths / 1000) * size;
}

/** Width of the widest text; 0 for none. */
export function widestText(texts: readonly string[], size: number): number {
  return texts.reduce((widest, text) => Math.max(widest, textWidth(text, size)), 0);
}

/** Lines of a text, each at most `width` wide. Numbers and Latin words stay whole where they fit, closing marks never begin a line. */
export function wrapText(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of splitToFit(text, size, width)) {
    if (line !== "" && textWidth(line + piece, size) > width) {
      lines.push(line);
      line = "";
    }
    line += piece;
  }
  lines.push(line);
  return lines;
}

/** Height of a number of lines in px. */
export function linesHeight(lines: number, size: number): number {
  return lines * LINE_HEIGHT_EM * size;
}

function splitToFit(text: string, size: number, width: number): readonly string[] {
  const pieces = text.match(/(?:[\x21-\x7e]+[年月日季]?|.)[，、。；：）》”’]*\s*/gsu) ?? [];
  return pieces.flatMap(piece => (textWidth(piece, size) > width ? [...piece] : [piece]));
}
