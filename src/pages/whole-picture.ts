import {crc32} from "node:zlib";

/** How far a picture's file was followed: to its end, not to its end (it was cut off), or to bytes that are wrong. */
export type Wholeness = "whole" | "cut" | "damaged";

/** What following a file from part to part gives. */
export interface Followed {
  readonly wholeness: Wholeness;
  /** EXIF orientation, 1 to 8; undefined when this kind of file was not searched for it. */
  readonly orientation?: number;
}

/**
 * Follows a file from part to part without decoding it, which takes some milliseconds for tens of megabytes.
 * Browsers show what there is of a picture cut off by a broken transfer, grey below; nobody sees it before it is printed.
 */
export function followPicture(type: string, bytes: Uint8Array): Followed {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (type === "jpg") return {wholeness: followJpeg(buffer)};
    if (type === "png") return followPng(buffer);
    if (type === "webp") return followWebp(buffer);
    if (type === "gif") return {wholeness: followGif(buffer)};
    if (type === "heic" || type === "avif") return {wholeness: followBoxes(buffer)};
  } catch (error) {
    // Reading a number behind the end.
    if (error instanceof RangeError) return {wholeness: "cut"};
    throw error;
  }
  return {wholeness: "whole"};
}

/** Segments up to the end mark; EXIF may hold a small JPEG with an end mark of its own, so that the lengths count. */
function followJpeg(bytes: Buffer): Wholeness {
  let at = 2;
  while (at < bytes.length) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return "cut";
    const mark = bytes.readUInt8(at + 1);
    if (mark === 0xd9) return "whole";
    // Fill bytes, bytes of the drawing, restart marks; all others have a length.
    if (mark === 0xff) at += 1;
    else if (mark === 0 || mark === 1 || (mark >= 0xd0 && mark <= 0xd8)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return "cut";
}

/** Chunks: length, name, content, checksum over name and content (PNG 5.3). */
function followPng(bytes: Buffer): Followed {
  let orientation = 1;
  for (let at = 8; ; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const end = at + 8 + length;
    if (bytes.readUInt32BE(end) !== crc32(bytes.subarray(at + 4, end))) return {wholeness: "damaged"};
    if (name === "eXIf") orientation = exifOrientation(bytes.subarray(at + 8, end));
    if (name === "IEND") return {wholeness: "whole", orientation};
    at = end + 4;
  }
}

/** RIFF: the length of the whole at byte 4, then chunks of even length. */
function followWebp(bytes: Buffer): Followed {
  const end = 8 + bytes.readUInt32LE(4);
  if (end > bytes.length) return {wholeness: "cut"};
  let orientation = 1;
  for (let at = 12; at + 8 <= end; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (bytes.toString("latin1", at, at + 4) === "EXIF") {
      const exif = bytes.subarray(at + 8, at + 8 + length);
      orientation = exifOrientation(exif.toString("latin1", 0, 6) === "Exif\0\0" ? exif.subarray(6) : exif);
    }
    at += 8 + length + (length % 2);
  }
  return {wholeness: "whole", orientation};
}

/** Blocks, each in pieces of up to 255 bytes, up to the trailer (GIF89a). */
function followGif(bytes: Buffer): Wholeness {
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colours(bytes.readUInt8(10));
  for (;;) {
    const block = bytes.readUInt8(at);
    if (block === 0x3b) return "whole";
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + colours(bytes.readUInt8(at + 9));
    else return "damaged";
    for (let size = bytes.readUInt8(at); size > 0; size = bytes.readUInt8(at)) at += 1 + size;
    at += 1;
  }
}

/** Boxes of an ISO file, each with its length; 0 means to the end, 1 that the length follows in eight bytes. */
function followBoxes(bytes: Buffer): Wholeness {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    if (short === 0) return "whole";
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short;
    if (length < 8) return "damaged";
    at += length;
  }
  return at === bytes.length ? "whole" : "cut";
}

/** Tag 0x0112 of the first directory of EXIF; 1 when there is none. */
function exifOrientation(exif: Buffer): number {
  try {
    const little = exif.toString("latin1", 0, 2) === "II";
    const short = (at: number) => (little ? exif.readUInt16LE(at) : exif.readUInt16BE(at));
    const directory = little ? exif.readUInt32LE(4) : exif.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry++) {
      const at = directory + 2 + entry * 12;
      if (short(at) === 0x0112) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}
