import {type Diagnostic, spanOf} from "../../../diagnostics/index.ts";
import type {Candidate, QuickFix} from "../../api.ts";
import {replace, textOf} from "./fix.ts";

/** Gives the figures that some words may tell, those near `context` first. */
export type FindCandidates = (words: string, context: string) => readonly Candidate[];

const mostOffered = 5;
/** 同比增长 before 8.6%: the words of a change belong to its number. */
const changeBefore =
  /(?:比上月|较上月|比上年同期|比去年同期|比年初|较年初|同比|环比)?(?:增长|增加|提高|上升|提升|下降|减少|回落|降低)了?$/;

/** A number tied to nothing: the figures that it may be, or a source that is not data. */
export function fixUntied(diagnostic: Diagnostic, find: FindCandidates | undefined): QuickFix[] {
  const {code, span} = diagnostic;
  if (code !== "JB-8007" || !span) return [];
  const {source, start, end} = span;
  const lineStart = source.text.lastIndexOf("\n", start - 1) + 1;
  const before = source.text.slice(lineStart, start);
  const after = source.text.slice(end, lineEnd(source.text, end));
  const context = `${before.slice(-60)}${textOf(span)}${after.slice(0, 30)}`;
  const [change = ""] = changeBefore.exec(before) ?? [];
  const tieTo = (from: number): QuickFix[] => {
    const place = spanOf(source, from, end);
    return (find?.(textOf(place), context) ?? [])
      .filter(({fits}) => fits)
      .slice(0, mostOffered)
      .map(({expression, text}) =>
        replace(place, `[${textOf(place)}](=${expression})`, `对上：${expression}（${text}）`),
      );
  };
  const ofChange = change === "" ? [] : tieTo(start - change.length);
  const note = replace(span, `[${textOf(span)}](注:请写明来源)`, "不是数据里的数：注明来源");
  return [...(ofChange.length > 0 ? ofChange : tieTo(start)), note];
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
