import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from "@cantoo/pdf-lib";
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";

/** The text on the two halves of each side, without white space. */
export async function readHalves(pdf: Uint8Array): Promise<{readonly left: string; readonly right: string}[]> {
  const task = getDocument({data: Uint8Array.from(pdf), verbosity: 0, useSystemFonts: false});
  const document = await task.promise;
  try {
    const sides: {left: string; right: string}[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const middle = (page.view[2] ?? 0) / 2;
      const {items} = await page.getTextContent();
      const text = (isHere: (x: number) => boolean) =>
        items
          .map(item => ("str" in item && isHere(Number(item.transform[4])) ? item.str : ""))
          .join("")
          .replaceAll(/\s/g, "");
      sides.push({left: text(x => x < middle), right: text(x => x >= middle)});
    }
    return sides;
  } finally {
    await task.destroy();
  }
}

/** One piece of marked content that a tag leads to. */
export interface TaggedContent {
  readonly role: string;
  /** The form (or page) that holds the content, and the number that it is marked with. */
  readonly holder: PDFRef;
  readonly mark: number;
}

/** What the tags of a document lead to, in reading order; and that the way back (parent tree) leads to the same tags. */
export async function readTags(pdf: Uint8Array): Promise<{content: TaggedContent[]; faults: string[]}> {
  const {context, catalog} = await PDFDocument.load(pdf, {updateMetadata: false});
  const root = catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const parents = root.lookup(PDFName.of("ParentTree"), PDFDict).lookup(PDFName.of("Nums"), PDFArray);
  const content: TaggedContent[] = [];
  const faults: string[] = [];

  const checkWayBack = (holder: PDFRef, mark: number, tag: PDFRef | undefined) => {
    const held = context.lookup(holder);
    const dict = held instanceof PDFRawStream ? held.dict : held;
    const key = dict instanceof PDFDict ? dict.lookup(PDFName.of("StructParents")) : undefined;
    if (!(key instanceof PDFNumber)) return faults.push(`${holder} has no StructParents`);
    const at = parents.asArray().findIndex((item, index) => index % 2 === 0 && String(item) === String(key));
    const tags = at < 0 ? undefined : parents.lookup(at + 1, PDFArray);
    if (tags?.get(mark) !== tag) faults.push(`${holder} ${mark}: the parent tree leads to another tag`);
    return undefined;
  };
  const visit = (object: PDFObject | undefined, tag: PDFRef | undefined, role: string, page: PDFObject | undefined) => {
    if (object instanceof PDFArray) for (const item of object.asArray()) visit(item, tag, role, page);
    else if (object instanceof PDFNumber) {
      if (!(page instanceof PDFRef)) return void faults.push(`${role} has no page`);
      content.push({role, holder: page, mark: object.asNumber()});
      checkWayBack(page, object.asNumber(), tag);
    } else if (object instanceof PDFRef || object instanceof PDFDict) {
      const node = object instanceof PDFRef ? context.lookup(object) : object;
      if (node instanceof PDFArray) return visit(node, tag, role, page);
      if (!(node instanceof PDFDict)) return void faults.push(`${object} leads nowhere`);
      const type = node.get(PDFName.of("Type"));
      if (type === PDFName.of("OBJR")) return;
      if (type === PDFName.of("MCR")) {
        const holder = node.get(PDFName.of("Stm")) ?? node.get(PDFName.of("Pg")) ?? page;
        const mark = node.lookup(PDFName.of("MCID"), PDFNumber).asNumber();
        if (!(holder instanceof PDFRef) || !context.lookup(holder)) return void faults.push("a form is missing");
        content.push({role, holder, mark});
        return void checkWayBack(holder, mark, tag);
      }
      const own = node.get(PDFName.of("Pg")) ?? page;
      const name = node.lookupMaybe(PDFName.of("S"), PDFName)?.decodeText() ?? "";
      visit(node.get(PDFName.of("K")), object instanceof PDFRef ? object : undefined, name, own);
    }
  };
  visit(root.get(PDFName.of("K")), undefined, "", undefined);
  return {content, faults};
}

/** Every sheet that a tag or the outline names is a page of the document. */
export async function readPages(pdf: Uint8Array): Promise<{pages: ReadonlySet<string>; named: ReadonlySet<string>}> {
  const document = await PDFDocument.load(pdf, {updateMetadata: false});
  const named = new Set<string>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    const text = object instanceof PDFDict ? object.toString() : "";
    for (const [, ref] of text.matchAll(/\/Pg (\d+ 0 R)/g)) named.add(ref ?? "");
    for (const [, ref] of text.matchAll(/\/Dest \[ (\d+ 0 R)/g)) named.add(ref ?? "");
  }
  return {pages: new Set(document.getPages().map(({ref}) => ref.toString())), named};
}

/** A PDF with all its objects in plain sight, to look for something in its bytes. */
export async function printPlainly(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, {updateMetadata: false});
  return document.save({useObjectStreams: false, addDefaultPage: false});
}

/** How many font programs are embedded. */
export async function countFontFiles(pdf: Uint8Array): Promise<number> {
  const text = Buffer.from(await printPlainly(pdf)).toString("latin1");
  return text.match(/\/FontFile[23]? /g)?.length ?? 0;
}

/** What a viewer is told about printing. */
export async function viewerPreferences(pdf: Uint8Array): Promise<string> {
  const {catalog} = await PDFDocument.load(pdf, {updateMetadata: false});
  return catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict).toString();
}
