import {type Report, spanOf} from "../diagnostics/index.ts";
import type {YamlPath, YamlText} from "../workspace/index.ts";
import {type Expression, parseExpression} from "./expression.ts";

/**
 * Parses the expression that is written as a value of a YAML text. With `index`, the value may be a list or, for the
 * first, a single value: both `指标: 流转率` and `指标: [流转率]` are read.
 */
export function parseYamlExpression(
  yaml: YamlText,
  path: YamlPath,
  report: Report,
  {index, kind, length}: {index?: number; kind?: "Reference" | "Expression"; length?: number} = {},
): Expression | undefined {
  const isList = index !== undefined && Array.isArray(valueAt(yaml.value, path));
  const span = yaml.spanAt(isList ? [...path, index] : path);
  const {text} = span.source;
  const quoted = /["']/.test(text[span.start] ?? "") && text[span.end - 1] === text[span.start] ? 1 : 0;
  const inner = spanOf(span.source, span.start + quoted, span.end - quoted);
  return parseExpression(
    inner.source,
    inner.start,
    length === undefined ? inner.end : inner.start + length,
    report,
    kind,
  );
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (holder, step) => (holder as Record<string | number, unknown> | undefined)?.[step],
    value,
  );
}
