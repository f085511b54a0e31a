import {PDFDict, type PDFDocument, PDFName, type PDFRef} from "@cantoo/pdf-lib";
import {moveOutline, type PagePlace} from "./move-outline.ts";
import {moveTags, type NewPlace} from "./move-tags.ts";
import {formResources, makePageForm} from "./page-forms.ts";
import {pdfNumber, type SheetSide} from "./sheet.ts";

/** What a viewer proposes in its print window. */
export interface PrintAdvice {
  /** Sheets turned over the short edge (booklets, two pages a side), or one side only. */
  readonly duplex: "short-edge" | "none";
}

/**
 * Puts the pages of a document on sheets, in place. Every page becomes one form; text, fonts and pictures stay as they
 * are, tags and outline point to the new places, links are left out. A page that stands on no sheet is lost.
 */
export function impose(document: PDFDocument, sides: readonly SheetSide[], advice: PrintAdvice): void {
  const {context, catalog} = document;
  const pages = document.getPages();
  const forms = pages.map(makePageForm);
  const tree = context.nextRef();
  const tagPlaces = new Map<PDFRef, NewPlace>();
  const outlinePlaces = new Map<PDFRef, PagePlace>();

  const sheets = sides.map(side => {
    const sheet = context.nextRef();
    const drawn = side.placements.flatMap(({page, x, y, scale}) => {
      const [source, form] = [pages[page - 1], forms[page - 1]];
      if (!source || !form) return [];
      const [left, bottom] = [x - form.left * scale, y - form.bottom * scale];
      tagPlaces.set(source.ref, {form: form.form, sheet});
      outlinePlaces.set(source.ref, {sheet, x: left, y: bottom, scale});
      const name = `P${page}`;
      const matrix = [scale, 0, 0, scale, left, bottom].map(pdfNumber).join(" ");
      return [{name, form: form.form, operators: `q ${matrix} cm /${name} Do Q`}];
    });
    const operators = [...drawn.map(({operators}) => operators), ...(side.marks ? [side.marks] : [])].join("\n");
    const contents = context.register(context.flateStream(operators));
    const resources = formResources(
      context,
      drawn.map(({name, form}) => [name, form] as const),
    );
    const size = [0, 0, round(side.width), round(side.height)];
    context.assign(
      sheet,
      context.obj({Type: "Page", Parent: tree, MediaBox: size, Resources: resources, Contents: contents}),
    );
    return sheet;
  });

  context.assign(tree, context.obj({Type: "Pages", Kids: sheets, Count: sheets.length}));
  catalog.set(PDFName.of("Pages"), tree);
  for (const key of ["Dests", "Names", "OpenAction", "PageLabels"]) catalog.delete(PDFName.of(key));
  advise(document, advice);
  const tags = catalog.lookupMaybe(PDFName.of("StructTreeRoot"), PDFDict);
  if (tags) moveTags(context, tags, tagPlaces);
  const outline = catalog.lookupMaybe(PDFName.of("Outlines"), PDFDict);
  if (outline) moveOutline(context, outline, outlinePlaces);
}

function advise({context, catalog}: PDFDocument, {duplex}: PrintAdvice): void {
  const preferences = catalog.lookupMaybe(PDFName.of("ViewerPreferences"), PDFDict) ?? context.obj({});
  preferences.set(PDFName.of("PrintScaling"), PDFName.of("None"));
  preferences.set(PDFName.of("PickTrayByPDFSize"), context.obj(true));
  preferences.set(PDFName.of("Duplex"), PDFName.of(duplex === "short-edge" ? "DuplexFlipShortEdge" : "Simplex"));
  catalog.set(PDFName.of("ViewerPreferences"), preferences);
}

function round(points: number): number {
  return Number(points.toFixed(3));
}
