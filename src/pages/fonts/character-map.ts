/**
 * The glyph of each code point that a TrueType or OpenType font has, from its cmap table (formats 4 and 12). Of a damaged
 * font it gives what can be read: nothing is looked up past the end, and every code point is visited once.
 * Code points that are not wanted are left out.
 */
export function readCharacterMap(font: Uint8Array, isWanted: Wanted = () => true): ReadonlyMap<number, number> {
  const data = new BoundedView(font);
  const table = findTable(data, "cmap");
  const glyphs = new Map<number, number>();
  if (table === undefined) return glyphs;
  const add = (code: number, glyph: number) => {
    if (glyph !== 0) glyphs.set(code, glyph);
  };
  const count = data.getUint16(table + 2);
  // The same subtable often serves several platforms.
  const subtables = new Set<number>();
  for (let index = 0; index < count; index += 1) subtables.add(table + data.getUint32(table + 4 + index * 8 + 4));
  for (const subtable of subtables) {
    const format = data.getUint16(subtable);
    if (format === 4) readSegments(data, subtable, isWanted, add);
    if (format === 12) readGroups(data, subtable, isWanted, add);
  }
  return glyphs;
}

const lastCodePoint = 0x10ffff;

/** Big-endian numbers of a file; 0 past its end. */
class BoundedView {
  readonly size: number;
  readonly #data: DataView;

  constructor(bytes: Uint8Array) {
    this.#data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.size = bytes.byteLength;
  }

  getUint8(at: number): number {
    return at + 1 <= this.size ? this.#data.getUint8(at) : 0;
  }

  getUint16(at: number): number {
    return at + 2 <= this.size ? this.#data.getUint16(at) : 0;
  }

  getUint32(at: number): number {
    return at + 4 <= this.size ? this.#data.getUint32(at) : 0;
  }
}

function findTable(data: BoundedView, wanted: string): number | undefined {
  const count = data.getUint16(4);
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map(offset => data.getUint8(entry + offset)));
    if (tag === wanted) return data.getUint32(entry + 8);
  }
  return undefined;
}

type Wanted = (code: number) => boolean;
type Add = (code: number, glyph: number) => void;

function readSegments(data: BoundedView, subtable: number, isWanted: Wanted, add: Add): void {
  const segments = data.getUint16(subtable + 6) / 2;
  const ends = subtable + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const offsets = deltas + segments * 2;
  let next = 0;
  for (let index = 0; index < segments; index += 1) {
    const start = data.getUint16(starts + index * 2);
    const end = data.getUint16(ends + index * 2);
    const delta = data.getUint16(deltas + index * 2);
    const offset = data.getUint16(offsets + index * 2);
    for (let code = Math.max(start, next); code <= end && code < 0xffff; code += 1) {
      if (!isWanted(code)) continue;
      const at = offset === 0 ? code : data.getUint16(offsets + index * 2 + offset + (code - start) * 2);
      add(code, offset !== 0 && at === 0 ? 0 : (at + delta) & 0xffff);
    }
    next = Math.max(next, end + 1);
  }
}

function readGroups(data: BoundedView, subtable: number, isWanted: Wanted, add: Add): void {
  const groups = Math.min(data.getUint32(subtable + 12), Math.floor(data.size / 12));
  let next = 0;
  for (let index = 0; index < groups; index += 1) {
    const group = subtable + 16 + index * 12;
    const start = data.getUint32(group);
    const end = Math.min(data.getUint32(group + 4), lastCodePoint);
    const glyph = data.getUint32(group + 8);
    for (let code = Math.max(start, next); code <= end; code += 1) {
      if (isWanted(code)) add(code, glyph + code - start);
    }
    next = Math.max(next, end + 1);
  }
}
