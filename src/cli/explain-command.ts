import {uniqueDiagnostics} from "../diagnostics/index.ts";
import {explainExpression, type Origin, originLines, originToJson, parsePeriod, readFigures} from "../figures/index.ts";
import {questionScope} from "../pages/index.ts";
import {diskFiles, readWorkspace} from "../workspace/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {formatPlace} from "./frame.ts";
import {diagnosticsToJson, printDiagnostics} from "./report.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {findWorkspace} from "./workspace-folder.ts";

/** `jianbao explain "顺德村.流转率@2019-07"`: value, formula, inputs, and the file and line of each. */
export async function explainCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {content: "text", json: "switch"});
  const [written] = args.names;
  if (written === undefined || args.names.length > 1) {
    throw new UsageError("explain 后面写一个算式，两边加双引号", '例：jianbao explain "顺德村.流转率@2019-07"');
  }
  // The command prompt of Windows leaves single quotes where they are.
  const text = written.replace(/^'(.*)'$/s, "$1");
  const workspace = readWorkspace(diskFiles(findWorkspace(args.text("content"))));
  const figures = readFigures(workspace);
  // Without a unit, that of the newest bulletin is meant; without a month, the newest that has data.
  const newest = workspace.bulletins
    .flatMap(({bulletin}) => bulletin ?? [])
    .sort((a, b) => (a.期间 < b.期间 ? 1 : -1))[0];
  const period = figures.observations.periods.at(-1) ?? parsePeriod(newest?.期间 ?? "");
  const scope = questionScope(newest, period, figures);
  const explanation = scope && explainExpression(text, scope);
  const resolved = explanation?.resolved;
  const all = uniqueDiagnostics([
    ...(resolved ? [] : [...workspace.diagnostics, ...figures.diagnostics]),
    ...(explanation?.diagnostics ?? []),
  ]);
  const shown = explanation?.origins ?? [];
  if (args.has("json")) {
    const json = {
      text: resolved?.text ?? null,
      figures: shown.map(toJson),
      diagnostics: diagnosticsToJson(all),
    };
    terminal.print(JSON.stringify(json, null, 2));
    return resolved ? exitStatus.done : exitStatus.contentErrors;
  }
  if (!resolved) {
    printDiagnostics(all, terminal);
    return exitStatus.contentErrors;
  }
  terminal.print(`${text.trim()} = ${terminal.colour.bold(resolved.text)}`);
  for (const origin of shown) printOrigin(origin, terminal);
  return exitStatus.done;
}

/** The description of an origin, as it stands in the notes of a page too. */
function printOrigin(origin: Origin, {colour, print}: Terminal): void {
  for (const {depth, text, place, remark} of originLines(origin, 1)) {
    const parts = [text, place ? colour.grey(formatPlace(place)) : "", remark].filter(Boolean);
    print(`${"  ".repeat(depth)}${parts.join("  ")}`);
  }
}

function toJson(origin: Origin): Record<string, unknown> {
  return originToJson(origin, toJson);
}
