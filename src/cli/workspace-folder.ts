import {existsSync, realpathSync, statSync} from "node:fs";
import {basename, dirname, join, resolve} from "node:path";
import {suggestName} from "../diagnostics/index.ts";
import {diskFiles, isInside} from "../workspace/files/index.ts";
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

/**
 * Where results go: --out, or `out` in the workspace, so that each has its own; beside one that is called `content`. Throws
 * UsageError for a folder of the workspace's own content, where results would stand among articles and figures.
 */
export function findOutput(written: string | undefined, workspace: string): string {
  if (written === undefined) {
    const isBeside = basename(resolve(workspace)) === "content" && resolve(workspace) !== resolve(".");
    return isBeside ? resolve(workspace, "..", "out") : join(workspace, "out");
  }
  const out = resolve(written);
  const real = realPath(out);
  const root = realPath(workspace);
  const own = ["bulletins", "progress", "layouts", "schemas"].map(name => realPath(join(root, name)));
  if (real === root || own.some(folder => isInside(real, folder)))
    throw new UsageError(`--out 写的“${written}”是工作区放内容的地方`, "结果另放一个文件夹，例：--out out");
  return out;
}

/** Throws UsageError for a name that no bulletin of the workspace has. */
export function checkSlugs(slugs: readonly string[] | undefined, content: string): void {
  if (!slugs) return;
  const known = diskFiles(content)
    .list("bulletins")
    .filter(name => name.endsWith("/"))
    .map(name => name.slice(0, -1));
  // Which units a batch has is known only after its set is worked out.
  const unknown = slugs.find(slug => !known.includes(/^([^/]+)\/[^/]+$/.exec(slug)?.[1] ?? slug));
  if (unknown !== undefined)
    throw new UsageError(`没有“${unknown}”这一期`, suggestName(unknown, known) ?? `现有：${known.join("、")}`);
}

/** For "slug/address" when the bulletin is no batch, or has no unit of this address. */
export function unknownUnit(slug: string): UsageError {
  const [batch = "", address = ""] = slug.split("/");
  return new UsageError(
    `“${batch}”没有地址是“${address}”的单位`,
    `地址是单位的代码，看 out/${batch}/index.html 里的网址`,
  );
}

/** The path without links, in the letters of the disk (on Windows "d:\OUT" may be "D:\out"), also of a folder that is not there yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync.native(path);
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
}
