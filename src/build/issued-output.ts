import {join} from "node:path";
import {MachineError} from "../diagnostics/index.ts";
import type {BulletinFolder, Workspace} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import type {BuildOptions, BulletinResult} from "./build.ts";
import {readRecord} from "./issued.ts";
import {type Output, openOutput} from "./output.ts";
import {type FileMark, markOf} from "./part-file.ts";
import {outputPath} from "./print-files.ts";
import type {Format} from "./publish.ts";

/** An issued bulletin whose output is there is left as it is, byte for byte, unless it is to be issued anew. */
export function isFrozen(folder: BulletinFolder, options: BuildOptions, output: Output): boolean {
  return folder.bulletin?.状态 === "已印发" && !options.reissue && formatsToBuild(folder, options, output).length === 0;
}

/** The formats that a bulletin asks for; of an issued one those that are missing. */
export function formatsToBuild({slug, bulletin}: BulletinFolder, options: BuildOptions, output: Output): Format[] {
  const wanted = (bulletin?.输出 ?? []).filter(format => options.formats?.includes(format) ?? true);
  if (bulletin?.状态 !== "已印发" || options.reissue) return wanted;
  return wanted.filter(format => !output.has(outputPath(slug, format)));
}

/** Why an issued bulletin is built; undefined for one that is not issued. */
export function issuedBy(
  {slug, bulletin}: BulletinFolder,
  {reissue}: BuildOptions,
  workspace: Workspace,
): BulletinResult["issued"] {
  if (bulletin?.状态 !== "已印发") return undefined;
  if (reissue) return "reissued";
  return readRecord(slug, workspace) === undefined ? "first" : "missing";
}

/** True when some of an issued bulletin's output, made before, is there with its figures. */
export function isThere({slug, bulletin}: BulletinFolder, formats: readonly Format[], output: Output): boolean {
  const before = (bulletin?.输出 ?? []).filter(format => !formats.includes(format));
  return output.has(`${slug}/figures.json`) && before.some(format => output.has(outputPath(slug, format)));
}

/**
 * Keeps the figures.json of issued bulletins in the workspace, where a deleted output folder does not lose it; what was
 * printed first stays until the bulletin is issued anew. A folder that cannot be written keeps no other record from being
 * kept: the first such failure is given, to be thrown when the build has done the rest.
 */
export function keepRecords(
  planned: readonly Planned[],
  results: ReadonlyMap<string, BulletinResult>,
  workspace: Workspace,
  {content, reissue = false}: BuildOptions,
  output: Output,
): KeptRecords {
  const recorded = new Set<string>();
  let failure: MachineError | undefined;
  if (typeof content !== "string") return {recorded, failure};
  for (const {folder} of planned) {
    const {slug, bulletin} = folder;
    if (bulletin?.状态 !== "已印发") continue;
    const isNew = reissue && results.get(slug)?.status === "built";
    if (!isNew && readRecord(slug, workspace) !== undefined) continue;
    const text = output.read(`${slug}/figures.json`);
    if (text === undefined) continue;
    try {
      const beside = openOutput(join(content, "bulletins", slug), "workspace");
      beside.removeLeftovers([]);
      beside.write("figures.json", text);
      recorded.add(slug);
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
      failure ??= error;
    }
  }
  return {recorded, failure};
}

export interface KeptRecords {
  /** Bulletins that have a new record. */
  readonly recorded: ReadonlySet<string>;
  readonly failure: MachineError | undefined;
}

/** Marks of the output of issued bulletins that was left as it is; it may have been made on another machine. */
export function marksOfKept(
  planned: readonly Planned[],
  results: ReadonlyMap<string, BulletinResult>,
  {folder}: Output,
): Record<string, FileMark> {
  const paths = planned.flatMap(({folder: {slug, bulletin}}) =>
    results.get(slug)?.status === "kept" ? (bulletin?.输出 ?? []).map(format => outputPath(slug, format)) : [],
  );
  return Object.fromEntries(
    paths.flatMap(path => {
      const mark = markOf(join(folder, path));
      return mark ? [[path, mark]] : [];
    }),
  );
}
