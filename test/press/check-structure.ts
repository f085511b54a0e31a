import {inflateSync} from "node:zlib";
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFStream,
} from "@cantoo/pdf-lib";

/** Faults in the structure of a PDF, in words; none in a sound one. Read with a library, not with our own reader. */
export async function findStructureFaults(bytes: Uint8Array): Promise<string[]> {
  const {context, catalog} = await PDFDocument.load(bytes, {updateMetadata: false});
  const faults: string[] = [];
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    for (const inner of refsIn(object)) {
      if (context.lookup(inner) === undefined) faults.push(`${ref} refers to ${inner}, which is not there`);
    }
  }

  const root = catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const roleMap = root.lookupMaybe(PDFName.of("RoleMap"), PDFDict);
  /** For each page or form: the element that says it holds a marked content. */
  const owners = new Map<string, string>();
  const parentKeys = new Map<number, Map<number, string>>();
  walkNumbers(root.lookup(PDFName.of("ParentTree"), PDFDict));
  walkElement(root.get(PDFName.of("K")), undefined, undefined, undefined);

  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFStream ? object.dict : object;
    if (!(dict instanceof PDFDict)) continue;
    const type = nameOf(dict, "Type");
    if (type === "Page") checkContent(ref, dict, pageContent(dict));
    else if (dict.has(PDFName.of("StructParents")) && object instanceof PDFRawStream)
      checkContent(ref, dict, unpack(object));
    if (type === "Annot" || nameOf(dict, "Subtype") === "Link") {
      if (!dict.has(PDFName.of("Contents"))) faults.push(`annotation ${ref} has no Contents`);
      if (!dict.has(PDFName.of("StructParent"))) faults.push(`annotation ${ref} is in no tag`);
    }
  }
  for (const key of owners.keys()) faults.push(`${key} is in the tags and in no content`);
  return faults;

  function walkNumbers(tree: PDFDict): void {
    for (const kid of tree.lookupMaybe(PDFName.of("Kids"), PDFArray)?.asArray() ?? []) {
      walkNumbers(context.lookup(kid, PDFDict));
    }
    const nums = tree.lookupMaybe(PDFName.of("Nums"), PDFArray)?.asArray() ?? [];
    for (let at = 0; at + 1 < nums.length; at += 2) {
      const key = context.lookup(nums[at], PDFNumber).asNumber();
      const value = context.lookup(nums[at + 1]);
      if (!(value instanceof PDFArray)) continue;
      parentKeys.set(
        key,
        new Map(value.asArray().flatMap((entry, mark) => (entry instanceof PDFRef ? [[mark, entry.toString()]] : []))),
      );
    }
  }

  function walkElement(
    kid: PDFObject | undefined,
    parent: PDFRef | undefined,
    parentType: string | undefined,
    page: PDFObject | undefined,
  ): void {
    const value = kid instanceof PDFRef ? context.lookup(kid) : kid;
    if (value instanceof PDFArray) {
      for (const item of value.asArray()) walkElement(item, parent, parentType, page);
    } else if (value instanceof PDFNumber) own(page, value.asNumber(), parent);
    else if (value instanceof PDFDict) {
      const type = nameOf(value, "Type");
      if (type === "MCR") {
        const holder = value.get(PDFName.of("Stm")) ?? value.get(PDFName.of("Pg")) ?? page;
        own(holder, value.lookup(PDFName.of("MCID"), PDFNumber).asNumber(), parent);
      } else if (type !== "OBJR") checkElement(kid as PDFRef, value, parent, parentType);
    }
  }

  function checkElement(
    ref: PDFRef,
    element: PDFDict,
    parent: PDFRef | undefined,
    parentType: string | undefined,
  ): void {
    const written = nameOf(element, "S") ?? "";
    const type = standardTypes.has(written) ? written : (nameOf(roleMap, written) ?? "");
    if (!standardTypes.has(type)) faults.push(`${ref} is a ${written}, which no reader knows`);
    const wanted = element.get(PDFName.of("P"));
    if (parent && wanted !== parent) faults.push(`${ref} says ${wanted} is its parent and not ${parent}`);
    if (type === "Figure" && !element.has(PDFName.of("Alt"))) faults.push(`${ref} is a figure without alternative`);
    if (type === "LI" && parentType !== "L") faults.push(`${ref} is an LI in ${parentType}`);
    if (parentType === "LI" && !["Lbl", "LBody"].includes(type)) faults.push(`${ref} is a ${type} in an LI`);
    if (parentType === "TR" && !["TH", "TD"].includes(type)) faults.push(`${ref} is a ${type} in a TR`);
    walkElement(element.get(PDFName.of("K")), ref, type, element.get(PDFName.of("Pg")));
  }

  function own(holder: PDFObject | undefined, mark: number, element: PDFRef | undefined): void {
    const key = `${holder} mark ${mark}`;
    if (owners.has(key)) faults.push(`${key} stands twice in the tags`);
    owners.set(key, String(element));
  }

  function checkContent(ref: PDFRef, dict: PDFDict, content: string): void {
    const parents = parentKeys.get(dict.lookupMaybe(PDFName.of("StructParents"), PDFNumber)?.asNumber() ?? -1);
    const open: (number | "artifact" | "other")[] = [];
    const seen = new Set<number>();
    // Strings in hexadecimal digits are passed over; Chromium writes no others into content.
    const tokens =
      /<[0-9A-Fa-f]*>|\/MCID (\d+) ?>>\s*BDC|\/(Artifact) (?:BMC|<<[^>]*>>\s*BDC)|\b(BMC|BDC)\b|\b(EMC)\b|(?<=^|\s)(Tj|TJ|f\*?|S|s|B\*?|b\*?|sh|Do)(?=\s)/g;
    const forms = dict.lookupMaybe(PDFName.of("Resources"), PDFDict)?.lookupMaybe(PDFName.of("XObject"), PDFDict);
    for (const match of content.matchAll(tokens)) {
      const [, mark, artifact, other, end, paint] = match;
      if (mark !== undefined) {
        const number = Number(mark);
        open.push(number);
        const key = `${ref} mark ${number}`;
        if (!seen.has(number) && !owners.delete(key)) faults.push(`${key} is in no tag`);
        if (seen.has(number)) faults.push(`${key} begins twice`);
        seen.add(number);
        if (!parents?.has(number)) faults.push(`${key} is not in the parent tree`);
      } else if (artifact) open.push("artifact");
      else if (other) open.push("other");
      else if (end) {
        if (open.pop() === undefined) faults.push(`${ref} ends what did not begin`);
      } else if (paint && !open.some(kind => kind !== "other")) {
        const form = paint === "Do" ? /\/(\S+)\s$/.exec(content.slice(0, match.index))?.[1] : undefined;
        const drawn = form === undefined ? undefined : forms?.lookupMaybe(PDFName.of(form), PDFStream);
        const isTagged = drawn?.dict.has(PDFName.of("StructParents")) ?? false;
        if (!isTagged) faults.push(`${ref} paints (${paint}) what is neither tagged nor an artifact`);
      }
    }
    if (open.length > 0) faults.push(`${ref} leaves ${open.length} marks open`);
  }

  function pageContent(page: PDFDict): string {
    const contents = page.lookup(PDFName.of("Contents"));
    const streams = contents instanceof PDFArray ? contents.asArray().map(item => context.lookup(item)) : [contents];
    return streams.map(stream => (stream instanceof PDFRawStream ? unpack(stream) : "")).join("\n");
  }
}

const standardTypes = new Set(
  "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split(
    " ",
  ),
);

function nameOf(dict: PDFDict | undefined, key: string): string | undefined {
  return dict?.lookupMaybe(PDFName.of(key), PDFName)?.decodeText();
}

function unpack(stream: PDFRawStream): string {
  const bytes = stream.getContents();
  return (nameOf(stream.dict, "Filter") === "FlateDecode" ? inflateSync(bytes) : Buffer.from(bytes)).toString("latin1");
}

function refsIn(object: PDFObject): PDFRef[] {
  if (object instanceof PDFRef) return [object];
  if (object instanceof PDFArray) return object.asArray().flatMap(refsIn);
  if (object instanceof PDFStream) return refsIn(object.dict);
  return object instanceof PDFDict ? object.values().flatMap(refsIn) : [];
}
