import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {isMap, isScalar, parseDocument} from "yaml";
import {isSystemError, MachineError, suggestName} from "../diagnostics/index.ts";
import {addMonths, formatPeriod, type Period, parsePeriod} from "../figures/index.ts";
import {fullIssueName, nextIssue, type PublicationLedger, readLedger} from "../pages/index.ts";
import {
  type BulletinFolder,
  diskFiles,
  parseYaml,
  readWorkspace,
  type Workspace,
  whenFree,
  type YamlPath,
} from "../workspace/index.ts";
import {UsageError} from "./arguments.ts";
import {starterFolder} from "./init-command.ts";

/** Names of new folders, where none can be made from the copied one's. */
const layoutAddresses: Readonly<Record<string, string>> = {专题: "feature", 简报: "monthly", 会议材料: "handout"};

interface Model {
  readonly folder: string;
  readonly slug: string;
  readonly period: Period;
  readonly isStarter: boolean;
}

/** A bulletin that was made, and what a person has to know of it. */
export interface NewBulletin {
  readonly slug: string;
  /** Sentences in Chinese, with the names of files. */
  readonly notes: readonly string[];
  readonly period: Period;
  /** Slug of the one that was copied; undefined for one that comes with the program. */
  readonly copied: string | undefined;
  /** "第8期（总第20期）"; "" for one without numbers. */
  readonly issue: string;
  /** Whether a progress file was made for the month. */
  readonly hasNewTable: boolean;
}

export interface NewBulletinOptions {
  readonly layout: string;
  /** "2019-08"; undefined: the month after the copied one's. */
  readonly period: string | undefined;
  /** Slug of the one that is copied; undefined: the newest of the layout. */
  readonly from: string | undefined;
}

/**
 * Next month's bulletin as a copy of this month's: period, date and numbers moved on, a progress file for the month with
 * every value 未报, everything else as it was. Overwrites nothing. Throws UsageError for what cannot be made.
 */
export function createBulletin(content: string, {layout, period: asked, from}: NewBulletinOptions): NewBulletin {
  const workspace = readWorkspace(diskFiles(content));
  const model = findModel(layout, from, workspace, content);
  const period = readPeriod(asked) ?? addMonths(model.period, 1);
  const slug = newSlug(model, layout, period);
  const target = join(content, "bulletins", slug);
  if (existsSync(target)) throw new UsageError(`“${slug}”已经有了`, "用 --period 写别的月份，或者直接改那一期");
  let issue = "";
  const written = guarded(() => {
    issue = copyBulletin(model, target, period, workspace);
    return writeProgress(content, model.period, period, workspace);
  });
  return {
    slug,
    notes: [
      `照“${model.slug}”新建了 bulletins/${slug}（${formatPeriod(period)}）。`,
      ...(issue === "" ? [] : [`期号接着编：${issue}。`]),
      ...(written ? [`新建了 ${written}，里面的数都是“未报”，请逐个填上。`] : []),
      "还要核对：bulletin.yaml 的日期和期号，稿件里手写的月份、事例和打算。",
    ],
    period,
    copied: model.isStarter ? undefined : model.slug,
    issue,
    hasNewTable: written !== undefined,
  };
}

function findModel(layout: string, from: string | undefined, workspace: Workspace, content: string): Model {
  const known = workspace.bulletins.flatMap(({slug, bulletin}) => (bulletin ? [{slug, bulletin}] : []));
  if (from !== undefined) {
    const found = known.find(({slug}) => slug === from);
    if (!found)
      throw new UsageError(
        `没有“${from}”这一期，或者它的 bulletin.yaml 有错误`,
        suggestName(
          from,
          known.map(({slug}) => slug),
        ),
      );
    return toModel(found.slug, found.bulletin.期间, content, false);
  }
  const newest = known
    .filter(({bulletin}) => bulletin.版式 === layout && bulletin.增刊 === undefined)
    .sort((a, b) => order(b.bulletin.期间, a.bulletin.期间))[0];
  if (newest) return toModel(newest.slug, newest.bulletin.期间, content, false);
  const starters: readonly BulletinFolder[] = readWorkspace(diskFiles(starterFolder)).bulletins;
  const starter = starters.find(({bulletin}) => bulletin?.版式 === layout);
  if (!starter?.bulletin) {
    const layouts = [...new Set([...Object.keys(layoutAddresses), ...known.map(({bulletin}) => bulletin.版式)])];
    throw new UsageError(`没有版式“${layout}”`, suggestName(layout, layouts) ?? `可以写：${layouts.join("、")}`);
  }
  const newestPeriod = [...known.map(({bulletin}) => bulletin.期间)].sort().at(-1);
  const model = toModel(starter.slug, starter.bulletin.期间, starterFolder, true);
  return {...model, period: newestPeriod === undefined ? model.period : addMonths(newestPeriod as Period, -1)};
}

function toModel(slug: string, period: string, root: string, isStarter: boolean): Model {
  const parsed = parsePeriod(period);
  if (!parsed) throw new UsageError(`“${slug}”的期间“${period}”不对`);
  return {slug, folder: join(root, "bulletins", slug), period: parsed, isStarter};
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function readPeriod(written: string | undefined): Period | undefined {
  if (written === undefined) return undefined;
  const period = parsePeriod(written);
  if (!period) throw new UsageError(`--period 写的“${written}”不对`, "写年份和月份，如 2019-08");
  return period;
}

/** 2019-07-monthly → 2019-08-monthly */
function newSlug({slug, period, isStarter}: Model, layout: string, next: Period): string {
  if (!isStarter && slug.includes(period)) return slug.replace(period, next);
  const rest = slug.replace(/^\d{4}-\d{2}-?/, "");
  return `${next}-${layoutAddresses[layout] ?? (rest || "bulletin")}`;
}

/** Gives the new issue's number in words. */
function copyBulletin(model: Model, target: string, period: Period, workspace: Workspace): string {
  let issue = "";
  placeFolder(target, aside => {
    cpSync(model.folder, aside, {recursive: true});
    const path = join(aside, "bulletin.yaml");
    // What was issued last month says nothing about the new issue.
    rmSync(join(aside, "figures.json"), {force: true});
    const moved = moveOn(readFileSync(path, "utf8"), model, period, workspace);
    writeFileSync(path, moved.text);
    issue = moved.issue;
  });
  return issue;
}

/** Fills a new folder aside, in one that no reader looks into and that cannot be anyone's, and moves it into place. */
export function placeFolder(target: string, fill: (aside: string) => void): void {
  mkdirSync(dirname(target), {recursive: true});
  const around = mkdtempSync(join(dirname(target), ".new-"));
  try {
    const aside = join(around, basename(target));
    mkdirSync(aside);
    fill(aside);
    whenFree(() => renameSync(aside, target));
  } finally {
    rmSync(around, {recursive: true, force: true});
  }
}

/** Changes period, dates and numbers of a bulletin.yaml where they stand; every other byte stays. */
function moveOn(
  text: string,
  {isStarter, period: old}: Model,
  period: Period,
  workspace: Workspace,
): {readonly text: string; readonly issue: string} {
  const yaml = parseYaml({path: "bulletin.yaml", text}, () => undefined, {masked: true});
  if (!yaml) return {text, issue: ""};
  const written = yaml.value as Readonly<Record<string, unknown>>;
  const edits: {start: number; end: number; text: string}[] = [];
  const set = (path: YamlPath, value: string) => {
    const {start, end} = yaml.spanAt(path);
    const quote = /^["']/.exec(text.slice(start, end))?.[0] ?? "";
    edits.push({start, end, text: value.startsWith('"') ? value : quote + value + quote});
  };
  const months = monthsApart(old, period);
  const moveDate = (path: YamlPath, date: unknown) => {
    if (typeof date === "string") set(path, shiftDate(date, months));
  };
  set(["期间"], period);
  if (isStarter) {
    const office = workspace.office?.刊物[0]?.名称;
    const unit = workspace.bulletins.find(({bulletin}) => bulletin?.主体)?.bulletin?.主体 ?? workspace.office?.单位;
    set(["日期"], `${addMonths(period, 1)}-05`);
    if (office !== undefined) set(["刊名"], JSON.stringify(office));
    if (unit !== undefined) set(["主体"], JSON.stringify(unit));
  } else moveDate(["日期"], written.日期);
  const year = Number(period.slice(0, 4));
  const publication = isStarter ? workspace.office?.刊物[0]?.名称 : written.刊名;
  const ledger = readLedger(workspace).publications.find(other => other.publication === publication);
  const numbers = nextNumbers(written, year, ledger);
  for (const [key, number] of Object.entries(numbers)) set([key], String(number));
  if (written.年度 !== undefined) set(["年度"], String(year));
  moveDate(["会议", "日期"], (written.会议 as {日期?: unknown} | undefined)?.日期);
  // A whole line goes; inside braces the word alone is changed.
  if (written.状态 !== undefined) {
    const {start, end} = yaml.spanAt(["状态"], "key");
    const line = /^状态[^\n]*(\n|$)/.exec(text.slice(start))?.[0];
    const isLine = (start === 0 || text[start - 1] === "\n") && line !== undefined && end - start === 2;
    if (isLine) edits.push({start, end: start + line.length, text: ""});
    else set(["状态"], "编写中");
  }
  const moved = edits
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
  return {text: moved, issue: fullIssueName(numbers)};
}

/** The numbers that follow in the ledger, for those keys that the copied bulletin has. */
function nextNumbers(
  written: Readonly<Record<string, unknown>>,
  year: number,
  ledger: PublicationLedger | undefined,
): {期号?: number; 增刊?: number; 总期号?: number} {
  const has = (key: string) => typeof written[key] === "number";
  const next = (kind: "期号" | "增刊") => (ledger ? nextIssue(ledger, year, kind) : {number: 1, total: undefined});
  const {total = 1} = next("期号");
  return {
    ...(has("期号") ? {期号: next("期号").number} : {}),
    ...(has("增刊") ? {增刊: next("增刊").number} : {}),
    ...(has("总期号") ? {总期号: total} : {}),
  };
}

function monthsApart(from: Period, to: Period): number {
  const count = (period: Period) => Number(period.slice(0, 4)) * 12 + Number(period.slice(5));
  return count(to) - count(from);
}

/** The same day some months later; the 31st becomes the last day of a shorter month. */
function shiftDate(date: string, months: number): string {
  const period = parsePeriod(date.slice(0, 7));
  if (!period) return date;
  const next = addMonths(period, months);
  const [year = 0, month = 1] = next.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${next}-${String(Math.min(Number(date.slice(8)), lastDay)).padStart(2, "0")}`;
}

/** A progress file for the month in the shape of last month's, every value 未报; undefined when the month has one. */
function writeProgress(content: string, last: Period, period: Period, workspace: Workspace): string | undefined {
  const periodOf = (value: unknown) => (value as {期间?: unknown} | null)?.期间;
  const files = workspace.progress.filter(({yaml}) => yaml);
  if (files.some(({yaml}) => periodOf(yaml?.value) === period)) return undefined;
  const earlier = files.filter(({yaml}) => String(periodOf(yaml?.value)) < period);
  const model = files.find(({yaml}) => periodOf(yaml?.value) === last) ?? earlier.at(-1);
  if (!model?.yaml) return undefined;
  const name = `progress/${period}.yaml`;
  if (existsSync(join(content, name))) return undefined;
  const document = parseDocument(model.yaml.source.text);
  document.set("期间", period);
  document.delete("更正");
  document.delete("备注");
  const filled = document.get("填报", true);
  if (isMap(filled)) filled.delete("日期");
  const data = document.get("数据", true);
  if (isMap(data)) {
    for (const {value: unit} of data.items) {
      if (!isMap(unit)) continue;
      for (const pair of unit.items) {
        if (isScalar(pair.value)) {
          pair.value.value = "未报";
          pair.value.source = "未报";
        }
      }
    }
  }
  mkdirSync(join(content, "progress"), {recursive: true});
  const aside = join(content, "progress", `.${period}.part`);
  const text = document.toString({lineWidth: 0, flowCollectionPadding: false});
  writeFileSync(aside, renameMonth(text, parsePeriod(String(periodOf(model.yaml.value))), period));
  whenFree(() => renameSync(aside, join(content, name)));
  return name;
}

/** In the comments at the head of a file, such as "# 2019年7月各村进展数据". */
function renameMonth(text: string, last: Period | undefined, period: Period): string {
  if (!last) return text;
  return text.replace(/^(?:#.*\n)+/, head => head.replaceAll(formatPeriod(last), formatPeriod(period)));
}

export function guarded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!isSystemError(error, "EACCES", "EPERM", "EBUSY", "EROFS", "ENOSPC", "EDQUOT")) throw error;
    throw new MachineError("工作区写不进去", "检查文件夹的权限和磁盘空间，关掉正在用它的程序", error);
  }
}
