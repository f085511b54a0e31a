/** The fonts that @font-face rules of a stylesheet bring along. */
export function fontsInCss(css: string): Buffer[] {
  return [...css.matchAll(/url\(data:font\/[\w-]+;base64,([A-Za-z0-9+/=]+)\)/g)].map(([, data = ""]) =>
    Buffer.from(data, "base64"),
  );
}

/**
 * Names of fonts as a PDF may call them: PostScript, full and family names, letters and digits only. Undefined when a font
 * does not say its name, so that nothing can be told about it.
 */
export function fontNames(fonts: readonly Uint8Array[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const font of fonts) {
    const own = namesIn(Buffer.from(font.buffer, font.byteOffset, font.byteLength));
    if (own.length === 0) return undefined;
    for (const name of own) names.add(plainName(name));
  }
  return names.size === 0 ? undefined : names;
}

/** A name without the prefix of a subset, letters and digits only: "notoserifscregular". */
export function plainName(name: string): string {
  return name
    .replace(/^[A-Z]{6}\+/, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** Family (1), full (4) and PostScript (6) names of a TrueType or OpenType font; none when it cannot be read. */
function namesIn(font: Buffer): string[] {
  if (font.length < 12) return [];
  const tables = font.readUInt16BE(4);
  for (let entry = 12; entry < 12 + tables * 16 && entry + 16 <= font.length; entry += 16) {
    if (font.toString("latin1", entry, entry + 4) === "name")
      return readNames(font.subarray(font.readUInt32BE(entry + 8)));
  }
  return [];
}

function readNames(table: Buffer): string[] {
  if (table.length < 6) return [];
  const texts = table.subarray(table.readUInt16BE(4));
  const names: string[] = [];
  for (let at = 6; at < 6 + table.readUInt16BE(2) * 12 && at + 12 <= table.length; at += 12) {
    if (![1, 4, 6].includes(table.readUInt16BE(at + 6))) continue;
    const bytes = Buffer.from(
      texts.subarray(table.readUInt16BE(at + 10), table.readUInt16BE(at + 10) + table.readUInt16BE(at + 8)),
    );
    const isMac = table.readUInt16BE(at) === 1;
    names.push(isMac || bytes.length % 2 === 1 ? bytes.toString("latin1") : bytes.swap16().toString("utf16le"));
  }
  return names;
}
