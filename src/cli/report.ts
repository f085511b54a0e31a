import type {BuildResult} from "../build/index.ts";
import {type Diagnostic, diagnosticToJson} from "../diagnostics/index.ts";
import {formatDiagnostic} from "./frame.ts";
import type {Terminal} from "./terminal.ts";

/** More findings of one kind in one file are only counted: one cause often has thousands. */
const shownOfAKind = 50;

/** Prints the findings with their places and what to do. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  const counts = new Map<string, number>();
  const kindOf = ({code, span}: Diagnostic): string => `${span?.source.path ?? ""} ${code}`;
  for (const diagnostic of diagnostics) {
    const kind = kindOf(diagnostic);
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count > shownOfAKind) continue;
    terminal.print(formatDiagnostic(diagnostic, terminal.colour));
    terminal.print("");
  }
  for (const [kind, count] of counts) {
    if (count <= shownOfAKind) continue;
    terminal.print(`${kind.trim()}：另有 ${count - shownOfAKind} 处同样的问题。`);
    terminal.print("");
  }
}

/** A small workspace is read before anyone could look. */
const worthTelling = 200;

/** Shows how far the reading has come. */
export function showReading(terminal: Terminal): (done: number, total: number) => void {
  return (done, total) => {
    if (total < worthTelling || done % 20 > 0) return;
    terminal.progress(done, total, done === total ? "核对数据" : "读稿件和数据");
  };
}

/** "2 处错误，1 处提醒", or undefined when there is nothing. */
export function countFindings(diagnostics: readonly Diagnostic[]): string | undefined {
  const errors = diagnostics.filter(({severity}) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [errors > 0 ? `${errors} 处错误` : "", warnings > 0 ? `${warnings} 处提醒` : ""].filter(Boolean);
  return parts.length > 0 ? parts.join("，") : undefined;
}

/** The table of bulletins at the end of a build. */
export function printBulletins({bulletins, withdrawn = []}: BuildResult, terminal: Terminal): void {
  const {colour} = terminal;
  const batches = new Set<string>();
  for (const {slug, status, files, pages, blockedBy, hasLast, issued, batch, unit} of bulletins) {
    if (batch !== undefined && !batches.has(batch)) {
      batches.add(batch);
      printBatch(
        batch,
        bulletins.filter(other => other.batch === batch),
        terminal,
      );
    }
    // What came out of a batch is counted; what did not is told unit by unit. What has not changed is counted at the end.
    if (status === "unchanged" || (batch !== undefined && status === "built")) continue;
    const name = unit === undefined ? slug : `${slug}（${unit}）`;
    if (status === "built") {
      const size = files.map(({path, bytes}) => `${path} ${formatSize(bytes)}`).join("，");
      terminal.print(
        `${colour.green("✓")} ${slug}  ${size}${pages === undefined ? "" : `，${pages} 页`}${issued ? issuedWords[issued] : ""}`,
      );
    } else if (status === "kept") {
      terminal.print(`● ${name}  已印发，没有重排`);
    } else {
      const reason = status === "blocked" ? `所用的数据有错误：${blockedBy.join("、")}` : "有错误";
      const data = status === "failed" && blockedBy.length > 0 ? `，所用的数据也有错误：${blockedBy.join("、")}` : "";
      terminal.print(`${colour.red("✗")} ${name}  没有出：${reason}${data}${hasLast ? "；上一次的结果没有动" : ""}`);
    }
  }
  printWithdrawn(withdrawn, terminal);
}

/** What was taken away from the output folder. */
function printWithdrawn(slugs: readonly string[], terminal: Terminal): void {
  const few = slugs.slice(0, 5).join("、");
  const count = slugs.length > 5 ? ` 等 ${slugs.length} 份` : "";
  if (slugs.length > 0) terminal.print(`○ 稿件或者名册里已经没有了，撤下了结果：${few}${count}`);
}

/** Why each bulletin was made anew, for --explain. */
export function printReasons({bulletins}: BuildResult, terminal: Terminal): void {
  for (const {slug, unit, status, why = []} of bulletins) {
    if (why.length === 0) continue;
    const name = `${slug}${unit === undefined ? "" : `（${unit}）`}`;
    terminal.print(
      status === "unchanged"
        ? `  ${name}重算了，结果一样，因为：${why.join("；")}`
        : `  ${name}重排，因为：${why.join("；")}`,
    );
  }
  const unchanged = bulletins.filter(({status, why = []}) => status === "unchanged" && why.length === 0).length;
  if (unchanged > 0)
    terminal.print(`  所用的稿件、数据、版式、程序都没有变化，结果也还在的，${unchanged} 份没有重排。`);
}

/** "✓ 2019-07-villages  32 个单位，共 64 页" */
function printBatch(batch: string, parts: BuildResult["bulletins"], {colour, print}: Terminal): void {
  const built = parts.filter(({status}) => status === "built");
  const pages = built.reduce((sum, part) => sum + (part.pages ?? 0), 0);
  const size = built.flatMap(({files}) => files).reduce((sum, {bytes}) => sum + bytes, 0);
  if (built.length === 0) return;
  const count =
    built.length < parts.length ? `${parts.length} 个单位中的 ${built.length} 个` : `${parts.length} 个单位`;
  print(
    `${colour.green("✓")} ${batch}  ${count}，${formatSize(size)}${pages > 0 ? `，共 ${pages} 页` : ""}；目录 ${batch}/index.html`,
  );
}

/** "5 期" of which a batch is one: "6 期（其中 1 期一版多单位，32 份）". */
export function countIssues(
  bulletins: readonly {readonly slug: string; readonly batch?: string | undefined}[],
): string {
  const parts = bulletins.filter(({batch}) => batch !== undefined);
  const batches = new Set(parts.map(({batch}) => batch)).size;
  const issues = `${bulletins.length - parts.length + batches} 期`;
  return batches === 0 ? issues : `${issues}（其中 ${batches} 期一版多单位，${parts.length} 份）`;
}

const issuedWords = {
  first: "（已印发，印出的数已经留底）",
  missing: "（已印发，结果不在了，照现在的内容排了一次）",
  reissued: "（已印发，照吩咐重排，重新留底）",
} as const;

export function formatSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function diagnosticsToJson(diagnostics: readonly Diagnostic[]): Record<string, unknown>[] {
  return diagnostics.map(diagnosticToJson);
}
