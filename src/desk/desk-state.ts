import {statSync} from "node:fs";
import {join} from "node:path";
import type {BuildResult, BulletinResult} from "../build/index.ts";
import type {Diagnostic} from "../diagnostics/index.ts";
import {fullIssueName} from "../pages/index.ts";
import {type BulletinFolder, diskFiles, readWorkspace, type Workspace, writtenTitle} from "../workspace/index.ts";
import type {BulletinEntry, DeskState, Finding} from "./api.ts";
import type {Engine} from "./engine/engine.ts";

/** What is known of the last build; `result` is undefined before the first has ended. */
export interface LastBuild {
  readonly result: BuildResult | undefined;
  readonly isBuilding: boolean;
}

const ownLayouts = ["专题", "简报", "会议材料"];

/** The list of bulletins as the last build left them, with what the workspace says of each now. */
export function readDeskState(
  content: string,
  out: string,
  {result, isBuilding}: LastBuild,
  engine: Pick<Engine, "toFindings">,
): Omit<DeskState, "hasPassword"> {
  const workspace = readWorkspace(diskFiles(content));
  const findings = engine.toFindings(result?.diagnostics ?? workspace.diagnostics, slugsOf(result));
  const results = result?.bulletins ?? [];
  return {
    office: workspace.office?.单位 ?? "",
    isDemo: workspace.office?.演示 ?? false,
    bulletins: workspace.bulletins.flatMap(folder => entriesOf(folder, results, findings, out)),
    layouts: [...new Set([...ownLayouts, ...workspace.bulletins.flatMap(({bulletin}) => bulletin?.版式 ?? [])])],
    tables: tablesOf(workspace),
    findings,
    building: isBuilding,
  };
}

/** The bulletins that a finding concerns: the one whose text it stands in, or those that wait for a file to be mended. */
export function slugsOf(result: BuildResult | undefined): (diagnostic: Diagnostic) => readonly string[] {
  const bulletins = result?.bulletins ?? [];
  return ({span, units}) => {
    const path = span?.source.path;
    if (path === undefined) return [];
    const folder = /^bulletins\/([^/]+)\//.exec(path)?.[1];
    if (folder === undefined) return bulletins.filter(({blockedBy}) => blockedBy.includes(path)).map(({slug}) => slug);
    const own = bulletins.filter(({slug, batch}) => slug === folder || batch === folder);
    const met = units ? own.filter(({unit}) => unit === undefined || units.names.includes(unit)) : own;
    return met.length > 0 ? met.map(({slug}) => slug) : [folder];
  };
}

function entriesOf(
  folder: BulletinFolder,
  results: readonly BulletinResult[],
  findings: readonly Finding[],
  out: string,
): BulletinEntry[] {
  const own = results.filter(({slug, batch}) => slug === folder.slug || batch === folder.slug);
  if (own.length === 0) return [entryOf(folder, undefined, findings, out)];
  return own.map(result => entryOf(folder, result, findings, out));
}

function entryOf(
  {slug: folderSlug, path, yaml, bulletin, articles}: BulletinFolder,
  result: BulletinResult | undefined,
  findings: readonly Finding[],
  out: string,
): BulletinEntry {
  const slug = result?.slug ?? folderSlug;
  const own = findings.filter(({slugs}) => slugs.includes(slug));
  const html = `${slug}/index.html`;
  const pdf = `${slug}/${slug.replaceAll("/", "-")}.pdf`;
  const [htmlAt, pdfAt] = [writtenAt(join(out, html)), writtenAt(join(out, pdf))];
  return {
    slug,
    title: result?.title ?? writtenTitle(yaml) ?? slug,
    issue: bulletin ? [bulletin.刊名, fullIssueName(bulletin)].filter(Boolean).join(" ") : "",
    layout: bulletin?.版式 ?? "",
    period: bulletin?.期间 ?? "",
    date: bulletin?.日期 ?? "",
    state: bulletin?.状态 ?? "编写中",
    status: result?.status ?? "unbuilt",
    errors: own.filter(({severity}) => severity === "error").length,
    warnings: own.filter(({severity}) => severity === "warning").length,
    builtAt: htmlAt ?? pdfAt,
    files: [
      ...[...articles].map(([name, {text}]) => ({
        path: `bulletins/${folderSlug}/${name}`,
        title: articleTitle(text) ?? name,
      })),
      {path, title: "这一期的设置"},
    ],
    html: htmlAt === undefined ? undefined : `/out/${html}`,
    pdf: pdfAt === undefined ? undefined : `/out/${pdf}`,
    batch: result?.batch,
    unit: result?.unit,
  };
}

function withoutQuotes(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}

/** 标题 in an article's front matter, as it is written: references stay as they are. */
function articleTitle(text: string): string | undefined {
  const front = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text)?.[1];
  const written = /^标题[ \t]*:[ \t]*(.+)$/m.exec(front ?? "")?.[1]?.trim();
  return written && withoutQuotes(written);
}

function writtenAt(path: string): string | undefined {
  return statSync(path, {throwIfNoEntry: false})?.mtime.toISOString();
}

function tablesOf({progress}: Workspace): {period: string; path: string}[] {
  return progress
    .flatMap(({yaml, path}) => {
      const period = (yaml?.value as {期间?: unknown} | null | undefined)?.期间;
      return typeof period === "string" ? [{period, path}] : [];
    })
    .sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
}
