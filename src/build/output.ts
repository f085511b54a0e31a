import {randomBytes} from "node:crypto";
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {isSystemError, MachineError} from "../diagnostics/index.ts";

/** The folder that results are written to. Files appear whole or not at all. */
export interface Output {
  readonly folder: string;
  /** Writes a file aside and renames it into place. */
  write(path: string, content: string | Uint8Array): void;
  has(path: string): boolean;
  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined;
  remove(path: string): void;
}

export function openOutput(folder: string): Output {
  const guarded = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw explainWriteError(error, folder);
    }
  };
  guarded(() => {
    mkdirSync(folder, {recursive: true});
    removeLeftovers(folder);
  });
  return {
    folder,
    has: path => existsSync(join(folder, path)),
    read: path =>
      guarded(() => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined)),
    remove: path => guarded(() => rmSync(join(folder, path), {force: true})),
    write(path, content) {
      const target = join(folder, path);
      const aside = join(dirname(target), `.${randomBytes(6).toString("hex")}.part`);
      guarded(() => {
        mkdirSync(dirname(target), {recursive: true});
        try {
          writeFileSync(aside, content);
          renameSync(aside, target);
        } catch (error) {
          rmSync(aside, {force: true});
          throw error;
        }
      });
    },
  };
}

/** What a crash or a pulled plug left behind: parts that were never renamed. */
function removeLeftovers(folder: string): void {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isFile() && /^\.[0-9a-f]{12}\.part$/.test(entry.name)) rmSync(path, {force: true});
    else if (entry.isDirectory() && existsSync(join(path, "index.html"))) removeLeftovers(path);
  }
}

function explainWriteError(error: unknown, folder: string): unknown {
  if (error instanceof MachineError) return error;
  if (isSystemError(error, "ENOSPC", "EDQUOT")) {
    return new MachineError("磁盘空间不够，没有写完", "清理磁盘后再运行一次；原来的结果没有受影响", error);
  }
  if (isSystemError(error, "EACCES", "EPERM", "EROFS")) {
    return new MachineError(`文件夹“${folder}”不能写入`, "检查这个文件夹的权限，或者用 --out 换一个文件夹", error);
  }
  if (isSystemError(error, "EBUSY")) {
    return new MachineError(
      `“${error.path ?? folder}”正被别的程序占用`,
      "关闭正在看这份 PDF 或网页的程序，再运行一次",
      error,
    );
  }
  if (isSystemError(error, "ENOTDIR", "EEXIST")) {
    return new MachineError(`“${folder}”不是文件夹`, "用 --out 换一个文件夹", error);
  }
  return error;
}
