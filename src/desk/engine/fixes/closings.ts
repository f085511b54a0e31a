import type {Diagnostic, Span} from "../../../diagnostics/index.ts";
import {spanOf} from "../../../diagnostics/index.ts";
import type {QuickFix} from "../../api.ts";
import {insert, replace, valuesOf} from "./fix.ts";

/** What was begun and not closed: the closing sign, where it is most likely meant. */
export function fixClosing(diagnostic: Diagnostic): QuickFix[] {
  const {code, span} = diagnostic;
  if (!span) return [];
  switch (code) {
    case "JB-3014":
      return [closeBraces(span)];
    case "JB-4001":
      return [insert(span, endOfParagraph(span), "\n:::", "在这一段后面收尾")];
    case "JB-4003":
      return [replace(lineOf(span), "", "删去这个 :::")];
    case "JB-4005":
      return [insert(span, endOfHead(span), "\n---", "在这几项后面收尾")];
    case "JB-4006":
      return [insert(span, 0, "---\n标题: 请写标题\n---\n\n", "补上写标题的部分")];
    case "JB-4008":
      return [insert(span, endOfParagraph(span), "\n```", "在这一块后面收尾")];
    case "JB-8008":
      return closeTie(diagnostic, span);
    case "JB-8009":
      return fillNote(span);
    default:
      return [];
  }
}

/** The expression ends before the next mark of a sentence: {{ 流转面积，比上月… */
function closeBraces(span: Span): QuickFix {
  const {source, start} = span;
  const [written = ""] = /^\{\{[^，。；：！？、}{\n]*/.exec(source.text.slice(start)) ?? [];
  const end = start + written.length;
  const [half = ""] = /^\}/.exec(source.text.slice(end)) ?? [];
  const closing = `${written.endsWith(" ") ? "" : " "}}}`;
  return replace(spanOf(source, end, end + half.length), closing, "补上“}}”");
}

function closeTie(diagnostic: Diagnostic, span: Span): QuickFix[] {
  const values = valuesOf(diagnostic, "JB-8008");
  if (!values?.problem.includes("“)”")) return [];
  const [written = ""] = /^[^，。；！？\n]*/.exec(span.source.text.slice(span.start)) ?? [];
  return [insert(span, span.start + written.length, ")", "补上“)”")];
}

/** [2批次](注:) */
function fillNote(span: Span): QuickFix[] {
  const {source, end} = span;
  const [opening] = /^\](?:\(注[:：])/.exec(source.text.slice(end)) ?? [];
  return opening === undefined ? [] : [insert(span, end + opening.length, "请写明来源", "先写上“请写明来源”")];
}

/** The end of the last line before an empty one. */
function endOfParagraph({source, start}: Span): number {
  const {text} = source;
  const end = text.indexOf("\n\n", start);
  return end === -1 ? text.trimEnd().length : end;
}

/** The end of the last line that an article's head may have: "标题: …", its items, its continued lines. */
function endOfHead({source}: Span): number {
  const [head = ""] = /^---[ \t]*(?:\n(?:\p{Script=Han}+:|[ \t]+|- ).*)*/u.exec(source.text) ?? [];
  return head.length;
}

function lineOf({source, start}: Span): Span {
  const {text} = source;
  const end = text.indexOf("\n", start);
  return spanOf(source, text.lastIndexOf("\n", start - 1) + 1, end === -1 ? text.length : end + 1);
}
