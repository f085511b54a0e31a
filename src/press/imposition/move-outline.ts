import {PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, PDFRef} from "@cantoo/pdf-lib";
import type {Placement} from "./sheet.ts";

/** Where a source page lies: its sheet, and its own origin on it. */
export interface PagePlace extends Omit<Placement, "page"> {
  readonly sheet: PDFRef;
}

/** Makes the entries of the outline lead to the places on the sheets where their pages are now. */
export function moveOutline(context: PDFContext, outline: PDFDict, places: ReadonlyMap<PDFRef, PagePlace>): void {
  const seen = new Set<PDFDict>();
  const visit = (first: PDFDict | undefined): void => {
    for (let entry = first; entry !== undefined && !seen.has(entry); entry = next(entry, "Next")) {
      seen.add(entry);
      const target = entry.lookup(PDFName.of("Dest"));
      entry.delete(PDFName.of("Dest"));
      entry.delete(PDFName.of("A"));
      const moved = target instanceof PDFArray ? moveTarget(context, target, places) : undefined;
      if (moved) entry.set(PDFName.of("Dest"), moved);
      visit(next(entry, "First"));
    }
  };
  visit(next(outline, "First"));
}

function next(entry: PDFDict, key: string): PDFDict | undefined {
  return entry.lookupMaybe(PDFName.of(key), PDFDict);
}

function moveTarget(
  context: PDFContext,
  target: PDFArray,
  places: ReadonlyMap<PDFRef, PagePlace>,
): PDFArray | undefined {
  const page = target.get(0);
  const place = page instanceof PDFRef ? places.get(page) : undefined;
  if (!place) return undefined;
  const [x, y] = [target.lookup(2), target.lookup(3)];
  if (!(x instanceof PDFNumber && y instanceof PDFNumber)) return context.obj([place.sheet, "Fit"]);
  const across = place.x + x.asNumber() * place.scale;
  const up = place.y + y.asNumber() * place.scale;
  return context.obj([place.sheet, "XYZ", round(across), round(up), 0]);
}

function round(points: number): number {
  return Number(points.toFixed(3));
}
