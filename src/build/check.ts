import {type Diagnostic, sortDiagnostics, uniqueDiagnostics} from "../diagnostics/index.ts";
import type {IssueLedger, NumberCounts} from "../pages/index.ts";
import {type BulletinFolder, diskFiles, recordFiles} from "../workspace/index.ts";
import type {BuildOptions} from "./build.ts";
import {readRecords, writeRecords} from "./bulletin-records.ts";
import {openCache} from "./cache-folder.ts";
import type {CheckOptions} from "./check-workspace.ts";
import {openWorkspace} from "./work-out.ts";

export interface CheckedBulletin {
  readonly folder: BulletinFolder;
  readonly numbers: NumberCounts;
  /** How many figures it shows. */
  readonly figures: number;
}

export interface CheckResult {
  readonly bulletins: readonly CheckedBulletin[];
  readonly ledger: IssueLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/** Works out what was not worked out already, by this or by a build; writes nothing but what it remembers. */
export async function checkContent(
  content: string,
  {progress, ...options}: CheckOptions & Pick<BuildOptions, "progress">,
): Promise<CheckResult> {
  const cache = openCache(content);
  const files = recordFiles(diskFiles(content));
  const opened = await openWorkspace(files, readRecords(cache), cache, options);
  const worked = opened.planned.map((plan, index) => {
    const done = opened.recall(plan) ?? opened.workOut(plan);
    progress?.(index + 1, opened.planned.length, plan.folder.slug);
    return done;
  });
  const made = worked.map(({folder, record}) => [folder.slug, record] as const);
  writeRecords(opened.records(made), cache);
  const {ledger, diagnostics} = opened.base;
  return {
    bulletins: worked.map(({folder, record: {summary}}) => ({
      folder,
      numbers: summary.numbers,
      figures: summary.figures,
    })),
    ledger,
    diagnostics: sortDiagnostics(uniqueDiagnostics([...diagnostics, ...worked.flatMap(each => each.diagnostics)])),
  };
}
