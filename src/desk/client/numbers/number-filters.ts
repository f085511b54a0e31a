import type {NumberEntry} from "../../api.ts";

export const filters = ["全部", "不对", "存疑", "未对", "引用", "核对", "说明", "图表、表格等", "没核的"] as const;
export type Filter = (typeof filters)[number];

/** A number with what marks it off from all others of its bulletin, wherever in the text it stands. */
export interface KeyedNumber {
  readonly key: string;
  readonly entry: NumberEntry;
}

/** The same words in the same line are told apart by their order; a figure that changes makes another number of it. */
export function keyNumbers(entries: readonly NumberEntry[]): readonly KeyedNumber[] {
  const seen = new Map<string, number>();
  return entries.map(entry => {
    const {kind, text, expression, figure, verdict, context, place} = entry;
    const content = [place.path, kind, text, expression, figure, verdict, wordsAround(context)].join("\n");
    const count = seen.get(content) ?? 0;
    seen.set(content, count + 1);
    return {key: `${fingerprint(content)}-${count}`, entry};
  });
}

export function fits({key, entry}: KeyedNumber, filter: Filter, ticked: ReadonlySet<string>): boolean {
  switch (filter) {
    case "全部":
      return true;
    case "不对":
    case "存疑":
      return entry.verdict === filter;
    case "图表、表格等":
      return isBlock(entry);
    case "没核的":
      return !ticked.has(key);
    default:
      return entry.kind === filter;
  }
}

/** A number of a chart, a table or another block, which no line of text holds. */
export function isBlock({kind}: NumberEntry): boolean {
  return kind !== "引用" && kind !== "核对" && kind !== "说明" && kind !== "未对";
}

/** What a number is said of stands close to it; what else the line says may change. */
function wordsAround(context: string): string {
  const [before = "", rest = ""] = context.split("\u0001");
  return `${before.slice(-8)}|${(rest.split("\u0002")[1] ?? "").slice(0, 4)}`;
}

/** Short, the same everywhere, and good enough to tell a few thousand apart (FNV-1a, twice). */
function fingerprint(text: string): string {
  let [a, b] = [0x811c9dc5, 0x1000193];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + index), 0x01000193);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
