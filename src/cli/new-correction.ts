import {existsSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type Base, type ChangedValue, type IssuedTools, loadIssuedTools} from "../build/index.ts";
import {suggestName} from "../diagnostics/index.ts";
import {formatDate, type Period, parsePeriod} from "../figures/index.ts";
import {issueName} from "../pages/index.ts";
import {type BulletinFile, type BulletinFolder, diskFiles, type Workspace} from "../workspace/index.ts";
import {type Arguments, UsageError} from "./arguments.ts";
import {guarded, placeFolder} from "./new-bulletin.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";

/** An issued bulletin with what is to be corrected in it. */
interface Affected {
  readonly folder: BulletinFolder;
  readonly bulletin: BulletinFile;
  readonly changes: readonly ChangedValue[];
}

/** `jianbao new 更正`: a correction notice for issued bulletins whose figures are others now. Overwrites nothing. */
export async function draftCorrection(content: string, args: Arguments, terminal: Terminal): Promise<number> {
  const tools = await loadIssuedTools();
  const base = tools.readBase(diskFiles(content), {});
  const {workspace} = base;
  const affected = findAffected(args.text("from"), base, tools);
  const newest = [...affected].sort((a, b) => (a.bulletin.期间 < b.bulletin.期间 ? 1 : -1))[0];
  if (!newest) {
    terminal.print("已印发的各期，印出的数都与现在的数据相同，没有要更正的。");
    return exitStatus.done;
  }
  const period = args.text("period") === undefined ? newest.bulletin.期间 : readPeriod(args.text("period") ?? "");
  const slug = `${period}-correction`;
  const target = join(content, "bulletins", slug);
  if (existsSync(target)) throw new UsageError(`“${slug}”已经有了`, "用 --period 写别的月份，或者直接改那一期");
  guarded(() => {
    placeFolder(target, aside => {
      writeFileSync(join(aside, "bulletin.yaml"), writeBulletin(newest, affected, period));
      writeFileSync(join(aside, "notice.md"), writeNotice(affected, workspace, newest, tools));
    });
  });
  const count = affected.reduce((sum, {changes}) => sum + changes.length, 0);
  terminal.print(`起草了 bulletins/${slug}，更正 ${affected.length} 期里的 ${count} 处。`);
  terminal.print("还要核对：bulletin.yaml 的期号和印发日期，每处的原文和原因。");
  return exitStatus.done;
}

function findAffected(
  from: string | undefined,
  base: Base,
  {findChanges, parseFiguresFile, readRecord, composePlanned}: IssuedTools,
): Affected[] {
  const {workspace, figures} = base;
  const issued = workspace.bulletins.filter(({bulletin}) => bulletin?.状态 === "已印发");
  if (from !== undefined && !issued.some(({slug}) => slug === from)) {
    const slugs = issued.map(({slug}) => slug);
    throw new UsageError(`没有“${from}”这一期，或者它还没有印发`, suggestName(from, slugs));
  }
  return issued.flatMap((folder): Affected[] => {
    const {slug, bulletin} = folder;
    const text = readRecord(slug, workspace);
    const record = text === undefined ? undefined : parseFiguresFile(text);
    if (!bulletin || !record || (from !== undefined && slug !== from)) return [];
    const planned = base.planned.find(plan => plan.folder.slug === slug);
    const changes = findChanges(folder, record, workspace, figures, planned && composePlanned(planned, base, {}));
    return changes.length > 0 ? [{folder, bulletin, changes}] : [];
  });
}

function readPeriod(written: string): Period {
  const period = parsePeriod(written);
  if (!period) throw new UsageError(`--period 写的“${written}”不对`, "写年份和月份，如 2019-08");
  return period;
}

/** The date of the latest 更正 entry, or of the issue: today is nothing that a draft should depend on. */
function writeBulletin({bulletin}: Affected, affected: readonly Affected[], period: string): string {
  const dates = affected.flatMap(({changes}) =>
    changes.flatMap(({causes}) => causes.flatMap(({date}) => (date === undefined ? [] : [date]))),
  );
  const date = [...dates, bulletin.日期].sort().at(-1);
  const facts = {
    版式: "简报",
    刊名: bulletin.刊名,
    日期: date,
    期间: period,
    主体: bulletin.主体 ?? "",
    标题: "更正启事",
    ...(bulletin.密级 === undefined ? {} : {密级: bulletin.密级}),
  };
  const lines = Object.entries(facts).map(([key, value]) => `${key}: ${quote(String(value))}`);
  return `# 更正启事。核对期号和印发日期；改好印发以后，把状态改为“已印发”。\n${lines.join("\n")}\n稿件: [notice.md]\n`;
}

function writeNotice(
  affected: readonly Affected[],
  workspace: Workspace,
  newest: Affected,
  tools: IssuedTools,
): string {
  const sections = affected.map(({bulletin, changes, folder}) => {
    const where = `《${bulletin.刊名}》${bulletin.日期.slice(0, 4)}年${issueName(bulletin) ?? ""}（${formatDate(bulletin.日期)}印发）`;
    const rows = correctionRows(changes, folder, tools);
    const [reason, otherReason] = new Set(rows.map(row => row.reason));
    const because = reason !== unknownReason && otherReason === undefined ? `因${reason}，` : "";
    return `${because}${where}刊登的下列数字有误，现更正如下：

| 刊名 | 期号 | 原文 | 更正为 | 原因 |
| --- | --- | --- | --- | --- |
${rows.map(row => `| ${[bulletin.刊名, issueOf(bulletin), row.old, row.now, row.reason].map(escapeCell).join(" | ")} |`).join("\n")}
`;
  });
  const publication = workspace.office?.刊物.find(({名称}) => 名称 === newest.bulletin.刊名);
  const byline = publication?.编印单位 === undefined ? "" : `署名: ${quote(publication.编印单位)}\n`;
  return `---\n标题: 更正启事\n${byline}---\n\n${sections.join("\n")}\n特此更正，并向读者致歉。\n`;
}

const unknownReason = "（请写明原因）";

interface Row {
  readonly old: string;
  readonly now: string;
  readonly reason: string;
}

/** One row for each printed text that is wrong: a figure printed the same way in two places is corrected once. */
function correctionRows(changes: readonly ChangedValue[], folder: BulletinFolder, tools: IssuedTools): Row[] {
  const {withMeasure} = tools;
  const rows = new Map<string, Row>();
  for (const change of changes) {
    const {printed, now, causes} = change;
    const reasons = [...new Set(causes.flatMap(({reason}) => reason ?? []))];
    const name = nameInWords(change, folder, tools);
    const row = {
      old: `${name}“${withMeasure(printed, printed.text)}”`,
      now: `“${withMeasure(printed, now)}”`,
      reason: reasons.length > 0 ? reasons.join("、") : unknownReason,
    };
    const key = `${row.old} ${row.now}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  return [...rows.values()];
}

/** The words before a figure in its sentence say best which one is meant: "土地流转率为“48.3%”". */
function nameInWords({printed}: ChangedValue, {articles}: BulletinFolder, {nameOfValue}: IssuedTools): string {
  const name = nameOfValue({printed});
  const where = printed.kind === "引用" ? "" : `${printed.kind}中`;
  const source = articles.get(printed.file.split("/").at(-1) ?? "");
  const line = source?.text.split("\n")[printed.line - 1] ?? "";
  const before = [...line]
    .slice(0, printed.column - 1)
    .join("")
    .replace(/\{\{\s*$/, "");
  const words = (before.split(/[，。；：、！？|]|\{\{[^}]*\}\}/).at(-1) ?? "").trim();
  const isClause = printed.kind === "引用" && /^[\p{Script=Han}\d]{4,}$/u.test(words);
  return isClause ? words : `${where}${name}`;
}

function issueOf(bulletin: BulletinFile): string {
  return issueName(bulletin) ?? formatDate(bulletin.日期);
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** A cell of a Markdown table; braces are not to be read as a reference. */
function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("{{", "").replaceAll("}}", "").replaceAll("\n", " ");
}
