import {existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmdirSync, rmSync, statSync} from "node:fs";
import {dirname, join} from "node:path";
import {isSystemError, MachineError} from "../diagnostics/index.ts";
import {isInside, realFolder, whenFree} from "../workspace/files/index.ts";
import {removeLeftovers} from "./leftovers.ts";
import {type FileContent, type FileMark, writeWhole} from "./part-file.ts";

/** The folder that results are written to. Files appear whole or not at all. */
export interface Output {
  readonly folder: string;
  /** Writes a file aside and renames it into place. */
  write(path: string, content: FileContent): FileMark;
  has(path: string): boolean;
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  readBytes(path: string): Buffer | undefined;
  remove(path: string): void;
  /** Names in a folder; none when there is no such folder. */
  list(folder: string): string[];
  /** Removes a folder in which nothing is left. */
  removeEmptyFolder(folder: string): void;
  /** Removes what builds that were killed had begun to write beside these bulletins; `isThorough`: beside all that are there. */
  removeLeftovers(slugs: Iterable<string>, isThorough?: boolean): void;
}

/** Where files are written: to the output folder, for which another one can be chosen, or into the workspace. */
type WrittenPlace = "output" | "workspace";

export function openOutput(folder: string, place: WrittenPlace = "output"): Output {
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw explainWriteError(error, folder, place);
    }
  };
  guarded(() => mkdirSync(folder, {recursive: true}));
  /** Folders found to be there and ours, by their full path. */
  const known = new Set<string>();
  /** The full path of a file of ours; a link that leads out of the folder is not followed. */
  const locate = (path: string): string => {
    const target = join(folder, path);
    const parent = dirname(target);
    if (known.has(parent)) return target;
    const root = realpathSync.native(folder);
    if (!isInside(realFolder(parent), root))
      throw new MachineError(`“${parent}”是通到别处的链接，没有往里写`, adviseFor(place, "删去这个链接"));
    if (existsSync(parent)) known.add(parent);
    return target;
  };
  const writeAnew = (target: string, content: FileContent): FileMark => {
    mkdirSync(dirname(target), {recursive: true});
    return writeWhole(target, content);
  };
  const readBytes = (path: string): Buffer | undefined =>
    guarded(() => {
      const target = locate(path);
      return unlessGone(() => readFileSync(target));
    });
  return {
    folder,
    readBytes,
    has: path => existsSync(join(folder, path)),
    read: path => readBytes(path)?.toString("utf8"),
    remove: path => guarded(() => whenFree(() => rmSync(locate(path), {force: true}))),
    list: path =>
      guarded(() => {
        const target = dirname(locate(`${path}/any`));
        return unlessGone(() => readdirSync(target).sort()) ?? [];
      }),
    removeEmptyFolder: path =>
      guarded(() => {
        const target = dirname(locate(`${path}/any`));
        if (unlessGone(() => readdirSync(target))?.length !== 0) return;
        try {
          known.delete(target);
          rmdirSync(target);
        } catch (error) {
          // Another build has just taken it away, or put something in; on Windows a program stands in it.
          if (!isSystemError(error, "ENOENT", "ENOTEMPTY", "EEXIST", "EBUSY", "EPERM")) throw error;
        }
      }),
    removeLeftovers: (slugs, isThorough) => guarded(() => removeLeftovers(folder, slugs, isThorough)),
    write(path, content) {
      return guarded(() => {
        const target = locate(path);
        const isReady = known.has(dirname(target));
        const written = unlessGone(() => (isReady ? writeWhole(target, content) : writeAnew(target, content)));
        if (written) return written;
        // Another build took the empty folder away at this moment.
        known.delete(dirname(target));
        return writeAnew(locate(path), content);
      });
    },
  };
}

/** Another build may take away what this one is about to look at. */
function unlessGone<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isSystemError(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** A result that another program has open: Windows replaces and removes none that is. */
export class HeldFileError extends MachineError {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`“${path}”正被别的程序占用`, "关闭正在看这份 PDF 或网页的程序，再运行一次", cause);
    this.path = path;
  }
}

/** What was to be replaced or removed. Windows refuses that to a file that a program shows, and to a folder in its place. */
function triedOn(error: unknown): string | undefined {
  if (!isSystemError(error, "EACCES", "EPERM", "EBUSY")) return undefined;
  if (error.syscall === "rename") return "dest" in error && typeof error.dest === "string" ? error.dest : undefined;
  const isRemoval = error.syscall === "unlink" || error.syscall === "rm";
  return isRemoval && error.code !== "EACCES" ? error.path : undefined;
}

/** What to do about a folder that is not written to; what is written to the workspace cannot go elsewhere. */
function adviseFor(place: WrittenPlace, act: string, elsewhere = `${act}，或者用 --out 换一个文件夹`): string {
  return place === "output" ? elsewhere : `${act}，再运行一次；已印发的一期，印出的数要在这里留底`;
}

function explainWriteError(error: unknown, folder: string, place: WrittenPlace): unknown {
  if (error instanceof MachineError) return error;
  if (isSystemError(error, "ENOSPC", "EDQUOT", "EFBIG")) {
    return new MachineError("磁盘空间不够，没有写完", "清理磁盘后再运行一次；原来的结果没有受影响", error);
  }
  const tried = triedOn(error);
  const isFolder = tried !== undefined && (statSync(tried, {throwIfNoEntry: false})?.isDirectory() ?? false);
  if (isFolder || isSystemError(error, "EISDIR", "ENOTEMPTY")) {
    return new MachineError(
      `结果的位置上有一个同名的文件夹（在“${folder}”里）`,
      adviseFor(place, "把它改名或移走"),
      error,
    );
  }
  if (tried !== undefined) return new HeldFileError(tried, error);
  if (isSystemError(error, "EBUSY")) {
    return new MachineError(`“${error.path ?? folder}”正被别的程序占用`, "关闭用着它的程序，再运行一次", error);
  }
  if (isSystemError(error, "EACCES", "EPERM", "EROFS")) {
    return new MachineError(`文件夹“${folder}”不能写入`, adviseFor(place, "检查这个文件夹的权限"), error);
  }
  if (isSystemError(error, "ENAMETOOLONG")) {
    const advice = adviseFor(place, "把工作区移到路径短些的地方", "用 --out 换一个短些的文件夹");
    return new MachineError(`“${folder}”里的文件名太长，写不进去`, advice, error);
  }
  if (isSystemError(error, "ENOENT")) {
    const advice = adviseFor(place, "检查工作区还在不在", "用 --out 换一个文件夹");
    return new MachineError(`“${folder}”不见了，或者通到一个没有的地方`, advice, error);
  }
  if (isSystemError(error, "ENOTDIR", "EEXIST")) {
    const advice = adviseFor(place, "把同名的文件改名或移走", "用 --out 换一个文件夹");
    return new MachineError(`“${folder}”不是文件夹`, advice, error);
  }
  return error;
}
