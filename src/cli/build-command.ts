import {relative} from "node:path";
import {buildWorkspace, type Format} from "../build/index.ts";
import {hasErrors} from "../diagnostics/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {countFindings, countIssues, diagnosticsToJson, printBulletins, printDiagnostics} from "./report.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {checkSlugs, findOutput, findWorkspace, unknownUnit} from "./workspace-folder.ts";

/** `jianbao build [slug…]`: makes the bulletins and says what became of each. */
export async function buildCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {
    content: "text",
    out: "text",
    format: "text",
    jobs: "text",
    strict: "switch",
    "trust-layouts": "switch",
    reissue: "switch",
    json: "switch",
  });
  const content = findWorkspace(args.text("content"));
  const out = findOutput(args.text("out"), content);
  const slugs = args.names.length > 0 ? args.names : undefined;
  checkSlugs(slugs, content);
  const started = performance.now();
  const result = await buildWorkspace({
    content,
    out,
    slugs,
    formats: readFormats(args.text("format")),
    jobs: readJobs(args.text("jobs")),
    trustLayouts: args.has("trust-layouts"),
    reissue: args.has("reissue"),
    progress: (done, total, what) => terminal.progress(done, total, what),
  });
  terminal.endProgress();
  const missing = slugs?.find(slug => slug.includes("/") && !result.bulletins.some(bulletin => bulletin.slug === slug));
  if (missing !== undefined && !hasErrors(result.diagnostics)) throw unknownUnit(missing);
  const seconds = (performance.now() - started) / 1000;
  const failed = hasErrors(result.diagnostics) || (args.has("strict") && result.diagnostics.length > 0);
  if (args.has("json")) {
    terminal.print(
      JSON.stringify({bulletins: result.bulletins, diagnostics: diagnosticsToJson(result.diagnostics)}, null, 2),
    );
    return failed ? exitStatus.contentErrors : exitStatus.done;
  }
  printDiagnostics(result.diagnostics, terminal);
  printBulletins(result, terminal);
  const built = result.bulletins.filter(({status}) => status === "built");
  const pages = built.reduce((sum, bulletin) => sum + (bulletin.pages ?? 0), 0);
  const kept = result.bulletins.filter(({status}) => status === "kept").length;
  const findings = countFindings(result.diagnostics);
  const total = `${countIssues(built)}${kept > 0 ? `，已印发没有重排的 ${kept} 期` : ""}${pages > 0 ? `，PDF 共 ${pages} 页` : ""}，用时 ${seconds.toFixed(1)} 秒`;
  terminal.print(
    `${built.length + kept < result.bulletins.length ? `出了 ${countIssues(result.bulletins)}中的 ` : "出了 "}${total}${findings ? `；${findings}` : ""}。`,
  );
  const place = relative(".", out) || ".";
  if (built.length + kept > 0)
    terminal.print(`用浏览器打开 ${place.startsWith("..") ? out : place}/index.html 看目录。`);
  return failed ? exitStatus.contentErrors : exitStatus.done;
}

function readFormats(written: string | undefined): Format[] | undefined {
  if (written === undefined) return undefined;
  return written.split(/[,，、]/).map(name => {
    const format = name.trim().toLowerCase();
    if (format !== "html" && format !== "pdf")
      throw new UsageError(`没有格式“${name}”`, "可以写 html、pdf，或 html,pdf");
    return format;
  });
}

function readJobs(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const jobs = Number(written);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64)
    throw new UsageError(`--jobs 写的“${written}”不对`, "写 1 到 64 的整数");
  return jobs;
}
