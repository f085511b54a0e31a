import type {BulletinView} from "../../src/pages/index.ts";
import {
  builtInFonts,
  printedCharacters,
  readBuiltInLayouts,
  renderPage,
  settleBriefing,
  subsetFonts,
} from "../../src/pages/index.ts";
import {openPress} from "../../src/press/index.ts";

/** A bulletin's PDF, made as a build makes it. */
export async function printBriefing(view: BulletinView, layout: string): Promise<Uint8Array> {
  const [pdf] = await printBriefings([view], layout);
  if (pdf === undefined) throw new Error("nothing printed");
  return pdf;
}

/** PDFs of several bulletins, printed one after the other. */
export async function printBriefings(views: readonly BulletinView[], layoutName: string): Promise<Uint8Array[]> {
  const layout = readBuiltInLayouts().get(layoutName);
  if (layout === undefined) throw new Error(`no layout ${layoutName}`);
  const pages = views.map(view => renderPage(view, layout));
  const fonts = await subsetFonts(pages.map(printedCharacters).join(""), builtInFonts(), "truetype");
  const press = await openPress({fonts, workers: 1});
  try {
    const printed: Uint8Array[] = [];
    for (const page of pages) {
      const {pdf} = await press.print({...page, date: "2019-08-05", settle: settleBriefing});
      printed.push(pdf);
    }
    return printed;
  } finally {
    await press.close();
  }
}
