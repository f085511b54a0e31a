import {deflateSync, inflateSync} from "node:zlib";

/** "wOFF" */
const signature = 0x774f4646;
const headerSize = 44;
/** Outlines hardly get smaller at higher levels (2 %), which take more than twice as long. */
const level = 3;

export function isWoff(font: Uint8Array): boolean {
  return font.length >= headerSize && asBuffer(font).readUInt32BE(0) === signature;
}

/** Packs a TrueType or OpenType font as WOFF 1.0 (https://www.w3.org/TR/WOFF/). */
export function packWoff(sfnt: Uint8Array): Buffer {
  const font = asBuffer(sfnt);
  const count = font.readUInt16BE(4);
  const header = Buffer.alloc(headerSize + count * 20);
  const parts: Buffer[] = [header];
  let offset = header.length;
  let plainSize = 12 + count * 16;
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + index * 16;
    const start = font.readUInt32BE(entry + 8);
    const length = font.readUInt32BE(entry + 12);
    const plain = font.subarray(start, start + length);
    const packed = deflateSync(plain, {level});
    const data = packed.length < length ? packed : plain;
    const at = headerSize + index * 20;
    font.copy(header, at, entry, entry + 4);
    header.writeUInt32BE(offset, at + 4);
    header.writeUInt32BE(data.length, at + 8);
    header.writeUInt32BE(length, at + 12);
    font.copy(header, at + 16, entry + 4, entry + 8);
    const padding = Buffer.alloc(-data.length & 3);
    parts.push(data, padding);
    offset += data.length + padding.length;
    plainSize += (length + 3) & ~3;
  }
  header.writeUInt32BE(signature, 0);
  font.copy(header, 4, 0, 4);
  header.writeUInt32BE(offset, 8);
  header.writeUInt16BE(count, 12);
  header.writeUInt32BE(plainSize, 16);
  header.writeUInt16BE(1, 20);
  return Buffer.concat(parts);
}

/** The font inside a WOFF 1.0 file; throws when the file is damaged. */
export function unpackWoff(woff: Uint8Array): Buffer {
  const file = asBuffer(woff);
  const count = file.readUInt16BE(12);
  const directory = Buffer.alloc(12 + count * 16);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  file.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(Math.max(1, count)));
  directory.writeUInt16BE(16 << power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(count * 16 - (16 << power), 10);
  for (let index = 0; index < count; index += 1) {
    const at = headerSize + index * 20;
    const start = file.readUInt32BE(at + 4);
    const packed = file.subarray(start, start + file.readUInt32BE(at + 8));
    const length = file.readUInt32BE(at + 12);
    const plain = packed.length < length ? inflateSync(packed, {maxOutputLength: length}) : packed;
    if (plain.length !== length) throw new Error("A table of the WOFF file is not as long as it says.");
    const entry = 12 + index * 16;
    file.copy(directory, entry, at, at + 4);
    file.copy(directory, entry + 4, at + 16, at + 20);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(length, entry + 12);
    const padding = Buffer.alloc(-length & 3);
    parts.push(plain, padding);
    offset += length + padding.length;
  }
  return Buffer.concat(parts);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
