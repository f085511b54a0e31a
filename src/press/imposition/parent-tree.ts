import {PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef} from "@cantoo/pdf-lib";

/** The tags of each page's content, by the page's key (StructParents): the lists of the parent tree, in order. */
export function readParentTree(context: PDFContext, root: PDFDict): (readonly [key: number, tags: PDFObject])[] {
  const entries: (readonly [number, PDFObject])[] = [];
  const collect = (node: PDFDict): void => {
    const numbers = node.lookupMaybe(PDFName.of("Nums"), PDFArray)?.asArray() ?? [];
    for (let at = 0; at + 1 < numbers.length; at += 2) {
      const [key, value] = [numbers[at], numbers[at + 1]];
      // A single tag in place of a list belongs to an annotation.
      const held = value instanceof PDFRef ? context.lookup(value) : value;
      if (key instanceof PDFNumber && value && held instanceof PDFArray) entries.push([key.asNumber(), value]);
    }
    const kids = node.lookupMaybe(PDFName.of("Kids"), PDFArray);
    for (let at = 0; at < (kids?.size() ?? 0); at++) {
      const kid = kids?.lookup(at);
      if (kid instanceof PDFDict) collect(kid);
    }
  };
  const tree = root.lookupMaybe(PDFName.of("ParentTree"), PDFDict);
  if (tree) collect(tree);
  return entries.sort(([a], [b]) => a - b);
}
