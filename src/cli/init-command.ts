import {cpSync, existsSync, mkdirSync, readdirSync, statSync} from "node:fs";
import {basename, dirname, parse, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {isSystemError, MachineError} from "../diagnostics/index.ts";
import {isPlainName} from "../workspace/files/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";

/** The workspace that `init` copies, and the schemas that editors complete from. */
export const starterFolder = fileURLToPath(new URL("../../templates/workspace/", import.meta.url));
const schemasFolder = fileURLToPath(new URL("../../schemas/", import.meta.url));

/** `jianbao init DIR`: a new office's workspace, small and complete. Never writes into a folder that holds anything. */
export async function initCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const {names} = readArguments(argv, {});
  const [name] = names;
  if (name === undefined || names.length > 1)
    throw new UsageError("init 后面写一个文件夹名", "例：jianbao init 党建月报");
  const folder = resolve(name);
  checkPlace(folder);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new UsageError(`“${name}”是一个文件，不是文件夹`, "换一个名称");
    if (readdirSync(folder).length > 0) throw new UsageError(`文件夹“${name}”里已经有东西`, "换一个名称，或者先清空它");
  }
  try {
    mkdirSync(folder, {recursive: true});
    cpSync(starterFolder, folder, {recursive: true});
    cpSync(schemasFolder, resolve(folder, "schemas"), {recursive: true});
  } catch (error) {
    if (!isSystemError(error, "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT")) throw error;
    throw new MachineError(`文件夹“${name}”写不进去`, "检查权限和磁盘空间，或者换一个位置", error);
  }
  const shown = relative(".", folder) || ".";
  terminal.print(`新建了工作区“${shown}”。接着：`);
  const written = /\s/.test(shown) ? `"${shown}"` : shown;
  if (isReachedFrom(folder)) {
    terminal.print(`  cd ${written}`);
    terminal.print("  npx jianbao build        排印到 out 文件夹，用浏览器打开 out/index.html");
  } else {
    terminal.print(`  npx jianbao build --content ${written}        仍在现在这个文件夹里运行`);
    const place = basename(folder) === "content" ? "工作区旁边的" : "工作区里的";
    terminal.print(`结果在${place} out 文件夹里，用浏览器打开里面的 index.html。`);
  }
  terminal.print("改 units.yaml、indicators.yaml 和 progress 里的数，再排印一次看看。");
  return exitStatus.done;
}

/** True where npx finds this program: in its own folder and below, and below a folder that it is installed in. */
function isReachedFrom(folder: string): boolean {
  const isHere = existsSync(resolve(folder, "bin/jianbao.js")) || existsSync(resolve(folder, "node_modules/jianbao"));
  return isHere || (dirname(folder) !== folder && isReachedFrom(dirname(folder)));
}

/** Throws UsageError for a drive that is not there, and for names that a workspace could not keep on Windows. */
function checkPlace(folder: string): void {
  const {root} = parse(folder);
  if (!existsSync(root)) throw new UsageError(`没有“${root}”这个盘`, "换一个位置");
  const name = [basename(folder), ...newNames(dirname(folder))].find(part => part !== "" && !isPlainName(part));
  if (name !== undefined) {
    throw new UsageError(
      `文件夹不能叫“${name}”，Windows 打不开这样的文件夹`,
      '不要用 con、aux、nul 这些名称，名称里不要有 \\ : * ? " < > |，末尾不要有句点和空格',
    );
  }
}

/** The names in a path of folders that are not there yet. */
function newNames(folder: string): string[] {
  return existsSync(folder) ? [] : [...newNames(dirname(folder)), basename(folder)];
}
