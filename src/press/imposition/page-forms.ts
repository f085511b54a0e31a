import {deflateSync} from "node:zlib";
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
} from "@cantoo/pdf-lib";
import {decodeStream} from "../pdf-streams.ts";
import type {Size} from "./sheet.ts";

/** A page that can be painted on a sheet. */
export interface PageForm extends Size {
  readonly form: PDFRef;
  /** Lower left corner of the page in its own coordinates: almost always 0, 0. */
  readonly left: number;
  readonly bottom: number;
}

/**
 * Makes a page a form XObject in the same file: its content stream and resources are taken over as they are, so fonts
 * and pictures stay shared by all pages. The key of its tags (StructParents) goes with the content.
 */
export function makePageForm(page: PDFPage): PageForm {
  const {node} = page;
  const {context} = node;
  const {x, y, width, height} = page.getMediaBox();
  const {bytes, filter} = contentOf(node.lookup(PDFName.of("Contents")), context);
  const dict = context.obj({Type: "XObject", Subtype: "Form", BBox: [x, y, x + width, y + height]});
  for (const [key, value] of filter) dict.set(key, value);
  const resources = node.getInheritableAttribute(PDFName.of("Resources"));
  dict.set(PDFName.of("Resources"), resources ?? context.obj({}));
  for (const key of ["Group", "StructParents"].map(name => PDFName.of(name))) {
    const value = node.get(key);
    if (value !== undefined) dict.set(key, value);
  }
  dict.set(PDFName.of("Length"), PDFNumber.of(bytes.length));
  return {form: context.register(PDFRawStream.of(dict, bytes)), left: x, bottom: y, width, height};
}

interface Content {
  readonly bytes: Uint8Array;
  /** Filter and DecodeParms, where the bytes are compressed. */
  readonly filter: readonly (readonly [PDFName, PDFObject])[];
}

/** The content of a page in one piece; several streams are joined, with a space between their operators. */
function contentOf(contents: PDFObject | undefined, context: PDFContext): Content {
  if (contents instanceof PDFRawStream) {
    const keys = ["Filter", "DecodeParms"].map(name => PDFName.of(name));
    const filter = keys.flatMap(key => {
      const value = contents.dict.get(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return {bytes: contents.contents, filter};
  }
  const parts = contents instanceof PDFArray ? contents.asArray() : [];
  const decoded = parts.map(part => {
    const stream = part instanceof PDFRef ? context.lookup(part) : part;
    return stream instanceof PDFRawStream ? Buffer.concat([decodeStream(stream), Buffer.from("\n")]) : Buffer.of();
  });
  const bytes = deflateSync(Buffer.concat(decoded));
  return {bytes, filter: [[PDFName.of("Filter"), PDFName.of("FlateDecode")]]};
}

/** An XObject resource dictionary of these forms. */
export function formResources(context: PDFContext, forms: readonly (readonly [string, PDFRef])[]): PDFDict {
  const xObjects = PDFDict.withContext(context);
  for (const [name, form] of forms) xObjects.set(PDFName.of(name), form);
  return context.obj({XObject: xObjects});
}
