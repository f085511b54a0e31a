import type {SourceText} from "../../diagnostics/index.ts";
import {blockNames} from "../../narrative/index.ts";

/** A text written as YAML: what its key is called, and where its words begin and end. */
export interface YamlValue {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The value of YAML around an offset, without its key, quotes and remarks:
 *
 *     图片: [{图: a.jpg, 说明: "全镇{{ 流转率 }}"}]  # 封面    of the reference: key 说明, words 全镇{{ 流转率 }}
 *
 * Of a text over several lines, the line. Undefined where the text is no YAML.
 */
export function findYamlValue(source: SourceText, offset: number): YamlValue | undefined {
  const region = yamlRegions(source).find(({start, end}) => start <= offset && offset < end);
  if (!region) return undefined;
  const {text} = source;
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const lineEnd = endOfLine(text, offset);
  const before = text.slice(lineStart, offset);
  const key = [...before.matchAll(keyPattern)].at(-1);
  if (!key) {
    const indent = before.search(/\S|$/);
    return {key: keyAbove(text.slice(region.start, lineStart), indent), start: lineStart + indent, end: lineEnd};
  }
  const start = lineStart + key.index + key[0].length;
  const quote = /^["']/.exec(text.slice(start, lineEnd))?.[0];
  if (quote === undefined) return {key: key[1] ?? "", start, end: offset + plainEnd(text.slice(offset, lineEnd))};
  const close = text.slice(offset, lineEnd).indexOf(quote);
  return {key: key[1] ?? "", start: start + 1, end: close === -1 ? lineEnd : offset + close};
}

/** A key that is not within a reference, where a colon stands after names only. */
const keyPattern = /(?:^|[{,[]|-[ \t])[ \t]*(?:-[ \t]+)?([\p{L}\p{N}]+)[ \t]*:[ \t]+/gu;

/** Where a value without quotes ends: before a remark, or before what closes or follows it in a list of one line. */
function plainEnd(rest: string): number {
  const readable = rest.replace(/\{\{[^\n]*?\}\}|\[[^\]\n]*\]\([^)\n]*\)/g, run => "x".repeat(run.length));
  const inReference = /^[^{\n]*?\}\}/.exec(readable)?.[0].length ?? 0;
  const end = readable.slice(inReference).search(/\s+#|[}\]]|,\s/);
  return end === -1 ? rest.trimEnd().length : inReference + end;
}

/** The key of a text that goes over several lines: the nearest above that stands further left. */
function keyAbove(text: string, indent: number): string {
  for (const line of text.split("\n").reverse()) {
    const [, space = "", key] = /^([ \t]*(?:-[ \t]+)*)([\p{L}\p{N}]+)[ \t]*:/u.exec(line) ?? [];
    if (key !== undefined && space.length < Math.max(indent, 1)) return key;
  }
  return "";
}

function yamlRegions({path, text}: SourceText): readonly {readonly start: number; readonly end: number}[] {
  if (path.endsWith(".yaml")) return [{start: 0, end: text.length}];
  const front = /^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/.exec(text)?.[0].length ?? 0;
  const blocks = [...text.matchAll(blockPattern)].map(({index, 0: block}) => ({
    start: index,
    end: index + block.length,
  }));
  return [{start: 0, end: front}, ...blocks];
}

const blockPattern = new RegExp(
  `^[ \\t]*(\`{3,}|~{3,})[ \\t]*(?:${blockNames.join("|")})[ \\t]*\\n[\\s\\S]*?\\n[ \\t]*\\1`,
  "gm",
);

function endOfLine(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  return next === -1 ? text.length : next;
}
