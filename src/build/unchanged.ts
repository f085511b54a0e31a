import {existsSync, realpathSync} from "node:fs";
import {join} from "node:path";
import type {SourceText} from "../diagnostics/index.ts";
import {type FileReads, type RecordedFiles, readText} from "../workspace/files/index.ts";
import type {BuildOptions, BuildResult, BulletinResult} from "./build.ts";
import {type CacheFolder, openCache} from "./cache-folder.ts";
import {fingerprint} from "./fingerprint.ts";
import {isAsWritten, outputName} from "./output-record.ts";
import {type FileMark, markOf} from "./part-file.ts";
import {programDigest} from "./program-digest.ts";
import {restoreDiagnostic, type StoredDiagnostic, storeDiagnostic} from "./stored-diagnostic.ts";

/** A whole build as it ended: everything that it read, and what it wrote and said. */
export interface EndedBuild {
  readonly program: string;
  /** Where the browser was asked for, and which one it was; "" where nothing was printed. */
  readonly browser: {readonly asked: string; readonly name: string};
  readonly files: Readonly<Record<string, string>>;
  readonly folders: Readonly<Record<string, string>>;
  /** Marks of the files in the output folder. */
  readonly written: Readonly<Record<string, FileMark>>;
  readonly bulletins: readonly BulletinResult[];
  readonly diagnostics: readonly StoredDiagnostic[];
}

/**
 * The result of a build of which nothing has changed since: every file that it read holds the same, and what it wrote is
 * there. Found without reading YAML or starting anything. Undefined when there is something to do; what `files` was asked
 * for until then need not be read again.
 */
export function findUnchanged(files: RecordedFiles, options: BuildOptions): BuildResult | undefined {
  const {content, reissue} = options;
  if (typeof content !== "string" || reissue) return undefined;
  if (!existsSync(options.out)) return undefined;
  const ended = openCache(content).readJson<EndedBuild>(nameOf(options));
  if (ended?.program !== programDigest() || !isSameBrowser(ended.browser, options)) return undefined;
  const isAsRead = ([path, print]: readonly [string, string]) => files.fingerprint(path) === print;
  const read = Object.entries(ended.files);
  const isOfBulletin = ([path]: readonly [string, string]) => path.startsWith("bulletins/");
  // Figures are changed every month, and few beside the texts of a thousand bulletins.
  if (!read.filter(entry => !isOfBulletin(entry)).every(isAsRead)) return undefined;
  for (const [folder, print] of Object.entries(ended.folders))
    if (files.folderFingerprint(folder) !== print) return undefined;
  if (!read.filter(isOfBulletin).every(isAsRead)) return undefined;
  for (const [path, mark] of Object.entries(ended.written)) {
    if (!isAsWritten(join(options.out, path), mark)) return undefined;
  }
  const texts = new Map<string, SourceText>();
  const find = (path: string): SourceText => {
    const source = texts.get(path) ?? readText(files, path, () => undefined) ?? {path, text: ""};
    texts.set(path, source);
    return source;
  };
  return {
    bulletins: ended.bulletins.map(bulletin => ({
      ...bulletin,
      status: bulletin.status === "built" ? "unchanged" : bulletin.status,
      issued: undefined,
      why: undefined,
    })),
    diagnostics: ended.diagnostics.map(stored => restoreDiagnostic(stored, find)),
  };
}

/** Keeps a build that ended well for `findUnchanged`. */
export function keepEnded(
  {bulletins, diagnostics}: BuildResult,
  reads: FileReads & {readonly browserName: string},
  written: Readonly<Record<string, FileMark>>,
  cache: CacheFolder,
  options: BuildOptions,
): void {
  const ended: EndedBuild = {
    program: programDigest(),
    browser: {asked: askedBrowser(), name: reads.browserName},
    files: Object.fromEntries(reads.files),
    folders: Object.fromEntries(reads.folders),
    written,
    bulletins,
    diagnostics: diagnostics.map(storeDiagnostic),
  };
  cache.write(nameOf(options), JSON.stringify(ended));
}

/** The setting that goes before what is found; see `findBrowser`. */
function askedBrowser(): string {
  return process.env.JIANBAO_BROWSER ?? "";
}

/** Looked up without loading what finds and starts browsers. One that is gone could not print anything else. */
function isSameBrowser({asked, name}: EndedBuild["browser"], {browserName}: BuildOptions): boolean {
  if (name === "") return true;
  if (browserName !== undefined) return name === browserName;
  if (asked !== askedBrowser()) return false;
  const path = name.slice(0, name.lastIndexOf(" "));
  const mark = markOf(path);
  return mark === undefined || nameOfBrowser(path, mark) === name;
}

/** A browser by its place and size. */
export function nameOfBrowser(path: string, mark: FileMark | undefined): string {
  return `${path} ${mark?.bytes}`;
}

/** One entry for each way to call the build. */
function nameOf({out, slugs, formats, trustLayouts}: BuildOptions): string {
  return `builds/${outputName(realpathSync.native(out))}.${fingerprint([slugs, formats, trustLayouts])}.json`;
}
