import {mkdirSync, readFileSync, realpathSync, statSync} from "node:fs";
import {join, sep} from "node:path";
import {isSystemError} from "../../diagnostics/index.ts";
import {measurePhoto, type PhotoType} from "../../pages/index.ts";
import type {PhotoAnswer} from "../api.ts";
import {createFile, guarded} from "./replace-file.ts";
import {StoreError} from "./store-error.ts";
import {isPlainPath} from "./text-path.ts";

const endings: Readonly<Record<Exclude<PhotoType, "svg">, string>> = {
  jpg: "jpg",
  png: "png",
  webp: "webp",
  gif: "gif",
  heic: "heic",
  avif: "avif",
};
const mostSame = 1000;

/**
 * Puts a photo into the images folder of a bulletin: what it is, its bytes tell, not its name. Overwrites nothing; the
 * same photo under the same name is there already. Undefined when there is no such bulletin.
 */
export function addPhoto(
  root: string,
  folder: string,
  {name, period, bytes}: {readonly name: string; readonly period: string; readonly bytes: Uint8Array},
): PhotoAnswer | undefined {
  const images = imagesFolder(root, folder);
  if (images === undefined) return undefined;
  const photo = measurePhoto(bytes);
  if ("reason" in photo) throw new StoreError("wrongType", `这张图片不能用：${photo.reason}`, photo.act);
  // A drawing may hold a program; nobody photographs one.
  if (photo.type === "svg") throw new StoreError("wrongType", "SVG 图不能从网页里加", "另存为 PNG 再加");
  const {type, width, height} = photo;
  const stem = [period, plainName(name)].filter(Boolean).join("-");
  for (let count = 1; count <= mostSame; count++) {
    const file = `${stem}${count === 1 ? "" : `-${count}`}.${endings[type]}`;
    if (isSame(join(images, file), bytes) || createFile(join(images, file), bytes, images))
      return {path: `images/${file}`, width, height};
  }
  throw new StoreError("refused", `叫“${name}”的图片太多了`, "换一个名称再加");
}

/** Letters and digits of a name; "photo" for one that has none, such as a Chinese one. */
export function plainName(name: string): string {
  const plain = name
    .replace(/^.*[/\\]/, "")
    .replace(/\.[^.]*$/, "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return plain === "" ? "photo" : plain;
}

function imagesFolder(root: string, folder: string): string | undefined {
  if (!isPlainPath(folder) || folder.includes("/")) return undefined;
  const realRoot = realpathSync.native(root);
  return guarded(() => {
    try {
      const own = realpathSync.native(join(realRoot, "bulletins", folder));
      if (!own.startsWith(join(realRoot, "bulletins") + sep) || !statSync(join(own, "bulletin.yaml")).isFile())
        return undefined;
      mkdirSync(join(own, "images"), {recursive: true});
      const images = realpathSync.native(join(own, "images"));
      if (!images.startsWith(own + sep))
        throw new StoreError("refused", "这一期的 images 文件夹通到了别处", "删去这个链接再加");
      return images;
    } catch (error) {
      if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP")) return undefined;
      throw error;
    }
  });
}

function isSame(path: string, bytes: Uint8Array): boolean {
  try {
    return readFileSync(path).equals(bytes);
  } catch (error) {
    if (isSystemError(error, "ENOENT", "EISDIR", "EACCES")) return false;
    throw error;
  }
}
