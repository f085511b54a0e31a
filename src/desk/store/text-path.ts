import {realpathSync, statSync} from "node:fs";
import {join, relative, sep} from "node:path";
import {isSystemError} from "../../diagnostics/index.ts";
import {isInside, isPlainName} from "../../workspace/index.ts";
import {StoreError} from "./store-error.ts";

/** True for a path of a text in a workspace: relative, forward slashes, nothing hidden, *.md or *.yaml. */
export function isTextPath(path: string): boolean {
  return /\.(?:md|ya?ml)$/i.test(path) && isPlainPath(path);
}

/** True for a relative path that means the same everywhere and leads to nothing hidden. */
export function isPlainPath(path: string): boolean {
  return path.length <= 400 && path.split("/").every(part => isPlainName(part) && !/^[.~]/.test(part));
}

/**
 * Where a text of the workspace really is; undefined when there is none. Throws StoreError for a path that is not that of
 * a text, or that leads out of the workspace or into something hidden.
 */
export function locateText(root: string, path: string): string | undefined {
  if (!isTextPath(path)) throw notOurs(path);
  const realRoot = realpathSync.native(root);
  try {
    const real = realpathSync.native(join(realRoot, path));
    if (!isInside(real, realRoot) || !isTextPath(relative(realRoot, real).replaceAll(sep, "/"))) throw notOurs(path);
    return statSync(real).isFile() ? real : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP")) return undefined;
    throw error;
  }
}

/** An article beside others of a bulletin, with a name that becomes part of addresses. */
const newArticle = /^bulletins\/[^/]+\/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.md$/;

/** Where a new article would be: its folder is in the workspace. Undefined when there is no such folder. */
export function locateNewText(root: string, path: string): string | undefined {
  if (!isTextPath(path)) throw notOurs(path);
  return newArticle.test(path) ? locatePlace(root, path) : undefined;
}

/**
 * Where a text of this path is, or would be. Undefined when there is no such folder. Throws StoreError for a path that is
 * not that of a text, or that leads out of the workspace or into something hidden.
 */
export function locatePlace(root: string, path: string): string | undefined {
  if (!isTextPath(path)) throw notOurs(path);
  const realRoot = realpathSync.native(root);
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  try {
    const folder = realpathSync.native(join(realRoot, ...parts));
    const target = join(folder, name);
    if (!isInside(folder, realRoot) || !isTextPath(relative(realRoot, target).replaceAll(sep, "/")))
      throw notOurs(path);
    return statSync(folder).isDirectory() ? target : undefined;
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR", "ENAMETOOLONG", "ELOOP")) return undefined;
    throw error;
  }
}

function notOurs(path: string): StoreError {
  return new StoreError(
    "refused",
    `“${path.slice(0, 100)}”不是采编台能打开的文件`,
    "只能打开工作区里的 .md 和 .yaml 文件",
  );
}
