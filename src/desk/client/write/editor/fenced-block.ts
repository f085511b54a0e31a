import type {Text} from "@codemirror/state";

/** A fenced block that is set up in a form. */
export interface FencedBlock {
  readonly kind: FormKind;
  readonly yaml: string;
  /** Offsets of the whole block, its fences included. */
  readonly from: number;
  readonly to: number;
}

export type FormKind = "图表" | "表格" | "指标卡";

/** The block around a place in the text; undefined outside of one. */
export function findBlockAt(doc: Text, pos: number): FencedBlock | undefined {
  const at = doc.lineAt(pos).number;
  let opened: {readonly line: number; readonly kind: FormKind | undefined; readonly fence: string} | undefined;
  for (let number = 1; number <= doc.lines; number += 1) {
    const {text, from, to} = doc.line(number);
    const fence = /^(`{3,}|~{3,})\s*(\S*)\s*$/.exec(text);
    if (!opened) {
      if (number > at) return undefined;
      if (fence?.[1]) opened = {line: number, kind: toKind(fence[2] ?? ""), fence: fence[1]};
    } else if (fence?.[1]?.startsWith(opened.fence) && fence[2] === "") {
      const {line, kind} = opened;
      if (number >= at) {
        if (!kind || line > at) return undefined;
        const start = doc.line(line);
        return {kind, yaml: number > line + 1 ? doc.sliceString(start.to + 1, from - 1) : "", from: start.from, to};
      }
      opened = undefined;
    }
  }
  return undefined;
}

function toKind(name: string): FormKind | undefined {
  return name === "图表" || name === "表格" || name === "指标卡" ? name : undefined;
}

export function fence(kind: FormKind, yaml: string): string {
  return `\`\`\`${kind}\n${yaml.trimEnd()}\n\`\`\``;
}
