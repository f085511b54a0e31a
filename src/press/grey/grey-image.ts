import {PDFArray, PDFBool, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFString} from "@cantoo/pdf-lib";
import {createCanvas, loadImage} from "@napi-rs/canvas";
import {decodeStream, rewriteStream} from "../pdf-streams.ts";
import {applyPredictor} from "../png-predictor.ts";
import {componentsOfSpace} from "./colour-space.ts";
import {greyOf} from "./luminance.ts";

/**
 * Makes a picture grey, pixel by pixel, in the resolution that it has. Masks and grey pictures stay. Photos (JPEG) are
 * unpacked and kept without loss, since no JPEG of one component can be written here.
 */
export async function greyImage(image: PDFRawStream): Promise<void> {
  const {dict} = image;
  const entry = (key: string) => dict.lookup(PDFName.of(key));
  if (entry("ImageMask") === PDFBool.True) return;
  const space = entry("ColorSpace");
  if (space instanceof PDFArray && space.lookup(0) === PDFName.of("Indexed")) return greyPalette(space);
  const components = componentsOfSpace(space);
  if (components === 1 || components === undefined) return;
  if (entry("Decode") !== undefined || entry("Mask") instanceof PDFArray)
    throw new Error("A picture with its own scale of colours cannot be made grey.");
  const width = dict.lookup(PDFName.of("Width"), PDFNumber).asNumber();
  const height = dict.lookup(PDFName.of("Height"), PDFNumber).asNumber();
  const isJpeg = filterOf(image) === "DCTDecode";
  if (!isJpeg && dict.lookupMaybe(PDFName.of("BitsPerComponent"), PDFNumber)?.asNumber() !== 8)
    throw new Error("A picture that has not 8 bits a colour cannot be made grey.");
  const pixels = isJpeg
    ? greyPixels(await decodeJpeg(image.contents, width, height), 4, 3)
    : greyPixels(decodeStream(image), components, components);
  rewriteStream(image, applyPredictor(pixels.subarray(0, width * height), width));
  dict.set(PDFName.of("ColorSpace"), PDFName.of("DeviceGray"));
  dict.set(PDFName.of("BitsPerComponent"), PDFNumber.of(8));
  dict.set(
    PDFName.of("DecodeParms"),
    dict.context.obj({Predictor: 15, Colors: 1, BitsPerComponent: 8, Columns: width}),
  );
}

function filterOf({dict}: PDFRawStream): string | undefined {
  const filter = dict.lookup(PDFName.of("Filter"));
  const name = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  return name instanceof PDFName ? name.decodeText() : undefined;
}

/** The greys of pixels that are `stride` bytes apart, of which the first `components` are the colour. */
function greyPixels(bytes: Uint8Array | Uint8ClampedArray, stride: number, components: number): Uint8Array {
  const greys = new Uint8Array(Math.floor(bytes.length / stride));
  for (let pixel = 0; pixel < greys.length; pixel++) {
    const at = pixel * stride;
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    greys[pixel] = Math.round(
      components === 3 ? 0.3 * a + 0.59 * b + 0.11 * c : 255 * greyOf([a / 255, b / 255, c / 255, d / 255]),
    );
  }
  return greys;
}

/** Red, green, blue and opacity of each pixel. A PDF knows neither EXIF nor embedded profiles, so both are left out. */
async function decodeJpeg(jpeg: Uint8Array, width: number, height: number): Promise<Uint8ClampedArray> {
  const picture = await loadImage(withoutApplicationData(jpeg));
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(picture, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

/** Takes the segments APP1 and APP2 (EXIF, profiles) out of a JPEG. */
function withoutApplicationData(jpeg: Uint8Array): Buffer {
  const bytes = Buffer.from(jpeg);
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== 0xda && at + 4 <= bytes.length) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] !== 0xe1 && bytes[at + 1] !== 0xe2) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...kept, bytes.subarray(at)]);
}

/** Pictures of few colours hold numbers into a list of colours: only the list changes. */
function greyPalette(space: PDFArray): void {
  const components = componentsOfSpace(space.lookup(1));
  if (components === undefined || components === 1) return;
  const listed = space.lookup(3);
  const bytes =
    listed instanceof PDFRawStream
      ? decodeStream(listed)
      : listed instanceof PDFHexString || listed instanceof PDFString
        ? listed.asBytes()
        : Buffer.of();
  const greys = greyPixels(bytes, components, components);
  space.set(1, PDFName.of("DeviceGray"));
  space.set(3, PDFHexString.of(Buffer.from(greys).toString("hex")));
}
