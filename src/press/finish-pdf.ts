import {readFileSync} from "node:fs";
import {isStream, type PdfObjects, parsePdfObjects, reference, writePdfObjects} from "./pdf-objects.ts";
import type {PrintablePage, PrintedPdf} from "./printable-page.ts";

/** What a PDF says about itself. */
export type PdfProperties = Pick<PrintablePage, "title" | "author" | "subject" | "keywords" | "date" | "lang">;

const {version} = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {version: string};
const creator = `简报 jianbao ${version}`;

/** A PDF without what was found out about its pages. */
export type FinishedPdf = Pick<PrintedPdf, "pdf" | "pages">;

/** Takes a PDF apart; throws for one that cannot be read. */
export async function parsePdf(pdf: Uint8Array): Promise<PdfObjects> {
  const parsed = parsePdfObjects(asBuffer(pdf)) ?? parsePdfObjects(await rewritePlainly(pdf));
  if (!parsed) throw new Error("The PDF cannot be taken apart.");
  return parsed;
}

/**
 * Gives a PDF its properties (document information, XMP, language, title in the title bar) and makes its bytes depend on
 * nothing but its content: no time of printing, no counters of the browser. Tags, outline, fonts and text stay.
 */
export async function finishPdf(pdf: Uint8Array, properties: PdfProperties): Promise<FinishedPdf> {
  return finishObjects(await parsePdf(pdf), properties);
}

/** The same for a PDF that is taken apart already. */
export function finishObjects(parsed: PdfObjects, properties: PdfProperties): FinishedPdf {
  const objects = new Map(parsed.objects);
  renumberTags(objects);

  let next = Math.max(...objects.keys()) + 1;
  const info = parsed.info ?? next++;
  const producer = producerOf(objects.get(info));
  objects.set(info, Buffer.from(renderInformation(properties, producer)));
  const catalog = (objects.get(parsed.root) as Buffer).toString("latin1");
  const metadata = reference(catalog, "Metadata") ?? next++;
  objects.set(metadata, renderXmp(properties, producer));
  objects.set(parsed.root, Buffer.from(completeCatalog(catalog, metadata, properties.lang), "latin1"));
  return {pdf: writePdfObjects({objects, root: parsed.root, info}), pages: countPages(catalog, objects)};
}

/**
 * Chromium's own output never comes here. A PDF in another form (a later Chromium's, an imposed booklet) is loaded and
 * saved by the library first, which takes several times as long as printing it.
 */
async function rewritePlainly(pdf: Uint8Array): Promise<Buffer> {
  const {PDFDocument} = await import("@cantoo/pdf-lib");
  const document = await PDFDocument.load(pdf, {updateMetadata: false});
  return asBuffer(await document.save({useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false}));
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Chromium names table cells in the tags by a counter that runs on from document to document: "(node00006625)".
 * They are counted anew from 1, in the same order, because the tree that holds them is sorted.
 */
function renumberTags(objects: Map<number, Buffer>): void {
  const texts = new Map<number, string>();
  const names = new Set<string>();
  for (const [number, object] of objects) {
    if (isStream(object) || !object.includes("(node")) continue;
    const text = object.toString("latin1");
    texts.set(number, text);
    for (const [, name] of text.matchAll(/\/ID \((node\d{8,})\)/g)) names.add(name as string);
  }
  const renamed = new Map(
    [...names]
      .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)))
      .map((name, index) => [name, `node${String(index + 1).padStart(8, "0")}`]),
  );
  for (const [number, text] of texts) {
    const next = text.replaceAll(/\((node\d{8,})\)/g, (whole, name: string) => {
      const to = renamed.get(name);
      return to === undefined ? whole : `(${to})`;
    });
    objects.set(number, Buffer.from(next, "latin1"));
  }
}

function producerOf(information: Buffer | undefined): string {
  return /\/Producer \(([\w/. ]*)\)/.exec(information?.toString("latin1") ?? "")?.[1] ?? "jianbao";
}

function renderInformation(properties: PdfProperties, producer: string): string {
  const day = properties.date.replaceAll("-", "");
  return [
    `<</Title ${textString(properties.title)}`,
    `/Author ${textString(properties.author)}`,
    `/Subject ${textString(properties.subject)}`,
    ...(properties.keywords?.length ? [`/Keywords ${textString(properties.keywords.join("；"))}`] : []),
    `/Creator ${textString(creator)}`,
    `/Producer (${producer})`,
    `/CreationDate (D:${day}000000+08'00')`,
    `/ModDate (D:${day}000000+08'00')>>`,
  ].join("\n");
}

/** UTF-16 with byte order mark, as hexadecimal digits. */
function textString(text: string): string {
  return `<FEFF${Buffer.from(text, "utf16le").swap16().toString("hex").toUpperCase()}>`;
}

function renderXmp({title, author, subject, keywords, date, lang}: PdfProperties, producer: string): Buffer {
  const time = `${date}T00:00:00+08:00`;
  const alternative = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt>`;
  const packet = `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title>${alternative(title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${alternative(subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>${escapeXml(lang)}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>${escapeXml(keywords?.join("；") ?? "")}</pdf:Keywords>
<pdf:Producer>${escapeXml(producer)}</pdf:Producer>
<xmp:CreatorTool>${escapeXml(creator)}</xmp:CreatorTool>
<xmp:CreateDate>${time}</xmp:CreateDate>
<xmp:ModifyDate>${time}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
  const data = Buffer.from(packet);
  // Not compressed: search programs look for it in the raw file.
  const head = Buffer.from(`<</Type /Metadata /Subtype /XML /Length ${data.length}>> stream\n`);
  return Buffer.concat([head, data, Buffer.from("\nendstream")]);
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function completeCatalog(catalog: string, metadata: number, lang: string): string {
  const added = [
    ...(catalog.includes("/Metadata ") ? [] : [`/Metadata ${metadata} 0 R`]),
    ...(catalog.includes("/ViewerPreferences") ? [] : ["/ViewerPreferences <</DisplayDocTitle true>>"]),
    ...(/^[\w-]+$/.test(lang) && !/\/Lang\b/.test(catalog) ? [`/Lang (${lang})`] : []),
  ];
  return catalog.replace(/\s*>>\s*$/, `\n${added.join("\n")}>>`);
}

function countPages(catalog: string, objects: ReadonlyMap<number, Buffer>): number {
  const pages = objects.get(reference(catalog, "Pages") ?? -1);
  return Number(/\/Count (\d+)/.exec(pages?.toString("latin1") ?? "")?.[1] ?? 0);
}
