import {readdirSync, readFileSync} from "node:fs";
import {parse} from "yaml";
import {contentFolder} from "./town.ts";

interface Reference {
  readonly reference: string;
}

/** What a file of a bulletin asks for, found without the pipeline. */
export interface WrittenFile {
  /** In the content folder. */
  readonly path: string;
  readonly references: readonly {readonly text: string; readonly line: number; readonly offset: number}[];
  /** `name` is kind and title as written: 表格 {{ 期间 }}各片区进展. */
  readonly blocks: readonly {readonly name: string; readonly line: number}[];
  /** Sentences, cells and titles with references in them, as pieces of text with references between. */
  readonly sentences: readonly {readonly line: number; readonly pieces: readonly (string | Reference)[]}[];
}

/** All references and blocks in all files of all bulletins, listed as articles or not. */
export function readWritten(): WrittenFile[] {
  const folders = readdirSync(`${contentFolder}bulletins`);
  return folders.flatMap(folder =>
    readdirSync(`${contentFolder}bulletins/${folder}`)
      .filter(name => /\.(md|ya?ml)$/.test(name))
      .map(name => readFile(`bulletins/${folder}/${name}`)),
  );
}

function readFile(path: string): WrittenFile {
  const text = readFileSync(contentFolder + path, "utf8");
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  // A reference, or the figure behind a claim: [近400亩](=顺德村.流转面积).
  // The target may hold parentheses in pairs, one level deep.
  const references = [...text.matchAll(/\{\{(.*?)\}\}|\]\((=(?:[^()]|\([^()]*\))*)\)/g)].map(match => ({
    text: (match[1] ?? match[2] ?? "").trim(),
    line: lineAt(match.index),
    offset: match.index,
  }));
  const blocks = [
    ...text.matchAll(/^[ \t]*```(图表|表格|指标卡|政策|红黑榜|综述)[ \t]*\n([\s\S]*?)\n[ \t]*```[ \t]*$/gm),
  ].map(match => ({
    name: [match[1], titleOf(match[2] ?? "")].filter(Boolean).join(" "),
    line: lineAt(match.index),
  }));
  const sentences = text.split("\n").flatMap((written, index) => {
    // Of claims and source notes the words stay.
    const line = written.replace(/\[([^[\]]*)\]\((?:=|注:)(?:[^()]|\([^()]*\))*\)/g, "$1");
    // What stands between quotation marks of YAML, bars of a table, or after a key without quotation marks.
    return line
      .split(/"|\|(?![^{]*\}\})|^\p{Script=Han}+: /u)
      .filter(part => part.includes("{{"))
      .map(part => ({line: index + 1, pieces: splitReferences(part.trim())}));
  });
  return {path, references, blocks, sentences};
}

function splitReferences(text: string): (string | Reference)[] {
  // Splitting by a pattern with a group: every second piece is what stood between the braces.
  return text.split(/\{\{(.*?)\}\}/).map((piece, index) => (index % 2 === 0 ? piece : {reference: piece.trim()}));
}

function titleOf(yaml: string): string | undefined {
  const block: unknown = parse(yaml);
  return typeof block === "object" && block !== null && "标题" in block ? String(block.标题) : undefined;
}
