import {type PrintKind, type PrintResult, printBulletin} from "../build/index.ts";
import {hasErrors} from "../diagnostics/index.ts";
import {diskFiles, readWorkspace} from "../workspace/index.ts";
import {type Arguments, readArguments, UsageError} from "./arguments.ts";
import {describePrint} from "./print-words.ts";
import {diagnosticsToJson, printBulletins, printDiagnostics} from "./report.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {checkSlugs, findOutput, findWorkspace, unknownUnit} from "./workspace-folder.ts";

/** `jianbao print <slug>`: files for the printer, and how to print them. */
export async function printCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {
    booklet: "switch",
    "2up": "switch",
    proof: "switch",
    grey: "switch",
    paper: "text",
    blanks: "text",
    content: "text",
    out: "text",
    "trust-layouts": "switch",
    json: "switch",
  });
  const kind = readKind(args);
  const paper = readPaper(args.text("paper"), kind);
  const blanks = readBlanks(args.text("blanks"), kind);
  const [slug, ...others] = args.names;
  if (slug === undefined || others.length > 0)
    throw new UsageError("print 后面写一个期名，一次印一期", "例：jianbao print 2019-07-handout --booklet");
  const content = findWorkspace(args.text("content"));
  const out = findOutput(args.text("out"), content);
  checkSlugs([slug], content);
  if (readWorkspace(diskFiles(content)).bulletins.some(folder => folder.slug === slug && folder.bulletin?.每单位))
    throw new UsageError(
      `“${slug}”是一版多单位，一次印一个单位`,
      `写明单位的地址，例：jianbao print ${slug}/370322104203 --booklet`,
    );
  const grey = args.has("grey");
  const result = await printBulletin({
    slug,
    content,
    out,
    kind,
    paper,
    blanks,
    grey,
    trustLayouts: args.has("trust-layouts"),
    progress: (done, total, what) => terminal.progress(done, total, what),
  });
  terminal.endProgress();
  if (slug.includes("/") && result.build.bulletins.length === 0 && !hasErrors(result.build.diagnostics))
    throw unknownUnit(slug);
  if (result.lacksPdf)
    throw new UsageError(`“${slug}”这一期不出 PDF，没有可印的`, "在它的 bulletin.yaml 里写 输出: [html, pdf]");
  const {diagnostics, bulletins} = result.build;
  if (args.has("json")) {
    const {pages, files} = result;
    const report = {slug, kind, grey, pages, files, bulletins, diagnostics: diagnosticsToJson(diagnostics)};
    terminal.print(JSON.stringify(report, null, 2));
    return statusOf(result);
  }
  printDiagnostics(diagnostics, terminal);
  printBulletins(result.build, terminal);
  if (result.files.length === 0) terminal.print("有错误的一期不印，改好了再印。");
  for (const line of describePrint(result, kind)) terminal.print(line);
  return statusOf(result);
}

function statusOf({build, files}: PrintResult): number {
  return hasErrors(build.diagnostics) || files.length === 0 ? exitStatus.contentErrors : exitStatus.done;
}

function readKind(args: Arguments): PrintKind {
  const chosen = (["booklet", "2up", "proof"] as const).filter(kind => args.has(kind));
  if (chosen.length > 1)
    throw new UsageError(`${chosen.map(kind => `--${kind}`).join(" 和 ")} 不能同用`, "一次选一种，分几次运行");
  const [kind] = chosen;
  if (kind === undefined && !args.has("grey"))
    throw new UsageError("没有写怎样印", "写 --booklet（小册子）、--2up（两页并排）、--proof（校样）或 --grey（灰色）");
  return kind ?? "plain";
}

function readPaper(written: string | undefined, kind: PrintKind): "A3" | "A4" {
  if (written === undefined) return "A3";
  if (kind !== "booklet" && kind !== "2up") throw new UsageError("--paper 只和 --booklet、--2up 同用");
  const name = written.toUpperCase();
  if (name !== "A3" && name !== "A4") throw new UsageError(`--paper 写的“${written}”不行`, "写 A3 或 A4");
  return name;
}

function readBlanks(written: string | undefined, kind: PrintKind): "before-last" | "end" | undefined {
  if (written === undefined) return undefined;
  if (kind !== "booklet") throw new UsageError("--blanks 只和 --booklet 同用");
  if (written === "末页前") return "before-last";
  if (written === "最后") return "end";
  throw new UsageError(`--blanks 写的“${written}”不行`, "写 末页前 或 最后");
}
