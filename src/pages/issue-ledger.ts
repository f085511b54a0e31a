import {type Diagnostic, diagnose, type Span} from "../diagnostics/index.ts";
import type {BulletinFile, BulletinFolder, OfficeFile, Workspace} from "../workspace/index.ts";

/** An issue in the ledger of its publication. */
export interface LedgerEntry {
  readonly slug: string;
  readonly year: number;
  readonly number: number;
  readonly total: number | undefined;
  readonly isoDate: string;
}

/** What has been published of one publication: its issues and, numbered by themselves, its 增刊; both in order. */
export interface PublicationLedger {
  readonly publication: string;
  readonly issues: readonly LedgerEntry[];
  readonly supplements: readonly LedgerEntry[];
  /** The last ones published before the workspace began (此前). */
  readonly before: OfficeFile["刊物"][number]["此前"];
  /** False for a publication of which the workspace holds some issues only (编号: 不连续). */
  readonly isContinuous: boolean;
}

export interface IssueLedger {
  readonly publications: readonly PublicationLedger[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Row extends LedgerEntry {
  readonly folder: BulletinFolder;
}

type Kind = "期号" | "增刊";

/**
 * 期号台账: worked out from all bulletins of a workspace. Numbers begin anew each year (that of 期间, or 年度), 总期号 run
 * on; 增刊 have numbers of their own. The first issue of a workspace may have any number.
 */
export function readLedger({bulletins, office}: Pick<Workspace, "bulletins" | "office">): IssueLedger {
  const diagnostics: Diagnostic[] = [];
  // A bulletin that cannot be read may be the one that seems to be missing.
  const isWhole = bulletins.every(({bulletin}) => bulletin !== undefined);
  const publications = (office?.刊物 ?? []).map((publication): PublicationLedger => {
    const folders = bulletins.filter(({bulletin}) => bulletin?.刊名 === publication.名称);
    const issues = rowsOf(folders, "期号");
    const supplements = rowsOf(folders, "增刊");
    const check = {publication, isContinuous: publication.编号 === "连续" && isWhole};
    diagnostics.push(...supplements.flatMap(tellNumbersOfSupplement));
    diagnostics.push(...checkRows(issues, "期号", check), ...checkRows(supplements, "增刊", check));
    const strip = ({folder: _, ...entry}: Row): LedgerEntry => entry;
    return {
      publication: publication.名称,
      issues: issues.map(strip),
      supplements: supplements.map(strip),
      before: publication.此前,
      isContinuous: publication.编号 === "连续",
    };
  });
  return {publications, diagnostics};
}

/** The number and 总期号 that follow in a year; the total is undefined when the publication has none. */
export function nextIssue(ledger: PublicationLedger, year: number, kind: Kind = "期号") {
  const {before} = ledger;
  const rows = kind === "期号" ? ledger.issues : ledger.supplements;
  const numbers = rows.filter(row => row.year === year).map(({number}) => number);
  const published = before?.年份 === year ? (before[kind] ?? 0) : 0;
  const totals = [...ledger.issues.map(({total}) => total), before?.总期号].filter(total => total !== undefined);
  const total = kind === "增刊" || totals.length === 0 ? undefined : Math.max(...totals) + 1;
  return {number: Math.max(0, published, ...numbers) + 1, total};
}

/** "第7期", "增刊第1期"; undefined when a bulletin has no number. */
export function issueName({期号: issue, 增刊: supplement}: Pick<BulletinFile, "期号" | "增刊">): string | undefined {
  if (supplement !== undefined) return `增刊第${supplement}期`;
  return issue === undefined ? undefined : `第${issue}期`;
}

/** "第7期（总第19期）", as lists print it; empty when a bulletin has no number. */
export function fullIssueName(bulletin: Pick<BulletinFile, "期号" | "增刊" | "总期号">): string {
  const name = issueName(bulletin) ?? "";
  return bulletin.总期号 === undefined ? name : `${name}（总第${bulletin.总期号}期）`;
}

/** "唐坊党建月报　2019年第6—7期（总第18—19期）；下一期：第8期（总第20期）": a line for each publication with numbers. */
export function describeLedger(ledger: PublicationLedger): string | undefined {
  const newest = [...ledger.issues, ...ledger.supplements].map(({year}) => year);
  if (newest.length === 0) return undefined;
  const year = Math.max(...newest);
  const ofYear = (rows: readonly LedgerEntry[]) => rows.filter(row => row.year === year);
  const issues = ofYear(ledger.issues);
  const supplements = ofYear(ledger.supplements);
  const totals = issues.flatMap(({total}) => (total === undefined ? [] : [total]));
  const next = nextIssue(ledger, year);
  const parts = [
    issues.length === 0 ? "" : `第${runs(issues.map(({number}) => number))}期`,
    totals.length === 0 ? "" : `（总第${runs(totals)}期）`,
    supplements.length === 0 ? "" : `，增刊第${runs(supplements.map(({number}) => number))}期`,
  ];
  const following = fullIssueName({期号: next.number, 总期号: next.total});
  const known = `${ledger.publication}　${year}年${parts.join("").replace(/^，/, "")}`;
  return ledger.isContinuous ? `${known}；下一期：${following}` : known;
}

/** 1, 2, 3, 5 → "1—3、5" */
function runs(numbers: readonly number[]): string {
  const found: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from}—${to}`)).join("、");
}

function rowsOf(folders: readonly BulletinFolder[], kind: Kind): Row[] {
  const rows = folders.flatMap((folder): Row[] => {
    const {bulletin, slug} = folder;
    const number = bulletin?.[kind];
    if (!bulletin || number === undefined || (kind === "期号" && bulletin.增刊 !== undefined)) return [];
    const {年度: year = Number(bulletin.期间.slice(0, 4)), 总期号: total, 日期: isoDate} = bulletin;
    return [{slug, year, number, total: kind === "期号" ? total : undefined, isoDate, folder}];
  });
  const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return rows.sort(
    (a, b) => a.year - b.year || a.number - b.number || text(a.isoDate, b.isoDate) || text(a.slug, b.slug),
  );
}

function tellNumbersOfSupplement({folder: {bulletin, yaml}}: Row): Diagnostic[] {
  return (["期号", "总期号"] as const).flatMap(key =>
    bulletin?.[key] === undefined ? [] : [diagnose("JB-6205", yaml?.spanAt([key], "key"), {key})],
  );
}

interface Check {
  readonly publication: OfficeFile["刊物"][number];
  /** False when numbers may be left out. */
  readonly isContinuous: boolean;
}

function checkRows(rows: readonly Row[], kind: Kind, {publication, isContinuous}: Check): Diagnostic[] {
  const {名称: name, 此前: before} = publication;
  const found: Diagnostic[] = [];
  const place = ({folder}: Row, key: string): Span | undefined => folder.yaml?.spanAt([key]);
  const nameOf = (number: number) => (kind === "增刊" ? `增刊第${number}期` : `第${number}期`);
  let last: {year: number; number: number; row: Row | undefined} | undefined =
    before?.[kind] === undefined ? undefined : {year: before.年份, number: before[kind], row: undefined};
  let lastTotal =
    kind === "期号" && before?.期号 !== undefined && before.总期号 !== undefined
      ? {year: before.年份, number: before.期号, total: before.总期号}
      : undefined;
  let newest: Row | undefined;

  for (const row of rows) {
    const {year, number, total} = row;
    const issue = `${year}年${nameOf(number)}`;
    const isTaken = last !== undefined && (year < last.year || (year === last.year && number <= last.number));
    if (last && isTaken) {
      const taken = last.row ? last.row.slug : `此前已经出到${last.year}年${nameOf(last.number)}`;
      const related = last.row ? [{span: place(last.row, kind), note: "这里"}] : [];
      const top = Math.max(...rows.filter(other => other.year === last?.year).map(other => other.number), last.number);
      const values = {publication: name, issue, taken, next: nameOf(top + 1)};
      found.push(
        diagnose(
          "JB-6201",
          place(row, kind),
          values,
          related.flatMap(({span, note}) => (span ? [{span, note}] : [])),
        ),
      );
      continue;
    }
    const first = last?.year === year ? last.number + 1 : 1;
    if (isContinuous && last && number > first) {
      const missing = number - 1 === first ? nameOf(first) : `${nameOf(first)}至${nameOf(number - 1)}`;
      found.push(diagnose("JB-6202", place(row, kind), {publication: name, issue, missing}));
    }
    if (total !== undefined) {
      if (lastTotal) {
        const least = lastTotal.total + number - (lastTotal.year === year ? lastTotal.number : 0);
        const after = `${lastTotal.year}年第${lastTotal.number}期是总第${lastTotal.total}期`;
        if (total < least || (total > least && lastTotal.year === year))
          found.push(diagnose("JB-6203", place(row, "总期号"), {total, expected: `总第${least}期`, after}));
        else if (total > least && isContinuous) {
          const missing = `总第${least - number + 1}期${total - least > 1 ? `至总第${total - number}期` : ""}`;
          found.push(diagnose("JB-6202", place(row, "总期号"), {publication: name, issue, missing}));
        }
      }
      lastTotal = {year, number, total};
    }
    if (newest && row.isoDate < newest.isoDate) {
      const earlier = `${newest.year}年${nameOf(newest.number)}的 ${newest.isoDate}`;
      const span = place(newest, "日期");
      const related = span ? [{span, note: "这里"}] : [];
      found.push(diagnose("JB-6204", place(row, "日期"), {date: row.isoDate, issue, earlier}, related));
    } else newest = row;
    last = {year, number, row};
  }
  return found;
}
