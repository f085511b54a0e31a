import {finishParagraphs, parseArticle, renderNarrative} from "../../src/narrative/index.ts";
import {printedCharacters, readBuiltInLayouts, renderPage, settleBriefing, subsetFonts} from "../../src/pages/index.ts";
import type {Press} from "../../src/press/index.ts";
import {briefing, handout} from "../pages/fixture.ts";

const layouts = readBuiltInLayouts();
const views = {简报: briefing, 会议材料: handout};

/** Prints the body of one article in Markdown in an office layout; `css` comes after the layout's own. */
export async function printText(press: Press, layout: keyof typeof views, body: string, css = ""): Promise<Uint8Array> {
  const found = layouts.get(layout);
  const view = views[layout];
  const [model] = view.articles;
  const complaints: unknown[] = [];
  const report = (diagnostic: unknown) => complaints.push(diagnostic);
  const article = parseArticle({path: "text.md", text: `---\n标题: 试样\n---\n${body}`}, report);
  if (!found || !model || !article) throw new Error("The layout, its fixture or the text cannot be used.");
  const {html, headings} = renderNarrative(article, "a1", () => undefined, report);
  if (complaints.length > 0) throw new Error(`The text has ${complaints.length} faults.`);
  const page = renderPage(
    {...view, articles: [{...model, photos: [], leadHtml: undefined, bodyHtml: finishParagraphs(html), headings}]},
    found,
  );
  press.setFonts(await subsetFonts(printedCharacters(page), undefined, "truetype"));
  const printed = await press.print({...page, css: page.css + css, date: "2019-08-05", settle: settleBriefing});
  return printed.pdf;
}
