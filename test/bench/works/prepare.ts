import {checkWorkspace} from "../../../src/build/check-workspace.ts";
import {
  charactersByFace,
  type FontFace,
  faceName,
  fontFaceCss,
  pageToHtml,
  printedCharacters,
  recutFace,
  renderPage,
  settleBriefing,
  subsetFonts,
} from "../../../src/pages/index.ts";
import {launchBrowser} from "../../../src/press/browser/launch-browser.ts";
import {renderShell, showDocument} from "../../../src/press/shell-document.ts";
import {readBlocks} from "./blocks.ts";
import {type FinishedWork, openFolder} from "./finished-work.ts";
import {markdownCss, toMarkdown} from "./to-markdown.ts";
import {toTypst} from "./to-typst.ts";

/** Works a workspace of briefings out to documents that need nothing but printing, and writes them to `folder`. */
export async function prepareFinishedWork(content: string, folder: string, browserPath: string): Promise<number> {
  const {css, fontFaces, webFonts, fonts, documents} = await finishWork(content, browserPath);
  const write = openFolder(folder);
  write("style.css", css);
  write("fonts.css", fontFaces);
  write("web-fonts.css", webFonts);
  write("markdown.css", markdownCss);
  for (const {name, bytes} of fonts) write(`fonts/${name}.ttf`, bytes);
  for (const {html, blocks, ...document} of documents) {
    const {slug, title} = document;
    write(`bodies/${slug}.json`, JSON.stringify(document));
    write(`pages/${slug}.html`, html);
    write(`markdown/${slug}.md`, toMarkdown(blocks));
    write(`typst/${slug}.typ`, toTypst(slug, title, blocks));
    const charts = blocks.filter(block => block.kind === "chart");
    for (const [at, {svg}] of charts.entries()) write(`charts/${slug}-${at + 1}.svg`, asFile(svg));
  }
  return documents.length;
}

async function finishWork(content: string, browserPath: string): Promise<FinishedWork> {
  const checked = checkWorkspace(content);
  const pages = checked.bulletins.map(({folder, composed: {view}}) => {
    const layout = checked.layouts.get(folder.bulletin?.版式 ?? "");
    if (!view || !layout) throw new Error(`The bench's own bulletin ${folder.slug} has mistakes.`);
    return {slug: folder.slug.replaceAll("/", "-"), page: renderPage(view, layout)};
  });
  const faces = await subsetFonts(pages.map(({page}) => printedCharacters(page)).join(""), undefined, "truetype");
  const fontFaces = fontFaceCss(faces);
  // As many characters as one bulletin has, and those of no other.
  const [first] = pages;
  const own = first && charactersByFace(first.page, faces);
  const webFonts = fontFaceCss(faces.flatMap(face => recutFace(face, own?.get(faceName(face)) ?? "") ?? []));
  const {browser, close} = await launchBrowser(browserPath);
  try {
    const tab = await browser.newPage();
    await tab.setJavaScriptEnabled(false);
    await tab.emulateMediaType("print");
    await tab.setContent(renderShell(fontFaces));
    const documents: FinishedWork["documents"][number][] = [];
    for (const {slug, page} of pages) {
      const {lang, title, css, bodyHtml, bodyClass} = page;
      await tab.evaluate(showDocument, {lang, title, css, bodyHtml, bodyClass});
      const blocks = await tab.evaluate(readBlocks);
      await tab.evaluate(settleBriefing);
      const settled = {...page, bodyHtml: await tab.evaluate(() => document.body.innerHTML)};
      const html = pageToHtml(settled, fontFaces);
      documents.push({slug, title, bodyClass, bodyHtml: settled.bodyHtml, html, blocks});
    }
    return {css: pages[0]?.page.css ?? "", fontFaces, webFonts, fonts: faces.map(nameFont), documents};
  } finally {
    await close();
  }
}

/** Fonts as files; the face that only lends its marks is the same as another. */
function nameFont({family, weight, bytes, only}: FontFace): FinishedWork["fonts"][number] {
  return {name: `${family.replaceAll(" ", "-")}-${weight}${only === undefined ? "" : "-marks"}`, bytes};
}

/** An SVG that stands in HTML names its namespace no more, and its fonts by the names of the stylesheet. */
function asFile(svg: string): string {
  const named = svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return named.replaceAll("JB Sans", "Noto Sans SC").replaceAll("JB Song", "Noto Serif SC");
}
