import {PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef} from "@cantoo/pdf-lib";
import {decodeStream, rewriteStream} from "../pdf-streams.ts";
import {componentsOfSpace} from "./colour-space.ts";
import {greyContent} from "./grey-content.ts";
import {greyImage} from "./grey-image.ts";
import {greyShading} from "./grey-shading.ts";

/**
 * Makes everything that a document paints grey, in place: text, lines, areas, gradients and pictures. Nothing becomes
 * pixels that was none. Throws for what Chromium never writes (separations, inline pictures, meshes). Tells before
 * the first picture, and after each, how many are left.
 */
export async function makeGrey(document: PDFDocument, tell?: (left: number) => Promise<void>): Promise<void> {
  const {context} = document;
  const objects = context.enumerateIndirectObjects().map(([, object]) => object);
  const contents = new Map<PDFRawStream, PDFDict | undefined>();
  const addContent = (stream: PDFObject | undefined, resources: PDFDict | undefined) => {
    if (stream instanceof PDFRawStream) contents.set(stream, resources);
  };
  const seen = new Set<PDFObject>();
  const images = picturesOf(document);

  for (const {node} of document.getPages()) {
    const held = node.lookup(PDFName.of("Contents"));
    const streams = held instanceof PDFArray ? held.asArray() : [held];
    for (const stream of streams)
      addContent(stream instanceof PDFRef ? context.lookup(stream) : stream, node.Resources());
  }
  for (const object of objects) {
    if (!(object instanceof PDFRawStream)) continue;
    const name = (key: string) => object.dict.lookup(PDFName.of(key));
    const isPattern = name("PatternType")?.toString() === "1";
    if (name("Subtype") === PDFName.of("Form") || isPattern)
      addContent(object, object.dict.lookupMaybe(PDFName.of("Resources"), PDFDict));
  }
  const dictionaries = objects.flatMap(object => [...dictionariesIn(object)]);
  for (const dictionary of dictionaries) {
    if (dictionary.lookup(PDFName.of("Subtype")) === PDFName.of("Type3")) {
      const glyphs = dictionary.lookupMaybe(PDFName.of("CharProcs"), PDFDict);
      const resources = dictionary.lookupMaybe(PDFName.of("Resources"), PDFDict);
      for (const name of glyphs?.keys() ?? []) addContent(glyphs?.lookup(name), resources);
    }
  }

  for (const [stream, resources] of contents) greyStream(stream, resources);
  await tell?.(images.length);
  for (const [index, image] of images.entries()) {
    await greyImage(image);
    await tell?.(images.length - index - 1);
  }
  for (const dictionary of dictionaries) {
    if (dictionary.has(PDFName.of("ShadingType"))) greyShading(dictionary, seen);
    // Pictures with transparency are mixed in a colour space of their own.
    const isGroup = dictionary.lookup(PDFName.of("S")) === PDFName.of("Transparency");
    if (isGroup && dictionary.has(PDFName.of("CS"))) dictionary.set(PDFName.of("CS"), PDFName.of("DeviceGray"));
  }
  // No content names these any more.
  for (const resources of new Set([...contents.values()])) resources?.delete(PDFName.of("ColorSpace"));
}

export function picturesOf({context}: PDFDocument): PDFRawStream[] {
  return context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFRawStream && object.dict.lookup(PDFName.of("Subtype")) === PDFName.of("Image")
        ? [object]
        : [],
    );
}

function greyStream(stream: PDFRawStream, resources: PDFDict | undefined): void {
  const spaces = resources?.lookupMaybe(PDFName.of("ColorSpace"), PDFDict);
  const content = Buffer.from(decodeStream(stream)).toString("latin1");
  const grey = greyContent(content, name => componentsOfSpace(spaces?.lookup(PDFName.of(name)) ?? PDFName.of(name)));
  if (grey !== content) rewriteStream(stream, Buffer.from(grey, "latin1"));
}

/** An object's own dictionary and those written inside it, not those that it refers to. */
function* dictionariesIn(object: PDFObject): Generator<PDFDict> {
  if (object instanceof PDFRawStream) yield* dictionariesIn(object.dict);
  else if (object instanceof PDFDict) {
    yield object;
    for (const value of object.values()) yield* dictionariesIn(value);
  } else if (object instanceof PDFArray) for (const value of object.asArray()) yield* dictionariesIn(value);
}
