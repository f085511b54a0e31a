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

/** "2 处错误，1 处提醒", or undefined when there is nothing. */
export function countFindings(diagnostics: readonly Diagnostic[]): string | undefined {
  const errors = diagnostics.filter(({severity}) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [errors > 0 ? `${errors} 处错误` : "", warnings > 0 ? `${warnings} 处提醒` : ""].filter(Boolean);
  return parts.length > 0 ? parts.join("，") : undefined;
}

/** The table of bulletins at the end of a build. */
export function printBulletins({bulletins}: BuildResult, terminal: Terminal): void {
  const {colour} = terminal;
  for (const {slug, status, files, pages, blockedBy, issued} of bulletins) {
    if (status === "built") {
      const size = files.map(({path, bytes}) => `${path} ${formatSize(bytes)}`).join("，");
      terminal.print(
        `${colour.green("✓")} ${slug}  ${size}${pages === undefined ? "" : `，${pages} 页`}${issued ? issuedWords[issued] : ""}`,
      );
    } else if (status === "kept") {
      terminal.print(`● ${slug}  已印发，没有重排`);
    } else {
      const reason = status === "blocked" ? `所用的数据有错误：${blockedBy.join("、")}` : "有错误";
      const data = status === "failed" && blockedBy.length > 0 ? `，所用的数据也有错误：${blockedBy.join("、")}` : "";
      terminal.print(`${colour.red("✗")} ${slug}  没有出：${reason}${data}；上一次的结果没有动`);
    }
  }
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
