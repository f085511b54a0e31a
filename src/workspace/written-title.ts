import type {YamlText} from "./yaml-text.ts";

/** 标题 of a bulletin as its file writes it, references and all: for one that could not be worked out. */
export function writtenTitle(yaml: YamlText | undefined): string | undefined {
  if (typeof (yaml?.value as {标题?: unknown} | null | undefined)?.标题 !== "string" || !yaml) return undefined;
  const {start, end} = yaml.spanAt(["标题"]);
  return yaml.source.text.slice(start, end).replace(/^(["'])(.*)\1$/s, "$2");
}
