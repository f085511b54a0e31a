import {diagnose, type Report, type SourceText, spanOf} from "../diagnostics/index.ts";

const longestArticle = 1024 * 1024;
const longestLine = 10_000;
const mostMarks = 3_000;
const deepestNesting = 20;
const widestIndent = 100;

/**
 * Whether the Markdown reader can be trusted with a body: its time and its depth grow with what is nested and with marks
 * that open without closing. `body` is masked, of the same length as the source from `bodyStart` on.
 */
export function isWithinLimits(body: string, source: SourceText, bodyStart: number, report: Report): boolean {
  const refuse = (at: number, what: string): boolean => {
    report(diagnose("JB-4011", spanOf(source, bodyStart + at, bodyStart + at + 1), {what}));
    return false;
  };
  if (body.length > longestArticle) return refuse(longestArticle, "稿件太长，超过 100 万字");
  let at = 0;
  let marks = 0;
  let containers = 0;
  for (const line of body.split("\n")) {
    if (line.length > longestLine) return refuse(at + longestLine, `这一行太长，超过 ${longestLine} 字`);
    marks = line.trim() === "" ? 0 : marks + (line.match(/[*_`~[\]<]/g)?.length ?? 0);
    if (marks > mostMarks) return refuse(at, `这一段里的标记超过 ${mostMarks} 个`);
    const lead = /^(?:[ \t]|>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line)?.[0] ?? "";
    const depth = lead.match(/[>*+-]|\d+[.)]/g)?.length ?? 0;
    if (depth > deepestNesting || lead.length > widestIndent) return refuse(at, "引用和列表套得太深");
    if (/^[:：]{3}[ \t]*$/.test(line)) containers = Math.max(0, containers - 1);
    else if (/^[:：]{3}/.test(line)) containers += 1;
    if (containers > deepestNesting) return refuse(at, "::: 套得太深");
    at += line.length + 1;
  }
  return true;
}

/**
 * Takes out numeric entities of what no text may hold (`&#xFDE0;` would come to life as one of our own marks), and tells
 * them; every offset stays true.
 */
export function withoutForbiddenEntities(body: string, source: SourceText, bodyStart: number, report: Report): string {
  return body.replace(/&#(?:x([0-9a-f]+)|(\d+));?/gi, (entity, hex: string | undefined, digits: string, at: number) => {
    const code = hex === undefined ? Number.parseInt(digits, 10) : Number.parseInt(hex, 16);
    if (!isForbidden(code)) return entity;
    const span = spanOf(source, bodyStart + at, bodyStart + at + entity.length);
    report(diagnose("JB-1003", span, {character: entity}));
    return " ".repeat(entity.length);
  });
}

/** Control characters, surrogates, private use, noncharacters, and what is no character at all. */
function isForbidden(code: number): boolean {
  return (
    (code < 0x20 && ![0x09, 0x0a, 0x0d].includes(code)) ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xd800 && code <= 0xf8ff) ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe ||
    code >= 0xf0000
  );
}
