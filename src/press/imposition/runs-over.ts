import {PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFPage, PDFRef} from "@cantoo/pdf-lib";
import {readParentTree} from "./parent-tree.ts";

/** True when a paragraph, a table or a list item begins on the page before the last and ends on the last. */
export function runsOntoLastPage(document: PDFDocument): boolean {
  const {context, catalog} = document;
  const [before, last] = document.getPages().slice(-2);
  const root = catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  if (!before || !last || !root) return false;
  const tree = new Map(readParentTree(context, root));
  const blocksOn = ({node}: PDFPage): Set<PDFRef> => {
    const tags = tree.get(node.lookupMaybe(PDFName.of("StructParents"), PDFNumber)?.asNumber() ?? -1);
    const list = tags instanceof PDFRef ? context.lookup(tags) : tags;
    const elements = list instanceof PDFArray ? list.asArray() : [];
    return new Set(elements.flatMap(element => blocksAround(element, document)));
  };
  const there = blocksOn(before);
  return [...blocksOn(last)].some(element => there.has(element));
}

const wholes = ["P", "LI", "Table", "Figure"].map(name => PDFName.of(name));

/** The tags around a piece of text that blank pages must not tear apart. */
function blocksAround(element: unknown, {context}: PDFDocument): PDFRef[] {
  const found: PDFRef[] = [];
  for (let at = element; at instanceof PDFRef; ) {
    const tag = context.lookupMaybe(at, PDFDict);
    const role = tag?.get(PDFName.of("S"));
    if (wholes.some(name => role === name)) found.push(at);
    at = tag?.get(PDFName.of("P"));
  }
  return found;
}
