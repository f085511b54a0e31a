import {type SourceText, type Span, spanOf} from "../diagnostics/index.ts";
import type {MaskedReference} from "./mask.ts";
import {isPlainCollection, plainKinds, plainScalar, readPlainYaml} from "./plain-yaml.ts";
import {trimSpan, type YamlEntry, type YamlPath, type YamlText} from "./yaml-text.ts";

/** What a text of the plain form was read from. */
export interface PlainText {
  readonly source: SourceText;
  /** Where in the source the text begins. */
  readonly from: number;
  readonly text: string;
  readonly references: readonly MaskedReference[];
  /** The same text read by the full parser, for what only it knows. */
  readonly readFully: () => YamlText;
}

/**
 * Where many texts are read and seldom asked twice, nothing but the texts is kept: what was found in one stays on the
 * desk until the next one comes, and is read again when it is asked for after that.
 */
export interface ReadingDesk {
  plain?: PlainText;
  tree?: Tree;
}

/** A text of the plain form as all others see it. Undefined when it is not of that form. */
export function openPlainYaml(plain: PlainText, desk: ReadingDesk | undefined): YamlText | undefined {
  const first = openTree(plain);
  if (!first) return undefined;
  const {source, references} = plain;
  if (!desk) {
    let value: unknown;
    return {
      source,
      references,
      isEmpty: false,
      get value() {
        value ??= first.valueAt(0);
        return value;
      },
      spanAt: first.spanAt,
      entriesAt: first.entriesAt,
    };
  }
  const again = (): Tree => {
    const tree = desk.plain === plain ? desk.tree : openTree(plain);
    if (!tree) throw new Error(`${source.path} was of the plain form`);
    desk.plain = plain;
    desk.tree = tree;
    return tree;
  };
  return {
    source,
    references,
    isEmpty: false,
    get value() {
      return again().valueAt(0);
    },
    spanAt: (path, part) => again().spanAt(path, part),
    entriesAt: path => again().entriesAt(path),
  };
}

/** The nodes of a text, with the way from paths to them. */
interface Tree {
  readonly spanAt: YamlText["spanAt"];
  readonly entriesAt: YamlText["entriesAt"];
  valueAt(node: number): unknown;
  keyAt(entry: number): string;
  keySpanAt(entry: number): Span;
  writtenAt(node: number): string | undefined;
  /** Undefined for a block collection. */
  nodeSpanAt(node: number): Span | undefined;
  entriesOf(map: number, path: YamlPath): YamlEntry[];
}

/** An entry that works out what it is asked for: there are millions of them. */
class PlainEntry implements YamlEntry {
  readonly key: string;
  private readonly tree: Tree;
  private readonly at: number;
  private readonly above: YamlPath;

  constructor(tree: Tree, at: number, above: YamlPath) {
    this.key = tree.keyAt(at);
    this.tree = tree;
    this.at = at;
    this.above = above;
  }

  get keySpan(): Span {
    return this.tree.keySpanAt(this.at);
  }

  get value(): unknown {
    return this.tree.valueAt(this.at + 2);
  }

  get valueSpan(): Span {
    return this.tree.nodeSpanAt(this.at + 2) ?? this.tree.spanAt([...this.above, this.key]);
  }

  get written(): string | undefined {
    return this.tree.writtenAt(this.at + 2);
  }

  entries(): YamlEntry[] {
    return this.tree.entriesOf(this.at + 2, [...this.above, this.key]);
  }
}

/** Collections larger than this get an index when something is looked up in them. */
const largest = 16;

function openTree(plain: PlainText): Tree | undefined {
  const {source, from, text} = plain;
  const nodes = readPlainYaml(text);
  if (!nodes) return undefined;
  const indexes = new Map<number, ReadonlyMap<string, number>>();
  const lists = new Map<number, readonly number[]>();
  let full: YamlText | undefined;
  const tree: Tree = {spanAt, entriesAt, valueAt, keyAt, keySpanAt, writtenAt, nodeSpanAt, entriesOf};
  return tree;

  function spanAt(path: YamlPath, part: "key" | "value" = "value"): Span {
    const place = placeOf(path, part);
    if (place) return trimSpan(spanOf(source, from + place[0], from + place[1]));
    full ??= plain.readFully();
    return full.spanAt(path, part);
  }

  /** Start and end; undefined for a block collection. */
  function placeOf(path: YamlPath, part: "key" | "value"): readonly [number, number] | undefined {
    let node = 0;
    let best = nodePlace(0);
    for (const [index, step] of path.entries()) {
      if (isMap(node)) {
        const entry = findEntry(node, String(step));
        if (entry === undefined) return best;
        const isLast = index === path.length - 1;
        const value = entry + 2;
        const isKey = isLast ? part === "key" : !isPlainCollection(at(value));
        best = isKey ? [at(entry), at(entry + 1)] : nodePlace(value);
        node = value;
      } else if (isList(node)) {
        const item = itemsOf(node)[Number(step)];
        if (item === undefined) return best;
        node = item;
        best = nodePlace(item);
      } else return best;
    }
    return best;
  }

  function entriesAt(path: YamlPath): YamlEntry[] {
    let node: number | undefined = 0;
    for (const step of path) {
      if (node === undefined) return [];
      if (isMap(node)) {
        const entry = findEntry(node, String(step));
        node = entry === undefined ? undefined : entry + 2;
      } else if (isList(node)) node = itemsOf(node)[Number(step)];
      else return [];
    }
    return node === undefined ? [] : entriesOf(node, path);
  }

  function entriesOf(map: number, path: YamlPath): YamlEntry[] {
    if (!isMap(map)) return [];
    const entries: YamlEntry[] = [];
    for (let entry = map + 4; entry < at(map + 3); entry = behind(entry + 2)) {
      entries.push(new PlainEntry(tree, entry, path));
    }
    return entries;
  }

  function keyAt(entry: number): string {
    return text.slice(at(entry), at(entry + 1));
  }

  function keySpanAt(entry: number): Span {
    return spanOf(source, from + at(entry), from + at(entry + 1));
  }

  function nodeSpanAt(node: number): Span | undefined {
    const place = nodePlace(node);
    return place && trimSpan(spanOf(source, from + place[0], from + place[1]));
  }

  function valueAt(node: number): unknown {
    if (isMap(node)) {
      const value: Record<string, unknown> = {};
      for (let entry = node + 4; entry < at(node + 3); entry = behind(entry + 2)) {
        value[keyAt(entry)] = valueAt(entry + 2);
      }
      return value;
    }
    if (isList(node)) {
      const value: unknown[] = [];
      for (let item = node + 4; item < at(node + 3); item = behind(item)) value.push(valueAt(item));
      return value;
    }
    return plainScalar(text, at(node), at(node + 1), at(node + 2));
  }

  function writtenAt(node: number): string | undefined {
    if (isPlainCollection(at(node))) return undefined;
    const inner = at(node) === plainKinds.quoted ? 1 : 0;
    return text.slice(at(node + 1) + inner, at(node + 2) - inner);
  }

  function nodePlace(node: number): readonly [number, number] | undefined {
    const kind = at(node);
    return kind === plainKinds.blockMap || kind === plainKinds.blockList ? undefined : [at(node + 1), at(node + 2)];
  }

  function findEntry(map: number, key: string): number | undefined {
    const index = indexes.get(map);
    if (index) return index.get(key);
    const found = new Map<string, number>();
    for (let entry = map + 4; entry < at(map + 3); entry = behind(entry + 2)) {
      found.set(keyAt(entry), entry);
    }
    if (found.size > largest) indexes.set(map, found);
    return found.get(key);
  }

  function itemsOf(list: number): readonly number[] {
    const known = lists.get(list);
    if (known) return known;
    const items: number[] = [];
    for (let item = list + 4; item < at(list + 3); item = behind(item)) items.push(item);
    if (items.length > largest) lists.set(list, items);
    return items;
  }

  function behind(node: number): number {
    return isPlainCollection(at(node)) ? at(node + 3) : node + 3;
  }

  function isMap(node: number): boolean {
    const kind = at(node);
    return kind === plainKinds.blockMap || kind === plainKinds.flowMap;
  }

  function isList(node: number): boolean {
    const kind = at(node);
    return kind === plainKinds.blockList || kind === plainKinds.flowList;
  }

  function at(index: number): number {
    return nodes?.[index] ?? 0;
  }
}
