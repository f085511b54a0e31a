import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import {type Diagnostic, diagnose, type Report, type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import {unprintableIn} from "./files/index.ts";
import {type MaskedReference, maskReferences} from "./mask.ts";
import {openPlainYaml, type ReadingDesk} from "./plain-yaml-text.ts";
import {trimSpan, type YamlEntry, type YamlPath, type YamlText} from "./yaml-text.ts";

/**
 * Parses the YAML between two offsets of a source. Gives undefined when it cannot be read at all.
 * `masked` hides references first; only texts that may hold them ask for it. With a `desk`, shared by files that are
 * many and seldom asked twice, no more than the text is kept.
 */
export function parseYaml(
  source: SourceText,
  report: Report,
  options: {from?: number; to?: number; masked?: boolean; desk?: ReadingDesk | undefined} = {},
): YamlText | undefined {
  const {from = 0, to = source.text.length, masked = false, desk} = options;
  const mask = masked
    ? maskReferences(source, report, from, to)
    : {text: source.text.slice(from, to), references: [] as const};
  const readFully = (): YamlText => {
    const yaml = parseMasked(source, mask, from, () => undefined);
    if (!yaml) throw new Error(`${source.path}: the two readers of YAML disagree`);
    return yaml;
  };
  const plain = openPlainYaml({source, from, text: mask.text, references: mask.references, readFully}, desk);
  return plain ?? parseMasked(source, mask, from, report);
}

/** Reads any YAML, with all that is wrong in it. */
export function parseFully(source: SourceText, report: Report): YamlText | undefined {
  return parseMasked(source, {text: source.text, references: []}, 0, report);
}

function parseMasked(
  source: SourceText,
  mask: {readonly text: string; readonly references: readonly MaskedReference[]},
  from: number,
  report: Report,
): YamlText | undefined {
  const document = parseDocument<ParsedNode, false>(mask.text, {
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    keepSourceTokens: false,
    logLevel: "silent",
  });
  const problems = [...document.errors, ...document.warnings.filter(({code}) => code === "TAG_RESOLVE_FAILED")];
  if (problems.length > 0) {
    for (const problem of firstOfEachLine(problems, mask.text))
      report(yamlDiagnostic(problem, source, from, mask.text));
    return undefined;
  }
  const span = (node: ParsedNode | null | undefined): Span | undefined =>
    node?.range ? spanOf(source, from + node.range[0], from + Math.max(node.range[1], node.range[0])) : undefined;

  // Aliases let a few lines grow into gigabytes, and nobody who fills in figures needs them.
  const alias = firstAlias(document);
  if (alias) {
    const place = span(alias.node) ?? spanOf(source, from);
    report(alias.isResolved ? diagnose("JB-1013", place, {}) : diagnose("JB-1014", place, {name: alias.name}));
    return undefined;
  }
  // Escapes ("\u0000") bring in what no text may hold; references hidden in the text are ours and not escaped.
  const smuggled = findSmuggled(document, mask.text);
  if (smuggled) {
    report(diagnose("JB-1003", trimSpan(span(smuggled.node) ?? spanOf(source, from)), {character: smuggled.character}));
    return undefined;
  }
  const split = findSplitNumber(document, mask.text);
  if (split) {
    const problem = `数字里不要逗号，写 ${split.number}`;
    report(diagnose("JB-1010", spanOf(source, from + split.start, from + split.end), {problem}));
    return undefined;
  }
  const value: unknown = document.toJS();

  const pairsOf = indexPairs();
  const nodeAt = (path: YamlPath, part: "key" | "value"): ParsedNode | undefined => {
    let node: unknown = document.contents;
    let best = document.contents as ParsedNode | undefined;
    for (const [index, step] of path.entries()) {
      const target = node;
      if (isMap(target)) {
        const pair = pairsOf(target.items as Pair[]).get(String(step));
        if (!pair) return best;
        const isLast = index === path.length - 1;
        best = (isLast && part === "key" ? pair.key : (pair.value ?? pair.key)) as ParsedNode;
        if (!isLast && isMapOrSeq(pair.value) === false) best = pair.key as ParsedNode;
        node = pair.value;
      } else if (isSeq(target)) {
        const item = target.items[Number(step)];
        if (!item) return best;
        node = item;
        best = item as ParsedNode;
      } else return best;
    }
    return best;
  };
  return {
    source,
    value,
    isEmpty: value === null,
    references: mask.references,
    spanAt: (path, part = "value") => trimSpan(span(nodeAt(path, part)) ?? spanOf(source, from, from)),
    entriesAt(path) {
      let node: unknown = document.contents;
      for (const step of path) {
        const target = node;
        if (isMap(target)) node = pairsOf(target.items as Pair[]).get(String(step))?.value;
        else if (isSeq(target)) node = target.get(Number(step), true);
        else return [];
      }
      return entriesOf(node);
    },
  };

  function entriesOf(map: unknown): YamlEntry[] {
    if (!isMap(map)) return [];
    return map.items.flatMap((pair): YamlEntry[] => {
      if (!isPair(pair) || !isScalar(pair.key)) return [];
      const valueNode = pair.value;
      const keySpan = span(pair.key as ParsedNode) ?? spanOf(source, from);
      return [
        {
          key: String(pair.key.value),
          keySpan,
          get value() {
            return isNode(valueNode) ? valueNode.toJS(document) : null;
          },
          valueSpan: trimSpan(span(pair.value as ParsedNode) ?? keySpan),
          written: isScalar(valueNode) ? valueNode.source : undefined,
          entries: () => entriesOf(valueNode),
        },
      ];
    });
  }
}

/** Finds pairs by key without walking a long map again for each look-up. */
function indexPairs(): (items: Pair[]) => Map<string, Pair> {
  const indexes = new WeakMap<Pair[], Map<string, Pair>>();
  return items => {
    let index = indexes.get(items);
    if (!index) {
      index = new Map(items.map(pair => [isScalar(pair.key) ? String(pair.key.value) : "", pair]));
      indexes.set(items, index);
    }
    return index;
  };
}

function isMapOrSeq(node: unknown): boolean {
  return isMap(node) || isSeq(node);
}

/** The first `*name` of a document, and whether there is a `&name` for it. */
function firstAlias(
  document: Document.Parsed<ParsedNode, false>,
): {node: ParsedNode; name: string; isResolved: boolean} | undefined {
  let first: {node: ParsedNode; name: string; isResolved: boolean} | undefined;
  const anchors = new Set<string>();
  visit(document.contents as Node | null, {
    Node(_key, node) {
      if ("anchor" in node && node.anchor) anchors.add(node.anchor);
    },
    Alias(_key, node) {
      first = {node: node as ParsedNode, name: node.source, isResolved: anchors.has(node.source)};
      return visit.BREAK;
    },
  });
  return first;
}

/** The first quoted key or value with an escape for a character that cannot be printed. */
function findSmuggled(
  document: Document.Parsed<ParsedNode, false>,
  text: string,
): {node: ParsedNode; character: string} | undefined {
  let first: {node: ParsedNode; character: string} | undefined;
  visit(document.contents as Node | null, {
    Scalar(_key, node) {
      const {value, range} = node;
      // Only double quotes know escapes. Hidden references stand in both texts, what was escaped only in the value.
      if (typeof value !== "string" || !range || node.type !== "QUOTE_DOUBLE") return undefined;
      const written = unprintableIn(text.slice(range[0], range[1]));
      const found = unprintableIn(value).find(({character}, index) => character !== written[index]?.character);
      if (!found) return undefined;
      first = {node: node as ParsedNode, character: found.character};
      return visit.BREAK;
    },
  });
  return first;
}

/** One mistake often makes the reader stumble several times on a line; the first is the one to mend. */
function firstOfEachLine(problems: readonly YAMLError[], text: string): YAMLError[] {
  const seen = new Set<number>();
  const sorted = [...problems].sort((a, b) => a.pos[0] - b.pos[0]);
  // A tab in the indentation breaks everything after it: then only the tabs are worth telling.
  const tabs = sorted.filter(problem => isTab(problem, text));
  if (tabs.length > 0) return tabs.slice(0, 1);
  const result = sorted.filter(problem => {
    const line = text.slice(0, problem.pos[0]).split("\n").length;
    if (seen.has(line)) return false;
    seen.add(line);
    return true;
  });
  const duplicates = result.filter(({code}) => code === "DUPLICATE_KEY");
  return duplicates.length > 0 && duplicates.length === result.length ? duplicates : result.slice(0, 1);
}

function isTab(problem: YAMLError, text: string): boolean {
  if (problem.code === "TAB_AS_INDENT") return true;
  const lineStart = text.lastIndexOf("\n", problem.pos[0] - 1) + 1;
  return /^ *\t/.test(text.slice(lineStart));
}

function yamlDiagnostic(problem: YAMLError, source: SourceText, from: number, text: string): Diagnostic {
  const [start, end] = problem.pos;
  if (isTab(problem, text)) {
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const tab = text.indexOf("\t", lineStart);
    return diagnose("JB-1011", spanOf(source, from + tab, from + tab + 1), {});
  }
  if (problem.code === "DUPLICATE_KEY") {
    const key = /^[^:\n]*/.exec(text.slice(start))?.[0].trim() ?? "";
    return diagnose("JB-1012", spanOf(source, from + start, from + start + key.length), {key: unquote(key)});
  }
  const quote = /^Missing closing (["'])/.exec(problem.message)?.[1];
  const opening = quote === undefined ? -1 : text.lastIndexOf(quote, start - 1);
  if (opening !== -1) {
    return diagnose("JB-1010", spanOf(source, from + opening, from + opening + 1), {problem: "引号没有收尾"});
  }
  const wide = findFullWidth(text, start);
  if (wide) {
    const problem = `这里用了中文的“${wide.character}”，改成${fullWidthMarks[wide.character]}`;
    return diagnose("JB-1010", spanOf(source, from + wide.at, from + wide.at + 1), {problem});
  }
  const slip = findSlip(text, start);
  if (slip) {
    const {at, length, problem} = slip;
    return diagnose("JB-1010", spanOf(source, from + at, from + at + length), {problem});
  }
  const visibleEnd = Math.min(end, text.indexOf("\n", start) === -1 ? text.length : text.indexOf("\n", start));
  return diagnose("JB-1010", spanOf(source, from + start, from + Math.max(start + 1, visibleEnd)), {
    problem: yamlProblems[problem.code] ?? "这里读不懂",
  });
}

/** What people forget most, on the line of a problem. The parser stumbles over it, often further on. */
const slips: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [/(?<=^\s*(?:- +)?[\p{L}\p{N}_]+):(?=[^\s:])/u, "冒号后面要空一格"],
  [/(?<=: +)-(?=\s*[,}\]])/u, "短横不是数，没有报的写“未报”"],
  [/(?<=[{,]\s*[^\s{},:]+: +[^\s{},:]+)\s+(?=[^\s{},:]+: )/u, "两项之间少了逗号"],
];

function findSlip(
  text: string,
  problemAt: number,
): {readonly at: number; readonly length: number; readonly problem: string} | undefined {
  const begin = text.lastIndexOf("\n", problemAt - 1) + 1;
  const [line = ""] = text.slice(begin, begin + 1000).split("\n", 1);
  for (const [pattern, problem] of slips) {
    const match = pattern.exec(line);
    if (match) return {at: begin + match.index, length: match[0].length, problem};
  }
  return undefined;
}

const fullWidthMarks: Readonly<Record<string, string>> = {
  "：": "英文冒号加空格",
  "，": "英文逗号加空格",
  "｛": "英文大括号 {",
  "｝": "英文大括号 }",
};

/** A Chinese mark that stands for YAML's own, on the line of a problem or the one before. */
function findFullWidth(text: string, problemAt: number): {character: string; at: number} | undefined {
  const start = text.lastIndexOf("\n", problemAt - 1) + 1;
  const before = start === 0 ? 0 : text.lastIndexOf("\n", start - 2) + 1;
  for (const lineStart of new Set([start, before])) {
    const line = (text.slice(lineStart).split("\n", 1)[0] ?? "").replace(/"[^"]*"|'[^']*'|(?<=\s|^)#.*/g, match =>
      " ".repeat(match.length),
    );
    const found = [
      /^(?:(?!:\s)[^：])*：/, // instead of the first colon of the line
      /[{｛](?:[^}]*[,，])?(?:(?!:\s)[^：,，}])*：/, // of an entry in braces
      /[{｛][^}]*?，/,
      /^[^｛]*｛/,
      /^[^｝]*｝/,
    ].flatMap(pattern => {
      const match = pattern.exec(line);
      return match ? [match.index + match[0].length - 1] : [];
    });
    if (found.length > 0) {
      const at = Math.min(...found);
      return {character: line[at] ?? "", at: lineStart + at};
    }
  }
  return undefined;
}

/** `{流转面积: 1,460}`: a number with a comma, as a spreadsheet shows it, is a number and a name to YAML. */
function findSplitNumber(
  document: Document.Parsed<ParsedNode, false>,
  text: string,
): {start: number; end: number; number: string} | undefined {
  let first: {start: number; end: number; number: string} | undefined;
  visit(document.contents as Node | null, {
    Map(_key, {items}) {
      for (const [index, {key}] of items.entries()) {
        const number = items[index - 1]?.value;
        if (!isScalar(key) || !isScalar(number) || !key.range || !number.range) continue;
        const [start, end] = [number.range[0], key.range[1]];
        const written = text.slice(start, end);
        if (items[index]?.value || !/^\d{1,3},\d{3}$/.test(written)) continue;
        first = {start, end, number: written.replace(",", "")};
        return visit.BREAK;
      }
      return undefined;
    },
  });
  return first;
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}

const yamlProblems: Partial<Record<YAMLError["code"], string>> = {
  ALIAS_PROPS: "引用（*）前后多了内容",
  BAD_DIRECTIVE: "以百分号开头的一行读不懂，文字两边要加英文双引号",
  BAD_DQ_ESCAPE: "双引号里的反斜杠用得不对",
  BAD_INDENT: "缩进不齐",
  BAD_PROP_ORDER: "& 或 ! 的位置不对",
  BAD_SCALAR_START: "文字不能以这个符号开头，两边要加英文双引号",
  BLOCK_AS_IMPLICIT_KEY: "同一行里有两个冒号，或者上一行没有写完",
  BLOCK_IN_FLOW: "大括号或方括号里不能另起一层",
  IMPOSSIBLE: "这里读不懂",
  KEY_OVER_1024_CHARS: "冒号前的名称过长",
  MISSING_CHAR: "少了一个符号：引号、括号、逗号或冒号后的空格",
  MULTILINE_IMPLICIT_KEY: "上一行缺少冒号，或者冒号后缺少空格",
  MULTIPLE_ANCHORS: "有两个 & 标记",
  MULTIPLE_DOCS: "一个文件里有两份内容（多了一行 ---）",
  MULTIPLE_TAGS: "有两个 ! 标记",
  NON_STRING_KEY: "名称应当是文字",
  TAG_RESOLVE_FAILED: "不认识以感叹号开头的标记，文字两边要加英文双引号",
  UNEXPECTED_TOKEN: "这里多了内容，或者上一行没有写完",
};
