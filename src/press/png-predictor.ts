/** Rows filtered as PNG does it (ISO 32000-1, 7.4.4.4), each led by a byte for its kind; here they become plain again. */
export function undoPredictor(filtered: Uint8Array, rowLength: number, pixelLength: number): Uint8Array {
  const rows = Math.floor(filtered.length / (rowLength + 1));
  const plain = new Uint8Array(rows * rowLength);
  for (let row = 0; row < rows; row++) {
    const kind = filtered[row * (rowLength + 1)] ?? 0;
    const from = row * (rowLength + 1) + 1;
    const to = row * rowLength;
    for (let at = 0; at < rowLength; at++) {
      const left = at < pixelLength ? 0 : (plain[to + at - pixelLength] ?? 0);
      const up = row === 0 ? 0 : (plain[to + at - rowLength] ?? 0);
      const corner = row === 0 || at < pixelLength ? 0 : (plain[to + at - rowLength - pixelLength] ?? 0);
      plain[to + at] = (filtered[from + at] ?? 0) + predict(kind, left, up, corner);
    }
  }
  return plain;
}

/** Filters rows of one byte a pixel for better compression: each byte less what its neighbours let expect (Paeth). */
export function applyPredictor(plain: Uint8Array, rowLength: number): Uint8Array {
  const rows = Math.floor(plain.length / rowLength);
  const filtered = new Uint8Array(rows * (rowLength + 1));
  for (let row = 0; row < rows; row++) {
    const from = row * rowLength;
    const to = row * (rowLength + 1);
    filtered[to] = paethKind;
    for (let at = 0; at < rowLength; at++) {
      const left = at === 0 ? 0 : (plain[from + at - 1] ?? 0);
      const up = row === 0 ? 0 : (plain[from + at - rowLength] ?? 0);
      const corner = row === 0 || at === 0 ? 0 : (plain[from + at - rowLength - 1] ?? 0);
      filtered[to + 1 + at] = (plain[from + at] ?? 0) - predict(paethKind, left, up, corner);
    }
  }
  return filtered;
}

const paethKind = 4;

function predict(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return (left + up) >> 1;
  if (kind !== paethKind) return 0;
  const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
