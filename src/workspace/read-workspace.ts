import {type Diagnostic, diagnose, hasErrors, type Report, type SourceText, spanOf} from "../diagnostics/index.ts";
import {checkSchema} from "./check-schema.ts";
import type {WorkspaceFiles} from "./files/index.ts";
import {readText} from "./files/index.ts";
import type {ReadingDesk} from "./plain-yaml-text.ts";
import {type BulletinFile, bulletinSchema} from "./schemas/bulletin.ts";
import {type OfficeFile, officeSchema} from "./schemas/office.ts";
import {unitsSchema} from "./schemas/units.ts";
import {parseYaml} from "./yaml.ts";
import type {YamlText} from "./yaml-text.ts";

/** A YAML file of the workspace; `yaml` is undefined when it could not be read at all. */
export interface YamlFile {
  readonly path: string;
  readonly yaml: YamlText | undefined;
  /** True when anything in the file is wrong by its form: figures that rest on it are not to be printed. */
  readonly broken: boolean;
}

/** What a bulletin of a batch (每单位) is a part of. */
export interface BatchPart {
  /** The batch's own slug: "2019-07-villages". */
  readonly batch: string;
  /** Name of the unit, and of the one above it; undefined at the top. */
  readonly unit: string;
  readonly above: string | undefined;
  /** How many units the batch has. */
  readonly total: number;
}

export interface BulletinFolder {
  /** Name of the folder, becomes the address: "2019-07-monthly"; of a batch's bulletin "2019-07-villages/370322104203". */
  readonly slug: string;
  readonly path: string;
  readonly yaml: YamlText | undefined;
  /** Undefined when bulletin.yaml has a mistake. */
  readonly bulletin: BulletinFile | undefined;
  /** Articles by file name as listed in 稿件; those that could be read. */
  readonly articles: ReadonlyMap<string, SourceText>;
  /** Set for one unit's bulletin of a batch; its 主体 is that unit. */
  readonly part?: BatchPart | undefined;
}

/** Everything in a content folder that is text, read and checked for its form. */
export interface Workspace {
  readonly files: WorkspaceFiles;
  readonly office: OfficeFile | undefined;
  readonly officeFile: YamlFile;
  readonly units: YamlFile;
  readonly indicators: YamlFile;
  /** Undefined when the workspace has no policies.yaml. */
  readonly policies: YamlFile | undefined;
  readonly progress: readonly YamlFile[];
  readonly bulletins: readonly BulletinFolder[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Data files as they were read before, by path: the same text need not be taken apart again. Only of workspaces with few
 * progress files is anything kept.
 */
export type KeptYaml = Map<string, KeptYamlFile>;

interface KeptYamlFile {
  readonly text: string;
  readonly file: YamlFile;
  readonly found: readonly Diagnostic[];
}

export interface ReadOptions {
  /**
   * What a bulletin.yaml was found to say earlier, when it and the articles that it lists are the same now and nothing was
   * wrong with them. Its text is then read only when it is asked for.
   */
  readonly recall?: ((slug: string) => BulletinFile | undefined) | undefined;
  /** True when units.yaml, which has been read by then, is the same now as when its form was last found right. */
  readonly unitsAreRight?: (() => boolean) | undefined;
  readonly kept?: KeptYaml | undefined;
  /** Told how far the reading has come. */
  readonly progressed?: ReadProgress | undefined;
}

/** Told how many of the progress files and bulletins of a workspace have been read. */
export type ReadProgress = (done: number, total: number) => void;

/** So many progress files may stay read; of more only their texts are kept. */
const fewFiles = 200;

/** Reads a whole content folder. All that is wrong is in `diagnostics`; nothing is thrown for content. */
export function readWorkspace(
  files: WorkspaceFiles,
  {recall, unitsAreRight: unitsAreKnown = () => false, kept, progressed = () => undefined}: ReadOptions = {},
): Workspace {
  const diagnostics: Diagnostic[] = [];
  const report: Report = diagnostic => diagnostics.push(diagnostic);

  const officeFile = readYamlFile(files, "jianbao.yaml", "本单位和刊物", report, {kept});
  const office = officeFile.yaml && checkSchema(officeSchema, officeFile.yaml, report);
  const units = readYamlFile(files, "units.yaml", "单位名册", report, {kept});
  const unitsAreRight =
    unitsAreKnown() || (units.yaml !== undefined && checkSchema(unitsSchema, units.yaml, report) !== undefined);
  const indicators = readYamlFile(files, "indicators.yaml", "指标", report, {kept});
  const policies = readIfThere(files, "policies.yaml", report, {kept});
  const progressPaths = listFiles(files, "progress", /\.ya?ml$/);
  const slugs = files
    .list("bulletins")
    .filter(name => name.endsWith("/") && !name.startsWith("."))
    .map(name => name.slice(0, -1));
  const total = progressPaths.length + slugs.length;
  let done = 0;
  const count = <T>(result: T): T => {
    done += 1;
    progressed(done, total);
    return result;
  };
  progressed(0, total);
  const means = progressPaths.length > fewFiles ? {desk: {}} : {kept};
  const progress = progressPaths.map(path => count(readYamlFile(files, path, "月度数据", report, means)));
  const bulletins = slugs.map(slug => {
    const known = recall?.(slug);
    return count(known ? recalledBulletin(files, slug, known) : readBulletin(files, slug, report));
  });
  return {
    files,
    office,
    officeFile: {...officeFile, broken: office === undefined},
    units: {...units, broken: !unitsAreRight},
    indicators,
    policies,
    progress,
    bulletins,
    diagnostics,
  };
}

/** Reads a progress file by itself, e.g. as it was earlier. */
export function readProgressFile(files: WorkspaceFiles, path: string): YamlFile {
  return readYamlFile(files, path, "月度数据", () => undefined);
}

/** What files are read with: a desk that many of them share, or what is kept of a few. */
interface ReadingMeans {
  readonly desk?: ReadingDesk | undefined;
  readonly kept?: KeptYaml | undefined;
}

function readYamlFile(
  files: WorkspaceFiles,
  path: string,
  purpose: string,
  report: Report,
  means: ReadingMeans = {},
): YamlFile {
  const read = readIfThere(files, path, report, means);
  if (read) return read;
  report(diagnose("JB-1001", spanOf({path, text: ""}), {path, purpose}));
  return {path, yaml: undefined, broken: true};
}

/** Undefined when there is no such file. */
function readIfThere(
  files: WorkspaceFiles,
  path: string,
  report: Report,
  {desk, kept}: ReadingMeans = {},
): YamlFile | undefined {
  const source = readText(files, path, report);
  if (!source) return files.read(path) === undefined ? undefined : {path, yaml: undefined, broken: true};
  const before = kept?.get(path);
  if (before?.text === source.text) {
    for (const diagnostic of before.found) report(diagnostic);
    return before.file;
  }
  const found: Diagnostic[] = [];
  const file = readYaml(source, diagnostic => found.push(diagnostic), desk);
  for (const diagnostic of found) report(diagnostic);
  kept?.set(path, {text: source.text, file, found});
  return file;
}

function readYaml(source: SourceText, report: Report, desk: ReadingDesk | undefined): YamlFile {
  const {path} = source;
  const yaml = parseYaml(source, report, {desk});
  if (yaml?.isEmpty) {
    report(diagnose("JB-1015", spanOf(source), {}));
    return {path, yaml: undefined, broken: true};
  }
  return {path, yaml, broken: yaml === undefined};
}

/** Folders in folders, at most; nobody keeps figures deeper. */
const maxDepth = 16;

/** Paths of all files below a folder whose name matches, in order; a folder that links lead to twice is listed once. */
function listFiles(files: WorkspaceFiles, folder: string, name: RegExp, seen = new Set<string>(), depth = 0): string[] {
  const entries = files.list(folder);
  if (entries.length === 0 || depth > maxDepth) return [];
  const real = files.realFolder?.(folder) ?? folder;
  if (seen.has(real)) return [];
  seen.add(real);
  return entries.flatMap(entry => {
    if (/^[.~]/.test(entry)) return [];
    if (entry.endsWith("/")) return listFiles(files, `${folder}/${entry.slice(0, -1)}`, name, seen, depth + 1);
    return name.test(entry) ? [`${folder}/${entry}`] : [];
  });
}

/** A bulletin is about one unit (主体) or made for each of several (每单位). */
function tellSubject(yaml: YamlText, {主体: unit, 每单位: units, 状态: state}: BulletinFile, report: Report): void {
  if (units === undefined) {
    if (unit === undefined) report(diagnose("JB-1020", yaml.spanAt([], "key"), {key: "主体", where: "文件"}));
    return;
  }
  if (unit !== undefined) report(diagnose("JB-6301", yaml.spanAt(["每单位"], "key"), {unit}));
  if (state === "已印发") report(diagnose("JB-6304", yaml.spanAt(["状态"]), {}));
}

/** A bulletin whose texts are read when they are asked for: most are not, when little has changed. */
function recalledBulletin(files: WorkspaceFiles, slug: string, bulletin: BulletinFile): BulletinFolder {
  let read: BulletinFolder | undefined;
  const whole = (): BulletinFolder => {
    read ??= readBulletin(files, slug, () => undefined);
    return read;
  };
  return {
    slug,
    path: `bulletins/${slug}/bulletin.yaml`,
    bulletin,
    get yaml() {
      return whole().yaml;
    },
    get articles() {
      return whole().articles;
    },
  };
}

/** The address and the file names made from it stay well below what file systems allow. */
const maxSlugLength = 100;
const addressName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

function readBulletin(files: WorkspaceFiles, slug: string, report: Report): BulletinFolder {
  const folder = `bulletins/${slug}`;
  const path = `${folder}/bulletin.yaml`;
  const articles = new Map<string, SourceText>();
  const broken: BulletinFolder = {slug, path, yaml: undefined, bulletin: undefined, articles};
  const source = readText(files, path, report);
  if (!source) {
    if (files.read(path) === undefined)
      report(diagnose("JB-1001", spanOf({path, text: ""}), {path, purpose: "这一期的版式、日期和稿件"}));
    return broken;
  }
  const found: Diagnostic[] = [];
  const note: Report = diagnostic => found.push(diagnostic);
  if (!addressName.test(slug)) note(diagnose("JB-1031", spanOf(source), {name: slug}));
  if (slug.toLowerCase() === "index.html")
    note(diagnose("JB-1033", spanOf(source), {name: slug, reason: "这是目录页的文件名"}));
  if (slug.length > maxSlugLength)
    note(diagnose("JB-1033", spanOf(source), {name: slug, reason: `超过 ${maxSlugLength} 个字符`}));
  const yaml = parseYaml(source, note, {masked: true});
  const bulletin = yaml && checkSchema(bulletinSchema, yaml, note);
  if (yaml && bulletin) tellSubject(yaml, bulletin, note);
  for (const [index, name] of (bulletin?.稿件 ?? []).entries()) {
    const span = yaml?.spanAt(["稿件", index]);
    if (!addressName.test(name)) note(diagnose(/[/\\]/.test(name) ? "JB-6005" : "JB-1031", span, {name}));
    else if (!/\.md$/i.test(name)) note(diagnose("JB-1032", span, {name}));
    else if (articles.has(name)) note(diagnose("JB-6004", span, {name}));
    else {
      const article = readText(files, `${folder}/${name}`, note);
      if (article) articles.set(name, article);
      else if (files.read(`${folder}/${name}`) === undefined) {
        note(diagnose("JB-6001", span, {name, known: files.list(folder).filter(file => file.endsWith(".md"))}));
      }
    }
  }
  for (const diagnostic of found) report(diagnostic);
  // An article that is not UTF-8 has its own finding; the bulletin cannot be made without it.
  if (hasErrors(found)) return {...broken, yaml, articles};
  return {slug, path, yaml, bulletin, articles};
}
