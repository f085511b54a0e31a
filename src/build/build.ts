import {setImmediate} from "node:timers/promises";
import {type Diagnostic, diagnose, hasErrors, sortDiagnostics, uniqueDiagnostics} from "../diagnostics/index.ts";
import {type FontFace, printedCharacters, renderIndexPage, renderPages} from "../pages/index.ts";
import {type Press, removeAbandonedProfiles} from "../press/index.ts";
import {
  diskFiles,
  type FileReads,
  type ReadProgress,
  type RecordedFiles,
  recordFiles,
  type WorkspaceFiles,
  writtenTitle,
} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import {type BulletinRecord, type MadeRecord, type Records, readRecords, writeRecords} from "./bulletin-records.ts";
import {type CacheFolder, noCache, openCache} from "./cache-folder.ts";
import {ofUnit} from "./check-workspace.ts";
import {renderFiguresFile} from "./figures-file.ts";
import {fingerprint} from "./fingerprint.ts";
import {listIndexPages} from "./index-pages.ts";
import {
  formatsToBuild,
  isFrozen,
  issuedBy,
  isThere,
  type KeptRecords,
  keepRecords,
  marksOfKept,
} from "./issued-output.ts";
import type {KeptData} from "./kept-data.ts";
import {openOutput} from "./output.ts";
import {type OutputRecord, openOutputRecord} from "./output-record.ts";
import {openPauses} from "./pauses.ts";
import {outputPath, pdfPath} from "./print-files.ts";
import {programDigest} from "./program-digest.ts";
import {pruneCache} from "./prune-cache.ts";
import {type Format, publish, type Workshop, withFonts} from "./publish.ts";
import {endBrowser, type StartedBrowser, startBrowser} from "./start-browser.ts";
import {restoreDiagnostic} from "./stored-diagnostic.ts";
import {keepEnded} from "./unchanged.ts";
import {withdraw} from "./withdraw.ts";
import {type OpenedWorkspace, openWorkspace, type WorkedOut} from "./work-out.ts";
import {type OpenWorkshop, openWorkshop} from "./workshop.ts";

/** What became of a bulletin. */
export interface BulletinResult {
  readonly slug: string;
  readonly title: string;
  /**
   * built: made anew; unchanged: its output is there, made of the same; failed: its own mistakes; blocked: mistakes in the
   * data it shows, its last good output stays; kept: issued, its output is there and was not touched.
   */
  readonly status: "built" | "unchanged" | "failed" | "blocked" | "kept";
  /** For an issued bulletin that was built: for the first time, since its output was missing, or on request. */
  readonly issued?: "first" | "missing" | "reissued" | undefined;
  readonly blockedBy: readonly string[];
  /** True for one that failed or is blocked, when output of an earlier build is there. */
  readonly hasLast?: boolean | undefined;
  /** Its files, relative to the output folder. */
  readonly files: readonly {readonly path: string; readonly bytes: number}[];
  readonly pages: number | undefined;
  /** The batch (每单位) that it is part of, and its unit. */
  readonly batch?: string | undefined;
  readonly unit?: string | undefined;
  /** Why it was made anew, in Chinese. */
  readonly why?: readonly string[] | undefined;
}

export interface BuildResult {
  readonly bulletins: readonly BulletinResult[];
  /** Bulletins and units that the workspace has no more, of which the output was taken away. */
  readonly withdrawn?: readonly string[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface BuildOptions {
  /** The workspace: a folder, or files in memory. */
  readonly content: string | WorkspaceFiles;
  readonly out: string;
  /** Only these bulletins; undefined: all. */
  readonly slugs?: readonly string[] | undefined;
  /** Only these formats; undefined: those that each bulletin asks for. */
  readonly formats?: readonly Format[] | undefined;
  readonly jobs?: number | undefined;
  readonly trustLayouts?: boolean | undefined;
  /** Builds issued bulletins (状态: 已印发) too, which are otherwise left as they are. */
  readonly reissue?: boolean | undefined;
  readonly progress?: ((done: number, total: number, what: string) => void) | undefined;
  /** Told how far the reading has come, before that. */
  readonly reading?: ReadProgress | undefined;
  /** Stops the build: what is under way is finished and kept, the rest is left for the next one. */
  readonly signal?: AbortSignal | undefined;
  /** Tests hand in a press that hangs or breaks, `dev` one that stays. */
  readonly press?: ((fonts: readonly FontFace[]) => Promise<Press>) | undefined;
  /** That press prints for further builds: type is cut for what a writer may write next. */
  readonly keepsPress?: boolean | undefined;
  /** The data as a build before it read them. */
  readonly keptData?: KeptData | undefined;
  /** Names the browser of that press: another one prints other bytes. */
  readonly browserName?: string | undefined;
}

/** Bulletins worked out and waiting for their pages: more would only fill the memory. */
const mostWaiting = 8;
/** How often what is done is written down during a long build. */
const keepEveryMs = 10_000;

/** Builds the bulletins of a workspace to `out`. Throws MachineError when the machine fails. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const browser = await startBrowser(options);
  try {
    return await buildWith(browser, options);
  } finally {
    await endBrowser(browser);
  }
}

/**
 * The same with a browser that is on its way; whoever started it ends it. `looked`: files of the workspace on disk that were
 * looked at a moment ago.
 */
export async function buildWith(
  browser: StartedBrowser,
  options: BuildOptions,
  looked?: FileReads,
): Promise<BuildResult> {
  const output = openOutput(options.out);
  const cache = typeof options.content === "string" ? openCache(options.content) : noCache;
  const files = recordFiles(typeof options.content === "string" ? diskFiles(options.content) : options.content, looked);
  const outputs = openOutputRecord(options.out, cache);
  const opened = await openWorkspace(files, readRecords(cache), cache, {
    ...options,
    printedFigures: slug => (options.reissue ? undefined : output.read(`${slug}/figures.json`)),
  });
  const shop = await openWorkshop(browser, opened, output, outputs, cache, options);
  try {
    return await buildIn(shop, opened, files, cache, options);
  } finally {
    await shop.close();
  }
}

async function buildIn(
  shop: OpenWorkshop,
  opened: OpenedWorkspace,
  files: RecordedFiles,
  cache: CacheFolder,
  options: BuildOptions,
): Promise<BuildResult> {
  const {output, outputs} = shop;
  const {base, planned} = opened;
  for (const {folder} of base.planned)
    if (folder.bulletin) outputs.noteIssued(folder.slug, folder.bulletin.状态 === "已印发");
  const made = new Map<string, BulletinRecord>();
  const results = new Map<string, BulletinResult>();
  // By bulletin: they are told in the order of the bulletins, whichever was done first.
  const found = new Map<string, Diagnostic[]>(planned.map(({folder}) => [folder.slug, []]));
  let stale: readonly Planned[] = [];
  let done = 0;
  let keptAt = performance.now();

  const finish = (
    {folder, record: {summary}}: WorkedOut,
    result: Pick<BulletinResult, "status"> & Partial<BulletinResult>,
    record: BulletinRecord | undefined,
  ) => {
    const {slug, part} = folder;
    const title = summary.title ?? writtenTitle(folder.yaml) ?? slug;
    const own = part && {batch: part.batch, unit: part.unit};
    const isLeft = result.status === "failed" || result.status === "blocked";
    const last = isLeft && {hasLast: output.has(outputPath(slug, "html")) || output.has(outputPath(slug, "pdf"))};
    results.set(slug, {slug, title, blockedBy: [], files: [], pages: undefined, ...own, ...last, ...result});
    if (record) made.set(slug, record);
    done += 1;
    if (stale.length > 0) options.progress?.(done, stale.length, title);
    if (performance.now() - keptAt < keepEveryMs) return;
    keptAt = performance.now();
    keep();
  };
  const keep = (): Records => {
    const records = opened.records(made, shop.typeCase.held);
    writeRecords(records, cache);
    outputs.save();
    shop.typeCase.keep();
    return records;
  };

  stale = await findStale();
  done = 0;
  removeLeftovers();
  options.progress?.(0, stale.length, "");
  let index: readonly string[];
  let kept: KeptRecords;
  let records: Records;
  try {
    await shop.expect(stale.map(({folder}) => folder));
    await inTurn(stale, Math.max(1, options.jobs ?? 2), options.signal, makeBulletin, shop.opened);
    options.signal?.throwIfAborted();
    // Its processes end while the rest is written.
    shop.close().catch(() => undefined);
    await setImmediate();
    kept = keepRecords(planned, results, base.workspace, options, output);
    index = await writeIndexPages(opened, results, made, shop, options);
  } finally {
    records = keep();
  }
  const bulletins = planned.flatMap(({folder}) => results.get(folder.slug) ?? []);
  const {recorded, failure} = kept;
  pruneCache(records, base.planned, files.reads, cache);
  const told = uniqueDiagnostics([...base.diagnostics, ...[...found.values()].flat()]).filter(
    ({code, values}) => code !== "JB-6103" || !recorded.has((values as {slug: string}).slug),
  );
  const withdrawn = hasErrors(told) || options.slugs ? [] : withdraw(base.planned, index, shop);
  if (withdrawn.length > 0) outputs.save();
  if (failure) throw failure;
  const result = {bulletins, withdrawn, diagnostics: sortDiagnostics(told)};
  // What the machine failed at, or what was changed meanwhile, is tried again.
  const isWhole = planned.every(({folder}) => made.has(folder.slug)) && files.unsteady.size === 0;
  if (isWhole) {
    const marks = outputs.marksOf(new Set(bulletins.map(({slug}) => slug)), index);
    const written = {...marks, ...marksOfKept(planned, results, output)};
    keepEnded(result, {...files.reads, browserName: shop.browserName}, written, cache, options);
  }
  return result;

  async function findStale(): Promise<readonly Planned[]> {
    const found: Planned[] = [];
    const pause = openPauses();
    for (const plan of planned) {
      if (!leaveAsItIs(plan)) found.push(plan);
      await pause();
    }
    return found;
  }

  /** What builds that were killed had begun to write. */
  function removeLeftovers(): void {
    const isThorough = cache.isTimeToPrune();
    if (isThorough) {
      cache.removeLeftovers();
      removeAbandonedProfiles();
    }
    const made = isThorough ? base.planned : stale;
    output.removeLeftovers(
      made.map(({folder}) => folder.slug),
      isThorough,
    );
  }

  /** True for a bulletin of which nothing has changed, and whose files are there. */
  function leaveAsItIs(plan: Planned): boolean {
    const worked = opened.recall(plan);
    if (!worked) return false;
    const {folder, record, diagnostics} = worked;
    const isPublishable = record.summary.title !== undefined && !isFrozen(folder, options, output);
    const formats = formatsToBuild(folder, options, output);
    const last = asItWas(record.made, folder.slug, formats, shop);
    if (isPublishable && !last) return false;
    found.get(folder.slug)?.push(...diagnostics);
    if (!isPublishable) tellUnpublished(worked);
    else if (last) {
      found.get(folder.slug)?.push(...last.diagnostics.map(stored => restoreDiagnostic(stored, opened.findText)));
      const status = last.isPublished ? "unchanged" : "failed";
      finish(worked, {status, files: filesOf(last, outputs), pages: last.pages}, record);
    }
    return true;
  }

  async function makeBulletin(plan: Planned): Promise<void> {
    const worked = opened.recall(plan) ?? opened.workOut(plan);
    const {folder, record, diagnostics} = worked;
    found.get(folder.slug)?.push(...diagnostics);
    if (record.summary.title === undefined || isFrozen(folder, options, output)) return tellUnpublished(worked);
    const work = render(worked, formatsToBuild(folder, options, output));
    if (!work) return finish(worked, {status: "failed"}, record);
    const {record: now, diagnostics: seen, isNew} = await publish(work, shop);
    found.get(folder.slug)?.push(...seen);
    if (!now?.isPublished) return finish(worked, {status: "failed"}, now && {...record, made: now});
    const why =
      worked.why.length > 0 ? worked.why : [record.made ? "结果不在了，或者被改动过" : "没有上一次排印的记录"];
    const issued = issuedBy(folder, options, base.workspace);
    const status = isNew || issued ? "built" : "unchanged";
    finish(worked, {status, files: filesOf(now, outputs), pages: now.pages, issued, why}, {...record, made: now});
  }

  function tellUnpublished(worked: WorkedOut): void {
    const {folder, record, diagnostics} = worked;
    const {blockedBy} = record.summary;
    if (isFrozen(folder, options, output)) finish(worked, {status: "kept"}, {...record, made: undefined});
    else
      finish(
        worked,
        {status: blockedBy.length > 0 && !hasErrors(diagnostics) ? "blocked" : "failed", blockedBy},
        record,
      );
  }

  /** Undefined, with a finding, when a template that the workspace brings does not run. */
  function render({folder, compose}: WorkedOut, formats: readonly Format[]) {
    const {view, printed, photos} = compose();
    const layout = view && base.layouts.get(folder.bulletin?.版式 ?? "");
    if (!view || !layout) return undefined;
    try {
      const issued = issuedBy(folder, options, base.workspace);
      return {
        folder,
        view,
        layout,
        photoJob: {photos, layout, paper: view.paper, formats},
        ...renderPages(view, layout),
        figuresFile: renderFiguresFile(folder, view, printed, base.workspace),
        formats,
        isPart: issued !== undefined && issued !== "reissued" && isThere(folder, formats, output),
        unwanted: (["html", "pdf"] as const).filter(name => !folder.bulletin?.输出.includes(name)),
      };
    } catch (error) {
      // Our own templates do not fail; one that a workspace brings may.
      if (layout.isBuiltIn) throw error;
      const problem = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
      const failure = diagnose("JB-6009", folder.yaml?.spanAt(["版式"]), {name: layout.name, problem});
      found.get(folder.slug)?.push(...ofUnit([failure], folder));
      return undefined;
    }
  }
}

/** What was made before, when its files are still there; undefined when they have to be made. */
function asItWas(
  made: MadeRecord | undefined,
  slug: string,
  formats: readonly Format[],
  {outputs, browserName}: Workshop,
): MadeRecord | undefined {
  if (!made || formats.some(format => !made.formats.includes(format))) return undefined;
  if (formats.includes("pdf") && made.browserName !== browserName) return undefined;
  if (!made.isPublished) return made.formats.every(format => formats.includes(format)) ? made : undefined;
  const wanted = Object.entries(made.files).filter(([path]) =>
    path === pdfPath(slug) ? formats.includes("pdf") : path.endsWith("figures.json") || formats.includes("html"),
  );
  return wanted.every(([path, madeOf]) => outputs.isIntact(path, madeOf)) ? made : undefined;
}

/** The files of a bulletin that a reader opens; figures.json goes without saying. */
function filesOf({files}: MadeRecord, outputs: OutputRecord): {path: string; bytes: number}[] {
  return Object.keys(files)
    .filter(path => !path.endsWith("/figures.json"))
    .map(path => ({path, bytes: outputs.bytesOf(path) ?? 0}));
}

/** The lists of all bulletins and of the units of each batch; of those that this build did not look at, as they are known. */
async function writeIndexPages(
  {base, known, workOut}: OpenedWorkspace,
  results: ReadonlyMap<string, BulletinResult>,
  made: ReadonlyMap<string, BulletinRecord>,
  shop: Workshop,
  {slugs}: BuildOptions,
): Promise<readonly string[]> {
  const titleOf = (plan: Planned): string | undefined => {
    const {slug} = plan.folder;
    if (made.has(slug)) return made.get(slug)?.summary.title;
    if (results.has(slug) || slugs === undefined) return results.get(slug)?.title;
    return known?.bulletins.get(slug)?.summary.title ?? workOut(plan).record.summary.title;
  };
  const issues = base.planned.map(plan => ({folder: plan.folder, title: titleOf(plan)}));
  const has = (path: string) => shop.outputs.isSeen(path) || shop.output.has(path);
  const lists = listIndexPages(issues, base.workspace.office, has);
  for (const [path, list] of lists) {
    const madeOf = fingerprint([programDigest(), shop.typeCase.fontsName, shop.typeCase.shared, list]);
    if (shop.outputs.isIntact(path, madeOf)) continue;
    const page = renderIndexPage(list);
    const characters = shop.typeCase.webCharacters(page, await shop.typeCase.hold(printedCharacters(page)));
    const html = await withFonts(page, characters, shop.typeCase);
    shop.outputs.note(path, madeOf, shop.output.write(path, html));
  }
  return [...lists.keys()];
}

/**
 * Works on several items at a time, in order, on the second after `opened`; the first failure ends it once those under way
 * are done.
 */
async function inTurn<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
  opened: () => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  let pause: Promise<unknown> | undefined;
  const run = async () => {
    for (const item of queue) {
      // Pages alone are made without waiting for anything: a Ctrl-C is heard only when there is a pause. One for each: the
      // browser is sent what is ready before the next is worked out.
      pause = pause?.then(opened).then(() => setImmediate()) ?? setImmediate();
      await pause;
      if (failures.length > 0 || signal?.aborted) return;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({length: Math.min(width + mostWaiting, items.length)}, run));
  if (failures.length > 0) throw failures[0];
}
