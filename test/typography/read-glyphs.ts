import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRef,
} from "@cantoo/pdf-lib";
import {getDocument, OPS} from "pdfjs-dist/legacy/build/pdf.mjs";

/** One glyph where it was painted. Lengths in points, from the upper left corner of the page. */
export interface Glyph {
  /** What it stands for: one character as a rule, more for a ligature. */
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  /** How far the font itself carries on, without letter spacing or what justification adds. */
  readonly advance: number;
  readonly size: number;
  /** Name of the font in the file, to tell one face from another. */
  readonly font: string;
  /** The tag that it belongs to; undefined for page numbers and running heads. */
  readonly block: Block | undefined;
}

/** A paragraph, heading, list item or cell of the tags, whole even when it runs over columns or pages. */
export interface Block {
  /** Place in reading order. */
  readonly index: number;
  /** "P", "H1" … "H6", "LBody", "TD", "Caption" … */
  readonly role: string;
  /** Roles of what it stands in, from the outside: "Document", "Table", "Figure". */
  readonly within: readonly string[];
}

export interface GlyphPage {
  readonly number: number;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly glyphs: readonly Glyph[];
  /** Small round or square shapes that are painted: 着重号 are among them. */
  readonly dots: readonly Dot[];
}

/** A small painted shape, its middle in points from the upper left corner of the page. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

type Matrix = readonly [number, number, number, number, number, number];

/** Every glyph of a tagged PDF in the order of painting. Throws when the file has no tags. */
export async function readGlyphs(bytes: Uint8Array): Promise<GlyphPage[]> {
  const blocks = await readBlocks(bytes);
  const task = getDocument({data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false});
  const document = await task.promise;
  try {
    const pages: GlyphPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const {fnArray, argsArray} = await page.getOperatorList();
      pages.push({
        number,
        widthPt: right - left,
        heightPt: top - bottom,
        ...painted(fnArray, argsArray, top, mark => blocks.get(`${number} ${mark}`)),
      });
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

/** What pdf.js gives for a glyph; widths are thousandths of the size. */
interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
}

/** Follows the operators of a page as far as they place text (ISO 32000-1, 9.4.4). */
function painted(
  operators: readonly number[],
  operands: readonly unknown[],
  top: number,
  blockOf: (mark: number) => Block | undefined,
): Pick<GlyphPage, "glyphs" | "dots"> {
  const glyphs: Glyph[] = [];
  const dots: Dot[] = [];
  const saved: State[] = [];
  let state: State = {
    matrix: [1, 0, 0, 1, 0, 0],
    size: 0,
    font: "",
    spacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  let text: Matrix = [1, 0, 0, 1, 0, 0];
  let line: Matrix = text;
  const marks: (number | undefined)[] = [];
  const moveText = (x: number, y: number) => {
    line = multiply([1, 0, 0, 1, x, y], line);
    text = line;
  };
  const show = (shown: readonly (ShownGlyph | number)[]) => {
    for (const item of shown) {
      if (item === null) continue;
      if (typeof item === "number") {
        text = multiply([1, 0, 0, 1, (-item / 1000) * state.size * state.scale, 0], text);
        continue;
      }
      const own = (item.width / 1000) * state.size;
      const [a, b, c, d, x, y] = multiply([1, 0, 0, 1, 0, state.rise], multiply(text, state.matrix));
      const mark = marks.findLast(open => open !== undefined);
      glyphs.push({
        text: item.unicode,
        x,
        y: top - y,
        advance: own * state.scale * Math.hypot(a, b),
        size: state.size * Math.hypot(c, d),
        font: state.font,
        block: mark === undefined ? undefined : blockOf(mark),
      });
      const step = own + state.spacing + (item.unicode === " " ? state.wordSpacing : 0);
      text = multiply([1, 0, 0, 1, step * state.scale, 0], text);
    }
  };
  operators.forEach((operator, index) => {
    const args = (operands[index] ?? []) as readonly never[];
    const [first, second] = args as readonly unknown[] as readonly [number, number];
    switch (operator) {
      case OPS.save:
        saved.push(state);
        break;
      case OPS.restore:
        state = saved.pop() ?? state;
        break;
      case OPS.transform:
        state = {...state, matrix: multiply(args as unknown as Matrix, state.matrix)};
        break;
      case OPS.paintFormXObjectBegin: {
        saved.push(state);
        const matrix = first as unknown as Matrix | null;
        if (matrix) state = {...state, matrix: multiply(matrix, state.matrix)};
        break;
      }
      case OPS.paintFormXObjectEnd:
        state = saved.pop() ?? state;
        break;
      case OPS.beginText:
        text = [1, 0, 0, 1, 0, 0];
        line = text;
        break;
      case OPS.setFont:
        state = {...state, font: String(first), size: second};
        break;
      case OPS.setCharSpacing:
        state = {...state, spacing: first};
        break;
      case OPS.setWordSpacing:
        state = {...state, wordSpacing: first};
        break;
      case OPS.setHScale:
        state = {...state, scale: first / 100};
        break;
      case OPS.setTextRise:
        state = {...state, rise: first};
        break;
      case OPS.setLeading:
        state = {...state, leading: -first};
        break;
      case OPS.setTextMatrix:
        text = matrixOf(args);
        line = text;
        break;
      case OPS.moveText:
        moveText(first, second);
        break;
      case OPS.setLeadingMoveText:
        state = {...state, leading: second};
        moveText(first, second);
        break;
      case OPS.nextLine:
        moveText(0, state.leading);
        break;
      case OPS.showText:
        show(first as unknown as readonly (ShownGlyph | number)[]);
        break;
      case OPS.constructPath: {
        const [left, bottom, right, up] = Array.from((args[2] ?? []) as ArrayLike<number>);
        if (left === undefined || bottom === undefined || right === undefined || up === undefined) break;
        const [x, y] = apply(state.matrix, (left + right) / 2, (bottom + up) / 2);
        const scale = Math.hypot(state.matrix[0], state.matrix[1]);
        // Edges lie on whole pixels, so a round one may come out a little oblong.
        const [width, height] = [(right - left) * scale, (up - bottom) * scale];
        if (width > 0.5 && width < 6 && Math.abs(width - height) < 1.2) dots.push({x, y: top - y, size: width});
        break;
      }
      case OPS.beginMarkedContent:
        marks.push(undefined);
        break;
      case OPS.beginMarkedContentProps:
        marks.push(typeof second === "number" ? second : undefined);
        break;
      case OPS.endMarkedContent:
        marks.pop();
        break;
    }
  });
  return {glyphs, dots};
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): readonly [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

interface State {
  readonly matrix: Matrix;
  readonly size: number;
  readonly font: string;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly scale: number;
  readonly leading: number;
  readonly rise: number;
}

/** pdf.js hands a matrix on as six numbers or as one array of them. */
function matrixOf(args: readonly unknown[]): Matrix {
  const [first] = args;
  return (typeof first === "number" ? args : Array.from(first as ArrayLike<number>)) as unknown as Matrix;
}

/** First `m`, then `n`. */
function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[1] * n[2],
    m[0] * n[1] + m[1] * n[3],
    m[2] * n[0] + m[3] * n[2],
    m[2] * n[1] + m[3] * n[3],
    m[4] * n[0] + m[5] * n[2] + n[4],
    m[4] * n[1] + m[5] * n[3] + n[5],
  ];
}

/** Tags that stand inside of a paragraph, not around it. */
const inlineRoles = new Set([
  "Span",
  "Link",
  "Em",
  "Strong",
  "Code",
  "Quote",
  "Annot",
  "Ruby",
  "NonStruct",
  "Lbl",
  "Sub",
]);

/** The block of each marked piece, by "page mark". pdf.js tells the tags of one page; what runs over two has no name there. */
async function readBlocks(bytes: Uint8Array): Promise<Map<string, Block>> {
  const document = await PDFDocument.load(bytes, {updateMetadata: false});
  const pageNumbers = new Map(document.getPages().map((page: PDFPage, index) => [page.ref.toString(), index + 1]));
  const root = document.catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  if (!root) throw new Error("The PDF has no tags.");
  const {context} = document;
  const blocks = new Map<string, Block>();
  let count = 0;
  const numberOf = (page: PDFObject | undefined) =>
    page instanceof PDFRef ? pageNumbers.get(page.toString()) : undefined;

  const visit = (node: PDFDict, page: number | undefined, block: Block | undefined, within: readonly string[]) => {
    const role = node.lookupMaybe(PDFName.of("S"), PDFName)?.decodeText() ?? "";
    const ownPage = numberOf(node.get(PDFName.of("Pg"))) ?? page;
    const isInline = inlineRoles.has(role);
    const own = role === "" || (isInline && block !== undefined) ? block : {index: count++, role, within};
    const path = role === "" ? within : [...within, role];
    const kids = context.lookup(node.get(PDFName.of("K")));
    for (const entry of kids instanceof PDFArray ? kids.asArray() : kids === undefined ? [] : [kids]) {
      const kid = context.lookup(entry);
      if (kid instanceof PDFNumber) {
        if (own && ownPage !== undefined) blocks.set(`${ownPage} ${kid.asNumber()}`, own);
      } else if (kid instanceof PDFDict && kid.lookupMaybe(PDFName.of("MCID"), PDFNumber)) {
        const mark = kid.lookup(PDFName.of("MCID"), PDFNumber).asNumber();
        const markPage = numberOf(kid.get(PDFName.of("Pg"))) ?? ownPage;
        if (own && markPage !== undefined) blocks.set(`${markPage} ${mark}`, own);
      } else if (kid instanceof PDFDict) visit(kid, ownPage, own, path);
    }
  };
  visit(root, undefined, undefined, []);
  return blocks;
}
