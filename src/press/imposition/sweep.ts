import {PDFArray, PDFDict, type PDFDocument, type PDFObject, PDFRef, PDFStream} from "@cantoo/pdf-lib";

/** Takes out of a document whatever its catalog and its information no longer lead to. */
export function sweep({context}: PDFDocument): void {
  const reached = new Set<PDFRef>();
  const waiting: PDFObject[] = [context.trailerInfo.Root, context.trailerInfo.Info].filter(
    (object): object is PDFObject => object !== undefined,
  );
  for (let object = waiting.pop(); object !== undefined; object = waiting.pop()) {
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      const held = context.lookup(object);
      if (held) waiting.push(held);
    } else if (object instanceof PDFArray) waiting.push(...object.asArray());
    else if (object instanceof PDFDict) waiting.push(...object.values());
    else if (object instanceof PDFStream) waiting.push(object.dict);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
