/**
 * Build: which bulletins to make, in what order, and how they reach the output folder.
 *
 *     content/ --openWorkspace--> bulletins worked out, or found as they were
 *              --publish--> out/<slug>/index.html, <slug>.pdf, figures.json
 *     out/<slug>/<slug>.pdf --printBulletin--> <slug>-booklet.pdf, -2up, -proof-a3, -grey …
 *
 * The one place where all stages are joined. A bulletin with a mistake keeps its last good output; one of which nothing has
 * changed is left as it is. The stages are loaded only when there is something to do.
 */
import {diskFiles, recordFiles} from "../workspace/files/index.ts";
import type {BuildOptions, BuildResult} from "./build.ts";
import type {CheckResult} from "./check.ts";
import type {CheckOptions} from "./check-workspace.ts";
import type {KeptData} from "./kept-data.ts";
import type {PrintOptions, PrintResult} from "./print.ts";
import type {StandingPress} from "./standing-press.ts";
import type {StandingOptions, StandingWorkspace} from "./standing-workspace.ts";
import {findUnchanged} from "./unchanged.ts";

export type {BuildOptions, BuildResult, BulletinResult} from "./build.ts";
export type {CheckedBulletin, CheckResult} from "./check.ts";
export type {Base} from "./check-workspace.ts";
export type {FiguresFile, RecordedValue} from "./figures-file.ts";
export type {ChangedValue} from "./issued.ts";
export type {PrintedFile, PrintedSheets, PrintKind, PrintResult} from "./print.ts";
export type {Format} from "./publish.ts";
export type {StandingPress} from "./standing-press.ts";
export type {StandingBulletin, StandingWorkspace} from "./standing-workspace.ts";

/** Builds the bulletins of a workspace. Throws MachineError when the machine fails. */
export async function buildWorkspace(options: BuildOptions): Promise<BuildResult> {
  const {content} = options;
  const looked = typeof content === "string" ? recordFiles(diskFiles(content)) : undefined;
  const unchanged = looked && findUnchanged(looked, options);
  if (unchanged) return unchanged;
  // The browser starts while the rest of the program is loaded.
  const {endBrowser, startBrowser} = await import("./start-browser.ts");
  const browser = await startBrowser(options);
  try {
    return await (await import("./build.ts")).buildWith(browser, options, looked?.reads);
  } finally {
    await endBrowser(browser);
  }
}

/** Everything that is wrong with a workspace; writes no output. */
export async function checkContent(
  content: string,
  options: CheckOptions & Pick<BuildOptions, "progress">,
): Promise<CheckResult> {
  return (await import("./check.ts")).checkContent(content, options);
}

/** Builds a bulletin and makes files for the printer of its PDF. */
export async function printBulletin(options: PrintOptions): Promise<PrintResult> {
  return await (await import("./print.ts")).printBulletin(options);
}

/** A press for several builds, one after the other. */
export function openStandingPress(): StandingPress {
  const loaded = import("./standing-press.ts").then(module => module.openStandingPress());
  return {
    open: async fonts => (await loaded).open(fonts),
    name: async () => (await loaded).name(),
    close: async () => (await loaded).close(),
  };
}

/** Data that stay read from one build to the next. */
export async function openKeptData(): Promise<KeptData> {
  return (await import("./kept-data.ts")).openKeptData();
}

/** A workspace that stays read between questions. */
export async function openStandingWorkspace(content: string, options: StandingOptions): Promise<StandingWorkspace> {
  return (await import("./standing-workspace.ts")).openStandingWorkspace(content, options);
}

/** What a correction notice is drafted with: the records of issued bulletins, and what differs from them now. */
export async function loadIssuedTools() {
  const [issued, {parseFiguresFile}, {composePlanned, readBase}] = await Promise.all([
    import("./issued.ts"),
    import("./figures-file.ts"),
    import("./check-workspace.ts"),
  ]);
  const {findChanges, nameOfValue, readRecord, withMeasure} = issued;
  return {findChanges, nameOfValue, readRecord, withMeasure, parseFiguresFile, composePlanned, readBase};
}

export type IssuedTools = Awaited<ReturnType<typeof loadIssuedTools>>;
