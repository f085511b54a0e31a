import {createHash} from "node:crypto";
import {deflateSync} from "node:zlib";

/** A PDF as its numbered objects, each as the bytes between `obj` and `endobj`. Streams are kept as they are. */
export interface PdfObjects {
  readonly objects: Map<number, Buffer>;
  /** Number of the catalog. */
  readonly root: number;
  /** Number of the document information. */
  readonly info: number | undefined;
}

/**
 * Takes apart a PDF with a plain cross-reference table, which is what Chromium (Skia) writes.
 * Undefined for any other, e.g. one with a cross-reference stream, with updates, or encrypted.
 */
export function parsePdfObjects(pdf: Buffer): PdfObjects | undefined {
  const tableStart = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(pdf.toString("latin1", pdf.length - 64))?.[1]);
  if (!Number.isInteger(tableStart)) return undefined;
  const [, table, trailer] =
    /^xref\s+0 \d+\s+([\s\S]*?)trailer([\s\S]*)$/.exec(pdf.toString("latin1", tableStart)) ?? [];
  if (table === undefined || trailer === undefined || /\/(Prev|XRefStm|Encrypt)\b/.test(trailer)) return undefined;
  const root = reference(trailer, "Root");
  if (root === undefined) return undefined;

  const starts = [...table.matchAll(/(\d{10}) (\d{5}) ([nf])/g)]
    .flatMap(([, offset, generation, use], number) =>
      use === "n" ? [{number, offset: Number(offset), generation: Number(generation)}] : [],
    )
    .sort((a, b) => a.offset - b.offset);
  const objects = new Map<number, Buffer>();
  for (const [index, {number, offset, generation}] of starts.entries()) {
    const end = starts[index + 1]?.offset ?? tableStart;
    const head = /^(\d+) (\d+) obj\s/.exec(pdf.toString("latin1", offset, offset + 24));
    const tail = /\s*endobj\s*$/.exec(pdf.toString("latin1", Math.max(offset, end - 16), end));
    if (!head || !tail || Number(head[1]) !== number || generation !== 0) return undefined;
    objects.set(number, pdf.subarray(offset + head[0].length, end - tail[0].length));
  }
  return objects.has(root) ? {objects, root, info: reference(trailer, "Info")} : undefined;
}

/** The number after a key: 435 of "/Root 435 0 R". */
export function reference(dictionary: string, key: string): number | undefined {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1];
  return found === undefined ? undefined : Number(found);
}

export function isStream(object: Buffer): boolean {
  return object.subarray(-9).equals(endStream);
}

const endStream = Buffer.from("endstream");
/** More in one stream compress better, but a viewer unpacks a whole stream to see one object. */
const objectsPerStream = 200;

/**
 * Puts a PDF together: small objects packed into compressed streams (tags alone are half of a plain file), and an
 * identifier made from the content, so that the same objects give the same bytes.
 */
export function writePdfObjects({objects, root, info}: PdfObjects): Uint8Array {
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  const packed = numbers.filter(number => number !== root && !isStream(objects.get(number) as Buffer));
  let nextNumber = (numbers.at(-1) ?? 0) + 1;
  const streams: {number: number; members: number[]; body: Buffer}[] = [];
  for (let at = 0; at < packed.length; at += objectsPerStream) {
    const members = packed.slice(at, at + objectsPerStream);
    streams.push({number: nextNumber++, members, body: packObjects(members, objects)});
  }
  const tableNumber = nextNumber++;

  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n%\xd3\xeb\xe9\xe1\n", "latin1")];
  let length = parts[0]?.length ?? 0;
  // An entry: 1 byte kind, 4 bytes offset or stream, 2 bytes index in the stream.
  const entries = Buffer.alloc(nextNumber * 7);
  entries.writeUInt16BE(0xffff, 5);
  const setEntry = (number: number, kind: 1 | 2, place: number, index: number) => {
    entries.writeUInt8(kind, number * 7);
    entries.writeUInt32BE(place, number * 7 + 1);
    entries.writeUInt16BE(index, number * 7 + 5);
  };
  const append = (number: number, body: Buffer) => {
    setEntry(number, 1, length, 0);
    const head = Buffer.from(`${number} 0 obj\n`);
    parts.push(head, body, objectEnd);
    length += head.length + body.length + objectEnd.length;
  };

  const isPacked = new Set(packed);
  for (const number of numbers) {
    if (!isPacked.has(number)) append(number, objects.get(number) as Buffer);
  }
  for (const {number, members, body} of streams) {
    append(number, body);
    for (const [index, member] of members.entries()) setEntry(member, 2, number, index);
  }

  const id = hashParts(parts);
  const tableOffset = length;
  setEntry(tableNumber, 1, tableOffset, 0);
  const trailer = `/Type /XRef /Size ${nextNumber} /W [1 4 2] /Root ${root} 0 R${info === undefined ? "" : ` /Info ${info} 0 R`} /ID [<${id}> <${id}>]`;
  append(tableNumber, makeStream(trailer, entries));
  parts.push(Buffer.from(`startxref\n${tableOffset}\n%%EOF\n`));
  return Buffer.concat(parts);
}

const objectEnd = Buffer.from("\nendobj\n");

function packObjects(members: readonly number[], objects: ReadonlyMap<number, Buffer>): Buffer {
  const bodies: Buffer[] = [];
  const index: string[] = [];
  let offset = 0;
  for (const number of members) {
    const body = objects.get(number) as Buffer;
    index.push(`${number} ${offset}`);
    bodies.push(body, newline);
    offset += body.length + 1;
  }
  const head = Buffer.from(`${index.join(" ")}\n`);
  return makeStream(`/Type /ObjStm /N ${members.length} /First ${head.length}`, Buffer.concat([head, ...bodies]));
}

const newline = Buffer.from("\n");

/** Zlib's usual level (6) takes two to three times as long, for a document that is one to three hundredths smaller. */
const packingLevel = 4;

export function pack(content: Buffer): Buffer {
  return deflateSync(content, {level: packingLevel});
}

function makeStream(entries: string, content: Buffer): Buffer {
  const data = pack(content);
  return Buffer.concat([
    Buffer.from(`<<${entries} /Filter /FlateDecode /Length ${data.length}>> stream\n`),
    data,
    Buffer.from("\nendstream"),
  ]);
}

function hashParts(parts: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex").slice(0, 32);
}
