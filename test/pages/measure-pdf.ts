import {getDocument, OPS} from "pdfjs-dist/legacy/build/pdf.mjs";

/** Where text and rules stand on a page; millimetres from its left and upper edge. */
export interface MeasuredPage {
  readonly number: number;
  readonly texts: readonly MeasuredText[];
  /** Filled areas and lines, bars of charts included. */
  readonly rules: readonly MeasuredRule[];
}

export interface MeasuredText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The line that letters stand on. */
  readonly baseline: number;
  readonly sizePt: number;
  /** "NotoSerifSC-Regular". */
  readonly font: string;
}

export interface MeasuredRule {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** "#b8151b". */
  readonly colour: string;
}

const mm = 25.4 / 72;
type Matrix = readonly [number, number, number, number, number, number];

export async function measurePdf(bytes: Uint8Array): Promise<MeasuredPage[]> {
  const task = getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    useSystemFonts: false,
    fontExtraProperties: true,
  });
  const document = await task.promise;
  const pages: MeasuredPage[] = [];
  try {
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const height = page.view[3] ?? 0;
      const operators = await page.getOperatorList();
      const {items} = await page.getTextContent();
      const texts = items.flatMap((item): MeasuredText[] => {
        if (!("str" in item) || item.str.trim() === "") return [];
        const [, , , scale = 0, left = 0, bottom = 0] = item.transform as number[];
        const font = page.commonObjs.has(item.fontName) ? String(page.commonObjs.get(item.fontName)?.name ?? "") : "";
        return [
          {
            text: item.str,
            left: left * mm,
            right: (left + item.width) * mm,
            baseline: (height - bottom) * mm,
            sizePt: Math.abs(scale),
            font: font.replace(/^[A-Z]{6}\+/, ""),
          },
        ];
      });
      pages.push({number, texts, rules: readRules(operators, height)});
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** Lines of text in an area: pieces on one baseline, from left to right. */
export function linesOf(texts: readonly MeasuredText[]): MeasuredText[][] {
  const lines: MeasuredText[][] = [];
  for (const text of [...texts].sort((a, b) => a.baseline - b.baseline || a.left - b.left)) {
    const line = lines.at(-1);
    if (line?.[0] !== undefined && Math.abs(line[0].baseline - text.baseline) < 0.5) line.push(text);
    else lines.push([text]);
  }
  return lines;
}

/**
 * What the 目录 of a briefing says of each title, and on which page that title is printed as a head (二号; the nameplate is
 * larger); "3, 4" when on several.
 */
export function readContents(pages: readonly MeasuredPage[], titles: readonly string[]) {
  const words = (texts: readonly MeasuredText[]) => texts.map(({text}) => text.replaceAll(/\s/g, "")).join("");
  const lines = linesOf(pages[0]?.texts ?? []);
  const heads = pages.map(({number, texts}) => ({
    number,
    text: words(linesOf(texts.filter(({sizePt}) => sizePt > 17 && sizePt < 40)).flat()),
  }));
  return titles.map(title => {
    const plain = title.replaceAll(/\s/g, "");
    const entry = lines.map(words).find(line => line.startsWith(plain) && /^\d+$/.test(line.slice(plain.length)));
    return {
      title,
      said: entry?.slice(plain.length) ?? "nothing",
      printed: heads.flatMap(({number, text}) => (text.includes(plain) ? [number] : [])).join(", "),
    };
  });
}

/** Follows the drawing operators: the matrix in force, the colour, and every path that is filled or stroked. */
function readRules(
  {fnArray, argsArray}: {readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[]},
  height: number,
): MeasuredRule[] {
  const rules: MeasuredRule[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let fill = "#000000";
  let stroke = "#000000";
  const stack: {matrix: Matrix; fill: string; stroke: string}[] = [];
  fnArray.forEach((operator, index) => {
    const args = argsArray[index] as readonly unknown[];
    if (operator === OPS.save) stack.push({matrix, fill, stroke});
    else if (operator === OPS.restore) ({matrix, fill, stroke} = stack.pop() ?? {matrix, fill, stroke});
    else if (operator === OPS.transform) matrix = multiply(matrix, args as unknown as Matrix);
    else if (operator === OPS.setFillRGBColor) fill = String(args[0]);
    else if (operator === OPS.setStrokeRGBColor) stroke = String(args[0]);
    else if (operator === OPS.constructPath) {
      const [paint, , box] = args as [number, unknown, ArrayLike<number> | null];
      const isStroke = paint === OPS.stroke || paint === OPS.closeStroke;
      const isFill = paint === OPS.fill || paint === OPS.eoFill;
      if (box === null || (!isStroke && !isFill)) return;
      const corners = [apply(matrix, box[0] ?? 0, box[1] ?? 0), apply(matrix, box[2] ?? 0, box[3] ?? 0)];
      const xs = corners.map(([x]) => x * mm);
      const ys = corners.map(([, y]) => (height - y) * mm);
      rules.push({
        left: Math.min(...xs),
        right: Math.max(...xs),
        top: Math.min(...ys),
        bottom: Math.max(...ys),
        colour: isStroke ? stroke : fill,
      });
    }
  });
  return rules;
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[2] * b[1],
    a[1] * b[0] + a[3] * b[1],
    a[0] * b[2] + a[2] * b[3],
    a[1] * b[2] + a[3] * b[3],
    a[0] * b[4] + a[2] * b[5] + a[4],
    a[1] * b[4] + a[3] * b[5] + a[5],
  ];
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}
