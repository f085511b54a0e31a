import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {isSystemError, MachineError} from "../../diagnostics/index.ts";
import {fingerprintOf} from "../../workspace/index.ts";
import type {FileSave, FileSaved, FileText} from "../api.ts";
import {decodeText, encodeText, type TextForm} from "./line-ends.ts";
import {mergeTexts} from "./merge-texts.ts";
import {createFile, replaceFile, tidyFolder} from "./replace-file.ts";
import {openSnapshots, type Snapshots} from "./snapshots.ts";
import {StoreError} from "./store-error.ts";
import {isTextPath, locateNewText, locateText} from "./text-path.ts";
import type {TextStore} from "./text-store.ts";
import {openVersionControl} from "./version-control.ts";

/** A file that changes each time before it is replaced is left to whoever writes it. */
const mostAttempts = 20;
/** So long after another's change the file is taken for one that two write at once. */
const contestedMs = 10_000;
/** The same limit as the pages have for texts. */
const mostBytes = 64 * 1024 * 1024;

export function openStore(root: string): TextStore {
  const snapshots = openSnapshots(root);
  const git = openVersionControl(root);
  const others = new Map<string, number>();
  tidyWorkspace(root);

  /** Keeps what a file holds and this desk has not written. */
  function keepOthers(path: string, bytes: Uint8Array): void {
    if (snapshots.add(path, bytes, "outside") === "anew") others.set(path, Date.now());
  }

  function isContested(path: string): boolean {
    return Date.now() - (others.get(path) ?? Number.NEGATIVE_INFINITY) < contestedMs;
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
      const bytes = target === undefined ? undefined : readBytes(root, path);
      if (target === undefined || bytes === undefined) {
        const created = base === "" ? create(root, ask, snapshots) : undefined;
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
      const replaced = replaceFile(target, bytes, decided.bytes, {isContested: isContested(path)});
      if (replaced.kind === "changed") continue;
      snapshots.add(path, decided.bytes, "desk");
      if (replaced.kind === "done") return decided.saved;
      // Another wrote into the file that was just replaced: that is merged into what stands there now.
      keepOthers(path, replaced.lost);
      return mergeLost(path, bytes, decided.bytes, replaced.lost);
    }
    throw new StoreError("refused", `“${path}”正被别的程序不停地改写，没有存上`, "关掉那个程序再存一次");
  }

  /** Merges what was written at the very moment of saving; where that cannot be done, the writer has both to choose from. */
  function mergeLost(path: string, before: Uint8Array, written: Uint8Array, lost: Uint8Array): FileSaved {
    const theirs = decodeText(lost, path).text;
    const merged = save({path, text: theirs, base: fingerprintOf(before)});
    if (merged && merged.kind !== "conflict") return merged;
    return {kind: "conflict", version: fingerprintOf(written), theirs, base: decodeText(before, path).text};
  }

  return {
    read,
    save,
    async history(path) {
      locateText(root, path);
      const [own, commits] = await Promise.all([snapshots.list(path), git.list(path)]);
      return [...own, ...commits].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
    },
    async historyText(path, id) {
      locateText(root, path);
      const bytes = snapshots.read(path, id) ?? (await git.read(path, id));
      return bytes && {path, text: decodeText(bytes, path).text, version: fingerprintOf(bytes)};
    },
    noticed(paths) {
      for (const path of paths) {
        if (!isTextPath(path)) continue;
        try {
          const bytes = readBytes(root, path);
          if (bytes) keepOthers(path, bytes);
        } catch (error) {
          // Whoever opens or saves the file is told.
          if (!(error instanceof StoreError || error instanceof MachineError || isUnreachable(error))) throw error;
        }
      }
    },
  };
}

/** Where texts are: the workspace itself, the months, and each bulletin. */
function tidyWorkspace(root: string): void {
  const bulletins = foldersIn(join(root, "bulletins"));
  for (const folder of [root, join(root, "progress"), ...bulletins]) {
    try {
      tidyFolder(folder);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
  }
}

function isUnreachable(error: unknown): boolean {
  return isSystemError(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM", "EROFS", "EBUSY", "EISDIR", "ELOOP");
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {withFileTypes: true})
    .filter(entry => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({name}) => join(folder, name));
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
function create(root: string, {path, text}: FileSave, snapshots: Snapshots): FileSaved | "taken" | undefined {
  const target = locateNewText(root, path);
  if (target === undefined) return undefined;
  const bytes = encodeText(text, {hasMark: false, lineEnd: "\n"});
  if (!createFile(target, bytes)) return "taken";
  snapshots.add(path, bytes, "desk");
  return {kind: "saved", version: fingerprintOf(bytes)};
}

function readBytes(root: string, path: string): Buffer | undefined {
  const target = locateText(root, path);
  if (target === undefined) return undefined;
  try {
    return readFileSync(target);
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return undefined;
    throw error;
  }
}
