import {type Diagnostic, type Span, uniqueDiagnostics} from "../diagnostics/index.ts";
import {
  type Figure,
  type Figures,
  formatPeriod,
  formatQuantity,
  parsePeriod,
  readFigures,
  resolveReference,
  type Scope,
  type Unit,
} from "../figures/index.ts";
import {scopeTexts} from "../pages/index.ts";
import {diskFiles, readWorkspace, type Workspace} from "../workspace/index.ts";
import {readArguments, UsageError} from "./arguments.ts";
import {formatPlace} from "./frame.ts";
import {diagnosticsToJson, printDiagnostics} from "./report.ts";
import {exitStatus} from "./run-cli.ts";
import type {Terminal} from "./terminal.ts";
import {findWorkspace} from "./workspace-folder.ts";

/** `jianbao explain '顺德村.流转率@2019-07'`: value, formula, inputs, and the file and line of each. */
export async function explainCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const args = readArguments(argv, {content: "text", json: "switch"});
  const [text] = args.names;
  if (text === undefined || args.names.length > 1) {
    throw new UsageError("explain 后面写一个算式，两边加引号", "例：jianbao explain '顺德村.流转率@2019-07'");
  }
  const workspace = readWorkspace(diskFiles(findWorkspace(args.text("content"))));
  const figures = readFigures(workspace);
  const diagnostics: Diagnostic[] = [];
  const used: Figure[] = [];
  const scope = openScope(workspace, figures, diagnostics, figure => used.push(figure));
  const source = {path: "算式", text: text.replace(/^\s*\{\{|\}\}\s*$/g, match => " ".repeat(match.length))};
  const resolved = scope && resolveReference({source, start: 0, end: source.text.length}, scope);
  const all = uniqueDiagnostics([
    ...(resolved ? [] : [...workspace.diagnostics, ...figures.diagnostics]),
    ...diagnostics,
  ]);
  const shown = [...new Set(used)].filter(
    (figure, _, list) => !list.some(other => other !== figure && other.inputs.includes(figure)),
  );
  if (args.has("json")) {
    const json = {
      text: resolved?.text ?? null,
      figures: shown.map(figure => figureToJson(figure)),
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
  for (const figure of shown) printFigure(figure, figures, terminal, "  ");
  return exitStatus.done;
}

/** Without a unit, that of the newest bulletin is meant; without a month, the newest that has data. */
function openScope(
  workspace: Workspace,
  figures: Figures,
  diagnostics: Diagnostic[],
  use: (figure: Figure) => void,
): Scope | undefined {
  const newest = workspace.bulletins
    .flatMap(({bulletin}) => bulletin ?? [])
    .sort((a, b) => (a.期间 < b.期间 ? 1 : -1))[0];
  const unit = (newest && figures.units.find(newest.主体)[0]) ?? figures.units.roots[0];
  const period = figures.observations.periods.at(-1) ?? parsePeriod(newest?.期间 ?? "");
  if (!unit || !period) return undefined;
  const texts = newest ? scopeTexts(newest, unit, period) : new Map<string, string>();
  return {figures, unit, period, texts, report: diagnostic => diagnostics.push(diagnostic), use};
}

function printFigure(figure: Figure, figures: Figures, terminal: Terminal, indent: string): void {
  const {unit, indicator, inputs, members, missing} = figure;
  const {colour} = terminal;
  terminal.print(`${indent}${unit.name} ${formatRange(figure)} ${indicator.name} = ${formatFigure(figure, figures)}`);
  const inner = `${indent}  `;
  if (indicator.formula) {
    const place = `${indicator.formula.source.path}:${lineOf(indicator.span)}`;
    terminal.print(`${inner}公式 ${indicator.formula.text.trim()}  ${colour.grey(place)}`);
    for (const input of inputs) printFigure(input, figures, terminal, inner);
    return;
  }
  printSources(figure, terminal, inner);
  if (members.length > 0 && !(members.length === 1 && members[0] === unit)) {
    terminal.print(`${inner}由 ${members.length} 个单位${aggregationWords[indicator.aggregation]}`);
    for (const member of members) printMember(member, figure, figures, terminal, `${inner}  `);
  }
  if (missing.length > 0) terminal.print(`${inner}未报：${missing.map(({name}) => name).join("、")}`);
}

const aggregationWords = {sum: "合计", mean: "平均", max: "取最大", none: ""} as const;

function printMember(
  member: Unit,
  {indicator, range}: Figure,
  figures: Figures,
  terminal: Terminal,
  indent: string,
): void {
  const figure = figures.compute(member, indicator, range);
  const place = figure.observations[0]?.span ?? figure.attribute?.span;
  terminal.print(
    `${indent}${member.name} ${formatFigure(figure, figures)}${place ? `  ${terminal.colour.grey(formatPlace(place))}` : ""}`,
  );
}

function printSources({observations, attribute}: Figure, terminal: Terminal, indent: string): void {
  const {colour} = terminal;
  for (const {span, file, correction} of observations) {
    const who = [file.reporter, file.reportedOn].filter(Boolean).join(" ");
    terminal.print(
      `${indent}${colour.grey(formatPlace(span))}${file.source ? `  来源：${file.source}` : ""}${who ? `  填报：${who}` : ""}`,
    );
    if (correction) {
      const {oldValue, newValue, reason, date} = correction;
      terminal.print(
        `${indent}${date} 更正：${oldValue.toString()} 改为 ${newValue.toString()}，${reason}  ${colour.grey(formatPlace(correction.span))}`,
      );
    }
  }
  if (attribute) terminal.print(`${indent}${colour.grey(formatPlace(attribute.span))}  属性`);
}

function formatFigure({value, indicator, absence}: Figure, figures: Figures): string {
  if (value === undefined)
    return absence === "notReported" ? "未报" : absence === "zeroDivision" ? "算不出（除数为零）" : "—";
  const {measure, isRate, decimals} = indicator;
  return formatQuantity({value, measure, isRate, decimals}, figures);
}

function formatRange({range: {from, to}}: Figure): string {
  return from === to ? formatPeriod(to) : `${formatPeriod(from)}至${formatPeriod(to)}`;
}

function lineOf(span: Span): string {
  return formatPlace(span).split(":").slice(1).join(":");
}

function figureToJson(figure: Figure): Record<string, unknown> {
  const {unit, indicator, range, value, absence, observations, attribute, inputs, members, missing} = figure;
  return {
    unit: unit.name,
    indicator: indicator.name,
    from: range.from,
    to: range.to,
    value: value?.toString() ?? null,
    ...(absence ? {absence} : {}),
    ...(indicator.formula ? {formula: indicator.formula.text.trim(), definedAt: formatPlace(indicator.span)} : {}),
    sources: [...observations.map(({span}) => formatPlace(span)), ...(attribute ? [formatPlace(attribute.span)] : [])],
    inputs: inputs.map(figureToJson),
    members: members.map(({name}) => name),
    missing: missing.map(({name}) => name),
  };
}
