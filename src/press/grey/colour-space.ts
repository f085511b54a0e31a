import {PDFArray, PDFName, PDFNumber, type PDFObject, PDFStream} from "@cantoo/pdf-lib";

const components: ReadonlyMap<string, number> = new Map([
  ["DeviceGray", 1],
  ["CalGray", 1],
  ["DeviceRGB", 3],
  ["CalRGB", 3],
  ["DeviceCMYK", 4],
]);

/** How many numbers a colour has in a colour space; undefined for patterns. Throws for spaces that are not made grey. */
export function componentsOfSpace(space: PDFObject | undefined): number | undefined {
  const family = space instanceof PDFArray ? space.lookup(0) : space;
  const name = family instanceof PDFName ? family.decodeText() : "";
  if (name === "Pattern" && (!(space instanceof PDFArray) || space.size() === 1)) return undefined;
  const profile = space instanceof PDFArray && name === "ICCBased" ? space.lookup(1) : undefined;
  const count =
    profile instanceof PDFStream ? profile.dict.lookup(PDFName.of("N"), PDFNumber).asNumber() : components.get(name);
  if (count === undefined) throw new Error(`The colour space ${space?.toString() ?? ""} cannot be made grey.`);
  return count;
}
