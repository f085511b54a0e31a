import {existsSync, readdirSync, readFileSync} from "node:fs";
import {basename, dirname, join, relative, sep} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {fingerprintOf, whenFree} from "../../workspace/index.ts";
import type {FileSave, FileSaved, FileText} from "../api.ts";
import {openDisplacedFiles} from "./displaced-files.ts";
import {type HistoryFolder, openHistoryFolder} from "./history-folder.ts";
import {decodeText, encodeText, type TextForm} from "./line-ends.ts";
import {mergeTexts} from "./merge-texts.ts";
import {readSettled} from "./read-settled.ts";
import {createFile, replaceFile} from "./replace-file.ts";
import {openSnapshots, type Snapshots} from "./snapshots.ts";
import {StoreError} from "./store-error.ts";
import {isTextPath, locateNewText, locatePlace, locateText} from "./text-path.ts";
import type {TextStore} from "./text-store.ts";
import {tidyLeftovers} from "./tidy-leftovers.ts";
import {openVersionControl} from "./version-control.ts";

/** A file that changes each time before it is replaced is left to whoever writes it. */
const mostAttempts = 20;
/** So many edits are undone one after another, hardly more. */
const mostEarlier = 30;
/** The same limit as the pages have for texts. */
const mostBytes = 64 * 1024 * 1024;

export interface StoreOptions {
  /** A late write of another program touched the same lines as a save: it is in the history of this path alone. */
  readonly keptAside?: (path: string) => void;
}

/** Reads and writes the texts of a workspace until it is closed. */
export function openStore(root: string, {keptAside}: StoreOptions = {}): TextStore {
  const home = openHistoryFolder(root);
  const snapshots = openSnapshots(home);
  const git = openVersionControl(root);
  const displaced = openDisplacedFiles(takeLate);
  for (const {path, file, bytes} of tidyWorkspace(root, home)) {
    if (snapshots.find(path, fingerprintOf(bytes)) === undefined) keepOthers(path, bytes);
    displaced.hold(path, file, bytes);
  }

  /** Keeps what a file holds and this desk has not written. */
  function keepOthers(path: string, bytes: Uint8Array): void {
    snapshots.add(path, bytes, "outside");
  }

  function read(path: string): FileText | undefined {
    const bytes = readBytes(root, path);
    if (bytes === undefined) return undefined;
    const version = fingerprintOf(bytes);
    // An edit begins with what was read: it is there to merge with, whatever happens to the file.
    snapshots.remember(path, version, bytes);
    return {path, text: decodeText(bytes, path).text, version};
  }

  function save(ask: FileSave): FileSaved | undefined {
    const {path, base} = ask;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const target = locateText(root, path);
      const bytes = target === undefined ? undefined : readWhole(path, base);
      if (target === undefined || bytes === undefined) {
        const created = base === "" ? create(root, ask, home, snapshots) : undefined;
        if (created !== "taken") return created;
        continue;
      }
      const decided = decide(ask, bytes, snapshots);
      if (decided.saved.kind === "conflict") {
        // The writer's choice begins with it.
        snapshots.remember(path, decided.saved.version, bytes);
        return decided.saved;
      }
      // Kept before it is replaced: it may be another's work of this minute.
      keepOthers(path, bytes);
      if (decided.bytes === undefined) return decided.saved;
      const workshop = home.workshop(target) ?? dirname(target);
      const replaced = replaceFile(target, bytes, decided.bytes, workshop);
      const lost = replaced.displaced === undefined ? undefined : displaced.hold(path, replaced.displaced, bytes);
      // Another put its own there after our look.
      if (lost) keepOthers(path, lost);
      if (replaced.kind === "changed") continue;
      snapshots.add(path, decided.bytes, "desk");
      return lost ? mergeLost(path, bytes, decided.bytes, lost) : decided.saved;
    }
    throw new StoreError("refused", `“${basename(path)}”正被别的程序不停地改写，没有存上`, "关掉那个程序再存一次");
  }

  /** What a file holds; what another is writing just now is waited for, as half of it would be taken for deleted lines. */
  function readWhole(path: string, base: string): Buffer | undefined {
    const bytes = readBytes(root, path);
    const version = bytes && fingerprintOf(bytes);
    if (version === undefined || version === base || snapshots.find(path, version)) return bytes;
    const target = locateText(root, path);
    return target === undefined ? undefined : readSettled(target);
  }

  /** Merges what was written at the very moment of saving; where that cannot be done, the writer has both to choose from. */
  function mergeLost(path: string, before: Uint8Array, written: Uint8Array, lost: Uint8Array): FileSaved {
    const theirs = decodeText(lost, path).text;
    const merged = save({path, text: theirs, base: fingerprintOf(before)});
    if (merged && merged.kind !== "conflict") return merged;
    return {kind: "conflict", version: fingerprintOf(written), theirs, base: decodeText(before, path).text};
  }

  /** A program had the file open when it was replaced, and has written into the old one since. */
  function takeLate(path: string, before: Uint8Array, late: Uint8Array): void {
    keepOthers(path, late);
    const saved = unlessRefused(() => save({path, text: decodeText(late, path).text, base: fingerprintOf(before)}));
    if (saved === undefined || saved.kind === "conflict") keptAside?.(path);
  }

  return {
    read,
    save,
    async history(path) {
      locateText(root, path);
      const [own, commits] = await Promise.all([snapshots.list(path), git.list(path)]);
      return [...own, ...commits].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    },
    *earlier(path) {
      if (locateText(root, path) === undefined) return;
      for (const bytes of snapshots.newest(path, mostEarlier)) {
        // Another program may have written something else than text into it once.
        const text = unlessRefused(() => decodeText(bytes, path).text);
        if (text !== undefined) yield text;
      }
    },
    async historyText(path, id) {
      locateText(root, path);
      const bytes = snapshots.read(path, id) ?? (await git.read(path, id));
      return bytes && {path, text: decodeText(bytes, path).text, version: fingerprintOf(bytes)};
    },
    noticed(paths) {
      for (const path of paths.filter(isTextPath)) {
        unlessRefused(() => {
          const bytes = readBytes(root, path);
          if (bytes) keepOthers(path, bytes);
        });
      }
    },
    close: displaced.close,
  };
}

/** Of a file that cannot be read or written, whoever opens or saves it is told. */
function unlessRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof StoreError || error instanceof MachineError || isUnreachable(error)) return undefined;
    throw error;
  }
}

/** What saves of an earlier desk left, in the workshops and beside the texts. */
function tidyWorkspace(root: string, home: HistoryFolder) {
  const beside = [
    "",
    "progress",
    ...foldersIn(join(root, "bulletins")).flatMap(name => [`bulletins/${name}`, `bulletins/${name}/images`]),
  ].map(folder => ({
    folder: join(root, folder),
    pathOf: (name: string) => (folder === "" ? name : `${folder}/${name}`),
  }));
  const inHistory = home.workshops();
  const apart = foldersIn(inHistory, {recursive: true}).map(path => ({
    folder: join(inHistory ?? "", path),
    pathOf: (name: string) => (name === basename(path) ? path : undefined),
  }));
  const locate = (path: string) => unlessRefused(() => locatePlace(root, path));
  const left = [...beside, ...apart].flatMap(
    workshop => unlessRefused(() => tidyLeftovers({...workshop, locate})) ?? [],
  );
  return left.flatMap(({path, file}) => {
    const bytes = unlessRefused(() => readFileSync(file));
    return bytes ? [{path, file, bytes}] : [];
  });
}

function isUnreachable(error: unknown): boolean {
  return isSystemError(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS", "EBUSY", "EISDIR", "ELOOP");
}

/** Relative to the folder, with forward slashes. */
function foldersIn(folder: string | undefined, {recursive = false} = {}): string[] {
  if (folder === undefined || !existsSync(folder)) return [];
  return readdirSync(folder, {withFileTypes: true, recursive})
    .filter(entry => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({parentPath, name}) => relative(folder, join(parentPath, name)).replaceAll(sep, "/"));
}

interface Decision {
  readonly saved: FileSaved;
  /** Undefined: the file holds it already. */
  readonly bytes: Uint8Array | undefined;
}

/** What is to be written, given what the file holds now. */
function decide({path, text, base}: FileSave, now: Uint8Array, snapshots: Snapshots): Decision {
  const {text: theirs, form} = decodeText(now, path);
  const version = fingerprintOf(now);
  const mine = text.replace(/\r\n?/g, "\n");
  if (mine === theirs) return {saved: {kind: "saved", version}, bytes: undefined};
  if (base === version) return written("saved", mine, form);
  const from = snapshots.find(path, base);
  const baseText = from && decodeText(from, path).text;
  const merged = baseText === undefined ? undefined : mergeTexts(baseText, mine, theirs);
  if (merged === undefined) return {saved: {kind: "conflict", version, theirs, base: baseText ?? ""}, bytes: undefined};
  if (merged === theirs) return {saved: {kind: "merged", version, text: merged}, bytes: undefined};
  return written("merged", merged, form);
}

function written(kind: "saved" | "merged", text: string, form: TextForm): Decision {
  const bytes = encodeText(text, form);
  if (bytes.length > mostBytes) throw new StoreError("tooLarge", "文件太大，超过 64 MiB", "分成几个文件");
  const version = fingerprintOf(bytes);
  return {saved: kind === "saved" ? {kind, version} : {kind, version, text}, bytes};
}

/** "taken": another made the file in the same instant. */
function create(
  root: string,
  {path, text}: FileSave,
  home: HistoryFolder,
  snapshots: Snapshots,
): FileSaved | "taken" | undefined {
  const target = locateNewText(root, path);
  if (target === undefined) return undefined;
  const bytes = encodeText(text, {hasMark: false, lineEnd: "\n"});
  if (!createFile(target, bytes, home.workshop(target) ?? dirname(target))) return "taken";
  snapshots.add(path, bytes, "desk");
  return {kind: "saved", version: fingerprintOf(bytes)};
}

function readBytes(root: string, path: string): Buffer | undefined {
  const target = locateText(root, path);
  if (target === undefined) return undefined;
  try {
    return whenFree(() => readFileSync(target));
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    if (isSystemError(error, "EACCES", "EPERM", "EBUSY"))
      throw new MachineError(`读不了“${basename(path)}”`, "检查它的权限，或者关掉正在用它的程序再试", error);
    throw error;
  }
}
