import {existsSync, statSync} from "node:fs";
import {join, resolve} from "node:path";
import {UsageError} from "./arguments.ts";

/**
 * The workspace that a command works on: --content, or the current folder when it is one, or `content` below it.
 * Throws UsageError when there is none.
 */
export function findWorkspace(written: string | undefined): string {
  const folder = resolve(written ?? (existsSync("jianbao.yaml") ? "." : "content"));
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(
      `没有工作区文件夹“${written ?? "content"}”`,
      "进入工作区再运行，或者用 --content 写明；还没有工作区时运行 jianbao init 文件夹名",
    );
  }
  return folder;
}

/** Where results go: --out, or `out` in a workspace that is the current folder, else beside it. */
export function findOutput(written: string | undefined, workspace: string): string {
  if (written !== undefined) return resolve(written);
  return resolve(workspace) === resolve(".") ? join(workspace, "out") : resolve(workspace, "..", "out");
}
