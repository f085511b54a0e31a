import {PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef} from "@cantoo/pdf-lib";
import {readParentTree} from "./parent-tree.ts";

/** Where the content of a source page is now: in a form, painted on a sheet. */
export interface NewPlace {
  readonly form: PDFRef;
  readonly sheet: PDFRef;
}

/**
 * Makes the tags point at content that moved from pages to forms (ISO 32000-1, 14.7.4.2): a number of marked content
 * becomes a reference that names the form (Stm) and the sheet that shows it (Pg). The keys into the parent tree stay,
 * since each went from the page to its form. Links are gone from paper: what is left of one is a Span.
 */
export function moveTags(context: PDFContext, root: PDFDict, places: ReadonlyMap<PDFRef, NewPlace>): void {
  const seen = new Set<PDFObject>();
  const visit = (node: PDFDict): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const source = node.get(PDFName.of("Pg"));
    const place = source instanceof PDFRef ? places.get(source) : undefined;
    if (place) node.set(PDFName.of("Pg"), place.sheet);
    if (node.get(PDFName.of("S")) === PDFName.of("Link")) node.set(PDFName.of("S"), PDFName.of("Span"));
    const kids = kidsOf(node, context);
    if (kids.length === 0) return;
    const moved = kids.flatMap(kid => moveKid(kid, place, places, context));
    node.set(PDFName.of("K"), moved.length === 1 && moved[0] ? moved[0] : arrayOf(context, moved));
    for (const kid of moved) {
      const element = kid instanceof PDFRef ? context.lookup(kid) : kid;
      if (element instanceof PDFDict && !isReference(element)) visit(element);
    }
  };
  visit(root);
  keepPageEntries(context, root);
}

function kidsOf(node: PDFDict, context: PDFContext): PDFObject[] {
  const kids = node.get(PDFName.of("K"));
  if (kids === undefined) return [];
  const whole = kids instanceof PDFRef ? context.lookup(kids) : kids;
  return whole instanceof PDFArray ? whole.asArray() : [kids];
}

function moveKid(
  kid: PDFObject,
  place: NewPlace | undefined,
  places: ReadonlyMap<PDFRef, NewPlace>,
  context: PDFContext,
): PDFObject[] {
  if (kid instanceof PDFNumber) return place ? [contentReference(context, place, kid)] : [kid];
  const object = kid instanceof PDFRef ? context.lookup(kid) : kid;
  if (!(object instanceof PDFDict) || !isReference(object)) return [kid];
  if (object.get(PDFName.of("Type")) === PDFName.of("OBJR")) return [];
  const page = object.get(PDFName.of("Pg"));
  const own = page instanceof PDFRef ? places.get(page) : place;
  if (!own) return [kid];
  if (object.has(PDFName.of("Stm"))) {
    object.set(PDFName.of("Pg"), own.sheet);
    return [kid];
  }
  return [contentReference(context, own, object.lookup(PDFName.of("MCID"), PDFNumber))];
}

function contentReference(context: PDFContext, {form, sheet}: NewPlace, mark: PDFNumber): PDFDict {
  return context.obj({Type: "MCR", Pg: sheet, Stm: form, MCID: mark.asNumber()});
}

/** A reference to marked content or to an object, as against a tag. */
function isReference(object: PDFDict): boolean {
  const type = object.get(PDFName.of("Type"));
  return type === PDFName.of("MCR") || type === PDFName.of("OBJR");
}

function arrayOf(context: PDFContext, items: readonly PDFObject[]): PDFArray {
  const array = PDFArray.withContext(context);
  for (const item of items) array.push(item);
  return array;
}

/** Writes the parent tree as one list of what belongs to content; entries of links and other annotations go. */
function keepPageEntries(context: PDFContext, root: PDFDict): void {
  const numbers = readParentTree(context, root).flatMap(([key, tags]) => [PDFNumber.of(key), tags]);
  root.set(PDFName.of("ParentTree"), context.obj({Nums: arrayOf(context, numbers)}));
}
