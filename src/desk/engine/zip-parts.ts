import {inflateRawSync} from "node:zlib";
import {SheetError} from "./sheet-error.ts";

/** A file in a zip, unpacked. */
export interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly checksum: number;
}

/** What a workbook of a month may have, unpacked: a hundred times what a township's has. */
const mostBytes = 32 * 1024 * 1024;
const mostParts = 1000;

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;

/**
 * Unpacks the files of a zip that `wanted` names. What the zip says of their sizes is added up first, and no file is
 * unpacked beyond what was said of it. Throws SheetError for what is no zip, too large or encrypted.
 */
export function readZip(bytes: Uint8Array, wanted: (name: string) => boolean): ZipPart[] {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = listEntries(data);
  const chosen = entries.filter(({name}) => wanted(name));
  const total = chosen.reduce((sum, {size}) => sum + size, 0);
  if (entries.length > mostParts || total > mostBytes) throw new SheetError("表格太大，读不了", "只留要填报的表再试");
  return chosen.map(entry => ({name: entry.name, bytes: unpack(data, entry), checksum: entry.checksum}));
}

/** The names of all files in a zip. */
export function namesInZip(bytes: Uint8Array): string[] {
  return listEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).map(({name}) => name);
}

interface Entry {
  readonly name: string;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly isPacked: boolean;
  readonly at: number;
}

function listEntries(data: Buffer): Entry[] {
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || end + 22 > data.length || data.readUInt32LE(end) !== endMark) throw damaged();
  const count = data.readUInt16LE(end + 10);
  let at = data.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== entryMark) throw damaged();
    const flags = data.readUInt16LE(at + 8);
    const method = data.readUInt16LE(at + 10);
    const nameLength = data.readUInt16LE(at + 28);
    if ((flags & 1) !== 0) throw new SheetError("表格加了密码，读不了", "去掉密码，另存以后再试");
    if (method !== 0 && method !== 8) throw damaged();
    entries.push({
      name: data.toString("utf8", at + 46, at + 46 + nameLength),
      checksum: data.readUInt32LE(at + 16),
      packedSize: data.readUInt32LE(at + 20),
      size: data.readUInt32LE(at + 24),
      isPacked: method === 8,
      at: data.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}

function unpack(data: Buffer, {at, packedSize, size, isPacked}: Entry): Uint8Array {
  if (at + 30 > data.length || data.readUInt32LE(at) !== localMark) throw damaged();
  const start = at + 30 + data.readUInt16LE(at + 26) + data.readUInt16LE(at + 28);
  const packed = data.subarray(start, start + packedSize);
  if (packed.length !== packedSize) throw damaged();
  if (!isPacked) return packed;
  try {
    const bytes = inflateRawSync(packed, {maxOutputLength: size + 1});
    if (bytes.length === size) return bytes;
  } catch {
    // Larger than it was said to be, or no such data: it is not what it says.
  }
  throw damaged();
}

function damaged(): SheetError {
  return new SheetError("这个 .xlsx 文件是坏的，读不了", "在 Excel 或 WPS 里打开，另存为 .xlsx 再试");
}

/** A zip of files that are not packed. */
export function writeZip(parts: readonly ZipPart[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const {name, bytes, checksum} of parts) {
    const encoded = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(localMark, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(0x0800, 6);
    local.writeUInt32LE(checksum, 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(encoded.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(entryMark, 0);
    local.copy(entry, 6, 4, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, encoded);
    bodies.push(local, encoded, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    at += 30 + encoded.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(endMark, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listed, end]);
}
