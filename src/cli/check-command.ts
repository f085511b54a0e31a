import {checkContent} from "../build/index.ts";
import {hasErrors} from "../diagnostics/index.ts";
import {describeLedger, type NumberCounts} from "../pages/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {countFindings, countIssues, diagnosticsToJson, printDiagnostics, showReading} from "./report.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {findWorkspace} from "./workspace-folder.ts";

/** `jianbao check`: everything that is wrong, in one run; makes no pages. */
export async function checkCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {content: "text", strict: "switch", "trust-layouts": "switch", json: "switch"});
  if (args.names.length > 0) throw new UsageError("check 检查整个工作区，后面不写期名");
  const {diagnostics, bulletins, ledger} = await checkContent(findWorkspace(args.text("content")), {
    trustLayouts: args.has("trust-layouts"),
    reading: showReading(terminal),
    progress: (done, total, what) => terminal.progress(done, total, `检查 ${what}`),
  });
  terminal.endProgress();
  const failed = hasErrors(diagnostics) || (args.has("strict") && diagnostics.length > 0);
  if (args.has("json")) {
    terminal.print(JSON.stringify({diagnostics: diagnosticsToJson(diagnostics)}, null, 2));
    return failed ? exitStatus.contentErrors : exitStatus.done;
  }
  printDiagnostics(diagnostics, terminal);
  const findings = countFindings(diagnostics);
  const issues = bulletins.map(({folder: {slug, part}}) => ({slug, batch: part?.batch}));
  const figures = bulletins.reduce((total, bulletin) => total + bulletin.figures, 0);
  // The units of a batch share their text.
  const texts = [...new Map(bulletins.map(bulletin => [bulletin.folder.path, bulletin])).values()];
  const count = (kind: keyof NumberCounts): number => texts.reduce((total, {numbers}) => total + numbers[kind], 0);
  for (const publication of ledger.publications) {
    const line = describeLedger(publication);
    if (line !== undefined) terminal.print(`期号：${line}。`);
  }
  terminal.print(
    `稿件里的数字：引用 ${count("references")} 处，核对 ${count("claims")} 处，注明来源 ${count("notes")} 处，未核 ${count("untied")} 处。`,
  );
  terminal.print(`检查了 ${countIssues(issues)}，用到 ${figures} 个数：${findings ?? "没有发现问题"}。`);
  return failed ? exitStatus.contentErrors : exitStatus.done;
}
