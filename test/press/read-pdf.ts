import {PDFDict, PDFDocument, PDFName} from "@cantoo/pdf-lib";
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";

/** What a reader, a printer and a screen reader find in a PDF. */
export interface ReadPdf {
  readonly pages: readonly ReadPage[];
  readonly fonts: readonly ReadFont[];
  readonly outline: readonly OutlineEntry[];
  readonly tagged: boolean;
  readonly lang: string | undefined;
  /** Document information: Title, Author, Subject, Keywords, Creator, Producer, CreationDate, ModDate … */
  readonly info: Readonly<Record<string, unknown>>;
  /** XMP as text; undefined when there is none. */
  readonly xmp: string | undefined;
  /** True when a viewer shows the title and not the file name in its title bar. */
  readonly displaysTitle: boolean;
}

export interface ReadPage {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Text in the order of the page's content, lines ended by a line feed. */
  readonly text: string;
  /**
   * Text in the order of the tags, which is what a screen reader reads; page numbers and running heads are artifacts and
   * have none. Drawings are painted after the text of their page, so the content's own order differs.
   */
  readonly taggedText: string;
  /** Roles in the tags of the page, in reading order: "Document", "H1", "P". */
  readonly roles: readonly string[];
}

export interface ReadFont {
  /** Without the prefix of a subset: "NotoSerifSC-Regular". */
  readonly name: string;
  readonly subset: boolean;
  readonly embedded: boolean;
}

export interface OutlineEntry {
  readonly title: string;
  readonly items: readonly OutlineEntry[];
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false});
  const document = await task.promise;
  try {
    const {info, metadata} = await document.getMetadata();
    const pages: ReadPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const content = await page.getTextContent({includeMarkedContent: true});
      const tree = await page.getStructTree();
      pages.push({
        widthMm: toMm(right - left),
        heightMm: toMm(top - bottom),
        text: content.items.map(item => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join(""),
        taggedText: tree ? taggedText(tree, textByMark(content.items)) : "",
        roles: tree ? rolesOf(tree) : [],
      });
    }
    return {
      pages,
      fonts: await readFonts(bytes),
      outline: readOutline(await document.getOutline()),
      tagged: entryOf(await document.getMarkInfo(), "Marked") === true,
      lang: (info as {Language?: string | null}).Language ?? undefined,
      info: info as Record<string, unknown>,
      xmp: metadata?.getRaw() || undefined,
      displaysTitle: entryOf(await document.getViewerPreferences(), "DisplayDocTitle") === true,
    };
  } finally {
    await task.destroy();
  }
}

/** The text of all pages without white space, to compare with a source whose lines are broken elsewhere. */
export function bareText(pdf: ReadPdf): string {
  return pdf.pages.map(page => page.text.replaceAll(/\s/g, "")).join("");
}

/** pdf.js declares plain objects here and gives maps. */
function entryOf(dictionary: unknown, key: string): unknown {
  return dictionary instanceof Map ? dictionary.get(key) : undefined;
}

function toMm(points: number): number {
  return Math.round((points / 72) * 25.4 * 100) / 100;
}

interface StructNode {
  readonly role?: string;
  readonly children?: readonly unknown[];
}

function rolesOf(node: StructNode): string[] {
  const own = node.role && node.role !== "Root" ? [node.role] : [];
  return [...own, ...(node.children ?? []).flatMap(child => rolesOf(child as StructNode))];
}

/** Text of each marked piece of a page's content, by its id in the tags. */
function textByMark(items: readonly unknown[]): Map<string, string> {
  const texts = new Map<string, string>();
  const open: (string | undefined)[] = [];
  for (const item of items as readonly {type?: string; id?: string; str?: string}[]) {
    if (item.type === "beginMarkedContent" || item.type === "beginMarkedContentProps") open.push(item.id);
    else if (item.type === "endMarkedContent") open.pop();
    else if (item.str !== undefined) {
      const id = open.findLast(mark => mark !== undefined);
      if (id !== undefined) texts.set(id, (texts.get(id) ?? "") + item.str);
    }
  }
  return texts;
}

function taggedText(node: StructNode, texts: ReadonlyMap<string, string>): string {
  return (node.children ?? [])
    .map(child => {
      const {type, id} = child as {type?: string; id?: string};
      return type === "content" ? (texts.get(id ?? "") ?? "") : taggedText(child as StructNode, texts);
    })
    .join("");
}

interface OutlineNode {
  readonly title: string;
  readonly items: readonly unknown[];
}

function readOutline(nodes: readonly OutlineNode[] | null): OutlineEntry[] {
  return (nodes ?? []).map(({title, items}) => ({title, items: readOutline(items as readonly OutlineNode[])}));
}

async function readFonts(bytes: Uint8Array): Promise<ReadFont[]> {
  const {context} = await PDFDocument.load(bytes, {updateMetadata: false});
  const fonts = new Map<string, ReadFont>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || nameAt(object, "Type") !== "Font") continue;
    const font = readFont(object);
    if (font) fonts.set(`${font.name} ${font.embedded}`, font);
  }
  return [...fonts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readFont(font: PDFDict): ReadFont | undefined {
  const kind = nameAt(font, "Subtype");
  if (kind === "Type0") return undefined; // its descendant follows
  // Glyphs as drawings, e.g. a bold that the browser made up.
  if (kind === "Type3") return {name: "Type3", subset: true, embedded: true};
  const descriptor = font.lookupMaybe(PDFName.of("FontDescriptor"), PDFDict);
  const name = nameAt(font, "BaseFont") ?? "";
  return {
    name: name.replace(/^[A-Z]{6}\+/, ""),
    subset: /^[A-Z]{6}\+/.test(name),
    embedded: ["FontFile", "FontFile2", "FontFile3"].some(key => descriptor?.has(PDFName.of(key)) === true),
  };
}

function nameAt(dictionary: PDFDict, key: string): string | undefined {
  return dictionary.lookupMaybe(PDFName.of(key), PDFName)?.decodeText();
}
