import {join} from "node:path";
import {
  type Diagnostic,
  diagnose,
  forUnit,
  hasErrors,
  sortDiagnostics,
  spanOf,
  uniqueDiagnostics,
} from "../diagnostics/index.ts";
import {type Figures, readFigures} from "../figures/index.ts";
import {
  type BulletinView,
  type Composed,
  composeBulletin,
  type FontFace,
  type FontSource,
  findMissingCharacters,
  fontFaceCss,
  type IssueLedger,
  type Layout,
  newspaperGrid,
  officeFonts,
  type Page,
  pageToHtml,
  printedCharacters,
  readLayouts,
  readLedger,
  recutFonts,
  renderPage,
  renderWebPage,
  settleBriefing,
  showPhotos,
  subsetFonts,
} from "../pages/index.ts";
import {type MakeUpRequest, openPress, type Press, PrintError} from "../press/index.ts";
import {
  type BulletinFolder,
  diskFiles,
  readWorkspace,
  type Workspace,
  type WorkspaceFiles,
} from "../workspace/index.ts";
import {type Planned, planBulletins} from "./batches.ts";
import {renderFiguresFile} from "./figures-file.ts";
import {renderIndexPages} from "./index-pages.ts";
import {checkIssued, readRecord} from "./issued.ts";
import {type Output, openOutput} from "./output.ts";
import {tellPageFindings} from "./page-findings.ts";
import {type BulletinPhotos, openDarkRoom, type PhotoJob, photoFile} from "./photos.ts";
import {pdfPath, removePrints, removeStalePrints} from "./print-files.ts";

export type Format = "html" | "pdf";

/** What became of a bulletin. */
export interface BulletinResult {
  readonly slug: string;
  readonly title: string;
  /**
   * built: written; failed: its own mistakes; blocked: mistakes in the data it shows, its last good output stays;
   * kept: issued, its output is there and was not touched.
   */
  readonly status: "built" | "failed" | "blocked" | "kept";
  /** For an issued bulletin that was built: for the first time, since its output was missing, or on request. */
  readonly issued?: "first" | "missing" | "reissued" | undefined;
  readonly blockedBy: readonly string[];
  /** Files written, relative to the output folder. */
  readonly files: readonly {readonly path: string; readonly bytes: number}[];
  readonly pages: number | undefined;
  /** The batch (每单位) that it is part of, and its unit. */
  readonly batch?: string | undefined;
  readonly unit?: string | undefined;
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
  /** Tests hand in a press that hangs or breaks. */
  readonly press?: ((fontFaces: string) => Promise<Press>) | undefined;
}

/** A workspace worked out: every bulletin, without writing anything. */
export interface Checked {
  readonly workspace: Workspace;
  readonly figures: Figures;
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly fonts: readonly FontSource[];
  readonly bulletins: readonly {readonly folder: BulletinFolder; readonly composed: Composed}[];
  readonly ledger: IssueLedger;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a workspace and works out its bulletins (or some of them). `printedFigures` gives the figures.json of an issued
 * bulletin of which the workspace has none yet.
 */
export function checkWorkspace(
  content: string | WorkspaceFiles,
  {
    slugs,
    trustLayouts = false,
    printedFigures = () => undefined,
  }: {
    slugs?: readonly string[] | undefined;
    trustLayouts?: boolean | undefined;
    printedFigures?: ((slug: string) => string | undefined) | undefined;
  } = {},
): Checked {
  const workspace = readWorkspace(typeof content === "string" ? diskFiles(content) : content);
  const figures = readFigures(workspace);
  const layouts = readLayouts(workspace.files, {trusted: trustLayouts});
  const fonts = officeFonts(workspace);
  const plan = planBulletins(workspace, figures);
  const isChosen = ({slug, part}: BulletinFolder) =>
    slugs === undefined || slugs.includes(slug) || (part !== undefined && slugs.includes(part.batch));
  const chosen = countUnits(plan.planned.filter(({folder}) => isChosen(folder)));
  const ledger = readLedger(workspace);
  const bulletins = chosen.map(({folder, blockedBy}) => {
    const composed = composeBulletin(folder, workspace, figures, layouts.layouts);
    const all = {...composed, blockedBy: [...new Set([...blockedBy, ...composed.blockedBy])]};
    return {folder, composed: withLedger(inBatch(all, folder), folder, ledger)};
  });
  const diagnostics = sortDiagnostics(
    uniqueDiagnostics([
      ...workspace.diagnostics,
      ...figures.diagnostics,
      ...layouts.diagnostics,
      ...fonts.diagnostics,
      ...plan.diagnostics,
      ...bulletins.flatMap(({composed}) => composed.diagnostics),
      ...chosen.flatMap(({folder}) =>
        checkIssued(folder, readRecord(folder.slug, workspace) ?? printedFigures(folder.slug), workspace, figures),
      ),
    ]),
  );
  return {workspace, figures, layouts: layouts.layouts, fonts: fonts.fonts, bulletins, ledger, diagnostics};
}

/** The bulletins of a batch, of which not all may be asked for, are counted as those that are worked out. */
function countUnits(planned: readonly Planned[]): readonly Planned[] {
  const counts = new Map<string, number>();
  for (const {folder} of planned)
    if (folder.part) counts.set(folder.part.batch, (counts.get(folder.part.batch) ?? 0) + 1);
  return planned.map(plan => {
    const {part} = plan.folder;
    return part ? {...plan, folder: {...plan.folder, part: {...part, total: counts.get(part.batch) ?? 1}}} : plan;
  });
}

/** What is found in one unit's bulletin of a batch is told with the unit, once for all that meet it. */
function inBatch(composed: Composed, folder: BulletinFolder): Composed {
  return {...composed, diagnostics: ofUnit(composed.diagnostics, folder)};
}

function ofUnit(diagnostics: readonly Diagnostic[], {part}: BulletinFolder): readonly Diagnostic[] {
  return part ? forUnit(diagnostics, part.unit, part.total) : diagnostics;
}

/** A bulletin with what the ledger says of its numbers: a number that is taken is not printed again. */
function withLedger(composed: Composed, {path}: BulletinFolder, ledger: IssueLedger): Composed {
  const found = ledger.diagnostics.filter(({span}) => span?.source.path === path);
  return {
    ...composed,
    view: hasErrors(found) ? undefined : composed.view,
    diagnostics: [...composed.diagnostics, ...found],
  };
}

interface Work {
  readonly folder: BulletinFolder;
  readonly view: BulletinView;
  readonly photoJob: PhotoJob;
  readonly layout: Layout;
  /** To be printed, and to be read on a screen. */
  readonly page: Page;
  readonly webPage: Page;
  readonly figuresFile: string;
  readonly issued: BulletinResult["issued"];
  readonly formats: readonly Format[];
}

/** Builds the bulletins of a workspace to `out`. Throws MachineError when the machine fails. */
export async function buildWorkspace(options: BuildOptions): Promise<BuildResult> {
  const output = openOutput(options.out);
  const checked = checkWorkspace(options.content, {
    ...options,
    printedFigures: slug => (options.reissue ? undefined : output.read(`${slug}/figures.json`)),
  });
  const found: Diagnostic[] = [];
  const works = checked.bulletins.flatMap(({folder, composed: {view, printed, photos}}): Work[] => {
    const layout = view && checked.layouts.get(folder.bulletin?.版式 ?? "");
    if (!view || !layout || isFrozen(folder, options, output)) return [];
    const formats = formatsToBuild(folder, options, output);
    try {
      const page = renderPage(view, layout);
      const webPage = renderWebPage(view, layout);
      const figuresFile = renderFiguresFile(folder, view, printed, checked.workspace);
      const photoJob = {photos, layout, paper: view.paper, formats};
      const issued = issuedBy(folder, options, checked);
      return [{folder, view, layout, photoJob, page, webPage, figuresFile, issued, formats}];
    } catch (error) {
      // Our own templates do not fail; one that a workspace brings may.
      if (layout.isBuiltIn) throw error;
      const problem = error instanceof Error ? (error.message.split("\n").at(-1) ?? "") : String(error);
      const failure = diagnose("JB-6009", folder.yaml?.spanAt(["版式"]), {name: layout.name, problem});
      found.push(...ofUnit([failure], folder));
      return [];
    }
  });
  const index = indexPages(checked, options);
  const characters = [...works.map(({webPage}) => webPage), ...index.candidates].map(printedCharacters).join("");
  const shared = await subsetFonts(characters, checked.fonts, "truetype");
  const printed = await printAll(works, checked.workspace.files, shared, options, output, found);

  const bulletins = checked.bulletins.map(({folder, composed}): BulletinResult => {
    const result = printed.get(folder.slug);
    const title = composed.view?.title ?? folder.bulletin?.标题 ?? folder.slug;
    const part = folder.part && {batch: folder.part.batch, unit: folder.part.unit};
    if (result) return {slug: folder.slug, title, status: "built", blockedBy: [], ...result, ...part};
    if (isFrozen(folder, options, output))
      return {slug: folder.slug, title, status: "kept", blockedBy: [], files: [], pages: undefined};
    const blocked = composed.blockedBy.length > 0 && !hasErrors(composed.diagnostics);
    return {
      slug: folder.slug,
      title,
      status: blocked ? "blocked" : "failed",
      blockedBy: composed.blockedBy,
      files: [],
      pages: undefined,
      ...part,
    };
  });
  const recorded = keepRecords(checked, printed, options, output);
  const told = [...checked.diagnostics, ...uniqueDiagnostics(found)].filter(
    ({code, values}) => code !== "JB-6103" || !recorded.has((values as {slug: string}).slug),
  );
  for (const [path, list] of index.render(output))
    output.write(path, pageToHtml(list, fontFaceCss(await recutFonts(shared, printedCharacters(list)))));
  return {bulletins, diagnostics: sortDiagnostics(told)};
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
  checked: Checked,
): BulletinResult["issued"] {
  if (bulletin?.状态 !== "已印发") return undefined;
  if (reissue) return "reissued";
  return readRecord(slug, checked.workspace) === undefined ? "first" : "missing";
}

/**
 * Keeps the figures.json of issued bulletins in the workspace, where a deleted output folder does not lose it; what was
 * printed first stays until the bulletin is issued anew. Gives the bulletins that have a new record.
 */
function keepRecords(
  checked: Checked,
  printed: ReadonlyMap<string, Printed>,
  {content, reissue = false}: BuildOptions,
  output: Output,
): Set<string> {
  const recorded = new Set<string>();
  if (typeof content !== "string") return recorded;
  for (const {folder} of checked.bulletins) {
    const {slug, bulletin} = folder;
    if (bulletin?.状态 !== "已印发") continue;
    const isNew = reissue && printed.has(slug);
    if (!isNew && readRecord(slug, checked.workspace) !== undefined) continue;
    const text = output.read(`${slug}/figures.json`);
    if (text === undefined) continue;
    openOutput(join(content, "bulletins", slug)).write("figures.json", text);
    recorded.add(slug);
  }
  return recorded;
}

type Printed = Pick<BulletinResult, "files" | "pages" | "issued">;

/** Writes each bulletin's files; one that cannot be printed is told and the others go on. */
async function printAll(
  works: readonly Work[],
  content: WorkspaceFiles,
  shared: readonly FontFace[],
  options: BuildOptions,
  output: Output,
  found: Diagnostic[],
): Promise<Map<string, Printed>> {
  const printed = new Map<string, Printed>();
  if (works.length === 0) return printed;
  const wantPdf = works.some(({formats}) => formats.includes("pdf"));
  const missing = new Map(works.map(work => [work, findMissingCharacters(printedCharacters(work.webPage), shared)]));
  for (const [work, characters] of missing) tellMissingCharacters(work, characters, found);
  const press = wantPdf ? await (options.press ?? openSystemPress)(fontFaceCss(shared), options.jobs) : undefined;
  const darkRoom = openDarkRoom(
    content,
    works.map(({photoJob}) => photoJob),
  );
  let done = 0;
  const report = (what: string) => options.progress?.(done, works.length, what);
  report("");
  try {
    await inTurn(works, Math.max(1, options.jobs ?? 2), async work => {
      const files: {path: string; bytes: number}[] = [];
      const {slug} = work.folder;
      const photos = await darkRoom.develop(work.photoJob);
      if (!("print" in photos)) {
        found.push(...ofUnit(photos, work.folder));
        return;
      }
      let pdf: Awaited<ReturnType<Press["print"]>> | undefined;
      if (press && work.formats.includes("pdf")) {
        try {
          const preparation = work.layout.grid === "newspaper" ? {makeUp: makeUpOf(work)} : {settle: settleBriefing};
          pdf = await press.print({
            ...work.page,
            ...preparation,
            bodyHtml: showPhotos(work.page.bodyHtml, photos.print),
            date: work.view.isoDate,
            missingCharacters: missing.get(work),
          });
        } catch (error) {
          if (!(error instanceof PrintError)) throw error;
          const failure = diagnose("JB-7003", work.folder.yaml?.spanAt([]), {slug, reason: error.message});
          found.push(...ofUnit([failure], work.folder));
          return;
        }
        const told = ofUnit(tellPageFindings(work.folder, pdf.findings), work.folder);
        found.push(...told);
        if (hasErrors(told)) return;
      }
      const write = (path: string, content: string | Uint8Array) => {
        output.write(path, content);
        files.push({path, bytes: typeof content === "string" ? Buffer.byteLength(content) : content.length});
      };
      if (work.formats.includes("html")) {
        const faces = await recutFonts(shared, printedCharacters(work.webPage));
        const bodyHtml = showPhotos(work.webPage.bodyHtml, photos.screen);
        // The page comes after the pictures that it shows, and before those that it no longer shows go.
        for (const [path, bytes] of photos.files) write(`${slug}/${path}`, bytes);
        write(`${slug}/index.html`, pageToHtml({...work.webPage, bodyHtml}, fontFaceCss(faces)));
        removeOldPhotos(slug, photos.files, output);
      }
      if (pdf) {
        removeStalePrints(slug, pdf.pdf, output);
        write(outputPath(slug, "pdf"), pdf.pdf);
      }
      // The figures of an issued bulletin go with what is there already.
      const isPart = work.issued !== undefined && work.issued !== "reissued" && isThere(work, output);
      if (!isPart) output.write(`${slug}/figures.json`, work.figuresFile);
      if (!isPart) removeUnwanted(work, output, options);
      printed.set(slug, {files, pages: pdf?.pages, issued: work.issued});
      done += 1;
      report(work.view.title);
    });
  } finally {
    await press?.close();
  }
  return printed;
}

/** 专题 is made up before it is printed: the grid of its paper, and what the bulletin wishes. */
function makeUpOf({view, folder}: Work): MakeUpRequest {
  const grid = newspaperGrid(view.paper);
  const mayTurn = folder.bulletin?.版面?.转版 ?? false;
  return {grid, pageStep: grid.pageStepPx, wishes: {mayTurn, pageNumber: folder.bulletin?.版面?.版次}};
}

/** True when some of an issued bulletin's output, made before, is there with its figures. */
function isThere({folder: {slug, bulletin}, formats}: Work, output: Output): boolean {
  const before = (bulletin?.输出 ?? []).filter(format => !formats.includes(format));
  return output.has(`${slug}/figures.json`) && before.some(format => output.has(outputPath(slug, format)));
}

function openSystemPress(fontFaces: string, jobs?: number): Promise<Press> {
  return openPress({fontFaces, workers: Math.min(jobs ?? 2, 2)});
}

/** A format that the bulletin no longer asks for would otherwise stay behind with old figures. */
function removeUnwanted({folder: {slug, bulletin}}: Work, output: Output, {formats}: BuildOptions): void {
  if (formats) return;
  if (!bulletin?.输出.includes("pdf")) {
    removePrints(slug, output);
    output.remove(outputPath(slug, "pdf"));
  }
  if (!bulletin?.输出.includes("html")) {
    output.remove(`${slug}/index.html`);
    removeOldPhotos(slug, new Map(), output);
  }
}

/** Takes away the pictures beside a page that it no longer shows. */
function removeOldPhotos(slug: string, kept: BulletinPhotos["files"], output: Output): void {
  const folder = `${slug}/images`;
  for (const name of output.list(folder)) {
    if (photoFile.test(name) && !kept.has(`images/${name}`)) output.remove(`${folder}/${name}`);
  }
  output.removeEmptyFolder(folder);
}

/** Works on several items at a time, in order; the first failure ends it once those under way are done. */
async function inTurn<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  const run = async () => {
    for (let item = queue.shift(); item !== undefined && failures.length === 0; item = queue.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({length: Math.min(width, items.length)}, run));
  if (failures.length > 0) throw failures[0];
}

/**
 * The lists of all bulletins and of the units of each batch. Which of them stand in the output folder is known only after
 * the build; the characters that they may print are known before.
 */
function indexPages(
  checked: Checked,
  options: BuildOptions,
): {candidates: readonly Page[]; render: (output: Output) => ReadonlyMap<string, Page>} {
  const all =
    options.slugs === undefined ? checked : checkWorkspace(options.content, {trustLayouts: options.trustLayouts});
  const render = (has: (path: string) => boolean) => renderIndexPages(all.bulletins, checked.workspace.office, has);
  return {candidates: [...render(() => true).values()], render: output => render(path => output.has(path))};
}

/** Points at the first place in the bulletin's texts where a character stands that no font has. */
function tellMissingCharacters({folder}: Work, missing: readonly string[], found: Diagnostic[]): void {
  for (const character of missing) {
    const sources = [...folder.articles.values(), ...(folder.yaml ? [folder.yaml.source] : [])];
    const source = sources.find(({text}) => text.includes(character));
    const start = source?.text.indexOf(character) ?? 0;
    found.push(diagnose("JB-7001", source && spanOf(source, start, start + character.length), {characters: character}));
  }
}
