import {diagnose, type Report, type SourceText, spanOf} from "../diagnostics/index.ts";
import {type ArticleFront, articleSchema, checkSchema, parseYaml, type YamlText} from "../workspace/index.ts";

/** An article: front matter with places, and where the body begins. */
export interface Article {
  readonly source: SourceText;
  readonly yaml: YamlText;
  readonly front: ArticleFront;
  /** Offset of the first character of the body. */
  readonly bodyStart: number;
}

/**
 * Splits an article into front matter and body:
 *
 *     ---
 *     标题: …
 *     ---
 *     正文
 *
 * Undefined, with diagnostics, when the front matter is missing or wrong.
 */
export function parseArticle(source: SourceText, report: Report): Article | undefined {
  const opening = /^---[ \t]*\n/.exec(source.text);
  if (!opening) {
    const firstLineEnd = source.text.indexOf("\n");
    report(diagnose("JB-4006", spanOf(source, 0, firstLineEnd === -1 ? source.text.length : firstLineEnd), {}));
    return undefined;
  }
  const closing = /^---[ \t]*$/m.exec(source.text.slice(opening[0].length));
  if (!closing) {
    report(diagnose("JB-4005", spanOf(source, 0, 3), {}));
    return undefined;
  }
  const from = opening[0].length;
  const to = from + closing.index;
  const bodyStart = Math.min(source.text.length, to + closing[0].length + 1);
  const yaml = parseYaml(source, report, {from, to, masked: true});
  const front = yaml && checkSchema(articleSchema, yaml, report);
  return front && {source, yaml, front, bodyStart};
}
