import {createCanvas, type ImageData} from "@napi-rs/canvas";
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs";

/** Paints a page of a PDF, one pixel a point. */
export async function paintPage(pdf: Uint8Array, number: number): Promise<ImageData> {
  const task = getDocument({data: Uint8Array.from(pdf), verbosity: 0, useSystemFonts: false});
  const document = await task.promise;
  try {
    const page = await document.getPage(number);
    const viewport = page.getViewport({scale: 1});
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    const context = canvas.getContext("2d");
    // pdf.js asks for a browser's canvas; this one does the same.
    await page.render({canvas: null, canvasContext: context as unknown as CanvasRenderingContext2D, viewport}).promise;
    return context.getImageData(0, 0, canvas.width, canvas.height);
  } finally {
    await task.destroy();
  }
}
