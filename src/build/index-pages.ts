import {fullIssueName, type IndexEntry, type IndexView, indexFacts} from "../pages/index.ts";
import type {BulletinFile, BulletinFolder, OfficeFile} from "../workspace/index.ts";
import {pdfPath} from "./print-files.ts";

/** A bulletin worked out. */
interface Issue {
  readonly folder: BulletinFolder;
  /** Undefined when it cannot be published. */
  readonly title: string | undefined;
}

/** What is in the output folder. */
type Has = (path: string) => boolean;

/**
 * The list of all bulletins, in which a batch is one entry, and the list of its units for each batch; by their paths in
 * the output folder. Only what is there is listed.
 */
export function listIndexPages(
  issues: readonly Issue[],
  office: OfficeFile | undefined,
  has: Has,
): ReadonlyMap<string, IndexView> {
  const demo = office?.演示 ?? false;
  const pages = new Map<string, IndexView>();
  const batches = new Map<string, Issue[]>();
  for (const issue of issues) {
    const batch = issue.folder.part?.batch;
    if (batch !== undefined) batches.set(batch, [...(batches.get(batch) ?? []), issue]);
  }
  const entries = issues.flatMap((issue): IndexEntry[] => {
    const {part} = issue.folder;
    const parts = part && batches.get(part.batch);
    if (parts && parts[0] !== issue) return [];
    return parts ? batchEntry(parts) : singleEntry(issue, has);
  });
  pages.set("index.html", {office: office?.单位 ?? "", demo, entries});
  return pages;

  function batchEntry(parts: readonly Issue[]): IndexEntry[] {
    const [first] = parts;
    const bulletin = first?.folder.bulletin;
    const batch = first?.folder.part?.batch;
    if (!bulletin || batch === undefined) return [];
    const units = parts.flatMap(part => unitEntry(part, batch, has));
    if (units.length === 0) return [];
    const title = batchTitle(parts, bulletin);
    const facts = indexFacts(entryOf(bulletin, title));
    const count = `${units.length}个单位`;
    const head = {office: `${bulletin.刊名}　${facts}`, demo, heading: title, up: "../index.html"};
    pages.set(`${batch}/index.html`, {...head, entries: units});
    return [{...entryOf(bulletin, title), facts: `${facts}　${count}`, html: `${batch}/index.html`, pdf: undefined}];
  }
}

function entryOf(bulletin: BulletinFile, title: string): Omit<IndexEntry, "html" | "pdf"> {
  const {版式: layout, 刊名: publication, 日期: isoDate} = bulletin;
  return {layout, title, publication, isoDate, issue: fullIssueName(bulletin)};
}

function singleEntry({folder: {slug, bulletin}, title}: Issue, has: Has): IndexEntry[] {
  const html = has(`${slug}/index.html`) ? `${slug}/index.html` : undefined;
  const pdf = has(pdfPath(slug)) ? pdfPath(slug) : undefined;
  if (!bulletin || (!html && !pdf)) return [];
  return [{...entryOf(bulletin, title ?? bulletin.刊名), html, pdf}];
}

/** A unit's bulletin in the list of its batch: under the unit above it, by addresses relative to the batch. */
function unitEntry(issue: Issue, batch: string, has: Has): IndexEntry[] {
  const {part} = issue.folder;
  const inBatch = (path: string | undefined) => path?.slice(batch.length + 1);
  return singleEntry(issue, has).map(entry => {
    const unit = part?.unit ?? "";
    const known = issue.title ?? "";
    const title = known.includes(unit) ? known : [unit, known].filter(Boolean).join("　");
    const publication = part?.above ?? "各单位";
    return {...entry, publication, title, facts: "", html: inBatch(entry.html), pdf: inBatch(entry.pdf)};
  });
}

/**
 * "各村7月进展" for 顺德村7月进展, 名杨村7月进展 …: the title that the units' bulletins have in common, the set in the place
 * of the unit; that of the publication when they differ in more.
 */
function batchTitle(parts: readonly Issue[], {每单位: sets = [], 刊名: publication}: BulletinFile): string {
  const [written = "", second] = sets;
  const isPlain = second === undefined && /^[\p{Script=Han}.．·]+$/u.test(written);
  const set = isPlain ? written.replace(/[.．]/, "") : "各单位";
  const titles = parts.flatMap(({title, folder: {part}}) =>
    title === undefined || part === undefined ? [] : [title.replaceAll(part.unit, set)],
  );
  const [title, other] = new Set(titles);
  if (title === undefined || other !== undefined) return `${publication}（${set}）`;
  return title.includes(set) ? title : `${title}（${set}）`;
}
