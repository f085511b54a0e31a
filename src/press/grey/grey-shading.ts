import {PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream} from "@cantoo/pdf-lib";
import {decodeStream, rewriteStream} from "../pdf-streams.ts";
import {componentsOfSpace} from "./colour-space.ts";
import {greyOf} from "./luminance.ts";

/** Makes a shading (a gradient) grey: its colour space, its background and the function that gives its colours. */
export function greyShading(shading: PDFDict, seen: Set<PDFObject>): void {
  const components = componentsOfSpace(shading.lookup(PDFName.of("ColorSpace")));
  if (components === undefined || components === 1) return;
  const background = shading.lookupMaybe(PDFName.of("Background"), PDFArray);
  if (background) shading.set(PDFName.of("Background"), greyArray(background, shading));
  const colours = shading.lookup(PDFName.of("Function"));
  if (colours === undefined) throw new Error("A shading without a function cannot be made grey.");
  greyFunction(colours, components, seen);
  shading.set(PDFName.of("ColorSpace"), PDFName.of("DeviceGray"));
}

/** Makes a function give one grey where it gave a colour. */
function greyFunction(given: PDFObject, components: number, seen: Set<PDFObject>): void {
  if (seen.has(given)) return;
  seen.add(given);
  if (given instanceof PDFRawStream) {
    greyProgram(given, components);
    return;
  }
  if (!(given instanceof PDFDict)) throw new Error("A shading's function cannot be made grey.");
  const kind = given.lookup(PDFName.of("FunctionType"), PDFNumber).asNumber();
  if (kind === 3) {
    const parts = given.lookup(PDFName.of("Functions"), PDFArray);
    for (let at = 0; at < parts.size(); at++) greyFunction(parts.lookup(at) as PDFObject, components, seen);
  } else if (kind === 2) {
    // From one colour to another along a curve: the grey of a mixture is the mixture of the greys.
    const zero = given.context.obj([0, 0, 0, 0].slice(0, components));
    const one = given.context.obj([1, 1, 1, 1].slice(0, components));
    for (const [key, otherwise] of [
      ["C0", zero],
      ["C1", one],
    ] as const) {
      given.set(PDFName.of(key), greyArray(given.lookupMaybe(PDFName.of(key), PDFArray) ?? otherwise, given));
    }
  } else throw new Error(`A shading's function of type ${kind} cannot be made grey.`);
  if (given.has(PDFName.of("Range"))) given.set(PDFName.of("Range"), given.context.obj([0, 1]));
}

/** A function in PostScript: at its end the colour on the stack becomes its grey. */
function greyProgram(stream: PDFRawStream, components: number): void {
  const {dict} = stream;
  const kind = dict.lookup(PDFName.of("FunctionType"), PDFNumber).asNumber();
  if (kind !== 4 || components !== 3) throw new Error(`A shading's function of type ${kind} cannot be made grey.`);
  const program = Buffer.from(decodeStream(stream)).toString("latin1").trimEnd().replace(/\}$/, "");
  rewriteStream(stream, Buffer.from(`${program} 0.11 mul exch 0.59 mul add exch 0.3 mul add}`, "latin1"));
  dict.set(PDFName.of("Range"), dict.context.obj([0, 1]));
}

function greyArray(colour: PDFArray, {context}: PDFDict): PDFArray {
  const components = colour.asArray().map(number => (number instanceof PDFNumber ? number.asNumber() : 0));
  return context.obj([Number(greyOf(components).toFixed(4))]);
}
