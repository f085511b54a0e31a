import {join} from "node:path";
import {setImmediate} from "node:timers/promises";
import {type Diagnostic, diagnose, hasErrors, sortDiagnostics, uniqueDiagnostics} from "../diagnostics/index.ts";
import type {Figures} from "../figures/index.ts";
import {printedCharacters, renderPage, renderWebPage} from "../pages/index.ts";
import {findBrowser, openPress, type Press, removeAbandonedProfiles} from "../press/index.ts";
import {type BulletinFolder, diskFiles, recordFiles, type Workspace, type WorkspaceFiles} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import {type BulletinRecord, type MadeRecord, readRecords, writeRecords} from "./bulletin-records.ts";
import {type CacheFolder, noCache, openCache} from "./cache-folder.ts";
import {ofUnit} from "./check-workspace.ts";
import {renderFiguresFile} from "./figures-file.ts";
import {fingerprint} from "./fingerprint.ts";
import {renderIndexPages} from "./index-pages.ts";
import {readRecord} from "./issued.ts";
import {openKeptPdfs} from "./kept-pdfs.ts";
import {type Output, openOutput} from "./output.ts";
import {type OutputRecord, openOutputRecord} from "./output-record.ts";
import {markOf} from "./part-file.ts";
import {openDarkRoom} from "./photos.ts";
import {pdfPath} from "./print-files.ts";
import {programDigest} from "./program-digest.ts";
import {type Format, publish, type Workshop, withFonts} from "./publish.ts";
import {restoreDiagnostic} from "./stored-diagnostic.ts";
import {openTypeCase} from "./type-case.ts";
import {keepEnded} from "./unchanged.ts";
import {type OpenedWorkspace, openWorkspace, type WorkedOut} from "./work-out.ts";

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
  /** Stops the build: what is under way is finished and kept, the rest is left for the next one. */
  readonly signal?: AbortSignal | undefined;
  /** Tests hand in a press that hangs or breaks, `dev` one that stays. */
  readonly press?: ((fontFaces: string) => Promise<Press>) | undefined;
  /** Names the browser of that press: another one prints other bytes. */
  readonly browserName?: string | undefined;
}

/** Bulletins worked out and waiting for their pages: more would only fill the memory. */
const mostWaiting = 8;
const worthTwoBrowsers = 4;
/** How often what is done is written down during a long build. */
const keepEveryMs = 10_000;

/** Builds the bulletins of a workspace to `out`. Throws MachineError when the machine fails. */
export async function build(options: BuildOptions): Promise<BuildResult> {
  const output = openOutput(options.out);
  const cache = typeof options.content === "string" ? openCache(options.content) : noCache;
  cache.removeLeftovers();
  removeAbandonedProfiles();
  const files = recordFiles(typeof options.content === "string" ? diskFiles(options.content) : options.content);
  const outputs = openOutputRecord(options.out, cache);
  const opened = openWorkspace(files, readRecords(cache), cache, {
    ...options,
    printedFigures: slug => (options.reissue ? undefined : output.read(`${slug}/figures.json`)),
  });
  const {base, planned} = opened;
  const shop = await openWorkshop(opened, output, outputs, cache, options);
  const made = new Map<string, BulletinRecord>();
  const results = new Map<string, BulletinResult>();
  const found: Diagnostic[] = [...base.diagnostics];
  let stale: readonly Planned[] = [];
  let done = 0;
  let keptAt = performance.now();

  const finish = (
    {folder: {slug, bulletin, part}, record: {summary}}: WorkedOut,
    result: Pick<BulletinResult, "status"> & Partial<BulletinResult>,
    record: BulletinRecord | undefined,
  ) => {
    const title = summary.title ?? bulletin?.标题 ?? slug;
    const own = part && {batch: part.batch, unit: part.unit};
    results.set(slug, {slug, title, blockedBy: [], files: [], pages: undefined, ...own, ...result});
    if (record) made.set(slug, record);
    done += 1;
    if (stale.length > 0) options.progress?.(done, stale.length, title);
    if (performance.now() - keptAt < keepEveryMs) return;
    keptAt = performance.now();
    keep();
  };
  const keep = () => {
    writeRecords(opened.records(made, shop.typeCase.held), cache);
    outputs.save();
  };

  stale = planned.filter(plan => !leaveAsItIs(plan));
  done = 0;
  options.progress?.(0, stale.length, "");
  try {
    shop.expect(stale.length);
    await inTurn(stale, Math.max(1, options.jobs ?? 2), options.signal, makeBulletin);
  } finally {
    await shop.close();
    keep();
  }
  options.signal?.throwIfAborted();
  const bulletins = planned.flatMap(({folder}) => results.get(folder.slug) ?? []);
  const recorded = keepRecords(planned, results, base.workspace, options, output);
  const index = await writeIndexPages(opened, results, made, shop, options);
  outputs.save();
  const records = opened.records(made, shop.typeCase.held);
  openKeptPdfs(cache).prune(namesOf(records.bulletins.values()));
  const told = uniqueDiagnostics(found).filter(
    ({code, values}) => code !== "JB-6103" || !recorded.has((values as {slug: string}).slug),
  );
  const result = {bulletins, diagnostics: sortDiagnostics(told)};
  // What the machine failed at, or what was changed meanwhile, is tried again.
  const isWhole = planned.every(({folder}) => made.has(folder.slug)) && files.unsteady.size === 0;
  if (isWhole)
    keepEnded(result, files.reads, outputs.marksOf(new Set(bulletins.map(({slug}) => slug)), index), cache, options);
  return result;

  /** True for a bulletin of which nothing has changed, and whose files are there. */
  function leaveAsItIs(plan: Planned): boolean {
    const worked = opened.recall(plan);
    if (!worked) return false;
    const {folder, record, diagnostics} = worked;
    const isPublishable = record.summary.title !== undefined && !isFrozen(folder, options, output);
    const formats = formatsToBuild(folder, options, output);
    const last = asItWas(record.made, folder.slug, formats, outputs);
    if (isPublishable && !last) return false;
    found.push(...diagnostics);
    if (!isPublishable) tellUnpublished(worked);
    else if (last) {
      found.push(...last.diagnostics.map(stored => restoreDiagnostic(stored, opened.findText)));
      const status = last.isPublished ? "unchanged" : "failed";
      finish(worked, {status, files: filesOf(last, outputs), pages: last.pages}, record);
    }
    return true;
  }

  async function makeBulletin(plan: Planned): Promise<void> {
    const worked = opened.recall(plan) ?? opened.workOut(plan);
    const {folder, record, diagnostics} = worked;
    found.push(...diagnostics);
    if (record.summary.title === undefined || isFrozen(folder, options, output)) return tellUnpublished(worked);
    const work = render(worked, formatsToBuild(folder, options, output));
    if (!work) return finish(worked, {status: "failed"}, record);
    const {record: now, diagnostics: seen, isNew} = await publish(work, shop);
    found.push(...seen);
    if (!now?.isPublished) return finish(worked, {status: "failed"}, now && {...record, made: now});
    const why = worked.why.length > 0 ? worked.why : ["结果不在了，或者被改动过"];
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
        page: renderPage(view, layout),
        webPage: renderWebPage(view, layout),
        figuresFile: renderFiguresFile(folder, view, printed, base.workspace),
        formats,
        isPart: issued !== undefined && issued !== "reissued" && isThere(folder, formats, output),
        unwanted: options.formats
          ? []
          : (["html", "pdf"] as const).filter(name => !folder.bulletin?.输出.includes(name)),
      };
    } catch (error) {
      // Our own templates do not fail; one that a workspace brings may.
      if (layout.isBuiltIn) throw error;
      const problem = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
      const failure = diagnose("JB-6009", folder.yaml?.spanAt(["版式"]), {name: layout.name, problem});
      found.push(...ofUnit([failure], folder));
      return undefined;
    }
  }
}

interface OpenWorkshop extends Workshop {
  /** So many bulletins are to be printed: for a few, a second browser is not worth its start. */
  expect(bulletins: number): void;
  close(): Promise<void>;
}

/** Everything that pages are made with; the press is started when the first page is to be printed. */
async function openWorkshop(
  {base, planned, known}: OpenedWorkspace,
  output: Output,
  outputs: OutputRecord,
  cache: CacheFolder,
  options: BuildOptions,
): Promise<OpenWorkshop> {
  const {workspace, fonts} = base;
  const shared = sharedCharacters(base.figures);
  const expected = ownWords + shared + (known?.characters ?? articleCharacters(workspace));
  const typeCase = openTypeCase(fonts, expected, shared);
  let press: Promise<Press> | undefined;
  let inPress = "";
  let workers = Math.min(options.jobs ?? 2, 2);
  const wantsPdf = planned.some(({folder}) => formatsToBuild(folder, options, output).includes("pdf"));
  const browserName = wantsPdf && !options.press ? await nameBrowser() : (options.browserName ?? "");
  return {
    output,
    outputs,
    typeCase,
    darkRoom: openDarkRoom(workspace.files, cache),
    pdfs: openKeptPdfs(cache),
    browserName,
    async press() {
      // The newest type has all that came before; going back to an older one would take characters away from others.
      const {css} = await typeCase.hold("");
      if (!press) {
        press = (options.press ?? (fontFaces => openPress({fontFaces, workers})))(css);
        inPress = css;
      }
      const open = await press;
      if (css !== inPress) open.setFonts(css);
      inPress = css;
      return open;
    },
    expect(bulletins) {
      if (bulletins < worthTwoBrowsers) workers = 1;
    },
    async close() {
      await (await press?.catch(() => undefined))?.close();
    },
  };
}

/** A browser by its place and size: another version prints other bytes. */
export async function nameBrowser(): Promise<string> {
  const {path} = await findBrowser(process.env);
  return `${path} ${markOf(path)?.bytes}`;
}

/** Characters that come from us and not from the workspace, as far as they are usual. */
const ownWords =
  String.fromCharCode(...Array.from({length: 95}, (_, index) => 32 + index)) +
  "“”‘’《》（）、。，；：？！—…·↑↓▲▼●" +
  "增长减少提高下降持平升同比环累计排名位次个百分点共其余平均合未报数据说明来源公式包括由算出照填人第页续表目录编者按" +
  "年月日上星期一二三四五六印发送份总增刊室相距载备关闭而演示之首达标核对处";

/** Characters of the names that any bulletin may print. */
function sharedCharacters({units, indicators}: Figures): string {
  return charactersOf([
    ...units.all.flatMap(({name, shortName, type}) => [name, shortName, type]),
    ...[...indicators.values()].flatMap(({name, measure}) => [name, measure]),
  ]);
}

function articleCharacters({bulletins}: Workspace): string {
  return charactersOf(
    bulletins.flatMap(({articles, yaml}) => [yaml?.source.text ?? "", ...[...articles.values()].map(({text}) => text)]),
  );
}

function charactersOf(texts: readonly string[]): string {
  const found = new Set<string>();
  for (const text of texts) for (const character of text) found.add(character);
  return [...found].join("");
}

/** What was made before, when its files are still there; undefined when they have to be made. */
function asItWas(
  made: MadeRecord | undefined,
  slug: string,
  formats: readonly Format[],
  outputs: OutputRecord,
): MadeRecord | undefined {
  if (!made || formats.some(format => !made.formats.includes(format))) return undefined;
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

function namesOf(records: Iterable<BulletinRecord>): Set<string> {
  return new Set([...records].flatMap(({made}) => Object.values(made?.files ?? {})));
}

/** An issued bulletin whose output is there is left as it is, byte for byte, unless it is to be issued anew. */
function isFrozen(folder: BulletinFolder, options: BuildOptions, output: Output): boolean {
  return folder.bulletin?.状态 === "已印发" && !options.reissue && formatsToBuild(folder, options, output).length === 0;
}

/** The formats that a bulletin asks for; of an issued one those that are missing. */
function formatsToBuild({slug, bulletin}: BulletinFolder, options: BuildOptions, output: Output): Format[] {
  const wanted = (bulletin?.输出 ?? []).filter(format => options.formats?.includes(format) ?? true);
  if (bulletin?.状态 !== "已印发" || options.reissue) return wanted;
  return wanted.filter(format => !output.has(outputPath(slug, format)));
}

function outputPath(slug: string, format: Format): string {
  return format === "html" ? `${slug}/index.html` : pdfPath(slug);
}

function issuedBy(
  {slug, bulletin}: BulletinFolder,
  {reissue}: BuildOptions,
  workspace: Workspace,
): BulletinResult["issued"] {
  if (bulletin?.状态 !== "已印发") return undefined;
  if (reissue) return "reissued";
  return readRecord(slug, workspace) === undefined ? "first" : "missing";
}

/** True when some of an issued bulletin's output, made before, is there with its figures. */
function isThere({slug, bulletin}: BulletinFolder, formats: readonly Format[], output: Output): boolean {
  const before = (bulletin?.输出 ?? []).filter(format => !formats.includes(format));
  return output.has(`${slug}/figures.json`) && before.some(format => output.has(outputPath(slug, format)));
}

/**
 * Keeps the figures.json of issued bulletins in the workspace, where a deleted output folder does not lose it; what was
 * printed first stays until the bulletin is issued anew. Gives the bulletins that have a new record.
 */
function keepRecords(
  planned: readonly Planned[],
  results: ReadonlyMap<string, BulletinResult>,
  workspace: Workspace,
  {content, reissue = false}: BuildOptions,
  output: Output,
): Set<string> {
  const recorded = new Set<string>();
  if (typeof content !== "string") return recorded;
  for (const {folder} of planned) {
    const {slug, bulletin} = folder;
    if (bulletin?.状态 !== "已印发") continue;
    const isNew = reissue && results.get(slug)?.status === "built";
    if (!isNew && readRecord(slug, workspace) !== undefined) continue;
    const text = output.read(`${slug}/figures.json`);
    if (text === undefined) continue;
    openOutput(join(content, "bulletins", slug)).write("figures.json", text);
    recorded.add(slug);
  }
  return recorded;
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
  const pages = renderIndexPages(issues, base.workspace.office, path => shop.output.has(path));
  for (const [path, page] of pages) {
    const characters = shop.typeCase.webCharacters(printedCharacters(page));
    const madeOf = fingerprint([programDigest(), shop.typeCase.fontsName, page, characters]);
    if (shop.outputs.isIntact(path, madeOf)) continue;
    const html = await withFonts(page, characters, shop.typeCase);
    shop.outputs.note(path, madeOf, shop.output.write(path, html));
  }
  return [...pages.keys()];
}

/** Works on several items at a time, in order; the first failure ends it once those under way are done. */
async function inTurn<T>(
  items: readonly T[],
  width: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const failures: unknown[] = [];
  const run = async () => {
    for (const item of queue) {
      // Pages alone are made without waiting for anything: a Ctrl-C is heard only when there is a pause.
      await setImmediate();
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
