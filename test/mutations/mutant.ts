export type ClaimKind =
  | "digit changed"
  | "direction swapped"
  | "measure swapped"
  | "rank off by one"
  | "approximator swapped"
  | "decimal shifted"
  | "percentage points as percent";

export type DataKind = "digit doubled" | "digit dropped" | "元 for 万元" | "part over whole" | "stock fallen";

/** One number made wrong: a replacement in a file, and where the finding must stand. */
export interface Mutant {
  readonly kind: ClaimKind | DataKind;
  readonly path: string;
  /** What is replaced, offsets into the text as it was. */
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** The claim or number as a whole, offsets into the text as it was; a finding must begin inside. */
  readonly holderStart: number;
  readonly holderEnd: number;
  /** What it is about, for messages: a claim's expression, or "顺德村 流转面积 2019-07". */
  readonly subject: string;
}

/** A mutant in the mutated workspace. */
export interface Placed extends Mutant {
  /** Where the finding must begin: from the first offset to before the second, in the mutated text. */
  readonly from: number;
  readonly to: number;
  /** Of `from`, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Applies mutants, which must not overlap, to the texts of a workspace. */
export function applyMutants(
  files: Readonly<Record<string, string>>,
  mutants: readonly Mutant[],
): {files: Record<string, string>; placed: Placed[]} {
  const result = {...files};
  const placed: Placed[] = [];
  for (const path of new Set(mutants.map(mutant => mutant.path))) {
    const original = files[path] ?? "";
    const own = mutants.filter(mutant => mutant.path === path).sort((a, b) => a.start - b.start);
    let text = "";
    let at = 0;
    const places: {mutant: Mutant; from: number; to: number}[] = [];
    for (const mutant of own) {
      const from = text.length + mutant.holderStart - at;
      text += original.slice(at, mutant.start) + mutant.after;
      places.push({mutant, from, to: text.length + mutant.holderEnd - mutant.end});
      at = mutant.end;
    }
    text += original.slice(at);
    result[path] = text;
    for (const {mutant, from, to} of places) {
      const before = text.slice(0, from).split("\n");
      placed.push({...mutant, from, to, line: before.length, column: [...(before.at(-1) ?? "")].length + 1});
    }
  }
  return {files: result, placed};
}
