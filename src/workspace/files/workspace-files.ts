import {closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync} from "node:fs";
import {basename, dirname, join, resolve} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {isInside} from "./is-inside.ts";
import {whenFree} from "./when-free.ts";

/**
 * What a workspace is read through: a folder on disk, or texts in memory for tests.
 * Paths are relative to the workspace, with forward slashes, already free of "..".
 */
export interface WorkspaceFiles {
  /** The bytes of a file; undefined when there is none, "outside" when it leads out of the workspace (a link). */
  read(path: string): Uint8Array | "outside" | undefined;
  /** Names in a folder, sorted; folders end in "/". Empty when there is no such folder in the workspace. */
  list(folder: string): string[];
  /** What a folder really is, when links may lead to the same one twice. */
  realFolder?(folder: string): string;
}

export function diskFiles(root: string): WorkspaceFiles {
  const realRoot = realpathSync.native(root);
  let last: {readonly folder: string; readonly real: string; readonly at: number} | undefined;

  /** Where a folder really is. The files of one are asked for one after another: it is not looked up for each of them. */
  function locate(folder: string): string {
    if (last?.folder === folder && performance.now() - last.at < aMomentMs) return last.real;
    const real = realpathSync.native(folder);
    last = {folder, real, at: performance.now()};
    return real;
  }

  /** A file that is no link, in a folder of the workspace; undefined for anything else, and where something is wrong. */
  function readPlainFile(path: string): Uint8Array | undefined {
    let file: number | undefined;
    try {
      const folder = locate(dirname(path));
      if (openPlainFile === undefined || !isInside(folder, realRoot)) return undefined;
      file = openSync(join(folder, basename(path)), openPlainFile);
      return fstatSync(file).isFile() ? readFileSync(file) : undefined;
    } catch {
      return undefined;
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  return {
    read(path) {
      const full = resolve(realRoot, path);
      const plain = readPlainFile(full);
      if (plain) return plain;
      try {
        const real = realpathSync.native(full);
        if (!isInside(real, realRoot)) return "outside";
        if (!statSync(real).isFile()) return undefined;
        return whenFree(() => readFileSync(real));
      } catch (error) {
        if (isNoSuchFile(error)) return undefined;
        throw new MachineError(`读不了文件“${path}”`, "检查这个文件的权限，或者它是否正被别的程序占用", error);
      }
    },
    list(folder) {
      try {
        const real = locate(join(realRoot, folder));
        if (!isInside(real, realRoot)) return [];
        return readdirSync(real, {withFileTypes: true})
          .map(entry => {
            const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && isFolderAt(join(real, entry.name)));
            return isFolder ? `${entry.name}/` : entry.name;
          })
          .sort();
      } catch (error) {
        if (isNoSuchFile(error)) return [];
        throw new MachineError(`读不了文件夹“${folder}”`, "检查这个文件夹的权限", error);
      }
    },
    realFolder(folder) {
      try {
        return realpathSync.native(join(realRoot, folder));
      } catch (error) {
        // Taken away since it was listed.
        if (isNoSuchFile(error)) return join(realRoot, folder);
        throw new MachineError(`读不了文件夹“${folder}”`, "检查这个文件夹的权限", error);
      }
    },
  };
}

/** So long a folder counts as being where it was. */
const aMomentMs = 20;

/** Opens no link, and waits for nobody at the other end of a pipe. Undefined where that cannot be asked for: on Windows. */
const openPlainFile: number | undefined = constants.O_NOFOLLOW && constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** A name that no file can have (too long, with a zero byte) is the name of no file. */
function isNoSuchFile(error: unknown): boolean {
  return isSystemError(error, "ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE");
}

export function memoryFiles(files: Readonly<Record<string, string | Uint8Array>>): WorkspaceFiles {
  const paths = Object.keys(files);
  return {
    read(path) {
      const content = Object.hasOwn(files, path) ? files[path] : undefined;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    list(folder) {
      const prefix = folder === "" || folder === "." ? "" : `${folder}/`;
      const names = paths
        .filter(path => path.startsWith(prefix))
        .map(path => {
          const rest = path.slice(prefix.length);
          const slash = rest.indexOf("/");
          return slash === -1 ? rest : rest.slice(0, slash + 1);
        });
      return [...new Set(names)].sort();
    },
  };
}

/**
 * Resolves a path written in a file of the workspace against that file's folder.
 * Gives undefined when it leads out of the workspace or is absolute.
 */
export function resolvePath(fromFile: string, written: string): string | undefined {
  if (/^([/\\]|[A-Za-z]:)/.test(written)) return undefined;
  const parts = fromFile.split("/").slice(0, -1);
  for (const part of written.replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else parts.push(part);
  }
  return parts.join("/");
}

function isFolderAt(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
