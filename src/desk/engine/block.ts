import type {StandingWorkspace} from "../../build/index.ts";
import {type Diagnostic, type SourceText, spanOf, uniqueDiagnostics} from "../../diagnostics/index.ts";
import {dropNotes} from "../../pages/index.ts";
import type {BlockAnswer, BlockAsk, Finding} from "../api.ts";
import {findBulletin} from "./bulletin-scope.ts";

/**
 * A chart, table or row of key figures as the page shows it, worked out as the only block of an article. Findings point
 * into the block's own YAML.
 */
export function renderBlock(
  {slug, kind, yaml}: BlockAsk,
  standing: StandingWorkspace,
  toFindings: (diagnostics: readonly Diagnostic[]) => readonly Finding[],
): BlockAnswer {
  const base = standing.base();
  const folder = findBulletin(base, slug);
  if (!folder) return {findings: []};
  const text = yaml.replace(/\r\n?/g, "\n").replace(/\n*$/, "");
  const article = articleAround(kind, text, folder.path);
  const bulletin = standing.composeAlone(slug, article.source, base);
  const all = uniqueDiagnostics(bulletin?.composed.diagnostics ?? []);
  const found = all.filter(({span}) => span?.source.path === article.source.path);
  const [only] = bulletin?.composed.view?.articles ?? [];
  const isWrong = found.some(({severity}) => severity === "error");
  return {
    ...(only && !isWrong ? {html: dropNotes(only.bodyHtml)} : {}),
    findings: toFindings(found.map(diagnostic => intoBlock(diagnostic, article))),
  };
}

interface BlockArticle {
  readonly source: SourceText;
  /** Offset of the YAML in it. */
  readonly start: number;
  readonly block: SourceText;
}

function articleAround(kind: string, yaml: string, bulletinPath: string): BlockArticle {
  const longest = Math.max(2, ...(yaml.match(/`+/g) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  const head = `---\n标题: ${kind}\n---\n\n${fence}${kind}\n`;
  const path = `${bulletinPath.slice(0, bulletinPath.lastIndexOf("/"))}/block.md`;
  return {source: {path, text: `${head}${yaml}\n${fence}\n`}, start: head.length, block: {path: "", text: yaml}};
}

function intoBlock(diagnostic: Diagnostic, {start, block}: BlockArticle): Diagnostic {
  const {span} = diagnostic;
  return span ? {...diagnostic, span: spanOf(block, span.start - start, span.end - start)} : diagnostic;
}
