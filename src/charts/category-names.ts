import type {Label} from "./label.ts";
import {LINE_HEIGHT_EM, linesHeight, textWidth, widestText, wrapText} from "./text-width.ts";

/** The names below the columns or points of a chart. */
export interface CategoryNames {
  readonly height: number;
  /** Labels with the names below the line y = `top`, the middle of each as given. */
  readonly labels: (middles: readonly number[], top: number) => readonly Label[];
}

const UPRIGHT_EM = 11;

/** Narrowest slot in which a name can still be read: one upright line. */
export function narrowestSlot(size: number): number {
  return LINE_HEIGHT_EM * size;
}

/** Names in one or more lines where the slots are wide enough, else upright: turned by a quarter, so that search still finds them. */
export function planCategoryNames(names: readonly string[], slot: number, size: number): CategoryNames {
  const flat = flatLines(names, slot - 6, size);
  if (flat !== undefined) {
    const count = Math.max(1, ...flat.map(lines => lines.length));
    return {
      height: linesHeight(count, size),
      labels: (middles, top) =>
        flat.map((lines, index) => ({
          lines,
          x: middles[index] ?? 0,
          y: top + linesHeight(lines.length, size) / 2,
          align: "center",
          size,
        })),
    };
  }
  const upright = names.map(name => uprightLines(name, slot, size));
  return {
    height: Math.max(...upright.map(lines => widestText(lines, size))),
    labels: (middles, top) =>
      upright.map((lines, index) => ({
        lines,
        x: middles[index] ?? 0,
        y: top,
        align: "right",
        upright: true,
        size,
      })),
  };
}

function flatLines(names: readonly string[], width: number, size: number): readonly (readonly string[])[] | undefined {
  const wrapped = names.map(name => wrapEvenly(name, size, width));
  const most = width >= 4 * size ? 6 : 3;
  const whole = names.every(name => (name.match(/[\x21-\x7e]+/g) ?? []).every(word => textWidth(word, size) <= width));
  return width >= 2 * size && whole && wrapped.every(lines => lines.length <= most) ? wrapped : undefined;
}

/** As few lines as there must be, of about the same length: 东部/片区, not 东部片/区. */
function wrapEvenly(name: string, size: number, width: number): readonly string[] {
  const full = wrapText(name, size, width);
  if (full.length < 2) return full;
  const even = wrapText(name, size, Math.min(width, Math.ceil(textWidth(name, size) / full.length / size) * size));
  return even.length === full.length ? even : full;
}

function uprightLines(name: string, slot: number, size: number): readonly string[] {
  const most = Math.max(1, Math.floor(slot / narrowestSlot(size)));
  let length = Math.max(UPRIGHT_EM * size, textWidth(name, size) / most);
  let lines = wrapText(name, size, length);
  while (lines.length > most) {
    length += size;
    lines = wrapText(name, size, length);
  }
  return lines;
}
