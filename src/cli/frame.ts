import {type Diagnostic, describe, lineText, placeAt, type Span} from "../diagnostics/index.ts";
import {cellWidth} from "./cell-width.ts";

/** Colours of the terminal; all empty when it has none. */
export interface Colours {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly grey: (text: string) => string;
  readonly bold: (text: string) => string;
}

export function colours(enabled: boolean): Colours {
  const paint = (code: number) => (text: string) => (enabled ? `\u001b[${code}m${text}\u001b[0m` : text);
  return {red: paint(31), yellow: paint(33), green: paint(32), grey: paint(90), bold: paint(1)};
}

/**
 * A diagnostic as the terminal shows it:
 *
 *     progress/2019-07.yaml:14:7 错误 JB-2031：找不到单位“顺得村”。
 *       14 │   顺得村: {流转面积: 388}
 *          │   ^^^^^^
 *       提示：是否想写“顺德村”？
 */
export function formatDiagnostic(diagnostic: Diagnostic, colour: Colours): string {
  const described = describe(diagnostic);
  const message = harmless(described.message);
  const hint = described.hint && harmless(described.hint);
  const {span, severity, code, related} = diagnostic;
  const kind = severity === "error" ? colour.red(`错误 ${code}`) : colour.yellow(`提醒 ${code}`);
  const lines = [`${span ? `${colour.bold(formatPlace(span))} ` : ""}${kind}：${endSentence(message)}`];
  if (span && span.source.text !== "")
    lines.push(...frame(span, severity === "error" ? colour.red : colour.yellow, colour));
  for (const {span: place, note} of related) {
    lines.push(`  ${colour.grey(`${formatPlace(place)} ${harmless(note)}`)}`);
  }
  if (hint) lines.push(`  ${colour.green("提示：")}${endSentence(hint)}`);
  return lines.join("\n");
}

/** "units.yaml:3:5" */
export function formatPlace(span: Span): string {
  const {line, column} = placeAt(span.source, span.start);
  return `${harmless(span.source.path)}:${line}:${column}`;
}

/** The line with carets below; Chinese characters take two cells of a terminal. */
function frame(span: Span, paint: (text: string) => string, colour: Colours): string[] {
  const {line, column} = placeAt(span.source, span.start);
  const text = lineText(span.source, line);
  const characters = [...harmless(text.replaceAll("\t", "→"))];
  // A long line is cut to what stands around the place.
  const from = Math.max(0, column - 1 - 36);
  const shown = characters.slice(from, from + 72).join("");
  const before = cellWidth(characters.slice(from, column - 1).join("")) + (from > 0 ? 1 : 0);
  const marked = span.source.text.slice(span.start, span.end).split("\n", 1)[0] ?? "";
  const room = cellWidth(shown) - before + (from > 0 ? 1 : 0);
  const carets = "^".repeat(Math.max(1, Math.min(cellWidth(marked), room)));
  const number = String(line).padStart(4);
  return [
    `${colour.grey(`${number} │ `)}${from > 0 ? "…" : ""}${shown}`,
    `${colour.grey(`${" ".repeat(number.length)} │ `)}${" ".repeat(before)}${paint(carets)}`,
  ];
}

/** A text of the content for a terminal, which would obey control characters. */
export function harmless(text: string): string {
  return text.replace(/(?!\n)\p{Cc}/gu, "\uFFFD");
}

function endSentence(text: string): string {
  return /[。？！]$/.test(text) ? text : `${text}。`;
}
