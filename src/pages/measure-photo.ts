import {createRequire} from "node:module";
import {measureHeic} from "./heic.ts";
import {followPicture} from "./whole-picture.ts";

/** Kinds of pictures, found by their content. */
export type PhotoType = "jpg" | "png" | "webp" | "gif" | "svg" | "heic" | "avif";

/** A picture that can be used. */
export interface MeasuredPhoto {
  readonly type: PhotoType;
  /** Pixels as seen, EXIF's turn done; units of the viewBox for SVG. */
  readonly width: number;
  readonly height: number;
}

/** A picture that cannot: why, and what to do when it is not to take another format. */
export interface PhotoProblem {
  readonly reason: string;
  readonly act?: string;
}

/** Larger files are refused: 200 megapixels at a phone's best quality stay below it. */
const maxBytes = 100 * 1024 * 1024;
/** The largest that a phone takes today; decoding it takes a known amount of memory. */
export const maxPixels = 200_000_000;
/** HEIC is decoded in one piece, at ten bytes a pixel. */
export const maxHeicPixels = 50_000_000;

const formats: Readonly<Record<PhotoType, {readonly name: string; readonly endings: readonly string[]}>> = {
  jpg: {name: "JPEG", endings: ["jpg", "jpeg", "jpe", "jfif"]},
  png: {name: "PNG", endings: ["png"]},
  webp: {name: "WebP", endings: ["webp"]},
  gif: {name: "GIF", endings: ["gif"]},
  svg: {name: "SVG", endings: ["svg"]},
  heic: {name: "HEIC", endings: ["heic", "heif", "hif"]},
  avif: {name: "AVIF", endings: ["avif"]},
};

/** Measures a picture without decoding it; the content decides what it is, not the name. */
export function measurePhoto(bytes: Uint8Array): MeasuredPhoto | PhotoProblem {
  if (bytes.length === 0) return {reason: "文件是空的", act: "从手机或相机里重新传一份"};
  if (bytes.length > maxBytes) return {reason: "文件超过 100 MB", act: "用看图软件缩小后另存一份"};
  const size = readSize(bytes);
  if (!size) return {reason: "内容不是能用的图片"};
  const {type} = size;
  const {wholeness, orientation = size.orientation ?? 1} = followPicture(type, bytes);
  if (wholeness === "cut") return {reason: "文件不完整，后面缺了一段", act: "从手机或相机里重新传一份"};
  if (wholeness === "damaged") return damaged;
  const seen = type === "heic" ? measureHeic(bytes) : size;
  if (!seen) return {reason: "这个 HEIC 文件读不了", act: "在手机或电脑上另存为 JPEG"};
  const {width, height} = seen;
  if (!width || !height) return {reason: "内容不是能用的图片"};
  const most = type === "heic" ? maxHeicPixels : type === "svg" ? Number.POSITIVE_INFINITY : maxPixels;
  if (width * height > most) {
    return {
      reason: `有 ${width} × ${height} 个像素，${type === "heic" ? "HEIC " : ""}最多 ${most / 1e4} 万个`,
      act: type === "heic" ? "在手机或电脑上另存为 JPEG" : "用看图软件缩小后另存一份",
    };
  }
  return orientation >= 5 ? {type, width: height, height: width} : {type, width, height};
}

/** What is told of a picture whose damage is found only when it is decoded. */
export const damaged: PhotoProblem = {reason: "内容已损坏", act: "从手机或相机里重新传一份"};

/** The true format of a picture whose name says another: "JPEG" for a JPEG called a.png. */
export function misnamedFormat(path: string, type: PhotoType): string | undefined {
  const ending = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  const {name, endings} = formats[type];
  return ending === undefined || endings.includes(ending) ? undefined : name;
}

function readSize(
  bytes: Uint8Array,
): {type: PhotoType; width: number; height: number; orientation?: number | undefined} | undefined {
  // Loaded for the first picture: many workspaces have none.
  const {imageSize} = createRequire(import.meta.url)("image-size") as typeof import("image-size");
  let size: ReturnType<typeof imageSize>;
  try {
    size = imageSize(bytes);
  } catch {
    return undefined;
  }
  const type = size.type === "heif" ? "heic" : size.type;
  if (type === undefined || !(type in formats)) return undefined;
  return {type: type as PhotoType, width: size.width, height: size.height, orientation: size.orientation};
}
