import {deflateSync, inflateSync} from "node:zlib";
import {decodePDFRawStream, PDFDict, PDFName, PDFNumber, type PDFRawStream} from "@cantoo/pdf-lib";
import {undoPredictor} from "./png-predictor.ts";

/** The bytes of a stream, unpacked. A picture's JPEG is not unpacked: it throws. */
export function decodeStream(stream: PDFRawStream): Uint8Array {
  const filter = stream.dict.lookup(PDFName.of("Filter"));
  if (filter === undefined) return stream.contents;
  // Much faster than the library's own, which knows no predictors either.
  const bytes =
    filter === PDFName.of("FlateDecode") ? inflateSync(stream.contents) : decodePDFRawStream(stream).decode();
  const parms = stream.dict.lookupMaybe(PDFName.of("DecodeParms"), PDFDict);
  const number = (key: string, otherwise: number) =>
    parms?.lookupMaybe(PDFName.of(key), PDFNumber)?.asNumber() ?? otherwise;
  if (number("Predictor", 1) === 1) return bytes;
  if (number("Predictor", 1) < 10 || number("BitsPerComponent", 8) !== 8) throw new Error("A predictor is not known.");
  return undoPredictor(bytes, number("Columns", 1) * number("Colors", 1), number("Colors", 1));
}

/** Gives a stream other bytes, packed. */
export function rewriteStream(stream: PDFRawStream, bytes: Uint8Array): void {
  const packed = deflateSync(bytes);
  stream.updateContents(packed);
  stream.dict.set(PDFName.of("Filter"), PDFName.of("FlateDecode"));
  stream.dict.set(PDFName.of("Length"), PDFNumber.of(packed.length));
  stream.dict.delete(PDFName.of("DecodeParms"));
}
