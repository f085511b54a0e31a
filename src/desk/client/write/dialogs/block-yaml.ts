import {type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap} from "yaml";

/** The order in which a block's options are written. */
const order = ["类型", "标题", "单位", "指标", "列", "期间", "目标", "排序", "前", "合计", "宽", "注"];
const printing = {lineWidth: 0, flowCollectionPadding: false} as const;

/** A row of a list: a name or expression alone, or with words of its own. */
export type Row = Readonly<Record<string, string>>;

/** Whether a form can show the block: options, or a list of cards, without an error of notation. */
export function isReadable(yaml: string): boolean {
  const document = parseDocument(yaml);
  return (
    document.errors.length === 0 && (document.contents === null || isMap(document.contents) || isSeq(document.contents))
  );
}

/** One option as texts: none when it is not written. */
export function readOption(yaml: string, name: string): readonly string[] {
  const value: unknown = (parseDocument(yaml).toJS() as Record<string, unknown> | null)?.[name];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The block with one option written otherwise; what else is in it, comments too, stays. No texts: the option is left out. */
export function writeOption(yaml: string, name: string, values: readonly string[]): string {
  const document = parseDocument(yaml);
  const map = contentMap(document);
  const texts = values.filter(value => value.trim() !== "");
  if (texts.length === 0) map.delete(name);
  else putInOrder(document, map, name, texts.length === 1 ? toValue(name, texts[0] ?? "") : flow(document, texts));
  return map.items.length === 0 ? "" : document.toString(printing);
}

/** Rows of 列 in a table, or of the cards when no name is given. `alone` is what a row of one text holds. */
export function readRows(yaml: string, name: string | undefined, alone: string): readonly Row[] {
  const content: unknown = parseDocument(yaml).toJS();
  const list = name === undefined ? content : (content as Record<string, unknown> | null)?.[name];
  if (!Array.isArray(list)) return [];
  return list.map((row: unknown) =>
    typeof row === "object" && row !== null
      ? Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value)]))
      : {[alone]: String(row)},
  );
}

export function writeRows(yaml: string, name: string | undefined, alone: string, rows: readonly Row[]): string {
  const document = parseDocument(yaml);
  const written = rows
    .map(row => Object.fromEntries(Object.entries(row).filter(([, value]) => value.trim() !== "")))
    .filter(row => Object.keys(row).length > 0)
    .map(row => (Object.keys(row).length === 1 && row[alone] !== undefined ? row[alone] : flow(document, row)));
  const list = document.createNode(written);
  if (name === undefined) document.contents = list as typeof document.contents;
  else putInOrder(document, contentMap(document), name, list);
  return written.length === 0 && name === undefined ? "" : document.toString(printing);
}

function contentMap(document: Document): YAMLMap {
  if (!isMap(document.contents)) document.contents = document.createNode({}) as typeof document.contents;
  return document.contents as unknown as YAMLMap;
}

function putInOrder(document: Document, map: YAMLMap, name: string, value: unknown): void {
  if (map.has(name)) {
    map.set(name, value);
    return;
  }
  const rank = order.indexOf(name);
  const next = map.items.findIndex(({key}) => isScalar(key) && order.indexOf(String(key.value)) > rank);
  map.items.splice(next < 0 ? map.items.length : next, 0, document.createPair(name, value));
}

function flow(document: Document, value: unknown): unknown {
  const node = document.createNode(value);
  if (isMap(node) || isSeq(node)) node.flow = true;
  return node;
}

function toValue(name: string, text: string): string | number {
  return name === "前" && /^\d+$/.test(text) ? Number(text) : text;
}
