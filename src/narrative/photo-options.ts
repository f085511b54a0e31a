import {diagnose, type Report, type Span} from "../diagnostics/index.ts";

export type Pointer = "▲" | "▼" | "◀" | "▶";

/** What a writer says of a photo's place: columns it spans and the arrow that points to it. */
export interface PhotoOptions {
  /** Base columns on a newspaper page, 1 to 6. */
  readonly columns: number;
  /** True when the writer names no width. */
  readonly anyColumns: boolean;
  readonly pointer: Pointer | undefined;
}

/** Reads `宽=2栏 ▲`. What is not understood is reported at `span`. */
export function parsePhotoOptions(text: string, span: Span | undefined, report: Report): PhotoOptions {
  let columns = 2;
  let anyColumns = true;
  let pointer: Pointer | undefined;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const width = /^宽[=＝:：](.+)$/.exec(word)?.[1];
    const parsed = width === undefined ? undefined : parseColumns(width);
    if (parsed !== undefined) {
      columns = parsed;
      anyColumns = false;
    } else if (isPointer(word)) pointer = word;
    else report(diagnose("JB-5003", span, {option: word}));
  }
  return {columns, anyColumns, pointer};
}

/** "2栏", "通栏" (all six), "半栏" (half of the page, three). */
export function parseColumns(text: string): number | undefined {
  if (text === "通栏") return 6;
  if (text === "半栏") return 3;
  const match = /^([1-6一二两三四五六])栏?$/.exec(text)?.[1];
  if (!match) return undefined;
  const hanzi: Record<string, number> = {一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6};
  return hanzi[match] ?? Number(match);
}

function isPointer(word: string): word is Pointer {
  return ["▲", "▼", "◀", "▶"].includes(word);
}
