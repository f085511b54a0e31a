import {crc32, deflateSync} from "node:zlib";
import type {Sharp, SharpOptions} from "sharp";
import {MachineError} from "../diagnostics/index.ts";
import {decodeHeic} from "./heic.ts";
import {maxPixels, type PhotoType} from "./measure-photo.ts";

/** A picture as it goes into a page: sRGB, 8 bits, upright, without EXIF, GPS, XMP or profile. */
export interface DevelopedPhoto {
  readonly bytes: Uint8Array;
  readonly mediaType: "image/jpeg" | "image/png";
  readonly width: number;
  readonly height: number;
}

/** How large a picture is wanted, in pixels; it keeps its ratio, fits inside and is never enlarged. */
export interface PhotoWish {
  readonly width: number;
  readonly height: number;
  readonly use: "print" | "screen";
}

/** Thrown when a picture is damaged inside, where measuring does not look. */
export class PhotoError extends Error {}

/**
 * Decodes a picture once and makes one file for each wish, in their order. Memory follows the largest wish, not the
 * file: JPEG is shrunk while it is read, other formats line by line. The same file gives the same bytes.
 */
export async function developPhoto(
  bytes: Uint8Array,
  type: PhotoType,
  wishes: readonly PhotoWish[],
): Promise<DevelopedPhoto[]> {
  const sharp = await openSharp();
  const box = {
    width: Math.max(1, ...wishes.map(({width}) => width)),
    height: Math.max(1, ...wishes.map(({height}) => height)),
  };
  const {data, info} = await decode(sharp, bytes, type, box);
  const {width, height, channels} = info;
  const raw = {width, height, channels};
  const hasAlpha = (channels === 2 || channels === 4) && !isOpaque(data, channels);
  const developed: DevelopedPhoto[] = [];
  for (const wish of wishes) {
    const picture = () => {
      const sized = sharp(data, {raw}).resize({...boxOf(wish), fit: "inside", withoutEnlargement: true});
      return hasAlpha ? sized : sized.removeAlpha();
    };
    developed.push(await encode(picture, {type, hasAlpha, use: wish.use}));
  }
  return developed;
}

/** A drawing stays PNG while that costs less than this times the JPEG: text and lines then keep their edges. */
const pngWorth = 2;

async function encode(
  picture: () => Sharp,
  {type, hasAlpha, use}: {type: PhotoType; hasAlpha: boolean; use: PhotoWish["use"]},
): Promise<DevelopedPhoto> {
  const png = async () => told(await picture().png({compressionLevel: 9}).toBuffer({resolveWithObject: true}), "png");
  if (hasAlpha) return await png();
  // Printers' machines read baseline JPEG; a screen shows a progressive one earlier.
  const jpeg = picture().jpeg({
    quality: use === "print" ? 85 : 76,
    progressive: use === "screen",
    trellisQuantisation: true,
    overshootDeringing: true,
    quantisationTable: 3,
    optimiseScans: use === "screen",
  });
  const photo = told(await jpeg.toBuffer({resolveWithObject: true}), "jpeg");
  if (type !== "png" && type !== "gif" && type !== "webp") return photo;
  const drawing = await png();
  return drawing.bytes.length <= pngWorth * photo.bytes.length ? drawing : photo;
}

function told(
  {data, info}: {data: Buffer; info: {width: number; height: number}},
  format: "jpeg" | "png",
): DevelopedPhoto {
  return {bytes: data, mediaType: `image/${format}`, width: info.width, height: info.height};
}

/** Upright sRGB pixels of 8 bits that fit inside the box. */
async function decode(sharp: OpenSharp, bytes: Uint8Array, type: PhotoType, box: {width: number; height: number}) {
  const read = (input: Uint8Array, options: SharpOptions = {}) =>
    sharp(input, {limitInputPixels: maxPixels, sequentialRead: true, failOn: "error", ...options})
      .autoOrient()
      .toColourspace("srgb")
      .resize({...boxOf(box), fit: "inside", withoutEnlargement: true});
  const finish = (picture: Sharp) => picture.raw({depth: "uchar"}).toBuffer({resolveWithObject: true});
  try {
    if (type !== "heic") return await finish(read(bytes));
    const {data, width, height} = decodeHeic(bytes);
    const small = await sharp(data, {raw: {width, height, channels: 4}})
      .resize({...boxOf(box), fit: "inside", withoutEnlargement: true})
      .png({compressionLevel: 1})
      .toBuffer();
    const {icc} = await sharp(bytes).metadata();
    return await finish(read(icc ? withProfile(small, icc) : small));
  } catch (error) {
    throw new PhotoError("The picture cannot be decoded.", {cause: error});
  }
}

/** A PNG with a colour profile, which phones' HEIC photos are in: chunk iCCP right behind the first (PNG 11.3.2.3). */
function withProfile(png: Buffer, profile: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from("iCCPphoto\0\0", "latin1"), deflateSync(profile)]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  checksum.writeUInt32BE(crc32(named));
  const headEnd = 8 + 25;
  return Buffer.concat([png.subarray(0, headEnd), length, named, checksum, png.subarray(headEnd)]);
}

function boxOf({width, height}: {width: number; height: number}) {
  return {width: Math.max(1, Math.floor(width)), height: Math.max(1, Math.floor(height))};
}

function isOpaque(pixels: Buffer, channels: number): boolean {
  for (let at = channels - 1; at < pixels.length; at += channels) if (pixels[at] !== 255) return false;
  return true;
}

type OpenSharp = typeof import("sharp").default;
let opened: Promise<OpenSharp> | undefined;

/** Loaded for the first photo: a build of drawings alone does without it. */
function openSharp(): Promise<OpenSharp> {
  opened ??= import("sharp").then(
    ({default: sharp}) => {
      sharp.cache(false);
      sharp.concurrency(1);
      // Vector instructions round differently from machine to machine.
      sharp.simd(false);
      return sharp;
    },
    (error: unknown) => {
      opened = undefined;
      throw new MachineError(
        "处理照片的程序包 sharp 在这台机器上打不开",
        "删去 node_modules 文件夹，再运行 npm ci",
        error,
      );
    },
  );
  return opened;
}
