import type {Diagnostic, SourceText} from "../diagnostics/index.ts";
import {changesOfFile, isTouched, mergeChanges, type ObservationChanges, wordsOfTouched} from "../figures/index.ts";
import type {Composed, Layout} from "../pages/index.ts";
import {
  type BulletinFile,
  type BulletinFolder,
  memoryFiles,
  type RecordedFiles,
  readProgressFile,
  readText,
} from "../workspace/index.ts";
import type {Planned} from "./batches.ts";
import type {BulletinRecord, BulletinSummary, Records} from "./bulletin-records.ts";
import type {CacheFolder} from "./cache-folder.ts";
import {type Base, type CheckOptions, chosen, composePlanned, readBase} from "./check-workspace.ts";
import {fingerprint} from "./fingerprint.ts";
import {openPauses} from "./pauses.ts";
import {programDigest} from "./program-digest.ts";
import {pathsOf, restoreDiagnostic, storeDiagnostic} from "./stored-diagnostic.ts";

/** A bulletin worked out, now or in an earlier build. */
export interface WorkedOut {
  readonly folder: BulletinFolder;
  readonly record: BulletinRecord;
  /** Its own findings, those on its printed pages not among them. */
  readonly diagnostics: readonly Diagnostic[];
  readonly compose: () => Composed;
  /** Why it was worked out anew: Chinese, for `--explain`. Empty when it was not. */
  readonly why: readonly string[];
}

/** A workspace read, with what is known of its bulletins from earlier builds. */
export interface OpenedWorkspace {
  readonly base: Base;
  /** Those asked for, in order. */
  readonly planned: readonly Planned[];
  /** A bulletin as it was worked out earlier; undefined when something that it rests on is another one now. */
  recall(planned: Planned): WorkedOut | undefined;
  workOut(planned: Planned): WorkedOut;
  /** What was known; undefined in a first build. */
  readonly known: Records | undefined;
  /** The records of this build: those of `made`, and of others what was known. */
  records(made: Iterable<readonly [string, BulletinRecord]>, characters?: string): Records;
  /** A diagnostic of an earlier build, with the texts as they are now. */
  readonly findText: (path: string) => SourceText;
}

/**
 * Reads a workspace. A bulletin is worked out anew when something that it really read is another one now: a file, a
 * folder's list, an observation, or what all bulletins rest on.
 */
export async function openWorkspace(
  files: RecordedFiles,
  known: Records | undefined,
  cache: CacheFolder,
  options: CheckOptions,
): Promise<OpenedWorkspace> {
  // Each record is asked for several times, and its files are not read again for it.
  const knownReads = new Map<BulletinRecord, readonly string[]>();
  const changedReadsOf = (record: BulletinRecord): readonly string[] => {
    const changed = knownReads.get(record) ?? changedReads(record, files);
    knownReads.set(record, changed);
    return changed;
  };
  // Another program may find something wrong with what the one before it read.
  const isOurs = known?.grounds[programGround] === programDigest();
  const recallFile = (slug: string): BulletinFile | undefined => {
    const record = isOurs ? known?.bulletins.get(slug) : undefined;
    return record?.bulletin && changedReadsOf(record).length === 0 ? record.bulletin : undefined;
  };
  // Looked through with pauses, in which a browser that is starting is answered.
  const pause = openPauses();
  for (const record of isOurs ? (known?.bulletins.values() ?? []) : []) {
    changedReadsOf(record);
    await pause();
  }
  const unitsAreRight = () =>
    isOurs &&
    known?.unitsAreRight === true &&
    known.grounds[unitsFile] === files.fingerprint(unitsFile) &&
    !files.unsteady.has(unitsFile);
  const base = readBase(files, options, {recall: recallFile, unitsAreRight, progressed: options.reading});
  const progress = Object.fromEntries(base.workspace.progress.map(({path}) => [path, files.fingerprint(path)]));
  const grounds = groundsOf(base, files, options);
  const changedGrounds = known ? changesOf(known.grounds, grounds) : [];
  const dataChanges =
    known && changedGrounds.every(ground => ground === `${errorsGround} 改了`)
      ? progressChanges(known.progress, progress, base, cache)
      : undefined;
  const knownTouched = new Map<BulletinRecord, boolean>();
  const isTouchedNow = (record: BulletinRecord): boolean => {
    const touched = knownTouched.get(record) ?? (dataChanges !== undefined && isTouched(record.figures, dataChanges));
    knownTouched.set(record, touched);
    return touched;
  };
  keepTexts(base, progress, known?.progress, cache);
  const shared = fingerprint(grounds);
  const findText = textFinder(files);

  function recall(planned: Planned): WorkedOut | undefined {
    const {folder} = planned;
    const record = known?.bulletins.get(folder.slug);
    if (!record || reasons(record, groundsFor(planned)).length > 0) return undefined;
    return {
      folder,
      record,
      diagnostics: record.summary.diagnostics.map(stored => restoreDiagnostic(stored, findText)),
      compose: () => composePlanned(planned, base, options),
      why: [],
    };
  }

  function groundsFor(planned: Planned): string {
    return fingerprint([shared, ...ownGrounds(planned, base, files, options)]);
  }

  function workOut(planned: Planned): WorkedOut {
    const {folder} = planned;
    const own = groundsFor(planned);
    const why = reasons(known?.bulletins.get(folder.slug), own);
    const {value, reads} = files.record(() => base.figures.recordReads(() => composePlanned(planned, base, options)));
    const summary = summarise(value.value);
    const read = new Map(reads.files);
    // The texts of the bulletin itself were read before; places in other files are told as they were found.
    for (const path of [folder.path, ...[...folder.articles.values()].map(source => source.path)])
      read.set(path, files.fingerprint(path));
    for (const path of summary.diagnostics.flatMap(pathsOf)) read.set(path, files.fingerprint(path));
    return {
      folder,
      record: {
        grounds: folder.bulletin ? own : unreadable,
        files: Object.fromEntries(read),
        folders: Object.fromEntries(reads.folders),
        figures: value.reads,
        ...(isPlain(folder) ? {bulletin: folder.bulletin} : {}),
        summary,
        // Its pages are made of something else now.
        made: undefined,
      },
      diagnostics: value.value.diagnostics,
      compose: () => value.value,
      why,
    };
  }

  function reasons(record: BulletinRecord | undefined, own: string): readonly string[] {
    // A build that was stopped keeps no account of what it did not come to.
    if (!known || !record) return ["没有上一次的记录：第一次排，或者上一次没有排到"];
    if (record.grounds === unreadable) return ["上次 bulletin.yaml 或者稿件有错"];
    const changed = changedReadsOf(record);
    if (changed.length > 0) return changed;
    const data = dataChanges && isTouchedNow(record) ? [changedData(record, dataChanges)] : [];
    if (record.grounds !== own && data.length === 0)
      return changedGrounds.length > 0 ? changedGrounds : ["期号、名单或者设置改了"];
    if (!dataChanges) return ["以前的数据不在了"];
    return data;
  }

  /** True for a bulletin whose file can be recalled: nothing was wrong with it, and it is no part of a batch. */
  function isPlain({part, path, articles, bulletin}: BulletinFolder): boolean {
    if (part || !bulletin) return false;
    const paths = new Set([path, ...[...articles.values()].map(source => source.path)]);
    return !base.workspace.diagnostics.some(({span}) => span && paths.has(span.source.path));
  }

  return {
    base,
    planned: chosen(base.planned, options.slugs),
    recall,
    workOut,
    known,
    findText,
    records(made, characters = known?.characters ?? "") {
      const slugs = new Set(base.planned.map(({folder}) => folder.slug));
      // Of what this build did not look at, only what is still worth something is kept. Where errors came or went more is
      // another than the values that were written anew.
      const others = changedGrounds.length === 0 && dataChanges ? [...(known?.bulletins ?? [])] : [];
      const untouched = others.filter(([slug, record]) => slugs.has(slug) && !isTouchedNow(record));
      const all = new Map([...untouched, ...made]);
      // The same for what all of them rest on.
      if ([...files.unsteady].some(path => !path.startsWith("bulletins/"))) all.clear();
      // It may have been made of another text than the one that it is kept for.
      const isUnsteady = (path: string) => files.unsteady.has(path);
      for (const [slug, record] of files.unsteady.size > 0 ? all : [])
        if (Object.keys(record.files).some(isUnsteady) || Object.keys(record.folders).some(isUnsteady))
          all.delete(slug);
      const unitsAreRight = !base.workspace.units.broken && !files.unsteady.has(unitsFile);
      return {grounds, progress, characters, unitsAreRight, bulletins: all};
    },
  };
}

/** Grounds of a bulletin that could not be read: it is not known which articles it lacked, so it is read anew each time. */
const unreadable = "unreadable";

function summarise({view, blockedBy, diagnostics, numbers, figures}: Composed): BulletinSummary {
  return {
    title: view?.title,
    blockedBy,
    diagnostics: diagnostics.map(storeDiagnostic),
    numbers,
    figures: figures.size,
  };
}

/** What is another one now of the files and folders that a bulletin read. */
function changedReads({files: read, folders}: BulletinRecord, files: RecordedFiles): string[] {
  const changed = Object.entries(read).flatMap(([path, print]) => {
    const now = files.fingerprint(path);
    return now === print ? [] : [now === "" ? `${path} 不在了` : print === "" ? `有了 ${path}` : `${path} 改了`];
  });
  const lists = Object.entries(folders).flatMap(([folder, print]) =>
    files.folderFingerprint(folder) === print ? [] : [`文件夹 ${folder} 里的文件有增减`],
  );
  return [...changed, ...lists];
}

function changedData({figures}: BulletinRecord, changes: ObservationChanges): string {
  const words = wordsOfTouched(figures, changes);
  return words.length > 0 ? `数据改了或者挪了行：${fewOf(words)}` : "数据改了或者挪了行";
}

/** The first three of many. */
function fewOf(words: readonly string[]): string {
  return words.length > 3 ? `${words.slice(0, 3).join("、")}等 ${words.length} 处` : words.join("、");
}

const unitsFile = "units.yaml";
/** Names the program among the grounds. */
const programGround = "程序";
/** Names what is wrong with the data among the grounds. */
const errorsGround = "数据里的错误";

/** What all bulletins rest on. */
function groundsOf(
  {workspace, figures, layouts, fonts}: Base,
  files: RecordedFiles,
  {trustLayouts = false}: CheckOptions,
): Record<string, string> {
  const texts = ["jianbao.yaml", unitsFile, "indicators.yaml", "policies.yaml"];
  return {
    [programGround]: programDigest(),
    ...Object.fromEntries(texts.map(path => [path, files.fingerprint(path)])),
    版式: fingerprint([trustLayouts, [...layouts.values()].map(nameOfLayout)]),
    字体: fingerprint(fonts.map(({path, family, weight}) => [path, family, weight, files.fingerprint(path)])),
    [errorsGround]: fingerprint([figures.grounds, workspace.units.broken, workspace.indicators.broken]),
  };
}

const namesOfLayouts = new WeakMap<Layout, string>();

/** A layout in one word: those that come with us stay the same for all builds of a process. */
function nameOfLayout(layout: Layout): string {
  const name = namesOfLayouts.get(layout) ?? fingerprint(layout);
  namesOfLayouts.set(layout, name);
  return name;
}

function changesOf(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter(name => before[name] !== now[name]).map(name => `${name} 改了`);
}

/** What a single bulletin rests on beyond that: its place in a batch and in the ledger, and what it printed as issued. */
function ownGrounds(
  {folder, blockedBy}: Planned,
  {ledger}: Base,
  files: RecordedFiles,
  {printedFigures}: CheckOptions,
): unknown[] {
  const {path, slug, part, bulletin} = folder;
  const numbered = ledger.diagnostics.filter(({span}) => span?.source.path === path).map(storeDiagnostic);
  const issued = bulletin?.状态 === "已印发" ? printedFigures?.(slug) : undefined;
  const related = numbered.flatMap(pathsOf).map(other => files.fingerprint(other));
  return [part, part && bulletin, blockedBy, numbered, related, issued];
}

/** What differs in the observations; undefined when that cannot be told any more. */
function progressChanges(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
  {workspace, figures}: Base,
  cache: CacheFolder,
): ObservationChanges | undefined {
  const all: ObservationChanges[] = [];
  for (const path of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const old = before[path];
    if (old === now[path]) continue;
    const text = old === undefined ? undefined : cache.readText(`progress/${old}`);
    if (old !== undefined && text === undefined) return undefined;
    const was = text === undefined ? undefined : readProgressFile(memoryFiles({[path]: text}), path);
    all.push(
      changesOfFile(
        was,
        workspace.progress.find(file => file.path === path),
        figures,
      ),
    );
  }
  return mergeChanges(all);
}

/** Keeps the text of each progress file, to tell one day what was changed in it. */
function keepTexts(
  {workspace}: Base,
  now: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>> | undefined,
  cache: CacheFolder,
): void {
  for (const {path, yaml} of workspace.progress) {
    const print = now[path];
    if (print === undefined || before?.[path] === print || cache.has(`progress/${print}`)) continue;
    if (yaml) cache.write(`progress/${print}`, yaml.source.text);
  }
}

/** Gives the texts of files as diagnostics point into them; each is read once. */
function textFinder(files: RecordedFiles): (path: string) => SourceText {
  const known = new Map<string, SourceText>();
  return path => {
    const source = known.get(path) ?? readText(files, path, () => undefined) ?? {path, text: ""};
    known.set(path, source);
    return source;
  };
}
