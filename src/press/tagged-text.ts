import {inflateSync} from "node:zlib";
import {isStream, type PdfObjects, reference} from "./pdf-objects.ts";

/**
 * The text of a PDF in the order of its tags, as a screen reader and a copy of the text get it: each piece of marked
 * content through the ToUnicode map of its font. For PDFs as Chromium writes them (before finishing).
 * `untagged` is text that no tag holds: page numbers and other text of the margins.
 */
export interface TaggedText {
  readonly tagged: string;
  /** Text inside of pictures and drawings that have a text alternative, which is read instead. */
  readonly figures: string;
  readonly untagged: string;
  /** The first characters set in each font, by its name in the PDF; drawn glyphs (Type 3) have none. */
  readonly fonts: ReadonlyMap<string, string>;
  /** Heads of tables that Chromium repeats on the next page and tags once more: no new text. */
  readonly repeats: readonly Repeat[];
  /** The text of each link, by the number of its annotation. */
  readonly links: ReadonlyMap<number, string>;
  /** 1 when pages are printed at their size; less when Chromium shrank them all, since something was too wide. */
  readonly scale: number;
}

/** Marked content of an element that says again what its first marked content says. */
export interface Repeat {
  readonly element: number;
  /** Number of the page (or form) that holds it. */
  readonly holder: number;
  readonly mark: number;
}

/** Chromium's own scale of a page: its pixels at 300 dpi, and CSS pixels in those. */
const wholeScale = 3.125;

export function readTaggedText({objects, root}: PdfObjects): TaggedText {
  let scale = 1;
  const texts = new Map<string, string>();
  let untagged = "";
  const used = new Map<string, string>();
  const maps = new Map<number, ToUnicode | undefined>();
  const mapOf = (font: number): ToUnicode | undefined => {
    if (!maps.has(font)) maps.set(font, readToUnicode(objects, font));
    return maps.get(font);
  };
  for (const [number, object] of objects) {
    const holder = readHolder(object, objects);
    if (!holder) continue;
    const [, written] = /\bq\n([\d.]+) 0 0 \1 /.exec(holder.content.slice(0, 400)) ?? [];
    if (written !== undefined) scale = Math.min(scale, Number(written) / wholeScale);
    const fonts = fontsOf(holder.head);
    untagged += readContent(
      holder.content,
      name => mapOf(fonts.get(name) ?? -1),
      (mark, text) => {
        const key = `${number} ${mark}`;
        texts.set(key, (texts.get(key) ?? "") + text);
      },
      (font, text) => {
        const before = used.get(font) ?? "";
        if (before.length < 20) used.set(font, before + text);
      },
    );
  }
  const catalog = objects.get(root)?.toString("latin1") ?? "";
  const tags = objects.get(reference(catalog, "StructTreeRoot") ?? -1)?.toString("latin1") ?? "";
  const pieces: string[] = [];
  const figures: string[] = [];
  const repeats: Repeat[] = [];
  const links = new Map<number, string>();
  collect(reference(tags, "K"), 0);
  return {tagged: pieces.join(""), figures: figures.join(""), untagged, fonts: used, repeats, links, scale};

  function collect(number: number | undefined, depth: number, isInHead = false): void {
    const element = objects.get(number ?? -1)?.toString("latin1");
    if (element === undefined || depth > 500) return;
    const page = reference(element, "Pg");
    const put = element.includes("/S /Figure") && element.includes("/Alt ") ? figures : pieces;
    const isHead = isInHead || element.includes("/S /TH");
    const start = pieces.length;
    let first: string | undefined;
    // A child is an element (7 0 R), marked content of the element's page (7), or of another page, or an annotation.
    for (const [, dictionary = "", child, mark] of kids(element).matchAll(/<<([^>]*)>>|(\d+) 0 R|(\d+)/g)) {
      if (child !== undefined) {
        collect(Number(child), depth + 1, isHead);
        continue;
      }
      const annotation = reference(dictionary, "Obj");
      if (annotation !== undefined) links.set(annotation, pieces.slice(start).join("").trim());
      const own = mark ?? /\/MCID (\d+)/.exec(dictionary)?.[1];
      const holder = reference(dictionary, "Stm") ?? reference(dictionary, "Pg") ?? page;
      if (own === undefined || holder === undefined || number === undefined) continue;
      const text = texts.get(`${holder} ${own}`) ?? "";
      if (isHead && first === text && holder !== page) repeats.push({element: number, holder, mark: Number(own)});
      else put.push(text);
      first ??= text;
    }
  }
}

/** What holds text: a page with its content, or a form, which Chromium makes of what is half transparent. */
function readHolder(
  object: Buffer,
  objects: ReadonlyMap<number, Buffer>,
): {readonly head: string; readonly content: string} | undefined {
  const head = object.toString("latin1", 0, isStream(object) ? object.indexOf("stream") : object.length);
  const isForm = /\/Subtype \/Form\b/.test(head) && head.includes("/Font");
  if (!isForm && !/\/Type \/Page\b(?!s)/.test(head)) return undefined;
  const content = streamText(isForm ? object : objects.get(reference(head, "Contents") ?? -1));
  return content === undefined ? undefined : {head, content};
}

/** What stands after /K: a number, a reference, or a list of them. */
export function kids(element: string): string {
  const [, list, single] = /\/K (?:\[([^\]]*)\]|(<<[^>]*>>|\d+(?: 0 R)?))/.exec(element) ?? [];
  return list ?? single ?? "";
}

function fontsOf(page: string): Map<string, number> {
  const list = /\/Font <<([^>]*)>>/.exec(page)?.[1] ?? "";
  return new Map([...list.matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = "", number]) => [name, Number(number)]));
}

/** Unpacked streams: the proof of the text and the mending of the tags read the same. */
const unpacked = new WeakMap<Buffer, string>();

/** The bytes of a stream, unpacked, one character each; undefined when it is none or packed in another way. */
export function streamText(object: Buffer | undefined): string | undefined {
  if (!object || !isStream(object)) return undefined;
  const known = unpacked.get(object);
  if (known !== undefined) return known;
  const start = object.indexOf("stream");
  const head = object.toString("latin1", 0, start);
  const from = start + (object[start + 6] === 13 ? 8 : 7);
  const length = Number(/\/Length (\d+)(?! 0 R)/.exec(head)?.[1] ?? object.length - 10 - from);
  const data = object.subarray(from, from + length);
  const isPacked = /\/Filter \/FlateDecode/.test(head);
  if (head.includes("/Filter") && !isPacked) return undefined;
  const text = isPacked ? inflateSync(data).toString("latin1") : data.toString("latin1");
  unpacked.set(object, text);
  return text;
}

interface ToUnicode {
  /** "AAAAAA+NotoSerifSC-Regular"; undefined for drawn glyphs. */
  readonly font: string | undefined;
  /** Digits of a code: 4 for two bytes. */
  readonly digits: number;
  readonly texts: ReadonlyMap<number, string>;
}

function readToUnicode(objects: ReadonlyMap<number, Buffer>, font: number): ToUnicode | undefined {
  const dictionary = objects.get(font)?.toString("latin1") ?? "";
  const cmap = streamText(objects.get(reference(dictionary, "ToUnicode") ?? -1));
  if (cmap === undefined) return undefined;
  const digits = /begincodespacerange\s*<([0-9A-Fa-f]+)>/.exec(cmap)?.[1]?.length ?? 4;
  const texts = new Map<number, string>();
  for (const [, kind, list = ""] of cmap.matchAll(/begin(bfchar|bfrange)([\s\S]*?)endbf/g)) {
    const entry =
      kind === "bfchar"
        ? /<([0-9A-Fa-f]+)>()\s*<([0-9A-Fa-f]+)>/g
        : /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g;
    for (const [, from = "", to, text = ""] of list.matchAll(entry)) {
      const first = Number.parseInt(from, 16);
      const last = to ? Number.parseInt(to, 16) : first;
      const base = text.slice(0, -4);
      const end = Number.parseInt(text.slice(-4), 16);
      for (let code = first; code <= last; code++) {
        texts.set(code, decodeUtf16(base + (end + code - first).toString(16).padStart(4, "0")));
      }
    }
  }
  return {font: /\/BaseFont \/(\S+)/.exec(dictionary)?.[1], digits, texts};
}

function decodeUtf16(hex: string): string {
  return hex.replace(/[0-9A-Fa-f]{4}/g, unit => String.fromCharCode(Number.parseInt(unit, 16)));
}

/** Operators that matter: fonts, shown text, and where marked content begins and ends. */
const operators =
  /\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\/MCID (\d+) ?>>\s*BDC|\/ActualText ?<([0-9A-Fa-f]+)>[^>]*>>\s*BDC|(BDC|BMC)\b|(EMC)\b/g;

/** Reads the text of a content stream; gives what stands in no numbered mark. */
function readContent(
  content: string,
  mapOf: (fontName: string) => ToUnicode | undefined,
  add: (mark: number, text: string) => void,
  use: (font: string, text: string) => void,
): string {
  let map: ToUnicode | undefined;
  let untagged = "";
  const open: {mark: number | undefined; replaced: boolean}[] = [];
  const put = (text: string) => {
    const mark = open.findLast(({mark}) => mark !== undefined)?.mark;
    if (mark === undefined) untagged += text;
    else add(mark, text);
  };
  for (const [, font, shown, mark, actual, begins, ends] of content.matchAll(operators)) {
    if (font !== undefined) map = mapOf(font);
    else if (shown !== undefined) {
      const text = decodeShown(shown, map);
      if (map?.font !== undefined) use(map.font, text);
      if (!open.at(-1)?.replaced) put(text);
    } else if (mark !== undefined) open.push({mark: Number(mark), replaced: false});
    else if (actual !== undefined) {
      put(decodeUtf16(actual.replace(/^feff/i, "")));
      open.push({mark: undefined, replaced: true});
    } else if (begins !== undefined) open.push({mark: undefined, replaced: open.at(-1)?.replaced ?? false});
    else if (ends !== undefined) open.pop();
  }
  return untagged;
}

/** A glyph of which the font does not say what it means is U+FFFD. */
function decodeShown(hex: string, map: ToUnicode | undefined): string {
  const digits = map?.digits ?? 4;
  let text = "";
  for (let at = 0; at + digits <= hex.length; at += digits) {
    text += map?.texts.get(Number.parseInt(hex.slice(at, at + digits), 16)) ?? "\uFFFD";
  }
  return text;
}
