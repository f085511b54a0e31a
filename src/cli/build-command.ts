import {join, relative} from "node:path";
import {buildWorkspace, type Format} from "../build/index.ts";
import {hasErrors} from "../diagnostics/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {Interruption} from "./interruption.ts";
import {
  countFindings,
  countIssues,
  diagnosticsToJson,
  printBulletins,
  printDiagnostics,
  printReasons,
  showReading,
} from "./report.ts";
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
    explain: "switch",
    json: "switch",
  });
  const content = findWorkspace(args.text("content"));
  const out = findOutput(args.text("out"), content);
  const slugs = args.names.length > 0 ? args.names : undefined;
  checkSlugs(slugs, content);
  const started = performance.now();
  const interrupt = stopOnInterrupt(terminal);
  const estimate = openEstimate();
  const result = await buildWorkspace({
    content,
    out,
    slugs,
    formats: readFormats(args.text("format")),
    jobs: readJobs(args.text("jobs")),
    trustLayouts: args.has("trust-layouts"),
    reissue: args.has("reissue"),
    signal: interrupt.signal,
    reading: showReading(terminal),
    progress: (done, total, what) => {
      interrupt.listen();
      terminal.progress(done, total, `${estimate(done, total)}${what}`);
    },
  }).finally(interrupt.forget);
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
  if (args.has("explain")) printReasons(result, terminal);
  const built = result.bulletins.filter(({status}) => status === "built");
  const pages = built.reduce((sum, bulletin) => sum + (bulletin.pages ?? 0), 0);
  const unchanged = result.bulletins.filter(({status}) => status === "unchanged");
  const kept = result.bulletins.filter(({status}) => status === "kept").length;
  const findings = countFindings(result.diagnostics);
  const total = `${countIssues(built)}${unchanged.length > 0 ? `，没有变化不必重排的 ${countIssues(unchanged)}` : ""}${kept > 0 ? `，已印发没有重排的 ${kept} 期` : ""}${pages > 0 ? `，PDF 共 ${pages} 页` : ""}，用时 ${seconds.toFixed(1)} 秒`;
  const there = built.length + unchanged.length + kept;
  const made =
    there === 0 && result.bulletins.length > 0
      ? `${countIssues(result.bulletins)}都没有出，用时 ${seconds.toFixed(1)} 秒`
      : `${there < result.bulletins.length ? `出了 ${countIssues(result.bulletins)}中的 ` : "出了 "}${total}`;
  terminal.print(`${made}${findings ? `；${findings}` : ""}。`);
  const place = relative(".", out) || ".";
  if (there > 0) terminal.print(`用浏览器打开 ${join(place.startsWith("..") ? out : place, "index.html")} 看目录。`);
  return failed ? exitStatus.contentErrors : exitStatus.done;
}

/** "约需 3 分钟  ": from the pace so far, once it says something. */
function openEstimate(): (done: number, total: number) => string {
  let begun: {readonly at: number; readonly done: number} | undefined;
  return (done, total) => {
    // What is found unchanged at the beginning goes by quickly and tells nothing of the rest.
    if (done === 0 || !begun) begun = {at: performance.now(), done};
    const passed = (performance.now() - begun.at) / 1000;
    if (passed < 3 || done - begun.done < 5) return "";
    const left = (passed / (done - begun.done)) * (total - done);
    return left < 90 ? `还要约 ${Math.ceil(left / 5) * 5} 秒  ` : `还要约 ${Math.ceil(left / 60)} 分钟  `;
  };
}

interface Interrupt {
  readonly signal: AbortSignal;
  /** From now on there is something to be finished. */
  listen(): void;
  forget(): void;
}

/**
 * The first Ctrl-C finishes what is under way and keeps it; the second ends the program as usual. While the workspace is
 * read nothing is under way that would have to be finished: there the first one ends it.
 */
function stopOnInterrupt(terminal: Terminal): Interrupt {
  const controller = new AbortController();
  let isListening = false;
  const stop = () => {
    terminal.endProgress();
    terminal.tell("正在停下来：手里的几期排完就停，做好的不会丢，下次接着做。再按一次 Ctrl-C 马上停。");
    controller.abort(new Interruption());
  };
  return {
    signal: controller.signal,
    listen() {
      if (!isListening) process.once("SIGINT", stop);
      isListening = true;
    },
    forget: () => process.off("SIGINT", stop),
  };
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
