import {type Diagnostic, forUnit, hasErrors, sortDiagnostics, uniqueDiagnostics} from "../diagnostics/index.ts";
import {type Figures, readFigures} from "../figures/index.ts";
import {
  type Composed,
  composeBulletin,
  type FontSource,
  type IssueLedger,
  type Layout,
  officeFonts,
  readLayouts,
  readLedger,
} from "../pages/index.ts";
import {
  type BulletinFolder,
  diskFiles,
  type ReadOptions,
  type ReadProgress,
  readWorkspace,
  type Workspace,
  type WorkspaceFiles,
} from "../workspace/index.ts";
import {type Planned, planBulletins} from "./batches.ts";
import {checkIssued, readRecord} from "./issued.ts";
import type {KeptData} from "./kept-data.ts";

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

export interface CheckOptions {
  /** Only these bulletins; undefined: all. */
  readonly slugs?: readonly string[] | undefined;
  readonly trustLayouts?: boolean | undefined;
  /** Gives the figures.json of an issued bulletin of which the workspace has none yet. */
  readonly printedFigures?: ((slug: string) => string | undefined) | undefined;
  /** Told how far the reading has come. */
  readonly reading?: ReadProgress | undefined;
  /** Whoever reads a workspace again and again keeps its data. */
  readonly keptData?: KeptData | undefined;
}

/** Reads a workspace and works out its bulletins (or some of them), from nothing. */
export function checkWorkspace(content: string | WorkspaceFiles, options: CheckOptions = {}): Checked {
  const base = readBase(typeof content === "string" ? diskFiles(content) : content, options);
  const bulletins = chosen(base.planned, options.slugs).map(planned => ({
    folder: planned.folder,
    composed: composePlanned(planned, base, options),
  }));
  const {workspace, figures, layouts, fonts, ledger} = base;
  const diagnostics = [...base.diagnostics, ...bulletins.flatMap(({composed}) => composed.diagnostics)];
  return {
    workspace,
    figures,
    layouts,
    fonts,
    bulletins,
    ledger,
    diagnostics: sortDiagnostics(uniqueDiagnostics(diagnostics)),
  };
}

/** What all bulletins of a workspace rest on. */
export interface Base {
  readonly workspace: Workspace;
  readonly figures: Figures;
  readonly layouts: ReadonlyMap<string, Layout>;
  readonly fonts: readonly FontSource[];
  readonly ledger: IssueLedger;
  readonly planned: readonly Planned[];
  /** Findings that belong to no bulletin. */
  readonly diagnostics: readonly Diagnostic[];
}

export function readBase(
  files: WorkspaceFiles,
  {trustLayouts = false, keptData}: CheckOptions,
  read: ReadOptions = {},
): Base {
  const workspace = readWorkspace(files, {...read, kept: keptData?.files});
  const figures = keptData ? keptData.figuresOf(workspace) : readFigures(workspace);
  const layouts = readLayouts(workspace.files, {trusted: trustLayouts});
  const fonts = officeFonts(workspace);
  const plan = planBulletins(workspace, figures);
  return {
    workspace,
    figures,
    layouts: layouts.layouts,
    fonts: fonts.fonts,
    ledger: readLedger(workspace),
    planned: plan.planned,
    diagnostics: [
      ...workspace.diagnostics,
      ...figures.diagnostics,
      ...layouts.diagnostics,
      ...fonts.diagnostics,
      ...plan.diagnostics,
    ],
  };
}

/** The bulletins asked for, those of a batch counted as those that are. */
export function chosen(planned: readonly Planned[], slugs: readonly string[] | undefined): readonly Planned[] {
  const isChosen = ({slug, part}: BulletinFolder) =>
    slugs === undefined || slugs.includes(slug) || (part !== undefined && slugs.includes(part.batch));
  const wanted = planned.filter(({folder}) => isChosen(folder));
  const counts = new Map<string, number>();
  for (const {folder} of wanted)
    if (folder.part) counts.set(folder.part.batch, (counts.get(folder.part.batch) ?? 0) + 1);
  return wanted.map(plan => {
    const {part} = plan.folder;
    return part ? {...plan, folder: {...plan.folder, part: {...part, total: counts.get(part.batch) ?? 1}}} : plan;
  });
}

/** Works out one bulletin, with everything that is found about it alone. */
export function composePlanned(
  {folder, blockedBy}: Planned,
  base: Base,
  {printedFigures, isDraft = false}: CheckOptions & {readonly isDraft?: boolean},
): Composed {
  const {workspace, figures, layouts, ledger} = base;
  const composed = composeBulletin(folder, workspace, figures, layouts, {isDraft});
  const numbered = ledger.diagnostics.filter(({span}) => span?.source.path === folder.path);
  const isIssued = folder.bulletin?.状态 === "已印发";
  const record = isIssued ? (readRecord(folder.slug, workspace) ?? printedFigures?.(folder.slug)) : undefined;
  return {
    ...composed,
    // A number that is taken is not printed again.
    view: hasErrors(numbered) && !isDraft ? undefined : composed.view,
    blockedBy: [...new Set([...blockedBy, ...composed.blockedBy])],
    diagnostics: [
      ...ofUnit(composed.diagnostics, folder),
      ...numbered,
      ...checkIssued(folder, record, workspace, figures, composed),
    ],
  };
}

/** What is found in one unit's bulletin of a batch is told with the unit, once for all that meet it. */
export function ofUnit(diagnostics: readonly Diagnostic[], {part}: BulletinFolder): readonly Diagnostic[] {
  return part ? forUnit(diagnostics, part.unit, part.total) : diagnostics;
}
