import {isMap, parseDocument} from "yaml";
import {bulletinSchema, checkSchema, parseYaml} from "../../workspace/index.ts";

const key = "状态";
const issued = "已印发";

/**
 * A bulletin.yaml with 状态: 已印发; every other character stays. Undefined when the text is not a bulletin's, or would
 * not be one that is issued.
 */
export function markIssued(text: string): string | undefined {
  const yaml = parseYaml({path: "bulletin.yaml", text}, () => undefined, {masked: true});
  if (!yaml) return undefined;
  const written = yaml.value as Readonly<Record<string, unknown>> | null;
  const marked = written?.[key] === undefined ? withLine(text) : withValue(text, yaml.spanAt([key]));
  return isIssued(marked) ? marked : undefined;
}

function withValue(text: string, {start, end}: {readonly start: number; readonly end: number}): string {
  const quote = /^["']/.exec(text.slice(start, end))?.[0] ?? "";
  return text.slice(0, start) + quote + issued + quote + text.slice(end);
}

/** After the last entry; between the braces of a text that is written in them. */
function withLine(text: string): string {
  const {contents} = parseDocument(text);
  if (isMap(contents) && contents.flow) {
    const end = contents.range?.[1] ?? text.length;
    const last = /,?\s*$/.exec(text.slice(0, end - 1))?.index ?? end - 1;
    return `${text.slice(0, last)}, ${key}: ${issued}${text.slice(end - 1)}`;
  }
  const end = isMap(contents) ? endOfBlock(text, contents.range?.[1] ?? text.length) : text.length;
  const before = text.slice(0, end);
  return `${before}${before.endsWith("\n") ? "" : "\n"}${key}: ${issued}\n${text.slice(end)}`;
}

/** The start of the line after the last entry: what follows are comments or the end of the document. */
function endOfBlock(text: string, end: number): number {
  if (end === 0 || text[end - 1] === "\n") return end;
  const lineEnd = text.indexOf("\n", end);
  return lineEnd === -1 ? text.length : lineEnd + 1;
}

function isIssued(text: string): boolean {
  const yaml = parseYaml({path: "bulletin.yaml", text}, () => undefined, {masked: true});
  return yaml !== undefined && checkSchema(bulletinSchema, yaml, () => undefined)?.状态 === issued;
}
