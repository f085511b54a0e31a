import {PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream} from "@cantoo/pdf-lib";
import {createCanvas} from "@napi-rs/canvas";
import {beforeAll, describe, expect, test} from "vitest";
import {greyContent} from "../../../src/press/grey/grey-content.ts";
import {openPress, printSheets} from "../../../src/press/index.ts";
import {decodeStream} from "../../../src/press/pdf-streams.ts";
import {bareText, readPdf} from "../read-pdf.ts";
import {sampleFonts, samplePage} from "../sample-page.ts";
import {paintPage} from "./paint-page.ts";

let colour: Uint8Array;
let grey: Uint8Array;

beforeAll(async () => {
  const press = await openPress({fonts: await sampleFonts(), workers: 1});
  try {
    colour = (
      await press.print(samplePage({css: `${samplePage().css} h1 {color: #c8102e}`, bodyHtml: colourfulHtml()}))
    ).pdf;
  } finally {
    await press.close();
  }
  grey = await printSheets(colour, {grey: true});
});

/** Everything that Chromium writes in colour: text, gradients of each kind, photos, pictures with and without alpha. */
function colourfulHtml(): string {
  const picture = (alpha: number) => {
    const canvas = createCanvas(40, 30);
    const context = canvas.getContext("2d");
    for (let x = 0; x < 40; x++) {
      context.fillStyle = `hsl(${x * 9} 90% 50% / ${alpha})`;
      context.fillRect(x, 0, 1, 30);
    }
    return canvas;
  };
  const address = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString("base64")}`;
  const pictures = [
    address("jpeg", picture(1).toBuffer("image/jpeg")),
    address("png", picture(1).toBuffer("image/png")),
    address("png", picture(0.5).toBuffer("image/png")),
  ];
  const gradients = [
    "linear-gradient(#c00, #0c0 40%, #00c8)",
    "radial-gradient(gold, teal)",
    "conic-gradient(red, lime, blue, red)",
  ];
  return `${samplePage().bodyHtml}
    ${pictures.map(source => `<img src="${source}" style="width: 40mm">`).join("")}
    ${gradients.map(image => `<div style="background: ${image}; height: 20mm"></div>`).join("")}
    <div style="background: #ffd70080; border: 1mm dashed #0a0; height: 9mm; opacity: .6"></div>
    <svg width="200" height="60"><defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0"/></linearGradient>
    <pattern id="t" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="orange"/></pattern></defs>
    <rect width="90" height="50" fill="url(#g)"/><rect x="100" width="90" height="50" fill="url(#t)" stroke="purple"/></svg>`;
}

describe("a PDF made grey", () => {
  test("was in colour before, in each of the ways that are looked for", async () => {
    const found = await findColours(colour);
    expect(found.join("\n")).toMatch(/ rg$/m);
    expect(found.join("\n")).toMatch(/shading/);
    expect(found.join("\n")).toMatch(/image/);
    expect(found.join("\n")).toMatch(/group/);
  });

  test("has no operator, shading, picture or group in colour left", async () => {
    expect(await findColours(grey)).toEqual([]);
  });

  test("is painted in pixels whose red, green and blue are equal", async () => {
    const [before, after] = [await paintPage(colour, 1), await paintPage(grey, 1)];
    expect(largestDifference(before.data)).toBeGreaterThan(200);
    expect(largestDifference(after.data)).toBe(0);
  });

  test("shows what the colours weigh, so that nothing gets lost", async () => {
    const [before, after] = [await paintPage(colour, 1), await paintPage(grey, 1)];
    let sum = 0;
    for (let at = 0; at < before.data.length; at += 4) {
      const [r = 0, g = 0, b = 0] = [before.data[at], before.data[at + 1], before.data[at + 2]];
      sum += Math.abs((after.data[at] ?? 0) - (0.3 * r + 0.59 * g + 0.11 * b));
    }
    expect(sum / (before.data.length / 4)).toBeLessThan(0.5);
  });

  test("keeps text, tags, outline, fonts and properties", async () => {
    const [before, after] = [await readPdf(colour), await readPdf(grey)];
    expect(bareText(after)).toBe(bareText(before));
    expect(after).toEqual(before);
  });

  test("tells each step, the pictures one by one, and waits for who is told", async () => {
    const told: string[] = [];
    const tell = async (done: number, total: number) => {
      told.push(`${done}/${total}`);
      await new Promise(resolve => setTimeout(resolve));
    };
    expect(Buffer.compare(await printSheets(colour, {grey: true, tell}), grey)).toBe(0);
    const total = told.length;
    // What is loaded, recoloured, laid out and written are four steps; the rest are pictures.
    expect(total).toBeGreaterThan(6);
    expect(told).toEqual(told.map((_, index) => `${index + 1}/${total}`));
  });

  test("has the same bytes each time", async () => {
    expect(Buffer.compare(await printSheets(colour, {grey: true}), grey)).toBe(0);
  });
});

describe("greyContent()", () => {
  const rgb = (name: string) => ({DeviceRGB: 3, Cs1: 3, DeviceGray: 1, Pattern: undefined})[name];

  test("turns red of a nameplate into a dark grey", () => {
    expect(greyContent(".7843 .0627 .1804 rg", rgb)).toBe("0.2921 g");
  });

  test("leaves strings, names and numbers alone", () => {
    const content = "BT (1 0 0 rg \\) (k)) Tj <0102> Tj /rg gs [1 (RG)] TJ 0 g /P <</MCID 3>> BDC EMC % 1 0 0 rg\nET";
    expect(greyContent(content, rgb)).toBe(content);
  });

  test("follows colour spaces through saved states", () => {
    expect(greyContent("/Cs1 cs 1 0 0 sc q /DeviceGray cs .5 sc Q 0 1 0 scn", rgb)).toBe(
      "/DeviceGray cs 0.3 sc q /DeviceGray cs .5 sc Q 0.59 scn",
    );
    expect(greyContent("/Pattern cs /P1 scn 0 0 0 1 K", rgb)).toBe("/Pattern cs /P1 scn 0 G");
  });

  test("refuses inline pictures rather than leave them in colour", () => {
    expect(() => greyContent("BI /W 1 /H 1 /CS /RGB ID xxx EI", rgb)).toThrow("inline picture");
  });
});

function largestDifference(data: Uint8ClampedArray): number {
  let largest = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
    largest = Math.max(largest, Math.max(r, g, b) - Math.min(r, g, b));
  }
  return largest;
}

/** Whatever sets a colour that is no grey, read without the code that is tested. */
async function findColours(pdf: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(pdf, {updateMetadata: false});
  const {context} = document;
  const contents = new Set(document.getPages().map(({node}) => node.lookup(PDFName.of("Contents"))));
  const found: string[] = [];
  for (const [, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFRawStream ? object.dict : object;
    for (const inner of dictionaries(dict)) {
      const space = inner.get(PDFName.of("ColorSpace"));
      const isGrey = space === undefined || space === PDFName.of("DeviceGray");
      if (inner.has(PDFName.of("ShadingType")) && !isGrey) found.push(`shading ${space}`);
      if (inner.lookup(PDFName.of("Subtype")) === PDFName.of("Image") && !isGrey) found.push(`image ${space}`);
      const group = inner.get(PDFName.of("CS"));
      if (group !== undefined && group !== PDFName.of("DeviceGray")) found.push(`group ${group}`);
      for (const key of ["C0", "C1"]) {
        const colours = inner.lookup(PDFName.of(key));
        if (colours instanceof PDFArray && colours.size() !== 1) found.push(`function ${colours}`);
      }
    }
    if (object instanceof PDFRawStream && isContent(object, contents)) {
      const text = Buffer.from(decodeStream(object))
        .toString("latin1")
        .replaceAll(/\((?:\\.|[^\\()])*\)/g, "()");
      const operators = /(?<=^|\s)(?:[\d.\s]*\s)?(?:rg|RG|k|K|\/\w+ (?:cs|CS))(?=\s|$)/g;
      for (const [whole] of text.matchAll(operators)) {
        if (!/\/(Pattern|DeviceGray) (cs|CS)$/.test(whole)) found.push(whole.trim());
      }
    }
  }
  return found;
}

/** Content of pages, forms, patterns; not fonts, pictures, maps of characters and the like. */
function isContent(stream: PDFRawStream, contents: ReadonlySet<unknown>): boolean {
  return contents.has(stream) || stream.dict.has(PDFName.of("Resources"));
}

function* dictionaries(object: PDFObject): Generator<PDFDict> {
  if (object instanceof PDFDict) {
    yield object;
    for (const value of object.values()) yield* dictionaries(value);
  } else if (object instanceof PDFArray) for (const value of object.asArray()) yield* dictionaries(value);
}
