/**
 * The characters that nearly every bulletin is content with: the hanzi of GB 2312, and the letters, digits, marks and
 * signs of all the blocks that Chinese text takes some from. In code point order.
 */
export function baseRepertoire(): string {
  const codePoints = blocks.flatMap(([first, last]) => range(first, last));
  const kept = [...new Set([...codePoints, ...hanzi()])].filter(code => !overshadowing.has(code));
  return String.fromCodePoint(...kept.sort((a, b) => a - b));
}

/**
 * Rare characters that share a glyph with a common one and come before it: a PDF would say 〜 for ～, ∕ for ／. They are
 * em space, ‒ ‵ ⁚ ⁝ ∕ 〜, which fonts draw like ideographic space, – ｀ ︰ ︙ ／ ～.
 */
const overshadowing: ReadonlySet<number> = new Set([0x2003, 0x2012, 0x2035, 0x205a, 0x205d, 0x2215, 0x301c]);

const blocks: readonly (readonly [number, number])[] = [
  [0x20, 0x7e], // Latin
  [0xa0, 0x24f],
  [0x2b0, 0x2ff], // ˉ ˇ and other tone marks
  [0x391, 0x3c9], // Greek
  [0x2000, 0x206f], // marks
  [0x2070, 0x209f], // raised and lowered digits
  [0x20a0, 0x214f], // currencies, ℃ № ℡
  [0x2150, 0x22ff], // fractions, Roman numbers, arrows, mathematics
  [0x2460, 0x25ff], // ① ⑴ and the like, frames, ■ ▲ ● ◆
  [0x2600, 0x27bf], // ★ ☆ ✓
  [0x3000, 0x303f], // Chinese marks
  [0x3100, 0x312f], // Bopomofo
  [0x3200, 0x33ff], // ㈠ ㎡ ㎏
  [0xfe00, 0xfe0f], // variants
  [0xfe10, 0xfe4f], // upright marks
  [0xff00, 0xffef], // full width
];

/** Rows 16 to 87 of GB 2312: 3,755 common hanzi, 3,008 less common. */
function hanzi(): number[] {
  return hanziOfRows(16, 87);
}

let common: string | undefined;

/** Rows 16 to 55 of GB 2312: the 3,755 common hanzi. */
export function commonHanzi(): string {
  common ??= String.fromCodePoint(...hanziOfRows(16, 55));
  return common;
}

function hanziOfRows(first: number, last: number): number[] {
  const decoder = new TextDecoder("gbk");
  const rows = range(0xa0 + first, 0xa0 + last);
  const cells = range(0xa1, 0xfe);
  const text = rows.map(row => decoder.decode(Uint8Array.from(cells.flatMap(cell => [row, cell])))).join("");
  return [...text].map(character => character.codePointAt(0) ?? 0).filter(code => code >= 0x4e00 && code <= 0x9fff);
}

function range(first: number, last: number): number[] {
  return Array.from({length: last - first + 1}, (_, index) => first + index);
}
